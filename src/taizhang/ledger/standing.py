"""What a standing measure owes from time to time: the days on which it falls due, computed from its rhythm."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.ledger.models import Measure
from taizhang.ledger.models.measure import Rhythm

# Every how many months; the due day is in the last of them.
MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}
MOST_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class Due:
    """One time that the measure comes round: by when, and done on which day, how."""

    due: date
    done_on: date | None = None
    note: str = ""

    def is_late(self, today: date) -> bool:
        """Whether the day has passed and nothing is told."""
        return self.done_on is None and self.due < today


def dues(measure: Measure, today: date) -> list[Due]:
    """Every time from the day on which the rhythm was set to the next after ``today``, and what was told of each.

    What was carried out under an earlier rhythm stands among them.
    """
    if not measure.rhythm or measure.rhythm_from is None:
        return []
    told = {one.due: Due(one.due, one.done_on, one.note) for one in measure.occurrences.all()}
    days = set(told)
    for day in days_due(Rhythm(measure.rhythm), measure.rhythm_day, measure.rhythm_times, measure.rhythm_from):
        days.add(day)
        if day > today:
            break
    return [told.get(day) or Due(day) for day in sorted(days)]


def days_due(rhythm: Rhythm, day: int | None, times: int | None, start: date) -> Iterator[date]:
    """The due days from ``start`` on, without end: ``day`` of the period's last month, or its last day; so many a year."""
    for year in range(start.year, date.max.year + 1):
        for due in _of_a_year(rhythm, day, times, year):
            if due >= start:
                yield due


def _of_a_year(rhythm: Rhythm, day: int | None, times: int | None, year: int) -> list[date]:
    if rhythm == Rhythm.TIMES_A_YEAR:
        return [_share(year, n, times or 1) for n in range(1, (times or 1) + 1)]
    return [_in_month(year, month, day or 31) for month in range(MONTHS[rhythm], 13, MONTHS[rhythm])]


def _share(year: int, n: int, times: int) -> date:
    """The day by which ``n`` of so many times a year should be done, if they lie evenly: twelfths of a year are months."""
    whole, part = divmod(12 * n, times)
    if not part:
        return _in_month(year, whole, 31)
    return date(year, whole + 1, max(1, calendar.monthrange(year, whole + 1)[1] * part // times))


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
