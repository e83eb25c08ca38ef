"""What waits for a person, across his ledgers: a bounded number of lines and of queries, whatever the ledgers hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.lateness import soon
from taizhang.ledger.models import Finding, Ledger, Measure, Tally
from taizhang.ledger.states import OPEN_FINDINGS, MeasureState

LINES = 10


@dataclass(frozen=True, slots=True)
class Desk:
    """The lists of 我的待办. Findings carry their ledger and lead unit; measures carry their finding and its ledger."""

    unassigned: list[Finding]
    to_issue: list[tuple[Ledger, int]]
    to_report: list[Measure]
    soon: list[Finding]
    late: list[Finding]


def desk(user: User, today: date) -> Desk:
    """What waits for ``user`` on ``today``: to be assigned or issued (office), to be reported on (contact), due soon, late."""
    seen = policy.findings_in_sight(user).filter(state__in=OPEN_FINDINGS).select_related("ledger__pinned", "lead_unit")
    ledgers = list(policy.visible_ledgers(user).prefetch_related("supervising_bodies"))
    ours = [ledger for ledger in ledgers if "office" in policy.relations(user, ledger)]
    return Desk(
        unassigned=_first(seen.filter(ledger__in=ours, lead_unit=None).order_by("-ledger", "position")),
        to_issue=_to_issue(ours),
        to_report=_to_report(user),
        soon=_first(seen.filter(_near(ledgers, today)).order_by("deadline", "pk")),
        late=_first(seen.filter(deadline__lt=today).order_by("deadline", "pk")),
    )


def _near(ledgers: list[Ledger], today: date) -> Q:
    """What is not late yet and near by the lamps of its ledger's profile."""
    by_days: dict[timedelta, list[int]] = {}
    for ledger in ledgers:
        by_days.setdefault(soon(ledger.profile.lamps), []).append(ledger.pk)
    near = Q(pk__in=[])
    for days, pks in by_days.items():
        near |= Q(ledger__in=pks, deadline__gte=today, deadline__lte=today + days)
    return near


def _first(findings: QuerySet[Finding]) -> list[Finding]:
    return list(findings[:LINES])


def _to_issue(ours: list[Ledger]) -> list[tuple[Ledger, int]]:
    tallies = Tally.objects.filter(ledger__in=ours, scope="all", level="measure", state=MeasureState.DRAFTED)
    drafted = dict(tallies.values("ledger").annotate(total=Sum("n")).values_list("ledger", "total"))
    return [(ledger, drafted[ledger.pk]) for ledger in ours if drafted.get(ledger.pk)][:LINES]


def _to_report(user: User) -> list[Measure]:
    units = policy.units_spoken_for(user)
    answered = Q(lead_unit__in=units) | Q(lead_unit=None, lead_unit_text="", finding__lead_unit__in=units)
    waiting = Measure.objects.filter(answered, state=MeasureState.UNDER_WAY, progress="")
    return list(waiting.select_related("finding__ledger__pinned", "ledger").order_by("ledger", "serial")[:LINES])
