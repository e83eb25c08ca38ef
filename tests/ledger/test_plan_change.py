"""Changes of the approved plan: asked for with a reason, signed along the route, carried out by the last who agrees."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event
from taizhang.ledger import actions
from taizhang.ledger.actions import Conflict, Refused
from taizhang.ledger.actions.signing import Paper

LEADER = Paper("王副局长", "市水务局", "副局长", date(2026, 11, 22))
LATER = date(2026, 12, 20)


@pytest.fixture
def ledger(planned, clerk, at):
    """The planned ledger, its plan approved and its first measure handed down."""
    plan = actions.send_plan(ledger=planned, by=clerk, at=at)
    principal = Paper("周明", "市水务局", "局长", date(2026, 11, 22))
    actions.approve_plan(plan=plan, meeting="局党组会议2026年第8次", paper=principal, by=clerk, at=at)
    actions.issue(measures=[planned.measures.get(serial=1)], by=clerk, at=at)
    return planned


@pytest.fixture
def verifier(person):
    return person("verifier", "市委巡察办", "陈审")


@pytest.fixture
def colleague(person):
    return person("office", "市水务局", "赵静")


@pytest.fixture
def measure(ledger, clerk, at):
    row = ledger.measures.get(serial=1)
    return actions.report_progress(
        subject=row, text="已更换12公里", as_of=date(2026, 11, 20), degree="", version=row.version, by=clerk, at=at
    )


def ask(subject, by, at, **wanted):
    return actions.ask_change(subject=subject, wanted=wanted, reason="汛期不能施工", version=subject.version, by=by, at=at)


def supported(subject, by, at, **wanted):
    return actions.support_change(change=ask(subject, by, at, **wanted), paper=LEADER, by=by, at=at)


def test_a_date_goes_along_the_whole_route(measure, clerk, colleague, verifier, at):
    change = supported(measure, clerk, at, deadline=LATER)
    change = actions.agree_change(change=change, by=colleague, at=at)
    measure.refresh_from_db()
    assert (change.state, measure.deadline) == ("with_bodies", None)
    change = actions.approve_change(change=change, by=verifier, at=at)
    measure.refresh_from_db()
    assert (change.state, measure.deadline, measure.deadline_text) == ("agreed", LATER, "")
    assert list(change.signatures.values_list("name", flat=True)) == ["王副局长", "赵静", "陈审"]


def test_who_answers_is_the_bodys_own_affair(measure, clerk, colleague, person, at):
    heir = person("leader", "市水务局", "刘洋")
    change = actions.agree_change(change=supported(measure, clerk, at, leader="副局长刘洋"), by=colleague, at=at)
    measure.refresh_from_db()
    assert (change.state, measure.leader, measure.leader_user) == ("agreed", "副局长刘洋", heir)
    assert measure.lead_unit_name == "供水科"


def test_what_is_carried_out_is_an_event_of_the_thing_itself(measure, clerk, colleague, at):
    change = actions.agree_change(change=supported(measure, clerk, at, leader="刘副局长"), by=colleague, at=at)
    event = Event.objects.filter(name="measure:change_plan").get()
    assert (event.subject, event.facts["change"]) == (measure.key, change.serial)
    assert (event.facts["was"]["leader"], event.facts["now"]["leader"]) == ("", "刘副局长")


def test_a_measure_is_reworded_with_its_title(measure, clerk, colleague, verifier, at):
    change = supported(measure, clerk, at, text="更换老旧管网20公里。分两年实施。")
    actions.approve_change(change=actions.agree_change(change=change, by=colleague, at=at), by=verifier, at=at)
    measure.refresh_from_db()
    assert (measure.title, measure.text) == ("更换老旧管网20公里", "更换老旧管网20公里。分两年实施。")


def test_a_new_leader_owns_up_to_the_finding_anew(ledger, clerk, colleague, person, at):
    finding = ledger.findings.get(serial=1)
    actions.own_up(findings=[finding], paper=LEADER, by=clerk, at=at)
    finding.refresh_from_db()
    actions.agree_change(change=supported(finding, clerk, at, leader="刘副局长"), by=colleague, at=at)
    finding.refresh_from_db()
    assert (finding.leader, finding.owned_by) == ("刘副局长", "")


def test_before_the_plan_is_approved_it_is_simply_changed(planned, clerk, at):
    with pytest.raises(Refused, match="不能"):
        ask(planned.findings.get(serial=1), clerk, at, leader="刘副局长")


def test_one_change_of_a_thing_at_a_time(measure, clerk, at):
    ask(measure, clerk, at, leader="刘副局长")
    measure.refresh_from_db()
    with pytest.raises(Refused, match="已有一项方案调整"):
        ask(measure, clerk, at, leader="陈副局长")


def test_who_asked_does_not_agree_last(measure, clerk, at):
    with pytest.raises(Refused, match="另一人"):
        actions.agree_change(change=supported(measure, clerk, at, leader="刘副局长"), by=clerk, at=at)


def test_whose_turn_it_is_not_may_not_refuse(measure, clerk, contact, at):
    change = ask(measure, clerk, at, leader="刘副局长")
    with pytest.raises(Refused, match="不同意调整"):
        actions.refuse_change(change=change, reason="不必", by=contact, at=at)


def test_a_refusal_says_why_and_changes_nothing(measure, clerk, colleague, at):
    change = supported(measure, clerk, at, leader="刘副局长")
    change = actions.refuse_change(change=change, reason="分工没有变化", by=colleague, at=at)
    measure.refresh_from_db()
    assert (change.state, change.refusal, measure.leader) == ("refused", "分工没有变化", "")


def test_what_was_asked_for_can_be_taken_back(measure, clerk, at):
    change = actions.withdraw_change(change=ask(measure, clerk, at, leader="刘副局长"), by=clerk, at=at)
    assert (change.state, change.decided_on) == ("withdrawn", date(2026, 11, 22))


def test_a_date_is_put_off_as_often_as_the_profile_says(measure, clerk, colleague, verifier, at):
    times = measure.ledger.profile.extension.times
    for n in range(times):
        change = supported(measure, clerk, at, deadline=date(2026, 12, 10 + n))
        actions.approve_change(change=actions.agree_change(change=change, by=colleague, at=at), by=verifier, at=at)
        measure.refresh_from_db()
    with pytest.raises(Refused, match=f"最多{times}次"):
        ask(measure, clerk, at, deadline=date(2026, 12, 25))


def test_a_date_is_put_off_before_it_is_over(measure, clerk, at):
    with pytest.raises(Refused, match="到期前"):
        ask(measure, clerk, at.replace(month=12), deadline=LATER)


def test_who_puts_off_tells_how_far_he_has_come(ledger, clerk, at):
    with pytest.raises(Refused, match="先报进展"):
        ask(ledger.measures.get(serial=1), clerk, at, deadline=LATER)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"state": "done"}, "不能改"),
        ({"leader": ""}, "不能改成空白"),
        ({"leader": "王副局长"}, "与方案一致"),
        ({"lead_unit": "水利厅"}, "没有名为"),
        ({"horizon": "随时"}, "没有“随时”"),
        ({"deadline": None}, "长期"),
    ],
)
def test_what_cannot_be_meant_is_told(measure, clerk, at, wanted, said):
    with pytest.raises(ValidationError, match=said):
        ask(measure, clerk, at, **wanted)


def test_the_loser_of_a_race_is_told(measure, clerk, at):
    stale = measure.ledger.measures.get(pk=measure.pk)
    stale.version -= 1
    with pytest.raises(Conflict):
        ask(stale, clerk, at, leader="刘副局长")


def test_signatures_keep_their_order(measure, clerk, verifier, at):
    change = supported(measure, clerk, at, leader="刘副局长")
    earlier = Paper("赵静", "整改办", "主任", date(2026, 11, 20))
    with pytest.raises(ValidationError, match="不能早于"):
        actions.agree_change(change=change, paper=earlier, by=clerk, at=at)


def test_only_dates_put_off_are_counted_as_extensions(measure, clerk, colleague, at):
    actions.agree_change(change=supported(measure, clerk, at, leader="刘副局长"), by=colleague, at=at)
    measure.refresh_from_db()
    assert ask(measure, clerk, at, deadline=LATER).state == "with_leader"
