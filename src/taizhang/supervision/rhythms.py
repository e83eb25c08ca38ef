"""When the next round is: the day it asks for, and the day it is due, from those of the one before."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from taizhang.ledger.working_days import calendar
from taizhang.supervision.models import Rhythm, Round
from taizhang.workdays import YearMissing

MIDDLE = 15  # the day on which half a month ends
MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3}


def next_day(rhythm: str, as_of: date) -> date | None:
    """The day that the round after ``as_of`` asks for; None where there is no next one."""
    if rhythm == Rhythm.WEEK:
        return as_of + timedelta(days=7)
    if rhythm == Rhythm.HALF_MONTH:
        return _half_month_after(as_of)
    return _months_after(as_of, MONTHS[Rhythm(rhythm)]) if rhythm in MONTHS else None


def next_due(before: Round, as_of: date) -> date:
    """When the round for ``as_of`` is due: as long after its day as the one before, moved to a working day where known."""
    return working(as_of + (before.due - before.as_of))


def working(day: date) -> date:
    """``day``, or the first working day after it; ``day`` itself where the holidays of its year are not known."""
    try:
        known = calendar()
        while not known.is_working(day):
            day += timedelta(days=1)
    except YearMissing:
        pass
    return day


def _half_month_after(day: date) -> date:
    if day.day < MIDDLE:
        return day.replace(day=MIDDLE)
    last = _last_of(day)
    return last if day < last else (day + timedelta(days=1)).replace(day=MIDDLE)


def _months_after(day: date, n: int) -> date:
    """The same day ``n`` months on; the last of a month stays the last."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    first = date(year, month + 1, 1)
    last = _last_of(first)
    return last if day == _last_of(day) else first.replace(day=min(day.day, last.day))


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
