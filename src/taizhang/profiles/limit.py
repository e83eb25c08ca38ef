"""Time limits as a profile tells them, 30个工作日 or 1个月, and the day on which they end."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from taizhang.handwritten import Miswritten, label
from taizhang.workdays import Calendar


class LimitUnit(StrEnum):
    """What a limit is counted in. Days are calendar days."""

    DAYS = "天"
    WORKING_DAYS = "个工作日"
    MONTHS = "个月"
    YEARS = "年"


_LONGEST = 100 * 366  # so that no limit ends beyond the days that there are
_DAYS = {LimitUnit.DAYS: 1.0, LimitUnit.WORKING_DAYS: 1.46, LimitUnit.MONTHS: 30.4, LimitUnit.YEARS: 365.0}


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of days, working days, months or years."""

    count: int = field(metadata=label("数目", low=1, high=36500))
    unit: LimitUnit = field(metadata=label("单位"))

    def __post_init__(self) -> None:
        if self.rough_days > _LONGEST:
            raise Miswritten(f"的“{self}”超过 100 年。请核对数目和单位。")

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    @property
    def rough_days(self) -> float:
        """About how many calendar days: to see which of two limits is the longer, never to set a day."""
        return self.count * _DAYS[self.unit]


def deadline(limit: Limit, start: date, calendar: Calendar) -> date:
    """The last day of ``limit`` counted from ``start``, which does not count itself.

    Months and years end on the day of the same number, or on the month's last where it has none. Raises YearMissing where
    working days reach beyond the calendar's data.
    """
    if limit.unit == LimitUnit.WORKING_DAYS:
        return calendar.after(start, limit.count)
    if limit.unit == LimitUnit.DAYS:
        return start + timedelta(days=limit.count)
    return _months_after(start, limit.count * (12 if limit.unit == LimitUnit.YEARS else 1))


def _months_after(start: date, count: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
