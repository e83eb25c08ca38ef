"""When a message may go outside: not in quiet hours, not on days off, and once a day where a day's notices are merged."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from taizhang.handwritten import Miswritten
from taizhang.ledger.working_days import calendar
from taizhang.notices.models import Wishes
from taizhang.workdays import YearMissing

SATURDAY = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def send_from(wishes: Wishes, at: datetime) -> datetime:
    """The first moment from ``at`` on at which what is known at ``at`` may be sent."""
    local = timezone.localtime(at)
    return past_quiet(wishes, _next_daily(wishes, local) if wishes.daily else local)


def past_quiet(wishes: Wishes, at: datetime) -> datetime:
    """``at``, or the first full hour after it that is not quiet."""
    local = timezone.localtime(at)
    while is_quiet(wishes, local):
        local = local.replace(minute=0, second=0, microsecond=0) + HOUR
    return local


def is_quiet(wishes: Wishes, local: datetime) -> bool:
    """Whether nothing is to be sent at a local time."""
    return _in_quiet_hours(wishes, local.hour) or (wishes.working_days_only and is_day_off(local.date()))


def _in_quiet_hours(wishes: Wishes, hour: int) -> bool:
    start, end = wishes.quiet_from, wishes.quiet_until
    return start <= hour < end if start <= end else hour >= start or hour < end


def is_day_off(day: date) -> bool:
    """Whether nobody works: by the holidays with their make-up days; where the year is not known, on Saturdays and Sundays."""
    try:
        return not calendar().is_working(day)
    except (YearMissing, Miswritten):
        return day.weekday() >= SATURDAY


def _next_daily(wishes: Wishes, local: datetime) -> datetime:
    """The next time the day's message goes: its hour has come, on a day that is not off."""
    mark = local.replace(hour=wishes.daily_hour, minute=0, second=0, microsecond=0)
    mark = mark if mark >= local else mark + DAY
    while wishes.working_days_only and is_day_off(mark.date()):
        mark += DAY
    return mark
