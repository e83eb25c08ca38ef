"""The three lists of a plan, how its opinions fared, and what two versions have in common and not."""

import dataclasses

import pytest

from taizhang.ledger import plan_lists
from taizhang.ledger.models import Opinion
from taizhang.ledger.plan_differences import differences
from taizhang.ledger.plans import PlannedFinding, PlannedMeasure, PlanText


def answers(leader="王建国", unit="供水科", assisting="", deadline="2026-11-30"):
    return {"leader": leader, "lead_unit": unit, "assisting": assisting, "deadline": deadline, "horizon": "限期"}


def measure(serial, place, text="更换管网。", **who):
    return PlannedMeasure(serial=serial, place=place, text=text, long_term=False, **answers(**who))


def finding(serial, *measures, statement="管网漏损率偏高", stated=True, **who):
    told = {"aspect": "供水保障", "statement": statement, "stated": stated, "manifestations": ()}
    return PlannedFinding(serial=serial, measures=measures, **told, **answers(**who))


PLAN = PlanText(
    (
        finding(1, measure(1, "1.1"), measure(2, "1.2", unit="财务科", assisting="办公室、供水科", deadline="2027-03-31")),
        finding(2, measure(3, "2.1"), stated=False, deadline="长期坚持"),
    )
)


def with_measure(plan, n, **fields):
    first, *rest = plan.findings
    measures = tuple(dataclasses.replace(m, **fields) if i == n else m for i, m in enumerate(first.measures))
    return PlanText((dataclasses.replace(first, measures=measures), *rest))


def told(was, now):
    return [(d.finding.serial, d.kind, [(li.place, li.field, li.was, li.now) for li in d.lines]) for d in differences(was, now)]


def test_the_list_of_problems_has_what_is_stated():
    assert [(p.finding.serial, p.lines) for p in plan_lists.problems(PLAN)] == [(1, 1)]


def test_the_list_of_tasks_has_every_measure():
    assert [(t.measure.place, t.lines) for t in plan_lists.tasks(PLAN)] == [("1.1", 2), ("1.2", 0), ("2.1", 1)]


def test_the_list_of_duties_has_a_line_for_a_leader_with_a_unit():
    first, second = plan_lists.duties(PLAN)
    assert (first.leader, first.lead_unit, first.findings, first.measures) == ("王建国", "供水科", [1, 2], ["1.1", "2.1"])
    assert (second.lead_unit, second.assisting, second.last_day) == ("财务科", ["办公室", "供水科"], "2027-03-31")
    assert first.last_day == "2026-11-30"


def test_what_a_plan_does_not_say_is_told_by_measure_or_by_the_whole_finding():
    open_ends = PlanText((finding(1, measure(1, "1.1", leader=""), measure(2, "1.2")), finding(2, leader=""), finding(3)))
    told = {gap.what: gap.places for gap in plan_lists.gaps(open_ends)}
    assert told == {"measures": ("2", "3"), "leader": ("1.1", "2")}


def test_how_the_opinions_fared():
    said = [Opinion(reply=reply) for reply in ("adopted", "adopted", "not_adopted", "")]
    assert plan_lists.replies(said) == plan_lists.Replies(4, 2, 0, 1, 1)


def test_a_text_does_not_differ_from_itself():
    assert differences(PLAN, PLAN) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (with_measure(PLAN, 0, text="更换管网20公里。"), [("1.1", "text", "更换管网。", "更换管网20公里。")]),
        (with_measure(PLAN, 1, deadline="2027-06-30"), [("1.2", "deadline", "2027-03-31", "2027-06-30")]),
    ],
)
def test_what_reads_otherwise_is_told(now, said):
    assert told(PLAN, now) == [(1, "changed", said)]


def test_a_measure_that_goes_with_its_finding_is_not_told_again():
    now = PlanText((finding(1, measure(1, "1.1", leader="刘洋"), PLAN.findings[0].measures[1], leader="刘洋"), PLAN.findings[1]))
    assert told(PLAN, now) == [(1, "changed", [("", "leader", "王建国", "刘洋")])]


def test_what_came_and_went_is_told():
    came, went = measure(9, "1.3", text="建立台账。"), PLAN.findings[0].measures[0]
    now = PlanText((dataclasses.replace(PLAN.findings[0], measures=(PLAN.findings[0].measures[1], came)), finding(3)))
    assert told(PLAN, now) == [
        (1, "changed", [("1.3", "", "", "建立台账。"), ("1.1", "", went.text, "")]),
        (3, "added", []),
        (2, "removed", []),
    ]


def test_who_may_know_of_a_part_sees_that_part():
    assert [f.serial for f in PLAN.within({2}).findings] == [2]
