"""The plan: owned up, reviewed by bodies, opinions answered one by one, approved by who signs; what comes into force with it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.journal.models import Event
from taizhang.ledger import actions, plans
from taizhang.ledger.actions import Refused
from taizhang.ledger.actions.signing import Paper

MEETING = "局党组会议2026年第8次"
PAPER = Paper("周明", "市水务局", "局党组书记、局长", date(2026, 11, 20), reference="水党组〔2026〕8号")


@pytest.fixture
def principal(person):
    return person("principal", "市水务局", "周明")


@pytest.fixture
def verifier(person):
    return person("verifier", "市委巡察办", "陈审")


@pytest.fixture
def sent(planned, clerk, at):
    return actions.send_plan(ledger=planned, by=clerk, at=at)


def names(ledger):
    return list(Event.objects.filter(log__key=ledger.log_key).order_by("seq").values_list("name", flat=True))


def assign(finding, leader, by, at):
    return actions.assign(
        subject=finding,
        lead_unit=None,
        lead_unit_text="供水科",
        leader=leader,
        assisting="",
        version=finding.version,
        by=by,
        at=at,
    )


def opine(plan, by, at, text="建议细化措施1.1"):
    return actions.give_opinion(plan=plan, body="市委巡察办", text=text, by=by, at=at)


def test_a_plan_tells_what_its_findings_say(sent):
    text = plans.read(sent.text)
    assert [f.statement for f in text.findings] == ["管网漏损率偏高", "水费收缴不规范", "资金管理方面"]
    assert text.measures == 4
    assert (text.findings[0].measures[0].leader, text.findings[0].measures[0].deadline) == ("王副局长", "2026-11-30")
    assert text.canonical == sent.text


def test_one_version_is_in_review_at_a_time(sent, clerk, at):
    with pytest.raises(Refused, match="正在征求意见"):
        actions.send_plan(ledger=sent.ledger, by=clerk, at=at)


def test_only_the_office_sends_a_plan(planned, contact, at):
    with pytest.raises(Refused, match="整改办"):
        actions.send_plan(ledger=planned, by=contact, at=at)


def test_approved_on_screen_by_the_principal(sent, principal, at):
    plan = actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at)
    assert (plan.state, plan.approved_by, plan.meeting) == ("approved", "周明", MEETING)
    assert set(sent.ledger.findings.values_list("state", "plan_version")) == {("under_way", 1)}
    assert set(sent.ledger.measures.values_list("state", "plan_version")) == {("drafted", 1)}
    assert plan.signatures.get().content == plan.content


def test_approved_on_paper_the_office_registers_who_signed(sent, clerk, at):
    plan = actions.approve_plan(plan=sent, meeting=MEETING, paper=PAPER, by=clerk, at=at)
    signature = plan.signatures.get()
    assert (plan.approved_by, plan.approved_on, signature.reference) == ("周明", PAPER.signed_on, "水党组〔2026〕8号")
    assert (signature.on_paper, signature.recorded_by) == (True, "张敏")


def test_approval_leaves_one_event_for_each_thing_that_comes_in(sent, clerk, at):
    before = len(names(sent.ledger))
    actions.approve_plan(plan=sent, meeting=MEETING, paper=PAPER, by=clerk, at=at)
    expected = ["plan:approve_plan", *["finding:approve_plan"] * 3, *["measure:approve_plan"] * 4]
    assert names(sent.ledger)[before:] == expected


def test_the_office_does_not_approve_in_its_own_name(sent, clerk, at):
    with pytest.raises(Refused, match="主要负责人"):
        actions.approve_plan(plan=sent, meeting=MEETING, by=clerk, at=at)


def test_no_approval_without_a_meeting(sent, principal, at):
    with pytest.raises(ValidationError, match="会议"):
        actions.approve_plan(plan=sent, meeting=" ", by=principal, at=at)


def test_no_approval_before_every_opinion_is_answered(sent, clerk, verifier, principal, at):
    opinion = opine(sent, verifier, at)
    with pytest.raises(Refused, match="1条审核意见没有答复"):
        actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at)
    actions.answer_opinion(opinion=opinion, reply="adopted", by=clerk, at=at)
    assert actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at).state == "approved"


def test_what_changed_since_it_was_sent_is_sent_again(sent, clerk, principal, at):
    assign(sent.ledger.findings.get(serial=2), "李副局长", clerk, at)
    with pytest.raises(Refused, match="重新送审"):
        actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at)
    actions.withdraw_plan(plan=sent, reason="明确责任领导", by=clerk, at=at)
    again = actions.send_plan(ledger=sent.ledger, by=clerk, at=at)
    assert actions.approve_plan(plan=again, meeting=MEETING, by=principal, at=at).version == 2


def test_an_opinion_on_a_withdrawn_version_still_wants_its_answer(sent, clerk, verifier, principal, at):
    opinion = opine(sent, verifier, at)
    actions.withdraw_plan(plan=sent, reason="按意见修改", by=clerk, at=at)
    again = actions.send_plan(ledger=sent.ledger, by=clerk, at=at)
    with pytest.raises(Refused, match="没有答复"):
        actions.approve_plan(plan=again, meeting=MEETING, by=principal, at=at)
    actions.answer_opinion(opinion=opinion, reply="not_adopted", why="已在措施1.2中", by=clerk, at=at)
    assert actions.approve_plan(plan=again, meeting=MEETING, by=principal, at=at).state == "approved"


def test_what_is_not_adopted_is_answered_with_the_reason(sent, clerk, verifier, at):
    opinion = opine(sent, verifier, at)
    with pytest.raises(ValidationError, match="理由"):
        actions.answer_opinion(opinion=opinion, reply="in_part", by=clerk, at=at)


def test_the_same_answer_twice_leaves_one_event(sent, clerk, verifier, at):
    opinion = opine(sent, verifier, at)
    for _time in range(2):
        actions.answer_opinion(opinion=opinion, reply="adopted", by=clerk, at=at)
    assert names(sent.ledger).count("plan:answer_opinion") == 1


def test_a_contact_gives_no_opinion(sent, contact, at):
    with pytest.raises(Refused, match="提审核意见"):
        opine(sent, contact, at)


def test_a_leader_owns_up_and_is_known_from_then_on(planned, person, at):
    leader = person("leader", "市水务局", "王建国")
    [row] = actions.own_up(findings=[planned.findings.get(serial=1)], by=leader, at=at).done
    assert (row.owned_by, row.owned_on, row.leader_user) == ("王建国", date(2026, 11, 22), leader)
    assert row.signatures.get(action="own_up").verdict == "agreed"


def test_without_a_leader_nothing_is_owned_up(planned, person, at):
    outcome = actions.own_up(findings=list(planned.findings.all()), by=person("leader", "市水务局"), at=at)
    assert [row.serial for row in outcome.done] == [1]
    assert {why for _row, why in outcome.refused} == {"还没有责任领导，请先明确责任。"}


def test_what_is_one_leaders_another_does_not_own_up_to(planned, person, at):
    finding = planned.findings.get(serial=1)
    actions.own_up(findings=[finding], by=person("leader", "市水务局", "王建国"), at=at)
    [(_row, why)] = actions.own_up(findings=[finding], by=person("leader", "市水务局", "刘洋"), at=at).refused
    assert "由责任领导" in why


def test_another_leader_owns_up_anew(planned, clerk, person, at):
    finding = planned.findings.get(serial=1)
    [row] = actions.own_up(findings=[finding], by=person("leader", "市水务局", "王建国"), at=at).done
    heir = person("leader", "市水务局", "刘洋")
    row = assign(row, "副局长刘洋", clerk, at)
    assert (row.owned_by, row.owned_on, row.leader_user) == ("", None, heir)
    [row] = actions.own_up(findings=[row], by=heir, at=at).done
    assert row.owned_by == "刘洋"


def test_a_later_version_takes_in_what_came_later(sent, clerk, principal, sheet, at):
    actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at)
    with pytest.raises(Refused, match="没有需要列入"):
        actions.send_plan(ledger=sent.ledger, by=clerk, at=at)
    aspect = sheet.aspects[0]
    addition = actions.Addition(aspect, aspect.findings[1], None)
    actions.lay(ledger=sent.ledger, additions=[addition], source=None, by=clerk, at=at)
    second = actions.send_plan(ledger=sent.ledger, by=clerk, at=at)
    actions.approve_plan(plan=second, meeting=MEETING, by=principal, at=at)
    assert list(sent.ledger.findings.order_by("serial").values_list("plan_version", flat=True)) == [1, 1, 1, 2]


def test_approving_takes_the_same_few_queries_whatever_the_plan_holds(sent, principal, at):
    principal.posts  # noqa: B018 - read once for the whole request
    with CaptureQueriesContext(connection) as queries:
        actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at)
    assert len(queries) <= 30


def test_what_the_approved_plan_says_is_changed_by_a_change_of_the_plan_only(sent, clerk, principal, at):
    actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at)
    with pytest.raises(Refused, match="方案调整"):
        assign(sent.ledger.findings.get(serial=1), "李副局长", clerk, at)
    with pytest.raises(Refused, match="方案调整"):
        assign(sent.ledger.measures.get(serial=1), "李副局长", clerk, at)  # what it has from its finding is settled, too


def test_what_the_approved_plan_left_open_is_filled_in(sent, clerk, principal, at):
    actions.approve_plan(plan=sent, meeting=MEETING, by=principal, at=at)
    assert assign(sent.ledger.findings.get(serial=2), "李副局长", clerk, at).leader == "李副局长"
