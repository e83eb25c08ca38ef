"""Completing a measure: handed in with its evidence, countersigned, accepted by another; returned; ended or merged."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import give_role
from taizhang.accounts.roles import Role
from taizhang.journal.append import SYSTEM
from taizhang.ledger import actions, tally
from taizhang.ledger.actions import Given, Paper
from taizhang.ledger.models import Ledger, Signature
from taizhang.ledger.states import MeasureState
from tests.ledger.measures import SOON, whys

SIGNED = Paper("王副局长", "市水务局", "责任领导", date(2026, 11, 22), reference="水务〔2026〕9号")


def test_the_whole_way_leaves_two_signatures_and_the_day_of_confirmation(work):
    work.accepted(work.lasting)
    done = work.lasting
    assert (done.state, done.degree_self, done.degree_recognised) == (MeasureState.DONE, "done", "done")
    assert (done.handed_in_by, done.countersigned_by, done.accepted_by) == ("赵联络", "王建国", "张敏")
    assert done.confirm_on == date(2027, 11, 22)
    signed = Signature.objects.filter(measure=done)
    assert [(s.action, s.name, s.capacity) for s in signed] == [
        ("countersign", "王建国", "责任领导"),
        ("accept", "张敏", "整改办"),
    ]


def test_what_is_missing_is_named(work):
    assert whys(work.hand_in()) == ["佐证材料不齐：验收报告或验收记录（还差1份）。"]
    assert work.measure.state == MeasureState.UNDER_WAY


def test_a_measure_without_slots_still_wants_one_proof(work, clerk, at):
    actions.set_slots(measure=work.measure, slots=[], version=work.measure.version, by=clerk, at=at)
    assert whys(work.hand_in()) == ["佐证材料不齐：佐证材料（还差1份）。"]
    work.add()
    assert not work.hand_in().refused


def test_each_tells_its_effect(work):
    measures = [work.measure, work.lasting]
    work.proved(*measures)
    outcome = work.hand_in(*measures, effects={measures[0].pk: "漏损率降到9%"})
    assert (whys(outcome), [m.effect for m in outcome.done]) == (["请用一句话写明成效。"], ["漏损率降到9%"])


@pytest.mark.parametrize("change", ["add", "withdraw"])
def test_what_changes_after_the_countersignature_voids_it(work, change, clerk, at):
    work.countersigned()
    if change == "add":
        work.add(files=[Given("补充说明", None, "2号", "3柜")])
    else:
        work.add(files=[Given("又一份", None, "5号", "3柜")], slot=work.measure.slots.first())
        [first] = work.measure.evidence.filter(position=1)
        actions.withdraw_evidence(evidence=first, reason="扫描不清", by=work.contact, at=at)
    assert whys(work.accept()) == ["审签以后内容有变动，请责任领导重新审签。"]
    assert not work.countersign().refused
    assert not work.accept().refused


def test_nobody_accepts_what_is_not_countersigned_or_is_countersigned_twice(work):
    assert whys(work.handed_in().accept()) == ["责任领导还没有审签。"]
    work.countersign()
    assert whys(work.countersign()) == ["已经审签，此后没有变动。"]


def test_who_handed_in_or_countersigned_does_not_accept(work, units, at):
    for user in (work.contact, work.leader):
        give_role(user=user, unit=units["市水务局"], role=Role.OFFICE, by=SYSTEM, at=at)
        user.refresh_from_db()
    work.countersigned()
    assert "须由另一人决定" in whys(work.accept(by=work.contact))[0]
    assert "须由另一人决定" in whys(work.accept(by=work.leader))[0]
    assert "须由另一人决定" in whys(work.accept(paper=replace(SIGNED, name="赵联络")))[0]


def test_who_accepts_stands_outside_the_unit_that_leads(work, units):
    work.countersigned()
    inside = replace(SIGNED, name="孙科长", unit_name="供水科")
    assert whys(work.accept(paper=inside)) == ["最后审定的人不能在责任单位“供水科”。"]
    renamed = replace(inside, unit_name="供水保障科", unit=units["供水科"])
    assert whys(work.accept(paper=renamed)) == ["最后审定的人不能在责任单位“供水科”。"]


def test_where_the_office_itself_leads_its_substitute_accepts(work, units, person, at):
    Ledger.objects.filter(pk=work.ledger.pk).update(office_unit=units["供水科"])
    work.countersigned()
    assert "代行单位" in whys(work.accept())[0]
    outcome = work.accept(by=person("verifier", "市委巡察办", "孙审核"))
    assert [m.accepted_by for m in outcome.done] == ["孙审核"]
    assert Signature.objects.get(action="accept").unit_name == "市委巡察办"


def test_a_signature_on_paper_keeps_the_order_of_days(work):
    work.handed_in()
    early = replace(SIGNED, signed_on=date(2026, 11, 20))
    assert "早于报完成的日期" in whys(work.countersign(paper=early, by=work.office))[0]
    assert not work.countersign(paper=SIGNED, by=work.office).refused
    assert "早于审签的日期" in whys(work.accept(paper=replace(early, name="周主任")))[0]


def test_paper_is_registered_by_the_office_alone(work):
    work.handed_in()
    assert whys(work.countersign(paper=SIGNED, by=work.contact)) == ["纸质签批由整改办登记。"]
    work.countersign(paper=SIGNED, by=work.office)
    signature = Signature.objects.get(measure=work.measure)
    assert (signature.name, signature.on_paper, signature.reference) == ("王副局长", True, "水务〔2026〕9号")
    assert (signature.recorded_by, signature.user) == ("张敏", None)


def test_a_measure_with_a_unit_of_its_own_is_countersigned_by_its_findings_leader(planned, clerk, units, at):
    measure = planned.measures.get(serial=1)
    actions.assign(subject=measure, lead_unit=units["财务科"], leader="", assisting="", version=1, by=clerk, at=at)
    measure.refresh_from_db()
    assert (measure.responsible, measure.led) == (measure, measure.finding)


def test_it_is_sent_back_with_a_reason_and_a_date(work):
    work.countersigned().give_back()
    back = work.measure
    assert (back.state, back.degree_self, back.degree_recognised) == (MeasureState.UNDER_WAY, "done", "under_way")
    assert (back.deadline, back.handed_in_on, back.countersigned_by) == (SOON, None, "")
    work.hand_in()
    assert whys(work.accept()) == ["责任领导还没有审签。"], "the signature from before the return holds no more"


@pytest.mark.parametrize("who", ["leader", "office"])
def test_either_reviewer_may_send_back_and_nobody_else(work, who):
    work.handed_in()
    assert "退回补充" in whys(work.give_back(by=work.contact))[0]
    assert not work.give_back(by=getattr(work, who)).refused
    assert Signature.objects.get(measure=work.measure).verdict == "returned"


def test_a_date_is_wanted_only_where_the_old_one_is_past(work):
    work.handed_in()
    assert whys(work.later(days=30).give_back(new_date=None)) == ["原时限已过，退回时请写明新的时限。"]
    assert not work.give_back(new_date=None).refused
    assert work.measure.deadline is None


@pytest.mark.parametrize("more", [{"reason": " \x00\u202e"}, {"new_date": date(2026, 11, 21)}])
def test_a_return_wants_words_and_a_day_that_is_not_past(work, more):
    with pytest.raises(ValidationError):
        work.handed_in().give_back(**more)


@pytest.mark.parametrize("more", [{"degree": "under_way"}, {"degree": "?"}, {"confirm_on": date(2026, 11, 22)}])
def test_recognised_is_what_is_done_until_a_day_to_come(work, more):
    with pytest.raises(ValidationError):
        work.countersigned().accept(long_term=True, **more)


def test_the_last_measure_of_a_finding_is_not_ended_not_even_with_the_others(work, person, at):
    group = person("leading_group", "市水务局", "周组长")
    said = {"reason": "并项推进", "by": group, "at": at}
    outcome = actions.end(measures=[work.measure, work.lasting], **said)
    assert whys(outcome) == ["这个问题至少要保留一条措施，不能全部终止。"] * 2
    assert not actions.end(measures=[work.measure], into=work.lasting, **said).refused
    assert (work.measure.state, work.measure.merged_into) == (MeasureState.ENDED, work.lasting)
    assert whys(actions.end(measures=[work.lasting], **said)) == ["这个问题至少要保留一条措施，不能全部终止。"]


def test_nothing_is_merged_into_itself_or_out_of_its_ledger(work, ledger, person, at):
    said = {"reason": "并项推进", "by": person("leading_group", "市水务局", "周组长"), "at": at}
    for into in (work.measure, ledger.measures.get(serial=1)):
        assert "另一条措施" in whys(actions.end(measures=[work.measure], into=into, **said))[0]
    assert not actions.end(measures=[work.measure], into=work.ledger.measures.get(serial=3), **said).refused


def test_the_tallies_follow_every_step(work):
    work.accepted()
    kept = {str(t) for t in work.ledger.tallies.exclude(n=0)}
    tally.rebuild(work.ledger)
    assert {str(t) for t in work.ledger.tallies.all()} == kept


def test_of_two_reviewers_one_wins_and_the_other_is_told(work):
    work.countersigned()
    first, second = work.accept(), work.give_back()
    assert (len(first.done), whys(second)) == (1, ["现在是“完成”，不能退回补充。"])
