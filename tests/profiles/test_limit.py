"""The day on which a limit ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.profiles import Limit, LimitUnit, deadline, shipped
from taizhang.workdays import YearMissing, load

CALENDAR = load()


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-02-13", "30 天", "2026-03-15"),
        ("2026-02-13", "30 个工作日", "2026-04-02"),  # Spring Festival is no working time, the Saturdays before and after are
        ("2026-01-31", "1 个月", "2026-02-28"),  # no 31 February: its last day
        ("2024-01-31", "1 个月", "2024-02-29"),
        ("2026-02-28", "1 个月", "2026-03-28"),  # the day's number, not the month's end
        ("2025-11-30", "3 个月", "2026-02-28"),
        ("2025-12-15", "1 个月", "2026-01-15"),
        ("2024-02-29", "1 年", "2025-02-28"),
        ("2026-06-30", "5 年", "2031-06-30"),  # calendar limits need no year file
    ],
)
def test_a_limit_ends(start, limit, due):
    count, unit = limit.split()
    assert deadline(Limit(int(count), LimitUnit(unit)), date.fromisoformat(start), CALENDAR) == date.fromisoformat(due)


def test_working_days_beyond_the_data_are_refused_by_year():
    with pytest.raises(YearMissing, match="2027"):
        deadline(Limit(30, LimitUnit.WORKING_DAYS), date(2026, 12, 1), CALENDAR)


limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(LimitUnit))


@given(limit=limits, start=st.dates(date(2024, 1, 1), date(2025, 12, 31)))
def test_a_longer_limit_never_ends_earlier(limit, start):
    longer = Limit(limit.count + 1, limit.unit)
    assert start < deadline(limit, start, CALENDAR) < deadline(longer, start, CALENDAR)


@given(count=st.integers(1, 240), start=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_months_end_in_the_month_they_name(count, start):
    due = deadline(Limit(count, LimitUnit.MONTHS), start, CALENDAR)
    assert (due.year - start.year) * 12 + due.month - start.month == count
    assert due.day == start.day or (due + timedelta(1)).day == 1


def test_the_windows_of_an_audit_join_without_gap_or_overlap():
    start = date(2026, 3, 2)
    at_once, in_stages, lasting = (horizon.window(start, CALENDAR) for horizon in shipped("audit").horizons)
    assert at_once == (None, date(2026, 5, 1))
    assert in_stages == (date(2026, 5, 2), date(2027, 3, 2))
    assert lasting == (date(2027, 3, 3), date(2031, 3, 2))


def test_where_a_profile_is_silent_there_is_no_window():
    assert shipped("inspection").horizon("长期").window(date(2026, 3, 2), CALENDAR) == (None, None)
