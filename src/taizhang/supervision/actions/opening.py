"""A round begins: proposed by its rhythm, declined, or opened – which makes every unit's link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Actor, Entry
from taizhang.ledger.models import Ledger
from taizhang.supervision import links, policy, rhythms
from taizhang.supervision.actions.writing import held_ledger, held_round, note
from taizhang.supervision.asked import counted
from taizhang.supervision.models import Invitation, Rhythm, Round

FURTHEST = 366  # days ahead that a due day may lie


@dataclass(frozen=True, slots=True)
class Opened:
    """A round with the tokens of its links, by invitation: they are in no table, and nobody sees them a second time."""

    round: Round
    tokens: list[tuple[Invitation, str]]


@transaction.atomic
def propose_round(*, after: Round, by: Actor, at: datetime) -> Round | None:
    """The round that the rhythm brings next, to be opened or declined; None where another is under way or none comes."""
    ledger = held_ledger(after.ledger)
    as_of = rhythms.next_day(after.rhythm, after.as_of)
    if as_of is None or ledger.rounds.filter(serial__gt=after.serial).exists() or after.closed_at is None:
        return None
    due = rhythms.next_due(after, as_of)
    row = Round.objects.create(ledger=ledger, serial=after.serial + 1, rhythm=after.rhythm, as_of=as_of, due=due)
    note(ledger, [Entry("round:propose", row.key, _told(row))], by, at)
    return row


@transaction.atomic
def decline_round(*, round: Round, by: User, at: datetime) -> Round:
    """What the rhythm proposed is not wanted, nor anything after it."""
    row = held_round(round, by)
    if not row.is_proposed:
        raise Refused(_("这一轮已经开始或已经结束。"))
    row.rhythm, row.closed_at, row.closed_by = Rhythm.ONCE, at, by.name
    row.save(update_fields=["rhythm", "closed_at", "closed_by"])
    note(row.ledger, [Entry("round:decline", row.key, {})], by.actor, at)
    return row


@transaction.atomic
def open_round(*, ledger: Ledger, rhythm: str, as_of: date, due: date, by: User, at: datetime) -> Opened:
    """Ask every unit that leads something under way for its progress as of a day; each gets a link. What was proposed is this."""
    row = held_ledger(ledger)
    if why := policy.why_not_collect(by, row):
        raise Refused(why)
    _check(rhythm, as_of, due, timezone.localdate(at))
    asked = counted(row, as_of)
    if not asked:
        raise Refused(_("没有正在推进的措施，或者措施都没有牵头单位，没有可收集的进展。"))
    round_ = _begun(row, rhythm, as_of, due)
    round_.opened_at, round_.opened_by = at, by.name
    units = Unit.objects.filter(pk__in=asked).order_by("path")
    facts = {**_told(round_), "units": [unit.name for unit in units]}
    round_.opened_size = note(row, [Entry("round:open", round_.key, facts)], by.actor, at).size
    round_.save()
    return Opened(round_, invite(round_, units))


def _check(rhythm: str, as_of: date, due: date, today: date) -> None:
    if rhythm not in Rhythm.values:
        raise ValidationError(_("没有“%(rhythm)s”这种周期。") % {"rhythm": rhythm})
    if due < as_of:
        raise ValidationError(_("报送期限不能早于截至日期。"))
    if due < today:
        raise ValidationError(_("报送期限不能早于今天。"))
    if (due - today).days > FURTHEST:
        raise ValidationError(_("报送期限不能在一年以后。"))


def _begun(ledger: Ledger, rhythm: str, as_of: date, due: date) -> Round:
    """The round that is to be opened: the one proposed, or a new one. Raises Refused where one is open."""
    standing = ledger.rounds.filter(closed_at=None).first()
    if standing is None:
        last = ledger.rounds.aggregate(last=Max("serial"))["last"] or 0
        standing = Round(ledger=ledger, serial=last + 1)
    elif standing.is_open:
        raise Refused(_("上一轮还没有结束，请先结束上一轮。"))
    standing.ledger, standing.rhythm, standing.as_of, standing.due = ledger, rhythm, as_of, due
    return standing


def invite(round_: Round, units: Iterable[Unit], first: int = 1) -> list[tuple[Invitation, str]]:
    """A link for each unit, with its token."""
    tokens = [(unit, links.new_token()) for unit in units]
    rows = [
        Invitation(round=round_, position=n, unit=unit, token_hash=links.hash_of(token), expires_at=links.expiry(round_))
        for n, (unit, token) in enumerate(tokens, first)
    ]
    made = Invitation.objects.bulk_create(rows)
    return [(row, token) for row, (_unit, token) in zip(made, tokens, strict=True)]


def _told(round_: Round) -> dict[str, str]:
    return {"rhythm": str(round_.rhythm), "as_of": round_.as_of.isoformat(), "due": round_.due.isoformat()}
