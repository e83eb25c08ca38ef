"""Handing work on (交接): which open items go along, and who may make, confirm and withdraw a handover."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.ledger import policy
from taizhang.ledger.models import Finding, Handover, HandoverKind, Ledger, Measure, in_hand
from taizhang.ledger.states import OPEN_FINDINGS, OPEN_MEASURES, FindingState

GIVER, TAKER = "giver", "taker"
DONE = {GIVER: "given", TAKER: "taken"}
LED = (*OPEN_FINDINGS, FindingState.CONCEDED)  # and what is still to be looked back at: a leader answers for it


def open_items(ledger: Ledger, kind: str, giver: str, unit: Unit | None) -> list[Finding | Measure]:
    """What goes along when ``giver`` hands on: as a leader what names him, as a contact what his unit leads."""
    named = Q(leader=giver) if kind == HandoverKind.LEADER else Q(lead_unit=unit)
    if kind == HandoverKind.CONTACT and unit is None:
        return []
    findings = ledger.findings.filter(named, _held(kind)).order_by("position")
    measures = ledger.measures.filter(named, state__in=OPEN_MEASURES).select_related("finding").order_by("serial")
    return list(chain(findings, measures))


def _held(kind: str) -> Q:
    if kind == HandoverKind.LEADER:
        return Q(state__in=LED) | Q(state=FindingState.CLOSED, look_back_on__isnull=False)
    return Q(state__in=OPEN_FINDINGS)


def kept_by(user: User) -> QuerySet[Ledger]:
    """The ledgers whose office makes handovers and ``user`` is of, as long as they are in hand."""
    return policy.extendable_ledgers(user).order_by("pk")


def leaders_named(ledgers: QuerySet[Ledger] | list[Ledger]) -> list[str]:
    """Every leader who has something to hand on in any of ``ledgers``. Two queries."""
    findings = Finding.objects.filter(_held(HandoverKind.LEADER), ledger__in=ledgers).exclude(leader="").order_by()
    measures = Measure.objects.filter(ledger__in=ledgers, state__in=OPEN_MEASURES).exclude(leader="").order_by()
    names = {*findings.values_list("leader", flat=True).distinct(), *measures.values_list("leader", flat=True).distinct()}
    return sorted(names)


def units_leading(ledgers: QuerySet[Ledger] | list[Ledger]) -> list[Unit]:
    """Every unit that leads something open in any of ``ledgers``."""
    findings = Finding.objects.filter(ledger__in=ledgers, state__in=OPEN_FINDINGS).values("lead_unit")
    measures = Measure.objects.filter(ledger__in=ledgers, state__in=OPEN_MEASURES).values("lead_unit")
    return list(Unit.objects.filter(Q(pk__in=findings) | Q(pk__in=measures)).order_by("path"))


def waiting_for(user: User, side: str) -> list[Handover]:
    """The handovers that wait for the word of ``user`` on one ``side``, in every ledger."""
    rows = Handover.objects.filter(in_hand("ledger__"), withdrawn_on=None, **{f"{side}_user": user, f"{DONE[side]}_on": None})
    return list(rows.select_related("ledger__body", "ledger__pinned").prefetch_related("items").order_by("pk")[:200])


def why_not_make(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not make handovers of ``ledger``; None when he may."""
    if "office" not in policy.relations(user, ledger):
        return _("交接单由整改办制作。")
    return policy.why_over(ledger)


def why_not_confirm(user: User, handover: Handover, side: str, *, on_paper: bool = False) -> str | None:
    """Why ``user`` may not confirm one ``side`` of ``handover``, himself or registering it from paper; None when he may."""
    if why := policy.why_over(handover.ledger):
        return why
    if handover.withdrawn_on:
        return _("这张交接单已经作废。")
    if (handover.given_on if side == GIVER else handover.taken_on) is not None:
        return _("这一方已经确认过了。")
    if on_paper:
        return None if "office" in policy.relations(user, handover.ledger) else _("纸质交接单由整改办登记。")
    account, name = (handover.giver_user_id, handover.giver) if side == GIVER else (handover.taker_user_id, handover.taker)
    return None if account == user.pk else _("由%(name)s本人确认；在纸上签字的，由整改办登记。") % {"name": name}


def seen(user: User, ledger: Ledger) -> Sequence[Handover]:
    """The newest handovers of ``ledger`` that ``user`` may see."""
    return list(visible(user, ledger).prefetch_related("items")[:200])


def visible(user: User, ledger: Ledger) -> QuerySet[Handover]:
    """The handovers of ``ledger`` that ``user`` may see: all of them, or those that he gives or takes."""
    rows = ledger.handovers.all()
    if policy.relations(user, ledger) & policy.SEE_ALL:
        return rows
    return rows.filter(Q(giver_user=user) | Q(taker_user=user))
