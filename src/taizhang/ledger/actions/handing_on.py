"""Handing work on (交接) when a leader or a unit's contact changes: listed, confirmed by both, then it is the other's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import handing
from taizhang.ledger.actions.writing import Written, lock, write
from taizhang.ledger.handing import GIVER, TAKER
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.models import Finding, Handover, HandoverItem, HandoverKind, Ledger, Measure
from taizhang.ledger.typed import in_one_line

_PLACES = ("body", "pinned", "office_unit", "supervised_by")


@transaction.atomic
def make_handover(
    *,
    ledger: Ledger,
    kind: str,
    giver: str,
    taker: str,
    reason: str,
    unit: Unit | None = None,
    giver_user: User | None = None,
    taker_user: User | None = None,
    by: User,
    at: datetime,
) -> Handover:
    """List what ``giver`` has open and hands on to ``taker``. Nothing passes before both have confirmed it.

    A leader is named as he stands in the ledger; of a contact it is what his ``unit`` leads. Whose account is meant is told
    from the name where it is not said.
    """
    row = _held(ledger)
    if why := handing.why_not_make(by, row):
        raise Refused(why)
    if kind not in HandoverKind.values:
        raise ValidationError(_("没有“%(kind)s”这种交接。") % {"kind": kind})
    names = in_one_line(giver, _("移交人"), longest=60), in_one_line(taker, _("接收人"), longest=60)
    why = in_one_line(reason, _("交接的原因"), longest=200)
    _hold_two(names, giver_user, taker_user)
    items = handing.open_items(row, kind, names[0], unit)
    if not items:
        raise ValidationError(_("“%(name)s”名下没有要交接的事项。") % {"name": names[0]})
    handover = Handover(
        ledger=row,
        serial=(row.handovers.aggregate(last=Max("serial"))["last"] or 0) + 1,
        kind=kind,
        unit=unit if kind == HandoverKind.CONTACT else None,
        giver=names[0],
        giver_user=giver_user or _account(row, kind, unit, names[0]),
        taker=names[1],
        taker_user=taker_user or _account(row, kind, unit, names[1]),
        reason=why,
        made_on=timezone.localdate(at),
        made_by=by.name,
    )
    handover.save(force_insert=True)
    HandoverItem.objects.bulk_create(
        HandoverItem(handover=handover, position=n, **_named(item)) for n, item in enumerate(items, 1)
    )
    facts = {"kind": kind, "giver": names[0], "taker": names[1], "reason": why, "items": [item.key for item in items]}
    _tell(handover, "make_handover", {**facts, **({"unit": unit.name} if handover.unit and unit else {})}, by, at)
    return handover


@transaction.atomic
def make_handovers(
    *, ledgers: Sequence[Ledger], kind: str, giver: str, taker: str, reason: str, unit: Unit | None = None, by: User, at: datetime
) -> list[Handover]:
    """What somebody has open in all of ``ledgers`` handed on at once: a handover for each in which there is something."""
    held = [ledger for ledger in ledgers if handing.open_items(ledger, kind, giver.strip(), unit)]
    if not held:
        raise ValidationError(_("“%(name)s”名下没有要交接的事项。") % {"name": giver})
    said: dict[str, Any] = {"kind": kind, "giver": giver, "taker": taker, "reason": reason, "unit": unit, "by": by, "at": at}
    return [make_handover(ledger=ledger, **said) for ledger in held]


@transaction.atomic
def confirm_handovers(*, handovers: Sequence[Handover], side: str, by: User, at: datetime) -> list[Handover]:
    """Confirm one ``side`` of several handovers on screen, himself; all of them or none."""
    return [confirm_handover(handover=handover, side=side, by=by, at=at) for handover in handovers]


def _held(ledger: Ledger) -> Ledger:
    """The ledger, locked, so that no number is given twice and nothing passes on twice."""
    return Ledger.objects.select_for_update(of=("self",)).select_related(*_PLACES).get(pk=ledger.pk)


def _hold_two(names: tuple[str, str], giver: User | None, taker: User | None) -> None:
    if names[0] == names[1] or (giver and taker and giver.pk == taker.pk):
        raise ValidationError(_("移交人和接收人不能是同一个人。"))


def _account(ledger: Ledger, kind: str, unit: Unit | None, name: str) -> User | None:
    """The account that is meant by a name: of the body's leaders, or of those who work in the unit."""
    if kind == HandoverKind.LEADER:
        return meant(name, leaders_of(ledger))
    there = User.objects.filter(memberships__unit=unit, is_active=True, name=name).distinct()
    return there[0] if len(there) == 1 else None


def _named(item: Finding | Measure) -> dict[str, Any]:
    return {"measure": item} if isinstance(item, Measure) else {"finding": item}


def _tell(handover: Handover, action: str, facts: dict[str, Any], by: User, at: datetime) -> None:
    append(handover.ledger.log_key, [Entry(f"handover:{action}", handover.key, facts)], by=by.actor, at=at)


@transaction.atomic
def confirm_handover(
    *, handover: Handover, side: str, on: date | None = None, on_paper: bool = False, reference: str = "", by: User, at: datetime
) -> Handover:
    """Confirm one ``side``, giver or taker: himself on screen, or signed on paper and registered by the office.

    When both have, the items of a leader are the other's; what was closed or given to somebody else meanwhile is not.
    """
    if side not in (GIVER, TAKER):
        raise ValidationError(_("请写明是移交人还是接收人确认。"))
    row = _locked(handover)
    if why := handing.why_not_confirm(by, row, side, on_paper=on_paper):
        raise Refused(why)
    day = _day(row, on if on_paper else None, timezone.localdate(at))
    paper = in_one_line(reference, _("文号"), longest=120, needed=False) if on_paper else ""
    done = ("given_on", "given_on_paper") if side == GIVER else ("taken_on", "taken_on_paper")
    setattr(row, done[0], day)
    setattr(row, done[1], on_paper)
    row.reference = paper or row.reference
    row.save(update_fields=[*done, "reference"])
    facts = {"side": side, "name": row.giver if side == GIVER else row.taker, "on": day.isoformat(), "paper": on_paper}
    _tell(row, "confirm_handover", {**facts, **({"reference": paper} if paper else {})}, by, at)
    if not row.is_open and row.kind == HandoverKind.LEADER:
        _pass_on(row, by, at)
    return row


def _locked(handover: Handover) -> Handover:
    """The handover and its ledger, locked."""
    ledger = _held(handover.ledger)
    row = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    row.ledger = ledger
    return row


def _day(row: Handover, on: date | None, today: date) -> date:
    day = on or today
    if not row.made_on <= day <= today:
        raise ValidationError(_("确认的日期要在制单以后、今天以前。"))
    return day


def _pass_on(handover: Handover, by: User, at: datetime) -> None:
    """Put the taker in the giver's place in every item that still is the giver's, with one event each."""
    items = handover.items.all()
    findings = lock(Finding, [item.finding_id for item in items if item.finding_id])
    measures = lock(Measure, [item.measure_id for item in items if item.measure_id])
    write("take_over", [Written(row, _his(row, handover), _by(handover)) for row in _still(findings, handover)], by=by, at=at)
    write("take_over", [Written(row, _his(row, handover), _by(handover)) for row in _still(measures, handover)], by=by, at=at)


def _still(rows: Sequence[Any], handover: Handover) -> list[Any]:
    return [row for row in rows if row.leader == handover.giver]


def _his(row: Finding | Measure, handover: Handover) -> dict[str, Any]:
    """The fields of an item that is the taker's now; a finding that the giver had owned up is owned up with the handover."""
    fields = {"leader": handover.taker, "leader_user": handover.taker_user}
    if isinstance(row, Measure) or not row.owned_by:
        return fields
    return {**fields, "owned_by": handover.taker, "owned_on": handover.taken_on}


def _by(handover: Handover) -> dict[str, Any]:
    return {"handover": handover.serial}


@transaction.atomic
def withdraw_handover(*, handover: Handover, by: User, at: datetime) -> Handover:
    """Withdraw a handover (作废) that not both have confirmed yet."""
    row = _locked(handover)
    if why := handing.why_not_make(by, row.ledger):
        raise Refused(why)
    if not row.is_open:
        raise Refused(_("这张交接单已经办完或作废。"))
    row.withdrawn_on = timezone.localdate(at)
    row.save(update_fields=["withdrawn_on"])
    _tell(row, "withdraw_handover", {}, by, at)
    return row
