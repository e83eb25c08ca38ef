"""Measures that come round again, and the yearly word that a lasting one still holds."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger import actions
from taizhang.ledger.actions import Given, Refused
from taizhang.ledger.models import Occurrence
from taizhang.ledger.models.measure import Rhythm
from taizhang.ledger.standing import MONTHS, MOST_A_YEAR, days_due, dues
from taizhang.ledger.states import MeasureState
from tests.ledger.measures import whys


def set_rhythm(work, rhythm, **more):
    said = {"version": work.lasting.version, "by": work.office, "at": work.at, **more}
    return actions.set_rhythm(measure=work.lasting, rhythm=rhythm, **said)


def carry_out(work, due, **more):
    return actions.carry_out(measure=work.lasting, due=due, by=work.contact, at=work.at, **{"done_on": work.day, **more})


def test_monthly_on_the_sixteenth(work):
    measure = set_rhythm(work, "每月", day=16)
    assert [one.due for one in dues(measure, date(2027, 2, 1))] == [date(2026, 12, 16), date(2027, 1, 16), date(2027, 2, 16)]


def test_one_time_is_told_once_and_what_is_not_told_is_late(work):
    set_rhythm(work, "每月", day=16)
    carry_out(work, date(2026, 12, 16), note="巡检12个监测点")
    with pytest.raises(Refused, match="已经登记"):
        carry_out(work, date(2026, 12, 16))
    first, second, nxt = dues(work.lasting, date(2027, 1, 20))
    assert (first.note, first.done_on) == ("巡检12个监测点", work.day)
    assert [one.is_late(date(2027, 1, 20)) for one in (first, second, nxt)] == [False, True, False]


@pytest.mark.parametrize("more", [{"due": date(2026, 12, 17)}, {"due": date(2026, 12, 16), "done_on": date(2026, 11, 23)}])
def test_only_what_is_due_is_told_and_only_what_has_been_done(work, more):
    set_rhythm(work, "每月", day=16)
    with pytest.raises(ValidationError):
        carry_out(work, **more)


def test_what_does_not_come_round_is_not_carried_out(work):
    with pytest.raises(Refused, match="没有定办理周期"):
        carry_out(work, date(2026, 12, 16))


def test_a_new_rhythm_keeps_what_was_told_under_the_old_one(work):
    set_rhythm(work, "每月", day=16)
    carry_out(work, date(2026, 12, 16))
    measure = set_rhythm(work, "每半年")
    assert [one.due for one in dues(measure, work.day)] == [date(2026, 12, 16), date(2026, 12, 31)]
    assert dues(set_rhythm(work, ""), work.day) == []
    assert Occurrence.objects.count() == 1


@pytest.mark.parametrize(
    ("rhythm", "more"),
    [("每天", {}), ("每月", {"day": 0}), ("每月", {"day": 32}), ("每年至少", {}), ("每年至少", {"times": MOST_A_YEAR + 1})],
)
def test_a_rhythm_that_cannot_be_is_refused(work, rhythm, more):
    with pytest.raises(ValidationError):
        set_rhythm(work, rhythm, **more)


@given(
    rhythm=st.sampled_from([one for one in Rhythm if one in MONTHS]),
    day=st.none() | st.integers(1, 31),
    start=st.dates(date(2000, 1, 1), date(2200, 1, 1)),
)
def test_so_many_times_a_year_on_the_day_or_the_months_last(rhythm, day, start):
    found = list(islice(days_due(rhythm, day, None, start), 48))
    assert found[0] >= start
    assert all(
        (after.year - before.year) * 12 + after.month - before.month == MONTHS[rhythm] for before, after in pairwise(found)
    )
    assert all(one.month % MONTHS[rhythm] == 0 for one in found)
    assert all(one.day == (day or 31) or (one + timedelta(1)).month != one.month for one in found)


@given(times=st.integers(1, MOST_A_YEAR), year=st.integers(2000, 2200))
def test_a_minimum_a_year_lies_evenly_and_the_last_is_the_years(times, year):
    found = list(islice(days_due(Rhythm.TIMES_A_YEAR, None, times, date(year, 1, 1)), times))
    assert found == sorted(set(found))
    assert (found[0].year, found[-1]) == (year, date(year, 12, 31))
    assert max((b - a).days for a, b in pairwise([date(year - 1, 12, 31), *found])) <= 366 / times + 3


def test_a_lasting_measure_is_confirmed_with_a_new_proof(work):
    work.accepted(work.lasting)
    later = work.later(days=360)
    said = {"measures": [later.lasting], "by": later.office, "at": later.at}
    assert whys(actions.confirm(confirm_on=date(2028, 11, 20), **said)) == ["上次确认以来还没有新的佐证材料，请先添加。"]
    later.add(later.lasting, files=[Given("巡检记录", None, "2027-8", "档案室")])
    assert not actions.confirm(confirm_on=date(2028, 11, 20), **said).refused
    assert (later.lasting.state, later.lasting.confirmed_on) == (MeasureState.DONE, later.day)
    assert whys(actions.confirm(confirm_on=date(2028, 11, 21), **said)) == ["上次确认以来还没有新的佐证材料，请先添加。"]


def test_only_what_lasts_is_confirmed_and_until_a_day_to_come(work):
    work.accepted()
    said = {"measures": [work.measure], "by": work.office, "at": work.at}
    assert whys(actions.confirm(confirm_on=date(2027, 11, 20), **said)) == ["只有长期坚持的措施要年度确认。"]
    with pytest.raises(ValidationError):
        actions.confirm(confirm_on=work.day, **said)


def test_what_slackened_is_done_again_from_the_start(work):
    work.accepted(work.lasting)
    back = actions.slacken(measure=work.lasting, reason="监测点停用", new_date=date(2027, 3, 1), by=work.office, at=work.at)
    assert (back.state, back.deadline, back.accepted_by, back.confirm_on) == (MeasureState.UNDER_WAY, date(2027, 3, 1), "", None)
    work.hand_in(work.lasting)
    assert whys(work.accept(work.lasting)) == ["责任领导还没有审签。"]
