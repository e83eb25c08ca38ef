"""The public notice: counted in working days, over only when it is, objections answered."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.ledger import actions
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Cycle, Objection
from taizhang.ledger.states import FindingState
from taizhang.profiles import shipped


@pytest.fixture
def noticed(start):
    """A finding on notice since Sunday 22 November 2026, for five working days."""
    way = start("environment").endorsed()
    for body in shipped("environment").closing.bodies:
        way.agree(body)
    return way


def end(way, **more):
    return actions.end_notice(findings=[way.finding], by=way.people["office"], at=way.at, **more)


def objection(way, about="监测点没有装", **more):
    return actions.object(
        **{"finding": way.finding, "about": about, "received_on": way.day, "by": way.people["office"], "at": way.at, **more}
    )


def answer(way, one, upheld):
    return actions.answer_objection(objection=one, answer="已现场核查", upheld=upheld, by=way.people["office"], at=way.at)


def test_it_lasts_as_many_working_days_as_the_profile_says(noticed):
    assert (noticed.finding.on_notice_from, noticed.finding.on_notice_until) == (date(2026, 11, 22), date(2026, 11, 27))


def test_it_is_not_over_on_its_last_day(noticed):
    [(_, why)] = end(noticed.later(5)).refused
    assert why == "公示到2026年11月27日为止，还没有期满。"


def test_the_day_after_it_closes_by_the_last_who_agreed(noticed):
    assert not end(noticed.later(6), posted_at="市水务局网站").refused
    finding = noticed.finding
    assert (finding.state, finding.closed_on, finding.on_notice_at) == (FindingState.CLOSED, date(2026, 11, 28), "市水务局网站")
    assert Cycle.objects.get().closed_by == finding.closed_by == f"{shipped('environment').closing.bodies[-1]}的人"


def test_beyond_the_years_that_are_loaded_it_says_which_is_missing(start):
    way = start("environment").endorsed()
    first, last = shipped("environment").closing.bodies
    way.agree(first)
    [(_, why)] = way.later(38).agree(last).refused
    assert "还没有2027年的放假安排" in why
    assert way.finding.state == FindingState.AWAITING_VERIFICATION


def test_an_open_objection_holds_it_up(noticed):
    objection(noticed)
    [(_, why)] = end(noticed.later(6)).refused
    assert why == "还有1条异议没有答复。"


def test_one_that_is_not_upheld_changes_nothing(noticed):
    answer(noticed, objection(noticed), upheld=False)
    assert not end(noticed.later(6)).refused


def test_one_that_is_upheld_sends_the_finding_back_to_work(noticed):
    answer(noticed, objection(noticed), upheld=True)
    finding = noticed.finding
    assert (finding.state, finding.closed_by, finding.on_notice_until) == (FindingState.UNDER_WAY, "", None)
    assert not noticed.submit().refused


def test_it_is_answered_once(noticed):
    one = objection(noticed)
    objection(noticed, "另一处")
    answer(noticed, one, upheld=False)
    with pytest.raises(Refused, match="已经答复"):
        answer(noticed, one, upheld=True)


@pytest.mark.parametrize(("days", "why"), [(1, "不能晚于今天"), (-1, "不能早于公示开始")])
def test_it_is_received_while_the_notice_stands(days, why, noticed):
    with pytest.raises(ValidationError, match=why):
        objection(noticed, received_on=noticed.later(days).day)


def test_nothing_is_kept_of_who_raised_it():
    assert {field.name for field in Objection._meta.get_fields()} == {
        *("id", "finding", "cycle", "position", "about", "received_on", "answer", "answered_on", "upheld")
    }
