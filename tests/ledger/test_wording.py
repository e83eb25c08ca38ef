"""Words, lamps and windows of a ledger's profile; when its plan and reports are due."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import pytest

from taizhang.ledger import wording
from taizhang.ledger.lateness import Lamp, lamp, soon
from taizhang.ledger.models import Ledger, PinnedProfile, Stage
from taizhang.ledger.papers_due import concentrated_until, papers_due
from taizhang.ledger.states import Degree, FindingState, MeasureState
from taizhang.ledger.windows import remark, told, window, windows
from taizhang.profiles import PROFILES, canonical, shipped
from taizhang.profiles.shape import DegreeKind, Lamps
from taizhang.workdays import load

CALENDAR = load()
TODAY = date(2026, 11, 22)


def a_ledger(code="inspection", stage=Stage.CONCENTRATED, feedback_on=date(2026, 9, 30), until=None, **changed):
    profile = replace(shipped(code), **changed)
    pinned = PinnedProfile(text=canonical(profile))
    return Ledger(pinned=pinned, stage=stage, feedback_on=feedback_on, concentrated_until=until)


def due(ledger, *, plan_sent=True, today=TODAY, calendar=CALENDAR):
    return [(paper.name, paper.day) for paper in papers_due(ledger, today, calendar, plan_sent=plan_sent)]


# --- words ---


def spoken(value):
    """Every word that a profile's dataclass says."""
    for one in fields(value):
        held = getattr(value, one.name)
        if is_dataclass(held):
            yield from spoken(held)
        elif isinstance(held, str) and not isinstance(held, StrEnum):
            yield held


@pytest.mark.parametrize("code", PROFILES)
def test_every_word_of_a_shipped_profile_is_marked_for_translation(code):
    profile = shipped(code)
    words = {profile.name, *spoken(profile.words), *(d.word for d in profile.degrees), *(h.word for h in profile.horizons)}
    words |= {wording.short(profile.words.measure), *(report.name for report in profile.reports)}
    assert words <= set(wording.SHIPPED_WORDS)


def test_states_and_degrees_have_the_words_of_the_profile():
    profile = shipped("assigned")
    assert wording.finding_words(profile)[FindingState.CLOSED] == "已办结"
    assert wording.measure_words(profile)[MeasureState.UNDER_WAY] == "办理中"
    assert wording.degree_words(profile)[Degree.DONE] == "办结"
    assert len(Degree) == len(DegreeKind)


def test_a_kind_of_limit_that_the_profile_lacks_keeps_its_word():
    words = wording.horizon_words(shipped("audit"), {"限期": "限期", "长期": "长期"})
    assert words == {"限期": "限期", "长期": "持续整改"}


def test_a_finding_says_its_state_in_its_ledgers_words(ledger, clerk, at):
    finding = ledger.findings.get(serial=1)
    assert finding.state_word == "整改中"
    finding.ledger.pinned = PinnedProfile(text=canonical(shipped("risk")))
    assert finding.state_word == "防控中"


# --- lamps ---


@pytest.mark.parametrize(
    ("days", "shown"),
    [(11, Lamp.NONE), (10, Lamp.SOON), (5, Lamp.SOON), (4, Lamp.PRESSING), (0, Lamp.PRESSING), (-1, Lamp.LATE)],
)
def test_lamps_go_by_the_profile(days, shown):
    lamps = Lamps(soon=10, yellow=4)
    assert lamp(TODAY + timedelta(days=days), TODAY, lamps) == shown
    assert lamp(TODAY + timedelta(days=days), TODAY, lamps, is_open=False) == Lamp.NONE
    assert soon(lamps) == timedelta(days=10)


def test_without_a_deadline_no_lamp():
    assert lamp(None, TODAY) == Lamp.NONE


# --- windows ---


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("立行立改", "2026年11月29日以前"),
        ("分阶段", "2026年11月30日至2027年9月30日"),
        ("长期", "2027年10月1日至2031年9月30日"),
    ],
)
def test_a_window_in_words(kind, says):
    assert told(window(a_ledger("audit"), kind, CALENDAR)) == says


def test_only_what_the_profile_limits_has_a_window():
    assert [one.horizon.word for one in windows(a_ledger(), CALENDAR)] == ["一定时限内解决", "分阶段推进"]
    assert list(windows(a_ledger(feedback_on=None), CALENDAR)) == []


@pytest.mark.parametrize(("day", "silent"), [(date(2026, 11, 29), True), (date(2026, 11, 30), False), (None, True)])
def test_a_day_outside_is_remarked_on(day, silent):
    assert (remark(a_ledger("audit"), "立行立改", day, CALENDAR) == "") is silent


# --- plan and reports ---


def test_the_plan_is_due_until_it_is_sent():
    ledger = a_ledger(stage=Stage.PLAN)
    assert due(ledger, plan_sent=False) == [("整改方案", date(2026, 10, 30))]
    assert due(ledger, plan_sent=True) == []
    assert due(a_ledger(stage=Stage.PLAN, feedback_on=None), plan_sent=False) == []


def test_a_plan_told_in_working_days_runs_over_the_holidays():
    assert due(a_ledger("environment", Stage.PLAN), plan_sent=False) == [("整改方案", date(2026, 11, 17))]


def test_beyond_the_data_the_missing_year_is_said():
    [paper] = papers_due(a_ledger("environment", Stage.PLAN, date(2098, 12, 20)), TODAY, CALENDAR, plan_sent=False)
    assert paper.day is None
    assert "2098.toml" in paper.missing


def test_reports_of_the_concentrated_period_are_told_in_order():
    ledger = a_ledger(until=date(2026, 12, 15))
    assert due(ledger)[0] == ("整改进展月报", date(2026, 11, 30))
    assert {day for _name, day in due(ledger)[1:]} == {date(2026, 12, 15)}


def test_the_last_monthly_report_ends_with_the_period():
    assert ("整改进展月报", date(2026, 12, 15)) in due(a_ledger(until=date(2026, 12, 15)), today=date(2026, 12, 1))
    assert "整改进展月报" not in dict(due(a_ledger(until=date(2026, 12, 15)), today=date(2026, 12, 16)))


def test_the_period_ends_as_it_was_said_or_as_the_profile_counts():
    assert concentrated_until(a_ledger(), CALENDAR) == date(2026, 12, 30)
    assert concentrated_until(a_ledger(until=date(2026, 12, 15)), CALENDAR) == date(2026, 12, 15)
    assert concentrated_until(a_ledger("audit"), CALENDAR) is None


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 5), date(2026, 11, 5)),
        (date(2026, 11, 6), date(2026, 12, 5)),
        (date(2026, 12, 31), date(2027, 1, 5)),
    ],
)
def test_a_monthly_report_within_days_of_the_months_end(today, day):
    assert ("审计整改月报", day) in due(a_ledger("audit"), today=today)


def test_none_is_due_for_a_month_before_the_feedback():
    assert due(a_ledger("audit", feedback_on=date(2026, 11, 2)), today=date(2026, 11, 3)) == [("审计整改月报", date(2026, 12, 5))]


@pytest.mark.parametrize(
    ("code", "stage", "day"),
    [
        ("inspection", Stage.CONTINUING, date(2026, 12, 31)),
        ("risk", Stage.CONTINUING, date(2026, 12, 31)),
        ("environment", Stage.CONCENTRATED, date(2026, 11, 30)),
    ],
)
def test_the_next_report_of_each_rhythm(code, stage, day):
    assert due(a_ledger(code, stage))[0][1] == day


@pytest.mark.parametrize("stage", [Stage.ON_SITE, Stage.ARCHIVED])
def test_before_and_after_nothing_is_due(stage):
    assert due(a_ledger(stage=stage), plan_sent=False) == []
