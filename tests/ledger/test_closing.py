"""The way to 销号 on every route: two deciders, the last outside, nothing closed that is not done."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.journal.models import Event
from taizhang.ledger import actions, tally
from taizhang.ledger.models import Cycle, Measure, Signature
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.profiles import PROFILES, shipped
from taizhang.profiles.shape import Agreement, Route
from tests.ledger.closing import paper

INSIDE = [code for code in PROFILES if shipped(code).closing.route == Route.INSIDE]
BODIES = shipped("inspection").closing.bodies


def why(outcome):
    """The reason for which the one row of a batch was refused."""
    [(_, reason)] = outcome.refused
    return reason


def closing(code, **said):
    """A shipped profile with other rules of closing."""
    profile = shipped(code)
    return replace(profile, closing=replace(profile.closing, **said))


@pytest.mark.parametrize("code", INSIDE)
def test_inside_the_endorsement_closes(code, start):
    finding = start(code).endorsed().finding
    assert (finding.state, finding.decided_by, finding.closed_by) == (FindingState.CLOSED, "周组长", "吴局长")


@pytest.mark.parametrize("code", sorted(set(PROFILES) - set(INSIDE)))
def test_otherwise_it_closes_when_every_body_has_agreed(code, start):
    way = start(code).endorsed()
    for body in shipped(code).closing.bodies:
        assert way.finding.state == FindingState.AWAITING_VERIFICATION
        assert not way.agree(body).refused
    closed = FindingState.ON_NOTICE if shipped(code).closing.notice else FindingState.CLOSED
    assert (way.finding.state, way.finding.degree_recognised) == (closed, "done")


def test_where_one_body_is_enough_it_closes_with_the_first(start):
    way = start("inspection", profile=closing("inspection", agreement=Agreement.ANY)).endorsed()
    way.agree(BODIES[1])
    assert (way.finding.state, way.finding.closed_unit) == (FindingState.CLOSED, BODIES[1])


def test_a_cycle_is_open_from_the_first_application_and_frozen_at_the_close(start):
    way = start("self_check").completed()
    way.submit()
    assert Cycle.objects.get().ended_on is None
    way.decide()
    way.endorse()
    cycle = Cycle.objects.get()
    assert (cycle.ended_on, cycle.closed_by, len(cycle.content)) == (way.day, "吴局长", 64)


def test_a_frozen_cycle_stays_as_it_was_when_its_finding_goes_on(start):
    way = start("self_check").endorsed()
    before = Cycle.objects.values().get()
    way.submit()
    assert Cycle.objects.values().get() == before


def test_nothing_is_applied_for_before_its_measures_are_done(start):
    way = start("self_check")
    assert why(way.submit()) == "还有2条措施没有完成：1.1、1.2。"
    assert way.finding.submitted_on is None


def test_a_finding_without_measures_is_not_applied_for(start):
    way = start("self_check")
    Measure.objects.filter(finding=way.finding).delete()
    assert why(way.submit()) == "还没有整改措施，不能申请销号。"


def test_a_batch_closes_what_is_ready_and_lists_the_rest(start):
    way = start("self_check").completed()
    Measure.objects.filter(serial=3).update(state=MeasureState.UNDER_WAY)
    outcome = way.submit(way.findings)
    assert ([row.serial for row in outcome.done], [row.serial for row, _ in outcome.refused]) == ([1, 3], [2])


@pytest.mark.parametrize(("lasting", "refused"), [(True, 0), (False, 1)])
def test_at_basically_done_only_what_goes_on_for_long_closes(lasting, refused, start):
    way = start("risk")
    way.ledger.measures.update(state=MeasureState.STAGE_DONE, long_term=lasting)
    assert len(way.submit().refused) == refused


def test_what_closes_at_basically_done_is_recognised_so(start):
    way = start("risk")
    way.ledger.measures.update(state=MeasureState.STAGE_DONE, long_term=True)
    way.submit(), way.decide(), way.endorse()
    assert (way.finding.state, way.finding.degree_recognised) == (FindingState.CLOSED, "basically_done")


@pytest.mark.parametrize(("degree", "reason"), [("basically_done", "认定为“完成”的才能同意销号"), ("under_way", "认定为“完成”")])
def test_bodies_recognise_completion_or_return(degree, reason, start):
    way = start("audit").endorsed()
    assert reason in why(way.agree("审计机关", degree=degree))
    assert way.finding.state == FindingState.AWAITING_VERIFICATION


def test_the_degree_recognised_is_the_lowest_and_stands_beside_the_units_own(start):
    way = start("inspection", profile=closing("inspection", at_basically_done=True)).endorsed()
    for body, degree in zip(BODIES, ("done", "basically_done", "done"), strict=True):
        way.agree(body, degree=degree)
    assert (way.finding.degree_self, way.finding.degree_recognised) == ("done", "basically_done")


def test_an_unknown_degree_is_refused_in_a_sentence(start):
    with pytest.raises(ValidationError, match="没有“好”这种完成程度"):
        start("audit").agree("审计机关", degree="好")


class TestTwoDeciders:
    """They are who signed, whoever typed it."""

    def test_the_same_person_does_not_endorse_what_he_decided(self, start):
        way = start("self_check").completed()
        way.submit(), way.decide()
        outcome = way.endorse(paper=paper("周 组长"), by=way.people["office"])
        assert why(outcome).startswith("周 组长已经办过前一步")

    def test_two_papers_typed_by_one_clerk_are_two_deciders(self, start):
        way = start("self_check").completed()
        way.submit(), way.decide(paper=paper("周组长"), by=way.people["office"])
        assert not way.endorse(paper=paper("吴局长"), by=way.people["office"]).refused
        assert {one.recorded_by for one in Signature.objects.filter(finding=way.finding)} == {"张敏"}

    def test_nobody_agrees_for_two_bodies(self, start):
        way = start("inspection").endorsed()
        way.agree(BODIES[1], paper=paper("钱书记", BODIES[1]))
        assert "已经办过前一步" in why(way.agree(BODIES[2], paper=paper("钱书记", BODIES[2])))

    def test_the_last_is_outside_the_responsible_unit(self, start):
        way = start("self_check").completed()
        way.submit(), way.decide()
        outcome = way.endorse(paper=paper("吴局长", "供水科"), by=way.people["office"])
        assert why(outcome) == "最后审定的人不能在责任单位“供水科”。"

    def test_who_also_sits_in_the_responsible_unit_is_not_outside_on_screen(self, start, units, at):
        from taizhang.accounts.actions import give_role
        from taizhang.accounts.models import User
        from taizhang.accounts.roles import Role
        from taizhang.journal.append import SYSTEM

        way = start("self_check").completed()
        way.submit(), way.decide()
        give_role(user=way.people["principal"], unit=units["供水科"], role=Role.CONTACT, by=SYSTEM, at=at)
        principal = User.objects.get(pk=way.people["principal"].pk)
        assert "责任单位“供水科”" in why(way.endorse(by=principal))

    def test_namesakes_with_accounts_of_their_own_are_told_apart(self, start, person):
        way = start("self_check").completed()
        way.submit(), way.decide()
        assert not way.endorse(by=person("principal", "市水务局", "周组长")).refused
        assert (way.finding.decided_by, way.finding.closed_by) == ("周组长", "周组长（市水务局）")

    def test_nobody_of_the_body_itself_agrees_for_who_supervises_it(self, start):
        way = start("audit").endorsed()
        outcome = way.agree("审计机关", paper=paper("冯科长", "市水务局"))
        assert "“审计机关”的意见由它的审核人签署" in why(outcome)


class TestContent:
    """What was signed for is what stood there then."""

    def proof(self, way):
        given = actions.Given("补充说明", None, "水务〔2026〕9号", "档案室3柜")
        actions.add_evidence(measures=[way.ledger.measures.get(serial=1)], files=[given], by=way.people["contact"], at=way.at)

    def test_a_change_voids_the_leading_groups_decision_until_it_decides_again(self, start):
        way = start("self_check").completed()
        way.submit(), way.decide()
        self.proof(way)
        assert why(way.endorse()) == "领导小组审定后内容有变动，请重新审定。"
        way.decide()
        assert not way.endorse().refused

    def test_a_change_voids_the_endorsement_before_the_bodies_agree(self, start):
        way = start("audit").endorsed()
        self.proof(way)
        assert why(way.agree("审计机关")).startswith("签字背书后内容有变动")

    def test_what_was_signed_for_one_application_does_not_hold_for_the_next(self, start):
        way = start("self_check").completed()
        way.submit(), way.decide(), way.give_back("principal"), way.submit()
        assert why(way.endorse()) == "领导小组还没有审定。"


class TestBodies:
    """Who agrees for which body of the route."""

    def test_a_verifier_on_screen_agrees_for_his_own(self, start):
        way = start("inspection").endorsed()
        assert not way.agree().refused
        assert Signature.objects.get(action="agree").body == BODIES[0]

    def test_he_does_not_agree_for_another(self, start):
        way = start("inspection").endorsed()
        other = way.ledger.supervising_bodies.get(name=BODIES[1])
        outcome = actions.agree(findings=[way.finding], degree="done", body=other, by=way.people["verifier"], at=way.at)
        assert f"“{BODIES[1]}”的意见由它的审核人签署" in why(outcome)

    def test_a_paper_that_names_no_body_is_asked_for_it(self, start):
        way = start("inspection").endorsed()
        assert "请写明是哪个监督审核单位" in why(way.agree(None, paper=paper("钱书记", "某单位"), by=way.people["office"]))

    def test_a_body_agrees_once(self, start):
        way = start("inspection").endorsed()
        way.agree(BODIES[1])
        assert why(way.agree(BODIES[1], paper=paper("另一人", BODIES[1]))) == f"“{BODIES[1]}”已经同意。"

    def test_it_is_not_its_turn_before_the_endorsement(self, start):
        way = start("inspection").completed()
        way.submit()
        assert "现在是“待审定”" in why(way.agree(BODIES[1]))


class TestDays:
    """Dates stand in order, and none lies ahead."""

    def test_nobody_decided_before_it_was_applied_for(self, start):
        way = start("self_check").completed()
        way.submit()
        early = paper("周组长", on=way.later(-1).day)
        assert why(way.decide(paper=early, by=way.people["office"])).startswith("签字日期（2026-11-21）早于申请销号的日期")

    def test_nobody_endorsed_before_it_was_decided(self, start):
        way = start("self_check").completed()
        way.submit()
        way.later(3).decide()
        early = paper("吴局长", on=way.day)
        assert "早于单位审定的日期" in why(way.later(5).endorse(paper=early, by=way.people["office"]))

    def test_nobody_signs_tomorrow(self, start):
        way = start("self_check").completed()
        way.submit()
        with pytest.raises(ValidationError, match="不能晚于今天"):
            way.decide(paper=paper("周组长", on=way.later(1).day), by=way.people["office"])

    def test_it_is_closed_on_the_last_day_of_all_signatures(self, start):
        way = start("inspection").endorsed()
        way.later(4).agree(BODIES[0])
        for body in BODIES[1:]:
            way.later(6).agree(body, paper=paper(f"{body}的人", body, way.later(2).day))
        assert way.finding.closed_on == way.later(4).day


def test_a_decision_names_its_meeting(start):
    way = start("self_check").completed()
    way.submit()
    with pytest.raises(ValidationError, match="会议"):
        way.decide(meeting=" ")


class TestReturn:
    """Sent back with a reason and a date; nothing of the attempt counts, what was recognised stays."""

    def test_it_goes_back_to_work_and_can_be_applied_for_again(self, start):
        way = start("audit").endorsed()
        assert not way.give_back("principal").refused
        finding = way.finding
        assert (finding.state, finding.submitted_on, finding.decided_by) == (FindingState.UNDER_WAY, None, "")
        assert not way.submit().refused
        assert way.finding.submission == 2

    def test_a_lower_degree_stands_beside_the_units_own(self, start):
        way = start("audit").endorsed()
        way.give_back("principal", degree="basically_done")
        assert (way.finding.degree_self, way.finding.degree_recognised) == ("done", "basically_done")

    def test_the_new_date_is_the_deadline(self, start):
        way = start("audit").endorsed()
        way.give_back("principal")
        assert way.finding.deadline == way.later(20).day

    def test_a_date_that_lies_ahead_may_stay(self, start):
        way = start("audit").endorsed()
        before = way.finding.deadline
        assert not way.give_back("principal", new_date=None).refused
        assert way.finding.deadline == before

    def test_a_date_that_is_past_is_asked_for_anew(self, start):
        way = start("audit").endorsed().later(40)
        assert why(way.give_back("principal", new_date=None)) == "原时限已过，退回时请写明新的时限。"

    def test_it_says_why(self, start):
        with pytest.raises(ValidationError, match="退回的理由"):
            start("audit").endorsed().give_back("principal", reason=" ")

    def test_a_body_returns_in_its_own_name(self, start):
        way = start("inspection").endorsed()
        way.give_back("verifier")
        assert Signature.objects.get(verdict="returned").body == BODIES[0]

    def test_a_body_waits_for_its_turn(self, start):
        way = start("inspection").completed()
        way.submit()
        assert why(way.give_back("verifier")).startswith("还没有轮到监督审核单位")

    def test_a_paper_of_the_body_itself_is_not_taken_for_its_supervisors(self, start):
        way = start("audit").endorsed()
        way.give_back("office", paper=paper("吴局长"))
        assert Signature.objects.get(verdict="returned").body == ""

    def test_the_leading_group_returns_in_its_own_name_whoever_has_the_turn(self, start):
        way = start("inspection").endorsed()
        way.give_back("leading_group")
        returned = Signature.objects.get(verdict="returned")
        assert (returned.body, returned.unit_name) == ("", "市水务局")


class TestEvents:
    """One event an item, whatever the batch, and the tallies right."""

    def test_a_batch_leaves_one_event_for_each(self, start):
        way = start("self_check").completed()
        way.submit(way.findings), way.decide(way.findings), way.endorse(way.findings)
        for action in ("submit", "decide", "endorse"):
            named = Event.objects.filter(log__key=way.ledger.log_key, name=f"finding:{action}")
            assert sorted(event.subject for event in named) == ["finding:1", "finding:2", "finding:3"]

    def test_the_event_tells_who_signed_and_what_changed(self, start):
        way = start("self_check").endorsed()
        facts = Event.objects.get(log__key=way.ledger.log_key, name="finding:endorse").facts
        assert (facts["signed"]["name"], facts["now"]["state"]) == ("吴局长", "closed")

    def test_tallies_are_what_a_recount_gives(self, start):
        way = start("self_check").endorsed()
        kept = {str(one) for one in way.ledger.tallies.exclude(n=0)}
        tally.rebuild(way.ledger)
        assert {str(one) for one in way.ledger.tallies.all()} == kept


def queries_of(way, findings):
    """How many queries each step of the close-out takes with ``findings``."""
    counted = []
    for step in (way.submit, way.decide, way.endorse, lambda rows: way.agree(BODIES[1], rows)):
        with CaptureQueriesContext(connection) as queries:
            assert not step(findings).refused
        counted.append(len(queries))
    return counted


def test_a_batch_takes_as_many_queries_for_many_as_for_one(start):
    way = start("inspection").completed()
    one, two = queries_of(way, way.findings[:1]), queries_of(way, way.findings[1:])
    assert all(more <= few + 1 for few, more in zip(one, two, strict=True))
    assert max(one) <= 22


@pytest.mark.parametrize("step", ["decide", "endorse", "agree"])
def test_who_may_not_is_told_whose_it_is(step, start):
    way = start("inspection").endorsed()
    assert "由" in why(getattr(way, step)(by=way.people["contact"]))
