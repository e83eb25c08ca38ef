"""Taking a draft in – it is looked at before anything of it is kept – and saying what it is to be held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.drafts.actions.writing import held, note
from taizhang.drafts.models import Draft, DraftState
from taizhang.drafts.policy import ask, own_drafts
from taizhang.files import store
from taizhang.files.incoming import check_name, examined
from taizhang.files.models import Original
from taizhang.ledger import as_of
from taizhang.ledger.models import Ledger
from taizhang.ledger.policy import visible_ledgers

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it was dropped."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is in the store, and what it is called."""

    name: str
    original: Original


@dataclass(frozen=True, slots=True)
class Against:
    """What a draft is to be held against; None is nothing. ``public`` says whether it is to be published; None: as it looks."""

    feedback: Dropped | Stored | None = None
    ledger: Ledger | None = None
    as_of: date | None = None
    public: bool | None = None


def receive(*, file: Dropped, follows: Draft | None = None, by: User, at: datetime) -> Draft:
    """Take in a draft to be checked; it is checked afterwards (``check``). Raises Refused or ValidationError.

    What cannot be opened, and what is marked secret, is refused before anything of it is kept. One that ``follows`` another, or
    bears its name, is held against the same.
    """
    if follows is not None:
        ask(by, follows)
    examined(file.data, file.name, by=by.actor, at=at)
    return _kept(file.name, store.keep(file.data, at=at), follows, by, at)


def take_over(*, original: Original, name: str, by: User, at: datetime) -> Draft:
    """Have a paper checked that was brought in elsewhere, where it was looked at."""
    check_name(name)
    return _kept(name, original, None, by, at)


@transaction.atomic
def _kept(name: str, original: Original, follows: Draft | None, by: User, at: datetime) -> Draft:
    name = name[-NAME_LENGTH:]
    earlier = follows or own_drafts(by).filter(name=name).first()
    draft = Draft(original=original, name=name, brought_by=by, brought_at=at, asked_at=at, follows=earlier)
    if earlier is not None:
        draft.feedback, draft.feedback_name = earlier.feedback, earlier.feedback_name
        draft.ledger, draft.as_of, draft.public = earlier.ledger, earlier.as_of, earlier.public
    draft.save()
    note("receive", draft, {"digest": original.digest, "size": original.size}, by=by, at=at)
    return draft


def hold_against(*, draft: Draft, against: Against, by: User, at: datetime) -> Draft:
    """Say what the draft is held against, and have it checked again. Raises Refused or ValidationError."""
    ask(by, draft)
    feedback = against.feedback
    if isinstance(feedback, Dropped):
        examined(feedback.data, feedback.name, by=by.actor, at=at)
        feedback = Stored(feedback.name, store.keep(feedback.data, at=at))
    wanted: dict[str, Any] = {"ledger": against.ledger, "as_of": _day(against, by, at), "public": against.public}
    wanted["feedback"] = feedback.original if feedback else None
    wanted["feedback_name"] = feedback.name[-NAME_LENGTH:] if feedback else ""
    return _asked(draft, wanted, by, at)


@transaction.atomic
def _asked(draft: Draft, wanted: dict[str, Any], by: User, at: datetime) -> Draft:
    row = held(draft)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.state, row.round, row.asked_at = DraftState.WAITING, row.round + 1, at
    row.save()
    facts = {"feedback": row.feedback_id or "", "ledger": str(row.ledger.key) if row.ledger else ""}
    note("hold_against", row, facts, by=by, at=at)
    return row


def _day(against: Against, by: User, at: datetime) -> date | None:
    """The day that the ledger is taken as of; today where none was said."""
    ledger, today = against.ledger, timezone.localdate(at)
    if ledger is None:
        return None
    if not visible_ledgers(by).filter(pk=ledger.pk).exists():
        raise ValidationError(_("没有这本台账，或您不在它的知悉范围内。"))
    day = against.as_of or today
    if day > today:
        raise ValidationError(_("截至日期还没有到，请填今天或以前的日期。"))
    if not as_of.counts(ledger, day).finding_total:
        raise ValidationError(_("台账在%(day)s还没有问题，请换一个截至日期。") % {"day": day.isoformat()})
    return day
