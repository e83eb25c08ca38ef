"""After closing: look-backs by the profile's dates, a new round with the old one frozen, a mistaken close-out undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from taizhang.ledger import actions, as_of, history, look_backs, tally
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Cycle, DailySum, Finding, LookBack, Measure, Signature, Slot
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.profiles import Limit, LimitUnit, shipped
from tests.ledger.closing import paper
from tests.ledger.test_as_of import same_again

MONTHS, WORKING = LimitUnit.MONTHS, LimitUnit.WORKING_DAYS


def looking(code, *after):
    """A shipped profile that looks back after other limits."""
    profile = shipped(code)
    return replace(profile, look_back=replace(profile.look_back, after=tuple(Limit(*limit) for limit in after)))


def look(way, passed=True, who="office", **more):
    said = {"kind": "own_check", "carried_out_on": way.day, "passed": passed, "by": way.people[who], "at": way.at}
    failed = {} if passed else {"found": "又有跑冒滴漏", "new_date": way.day + timedelta(60)}
    return actions.look_back(**{"findings": [way.finding], **said, **failed, **more})


def undo(way, who="principal", **more):
    return actions.undo_close(**{"finding": way.finding, "reason": "佐证张冠李戴", "by": way.people[who], "at": way.at, **more})


def why(outcome):
    [(_, reason)] = outcome.refused
    return reason


@pytest.fixture
def closed(start):
    """A finding closed inside on 2026-11-22: looked back at after six months."""
    return start("self_check").endorsed()


@pytest.fixture
def reopened(closed):
    assert not look(closed.later(190), passed=False).refused
    return closed.later(190)


@pytest.mark.parametrize(
    ("closed_on", "limits", "dates"),
    [
        (date(2026, 8, 31), [(6, MONTHS)], [date(2027, 2, 28)]), (date(2027, 8, 31), [(6, MONTHS)], [date(2028, 2, 29)]),
        (date(2026, 9, 30), [(12, MONTHS), (6, MONTHS)], [date(2027, 3, 30), date(2027, 9, 30)]),
        (date(2026, 9, 25), [(5, WORKING)], [date(2026, 10, 9)]), (date(2026, 9, 25), [], []),
        (date(2040, 1, 1), [(10, WORKING)], [date(2040, 1, 16)]),
    ],
)  # fmt: skip
def test_it_is_looked_back_at_as_the_profile_says(closed_on, limits, dates):
    assert look_backs.dates(looking("self_check", *limits), closed_on) == dates


def test_a_close_out_says_when_it_is_looked_back_at(closed):
    assert closed.finding.look_back_on == date(2027, 5, 22)


def test_passed_it_stays_closed_until_the_next_date(start):
    way = start("self_check", profile=looking("self_check", (1, MONTHS), (6, MONTHS))).endorsed().later(29)
    assert not look(way).refused
    assert (way.finding.state, way.finding.look_back_on) == (FindingState.CLOSED, date(2027, 5, 22))
    assert not look(way.later(150)).refused
    assert way.finding.look_back_on is None
    assert [one.position for one in LookBack.objects.order_by("position")] == [1, 2]


def test_a_spot_check_leaves_the_date_as_it_is(closed):
    look(closed.later(9), kind="spot_check", checked_by="市委巡察办")
    assert closed.finding.look_back_on == date(2027, 5, 22)


def test_failed_the_next_round_begins_and_the_old_one_stays_frozen(closed):
    before = Cycle.objects.values().get()
    assert not look(closed.later(190), passed=False).refused
    finding = closed.finding
    assert (finding.state, finding.cycle, finding.rebounds, finding.look_back_on) == (FindingState.UNDER_WAY, 2, 1, None)
    assert (finding.deadline, finding.decided_by, finding.degree_self) == (closed.later(250).day, "", "")
    assert Cycle.objects.values().get() == before


def test_the_old_report_stays_true_and_the_new_one_counts_it_as_under_way(closed, reopened):
    then, now = as_of.counts(closed.ledger, closed.day), tally.count_line(closed.ledger, reopened.day)
    assert (then.closed, now.closed) == (1, 0)
    assert now.findings[FindingState.UNDER_WAY] == then.findings[FindingState.UNDER_WAY] + 1
    as_of.rebuild(closed.ledger)
    assert as_of.counts(closed.ledger, closed.day).closed == 1
    assert as_of.counts(closed.ledger, reopened.day).closed == 0


def test_the_new_round_wants_measures_and_proof_of_its_own(reopened):
    assert why(reopened.submit()) == "第2次整改还没有措施，请先重新整改已完成的措施，或拟定新的措施。"
    [measure, other] = list(reopened.finding.measures.order_by("serial"))
    outcome = actions.reopen(measures=[measure], by=reopened.people["contact"], at=reopened.at)
    [row] = outcome.done
    assert (row.state, row.cycle, row.progress, row.accepted_by) == (MeasureState.DRAFTED, 2, "", "")
    assert row.due.deadline == reopened.finding.deadline
    Measure.objects.filter(pk=row.pk).update(plan_version=1)
    actions.issue(measures=[row], by=reopened.people["office"], at=reopened.at)
    refused = actions.hand_in(measures=[row], effects="已整改", by=reopened.people["contact"], at=reopened.at)
    assert "佐证材料不齐" in why(refused)
    other.refresh_from_db()
    assert (other.state, other.cycle) == (MeasureState.DONE, 1)


def test_it_is_closed_again_as_the_second_round(reopened):
    old = Cycle.objects.values().get(number=1)
    actions.reopen(measures=list(reopened.finding.measures.all()), by=reopened.people["contact"], at=reopened.at)
    Measure.objects.filter(finding=reopened.finding).update(plan_version=1)
    actions.issue(measures=list(reopened.finding.measures.all()), by=reopened.people["office"], at=reopened.at)
    Slot.objects.all().delete()  # one piece of any kind will do
    assert reopened.endorsed().finding.state == FindingState.CLOSED
    assert Cycle.objects.values().get(number=1) == old
    assert Cycle.objects.get(number=2).ended_on == reopened.day
    assert verify(Log.objects.get(key=reopened.ledger.log_key)).broken is None


def test_a_new_measure_belongs_to_the_round_that_it_is_drafted_in(reopened):
    measure = actions.add_measure(finding=reopened.finding, text="更换老旧阀门。", by=reopened.people["contact"], at=reopened.at)
    assert (measure.cycle, measure.state) == (2, MeasureState.DRAFTED)


def test_measures_of_the_same_round_are_not_taken_up_again(closed):
    outcome = actions.reopen(measures=list(closed.finding.measures.all()), by=closed.people["contact"], at=closed.at)
    assert "只有回头看没有通过" in outcome.refused[0][1]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"found": " "}, "请写明回头看发现的问题"), ({"new_date": None}, "今天以后的新时限"), ({"kind": "怪"}, "没有“怪”这种"),
        ({"carried_out_on": date(2099, 1, 1)}, "不能晚于今天"),
    ],
)  # fmt: skip
def test_a_failed_look_back_says_what_was_found_and_by_when(said, reason, closed):
    with pytest.raises(ValidationError, match=reason):
        look(closed.later(1), passed=False, **said)


def test_a_look_back_is_not_before_the_close_out(closed):
    assert why(look(closed, carried_out_on=closed.day - timedelta(1))).startswith("回头看的日期早于销号的日期")


def test_the_bodys_own_check_is_the_offices_to_register(start):
    way = start("inspection").endorsed()
    for body in shipped("inspection").closing.bodies:
        way.agree(body)
    assert why(look(way, who="verifier")) == "本单位自查由整改办登记。"
    assert not look(way, who="verifier", kind="evaluation").refused
    assert LookBack.objects.get().checked_by == "市委巡察办"
    assert why(look(way, who="contact")) == "“回头看”由整改办、监督审核单位办理。"


def test_where_manifestations_are_closed_one_by_one_only_the_named_come_back(start):
    way = start("environment")
    Finding.objects.filter(pk=way.finding.pk).update(
        state="closed", decided_by="周组长", closed_by="孙审核", closed_unit="市委巡察办", responsible_unit="供水科",
        submitted_on=way.day, decided_on=way.day, closed_on=way.day,
    )  # fmt: skip
    _, second = way.finding.manifestations.order_by("position")
    way.finding.manifestations.update(
        state="closed", decided_by="周组长", closed_by="孙审核", closed_unit="市委巡察办", responsible_unit="供水科",
        submitted_on=way.day, decided_on=way.day, closed_on=way.day,
    )  # fmt: skip
    look(way.later(1), passed=False, manifestations=[second])
    by_manifestation = way.ledger.profile.closing.unit == "具体表现"
    states = list(way.finding.manifestations.order_by("position").values_list("state", flat=True))
    assert states == (["closed", ""] if by_manifestation else ["", ""])


def test_who_closed_takes_a_mistaken_close_out_back(closed):
    finding = undo(closed)
    assert (finding.state, finding.cycle, finding.rebounds, finding.look_back_on) == (FindingState.UNDER_WAY, 1, 0, None)
    assert (Cycle.objects.get().ended_on, Cycle.objects.get().closed_by) == (None, "")
    assert Signature.objects.get(action="undo_close").reason == "佐证张冠李戴"
    for step in (closed.submit, closed.decide, closed.endorse):
        assert not step().refused
    assert Cycle.objects.get().ended_on == closed.day


def test_another_unit_does_not_take_it_back(start):
    way = start("inspection").endorsed()
    for body in shipped("inspection").closing.bodies:
        way.agree(body)
    with pytest.raises(Refused, match="由最后同意销号的“组织部门”签署"):
        undo(way)
    undo(way, who="office", paper=paper("组织部的人", "组织部门", way.day))
    assert way.finding.state == FindingState.UNDER_WAY


def counted(finding):
    return f"问题{finding.serial}已经计入11月的数据版本。"


def test_what_a_snapshot_has_counted_is_not_undone(closed, settings):
    settings.CLOSE_OUTS_COUNTED_BY = [f"{__name__}.counted"]
    with pytest.raises(Refused, match="问题1已经计入11月的数据版本"):
        undo(closed)


def test_the_history_tells_it(reopened):
    [event] = Event.objects.filter(name="finding:look_back")
    assert history.sentence(event) == (
        "回头看（本单位自查，“市水务局”2027年5月31日），没有通过：又有跑冒滴漏，第2次整改，新的时限2027年7月30日"
    )


def test_rebounds_are_counted_as_of_any_day(closed):
    """The day before the look-back there was none; the events alone say the same."""
    later = closed.later(30)
    look(later, passed=False)
    days = [closed.at.date(), later.at.date()]
    assert [as_of.counts(closed.ledger, day).rebounds for day in days] == [0, 1]
    same_again(closed.ledger)


def test_rebounds_of_a_ledger_of_an_earlier_version_are_caught_up_with(closed):
    look(closed.later(30), passed=False)
    DailySum.objects.filter(level="rebound").delete()
    assert as_of.catch_up() == 1
    assert as_of.counts(closed.ledger, closed.later(30).at.date()).rebounds == 1


def test_another_version_of_the_profile_dates_anew_what_is_still_to_come(closed, units):
    """Six months become three and nine: the first is to come; with one answered, the second."""
    copy = actions.copy_profile(
        body=units["市水务局"], of=shipped("self_check"), name="勤看", by=closed.people["office"], at=closed.at
    )
    wanted = replace(copy.profile, look_back=replace(copy.profile.look_back, after=(Limit(3, MONTHS), Limit(9, MONTHS))))
    new = actions.edit_copy(copy=copy, profile=wanted, by=closed.people["office"], at=closed.at).profile
    move = {"ledger": closed.ledger, "profile": new, "reason": "新规定", "by": closed.people["office"], "at": closed.at}
    actions.set_profile(**move)
    assert closed.finding.look_back_on == date(2027, 2, 22)
    look(closed.later(80))
    assert closed.finding.look_back_on == date(2027, 8, 22)
    told = Event.objects.get(log__key=closed.ledger.log_key, name="finding:set_look_back")
    assert history.sentence(told) == "改用新的办理规则，2027年2月22日前回头看"
