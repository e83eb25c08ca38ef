"""知道了: leaving something as it is, with the reason; and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.checks.answered import LONGEST
from taizhang.drafts.actions.writing import Changed, held, note
from taizhang.drafts.models import Answer, Draft, DraftState
from taizhang.drafts.policy import ask
from taizhang.drafts.result import Key


def answer(*, draft: Draft, places: Sequence[int], reason: str, round: int, by: User, at: datetime) -> None:
    """Leave as they are the remarks at ``places`` (from 0) of the draft as checked for the ``round``-th time.

    Raises Refused, ValidationError without a reason, and Changed where the draft was checked anew.
    """
    ask(by, draft)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError(_("请写明为什么不改。"))
    if len(reason) > LONGEST:
        raise ValidationError(_("理由请控制在%(n)d字以内。") % {"n": LONGEST})
    _write(draft, places, reason, round, by, at)


@transaction.atomic
def _write(draft: Draft, places: Sequence[int], reason: str, round: int, by: User, at: datetime) -> None:
    keys = _meant(held(draft), places, round)
    rows = [Answer(by=by, code=code, digest=digest, reason=reason, at=at, used_at=at) for code, digest in keys]
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["by", "code", "digest"],
        update_fields=["reason", "at", "used_at"],
        batch_size=100,
    )
    note("answer", draft, {"remarks": [f"{code} {digest}" for code, digest in keys]}, by=by, at=at)


@transaction.atomic
def take_back(*, draft: Draft, place: int, round: int, by: User, at: datetime) -> None:
    """Take back the answer to the remark at ``place``: it stands open again. Raises Refused or Changed."""
    ask(by, draft)
    [(code, digest)] = _meant(held(draft), [place], round)
    if Answer.objects.filter(by=by, code=code, digest=digest).delete()[0]:
        note("take_back", draft, {"remark": f"{code} {digest}"}, by=by, at=at)


def _meant(row: Draft, places: Sequence[int], round: int) -> list[Key]:
    """The keys of the remarks that are meant, each once."""
    keys = row.result.keys() if row.state == DraftState.CHECKED and row.round == round else []
    if not places or not all(0 <= place < len(keys) for place in places):
        raise Changed(_("文稿已重新校核，请看现在的提示。"))
    return list(dict.fromkeys(keys[place] for place in places))
