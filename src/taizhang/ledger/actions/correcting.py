"""Correcting what was said of a ledger when it was opened: its title, whose inspection it was and when, what it looks back at."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import policy
from taizhang.ledger.models import Ledger
from taizhang.ledger.typed import in_one_line


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """What is said of a ledger as a whole and may be corrected; ``follows_title`` names one that is not kept here."""

    title: str
    inspected_by: str = ""
    feedback_on: date | None = None
    concentrated_until: date | None = None
    follows: Ledger | None = None
    follows_title: str = ""

    @classmethod
    def of(cls, ledger: Ledger) -> LedgerFacts:
        """As they stand."""
        return cls(**{one.name: getattr(ledger, one.name) for one in fields(cls)})


@transaction.atomic
def correct_ledger(*, ledger: Ledger, said: LedgerFacts, seen: LedgerFacts, by: User, at: datetime) -> Ledger:
    """Correct the ledger's facts; what hangs on its dates – papers due, windows of time limits – is computed from the new ones.

    ``seen`` is what the person saw: where it is different by now, nothing is written.
    """
    row = Ledger.objects.select_for_update(of=("self",)).select_related("body", "pinned", "office_unit").get(pk=ledger.pk)
    if why := policy.why_not_arrange(by, row):
        raise Refused(why)
    now, wanted = LedgerFacts.of(row), _meant(row, said, by)
    if now != seen:
        raise ValidationError(_("台账的基本信息刚被别人改过，请核对后再保存。"))
    changed = [one.name for one in fields(LedgerFacts) if getattr(now, one.name) != getattr(wanted, one.name)]
    if changed:
        for name in changed:
            setattr(row, name, getattr(wanted, name))
        row.save(update_fields=changed)
        facts = {"was": _told(now, changed), "now": _told(wanted, changed)}
        append(row.log_key, [Entry("ledger:correct", "ledger", facts)], by=by.actor, at=at)
    return row


def _meant(row: Ledger, said: LedgerFacts, by: User) -> LedgerFacts:
    """``said`` in one line each, and held to sense. Raises ValidationError."""
    if said.follows and (said.follows.pk == row.pk or not policy.visible_ledgers(by).filter(pk=said.follows.pk).exists()):
        raise ValidationError(_("请选择另一本台账作为上次检查的台账。"))
    if said.feedback_on and said.concentrated_until and said.concentrated_until < said.feedback_on:
        raise ValidationError(_("集中整改截止不能早于反馈日期。"))
    follows_title = said.follows.title if said.follows else said.follows_title
    return LedgerFacts(
        in_one_line(said.title, _("台账名称"), longest=200),
        in_one_line(said.inspected_by, _("检查单位"), longest=120, needed=False),
        said.feedback_on,
        said.concentrated_until,
        said.follows,
        in_one_line(follows_title, _("上次检查的台账"), longest=200, needed=False),
    )


def _told(facts: LedgerFacts, names: list[str]) -> dict[str, Any]:
    """The facts of ``names`` as an event keeps them; a ledger is named by its log."""
    plain = {name: getattr(facts, name) for name in names}
    return {name: _plain(value) for name, value in plain.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Ledger):
        return value.log_key
    return value.isoformat() if isinstance(value, date) else value
