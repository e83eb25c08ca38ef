"""Progress in words, both the unit's and the office's; stages; steps on the way, set back from the deadline."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from taizhang import workdays
from taizhang.ledger import actions
from taizhang.ledger.actions import Conflict, Refused
from taizhang.ledger.milestones import MOST, Step, back_schedule
from taizhang.ledger.states import MeasureState

CALENDAR = workdays.load()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def report(work, text="已更换13公里", by=None, **more):
    said = {"text": text, "as_of": work.day, "degree": "under_way", "version": work.measure.version, "at": work.at, **more}
    return actions.report_progress(subject=work.measure, by=by or work.contact, **said)


def test_the_units_own_words_stay_beside_the_offices(work):
    report(work)
    done = actions.edit_progress(
        measure=work.measure, text="更换管网13公里", version=work.measure.version, by=work.office, at=work.at
    )
    assert (done.progress, done.progress_reported) == ("更换管网13公里", "已更换13公里")
    assert report(work, "已更换15公里").progress_reported == "已更换15公里"
    assert report(work, "电话了解：15公里", by=work.office).progress_reported == ""


def test_the_office_edits_only_what_was_reported(work):
    with pytest.raises(Refused, match="还没有报进展"):
        actions.edit_progress(measure=work.measure, text="好", version=work.measure.version, by=work.office, at=work.at)


@pytest.mark.parametrize(
    "more",
    [{"text": " \x00"}, {"text": "长" * 10_001}, {"as_of": date(2026, 11, 23)}, {"degree": "perfect"}],
    ids=["empty", "long", "tomorrow", "degree"],
)
def test_progress_that_cannot_be_is_refused(work, more):
    with pytest.raises(ValidationError):
        report(work, **more)


def test_a_stage_names_what_is_left_and_when_and_can_be_followed_by_another(work):
    said = {"text": "一期完工", "left": "二期3公里", "by": work.contact, "at": work.at}
    for next_on in (date(2026, 12, 20), date(2027, 1, 20)):
        done = actions.report_stage(measure=work.measure, next_on=next_on, version=work.measure.version, **said)
    assert (done.state, done.degree_self, done.stage_next_on) == (MeasureState.STAGE_DONE, "basically_done", next_on)
    with pytest.raises(ValidationError, match="今天以后"):
        actions.report_stage(measure=done, next_on=work.day, version=done.version, **said)
    assert not work.proved().hand_in().refused


def milestones(work, *steps, version=None, by=None):
    said = {"version": version or work.measure.version, "by": by or work.contact, "at": work.at}
    return actions.set_milestones(measure=work.measure, steps=steps, **said)


def test_milestones_are_set_whole_and_nothing_new_leaves_no_version(work):
    steps = [Step("招标", date(2026, 11, 20), date(2026, 11, 19)), Step("施工", date(2026, 11, 27))]
    done = milestones(work, *steps)
    assert [(m.position, m.what, m.done_on) for m in done.milestones.order_by("position")] == [
        (1, "招标", date(2026, 11, 19)),
        (2, "施工", None),
    ]
    assert milestones(work, *steps).version == done.version
    with pytest.raises(Conflict):
        milestones(work, version=done.version - 1)


@pytest.mark.parametrize(
    "steps",
    [
        [Step("后", date(2026, 11, 27)), Step("先", date(2026, 11, 20))],
        [Step("太晚", date(2026, 12, 1))],
        [Step("还没到", date(2026, 11, 27), date(2026, 11, 23))],
        [Step(" ", date(2026, 11, 27))],
        [Step("多", date(2026, 11, 27))] * (MOST + 1),
    ],
    ids=["order", "after the deadline", "done tomorrow", "no words", "too many"],
)
def test_milestones_that_cannot_be_are_refused(work, steps):
    with pytest.raises(ValidationError):
        milestones(work, *steps)


@given(start=DAYS, length=st.integers(0, 900), n=st.integers(1, MOST))
def test_steps_lie_on_working_days_in_order_and_the_last_at_the_deadline(start, length, n):
    deadline = min(start + timedelta(days=length), date(2026, 12, 31))
    working = [day for k in range(1, (deadline - start).days + 1) if CALENDAR.is_working(day := start + timedelta(days=k))]
    if len(working) < n:
        with pytest.raises(ValidationError):
            back_schedule(start, deadline, n, CALENDAR)
        return
    steps = back_schedule(start, deadline, n, CALENDAR)
    days = [step.due for step in steps]
    assert days == sorted(set(days))
    assert days[-1] == working[-1]
    gaps = [after - before for before, after in pairwise([-1, *(working.index(day) for day in days)])]
    assert max(gaps) - min(gaps) <= 1, "evenly, in working days"


def test_steps_take_the_names_they_are_given():
    steps = back_schedule(date(2026, 11, 1), date(2026, 11, 30), ["招标", "施工", "验收"], CALENDAR)
    assert [(step.what, step.due) for step in steps] == [
        ("招标", date(2026, 11, 10)),
        ("施工", date(2026, 11, 19)),
        ("验收", date(2026, 11, 30)),
    ]


def test_beyond_the_year_files_it_says_which_is_missing():
    with pytest.raises(workdays.YearMissing, match="2027"):
        back_schedule(date(2026, 11, 1), date(2027, 3, 1), 3, CALENDAR)
