"""When what was closed is looked back at (回头看): the dates that the profile says, counted from the close-out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from django.db.models import Count, F, QuerySet

from taizhang.ledger.models import Finding, Ledger, LookBack, LookBackKind
from taizhang.ledger.states import FindingState
from taizhang.ledger.working_days import calendar
from taizhang.profiles import Limit, Profile, deadline
from taizhang.workdays import YearMissing


def dates(profile: Profile, closed_on: date) -> list[date]:
    """The days by which something closed on that day is looked back at, in order."""
    return sorted(_day(limit, closed_on) for limit in profile.look_back.after)


def first(profile: Profile, closed_on: date) -> date | None:
    """The first of them; None where the profile wants none."""
    return next(iter(dates(profile, closed_on)), None)


def following(profile: Profile, closed_on: date, answered: date | None) -> date | None:
    """The next one when the date ``answered`` was; None behind the last."""
    if answered is None:
        return None
    return next((day for day in dates(profile, closed_on) if day > answered), None)


def coming(profile: Profile, closed_on: date | None, answered: int) -> date | None:
    """The date that stands where ``answered`` of them are behind; None where that was the last."""
    left = dates(profile, closed_on)[answered:] if closed_on else []
    return left[0] if left else None


def closed_in(ledger: Ledger) -> QuerySet[Finding]:
    """The closed findings of ``ledger``; what was closed with another is looked back at with that."""
    return ledger.findings.filter(state=FindingState.CLOSED, within=None)


def answered(findings: Sequence[Finding]) -> dict[int, int]:
    """How many dates of each finding's round were answered: spot checks come beside them."""
    passed = LookBack.objects.filter(finding__in=findings, passed=True, cycle=F("finding__cycle"))
    counted = passed.exclude(kind=LookBackKind.SPOT_CHECK).order_by().values("finding").annotate(n=Count("pk"))
    return dict(counted.values_list("finding", "n"))


def _day(limit: Limit, start: date) -> date:
    """The last day of ``limit``; one in working days that reaches beyond the known years is told in calendar days."""
    try:
        return deadline(limit, start, calendar())
    except YearMissing:
        return start + timedelta(days=ceil(limit.rough_days))
