"""Lamps and the sentences that say why: tables of dates round holidays, ends of months and years, and Shanghai's midnight."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from taizhang.ledger import lamps
from taizhang.ledger.lateness import Lamp
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.profiles import shipped
from taizhang.profiles.shape import Lamps

WORK, FOUND = MeasureState.UNDER_WAY, FindingState.UNDER_WAY
CALENDAR_DAYS = shipped("inspection")
WORKING = replace(CALENDAR_DAYS, lamps=Lamps(soon=7, yellow=3, working=True))


@pytest.mark.parametrize(
    ("today", "due", "calendar_days", "working_days"),
    [
        ("2026-11-22", "2026-11-30", "", "soon"),  # Sunday: eight days, six of them worked
        ("2026-11-22", "2026-11-29", "soon", "soon"), ("2026-11-22", "2026-11-25", "pressing", "pressing"),
        ("2026-09-24", "2026-10-09", "", "soon"),  # 中秋 and 国庆: fifteen days, five of them worked
        ("2026-09-30", "2026-10-08", "", "pressing"),  # eight days, one of them worked
        ("2026-09-30", "2026-10-10", "", "pressing"),  # a Saturday that is worked
        ("2026-10-08", "2026-10-10", "pressing", "pressing"), ("2026-10-07", "2026-10-07", "pressing", "pressing"),
        ("2026-10-08", "2026-10-07", "late", "late"),  # late is late by days, though it was a holiday
        ("2026-02-13", "2026-02-24", "", "pressing"),  # 春节, with a Saturday worked on the 14th
        ("2026-04-28", "2026-05-06", "", "pressing"),  # the end of a month
        ("2024-02-22", "2024-02-29", "soon", "soon"), ("2024-02-28", "2024-03-01", "pressing", "pressing"),
        ("2025-12-30", "2026-01-06", "soon", "soon"),  # the end of a year, both years known
        ("2026-12-28", "2027-01-04", "soon", "soon"),  # 2027 is not known: calendar days stand in
    ],
)  # fmt: skip
def test_a_lamp_is_lit_by_calendar_days_or_by_working_days(today, due, calendar_days, working_days):
    today, due = date.fromisoformat(today), date.fromisoformat(due)
    assert [lamps.lamp_of(one, WORK, due, today) for one in (CALENDAR_DAYS, WORKING)] == [calendar_days, working_days]
    assert (lamps.near_until(CALENDAR_DAYS.lamps, today) >= due) == (calendar_days != "")
    assert (lamps.near_until(WORKING.lamps, today) >= due) == (working_days != "")


@pytest.mark.parametrize(
    ("profile", "state", "today", "due", "said"),
    [
        (CALENDAR_DAYS, WORK, "2026-11-22", "2026-11-28", "蓝灯：整改时限11月28日，还有6天，尚未报完成"),
        (CALENDAR_DAYS, WORK, "2026-11-22", "2026-11-25", "黄灯：整改时限11月25日，还有3天，尚未报完成"),
        (CALENDAR_DAYS, FOUND, "2026-11-22", "2026-11-22", "黄灯：整改时限11月22日，今天到期，尚未申请销号"),
        (CALENDAR_DAYS, FOUND, "2026-11-22", "2026-11-18", "红灯：整改时限11月18日，已逾期4天，尚未申请销号"),
        (CALENDAR_DAYS, FOUND, "2026-12-30", "2027-01-02", "黄灯：整改时限2027年1月2日，还有3天，尚未申请销号"),
        (CALENDAR_DAYS, MeasureState.AWAITING_REVIEW, "2026-11-22", "2026-11-23", "黄灯：整改时限11月23日，还有1天，已报完成，等待认定"),
        (CALENDAR_DAYS, FindingState.ON_NOTICE, "2026-11-22", "2026-11-20", "红灯：整改时限11月20日，已逾期2天，正在公示"),
        (WORKING, WORK, "2026-09-24", "2026-10-09", "蓝灯：整改时限10月9日，还有5个工作日，尚未报完成"),
        (WORKING, WORK, "2026-12-28", "2027-01-04", "蓝灯：整改时限2027年1月4日，还有7天，尚未报完成"),
        (CALENDAR_DAYS, WORK, "2026-11-22", "2026-12-31", ""), (CALENDAR_DAYS, MeasureState.DONE, "2026-11-22", "2026-11-20", ""),
        (CALENDAR_DAYS, FindingState.CLOSED, "2026-11-22", "2026-11-20", ""),
    ],
)  # fmt: skip
def test_a_lamp_says_why(profile, state, today, due, said):
    assert lamps.why_lit(profile, state, date.fromisoformat(due), date.fromisoformat(today)) == said


def test_a_profile_calls_things_by_its_own_words():
    audit = shipped("audit")
    said = lamps.why_lit(audit, FOUND, date(2026, 11, 25), date(2026, 11, 22))
    assert audit.words.deadline in said
    assert said.endswith(f"尚未{audit.words.submit}")


@pytest.mark.parametrize(
    ("moment", "lit"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), Lamp.PRESSING),  # a second before midnight in Shanghai
        (datetime(2026, 11, 22, 16, 0, 0, tzinfo=UTC), Lamp.LATE),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), Lamp.LATE),
    ],
)
def test_a_day_ends_at_shanghais_midnight(moment, lit):
    assert lamps.lamp_of(CALENDAR_DAYS, WORK, date(2026, 11, 22), timezone.localdate(moment)) == lit


def test_working_days_beyond_the_known_years_name_the_file_to_load():
    assert "2027.toml" in lamps.year_missing(WORKING.lamps, date(2026, 12, 28))
    assert lamps.year_missing(WORKING.lamps, date(2026, 12, 1)) == ""
    assert lamps.year_missing(CALENDAR_DAYS.lamps, date(2026, 12, 28)) == ""
