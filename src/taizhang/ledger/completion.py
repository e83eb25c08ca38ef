"""How the measures of a ledger come along: over time, from the daily sums; by lead unit, in the house's order."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, Sum, When

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Ledger
from taizhang.ledger.states import MeasureState
from taizhang.reports.charts import Standing

MOST_POINTS = 60
NOT_NAMED = "未明确"


def over_time(ledger: Ledger, today: date) -> list[tuple[date, Standing]]:
    """How many measures stood where at the end of some days up to today, evenly apart, the last is today. One query."""
    sums = ledger.daily_sums.filter(level="measure", day__lte=today).order_by("day").values_list("day", "state")
    changes = list(sums.annotate(n=Sum("n")))
    if not changes:
        return []
    held: Counter[str] = Counter()
    found: list[tuple[date, Standing]] = []
    at = 0
    for day in _days(changes[0][0], today):
        while at < len(changes) and changes[at][0] <= day:
            held[changes[at][1]] += changes[at][2]
            at += 1
        found.append((day, _standing(held)))
    return found


def by_unit(ledger: Ledger) -> list[tuple[str, Standing]]:
    """How many measures of each lead unit stand where, in the order of the unit tree: no ranking. Two queries."""
    own = Q(lead_unit__isnull=False) | ~Q(lead_unit_text="") | ~Q(leader="")
    unit = Case(When(own, then=F("lead_unit")), default=F("finding__lead_unit"))
    rows = ledger.measures.order_by().annotate(unit=unit).values_list("unit", "state").annotate(n=Count("pk"))
    held: dict[int | None, Counter[str]] = {}
    for pk, state, n in rows:
        held.setdefault(pk, Counter())[state] += n
    units = Unit.objects.filter(pk__in=[pk for pk in held if pk]).order_by("path")
    found = [(one.name, _standing(held[one.pk])) for one in units]
    return found + ([(NOT_NAMED, _standing(held[None]))] if None in held else [])


def _days(first: date, today: date) -> list[date]:
    """From the day before the first change on, a whole number of days apart; the last is today."""
    step = max(1, -(-(today - first).days // MOST_POINTS))
    days = [today - timedelta(days=n) for n in range(0, (today - first).days + 1, step)]
    return days[::-1]


def _standing(held: Counter[str]) -> Standing:
    done, ended = held[MeasureState.DONE], held[MeasureState.ENDED]
    stage = held[MeasureState.STAGE_DONE]
    return Standing(done, stage, sum(held.values()) - done - stage - ended)
