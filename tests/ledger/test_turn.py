"""Whose turn it is, in every state: who exactly, and to do what."""

from taizhang.ledger import actions
from taizhang.ledger.gathering import gathered_findings
from taizhang.ledger.models import Finding
from taizhang.ledger.states import FindingState
from taizhang.ledger.turn import STEPS, whose_turn
from taizhang.profiles import shipped
from tests.ledger.closing import paper

BODIES = shipped("inspection").closing.bodies


def turn(way):
    finding = gathered_findings(Finding.objects.filter(pk=way.finding.pk)).get()
    return whose_turn(finding, list(finding.measures.all()))


def test_the_whole_way_names_who_is_next(start):
    way = start("inspection")
    told = [turn(way)]
    for step in (way.completed, way.submit, way.decide, way.endorse, lambda: way.agree(BODIES[0])):
        step()
        told.append(turn(way))
    assert told == [
        "供水科：推进措施，报进展",
        "供水科：申请销号",
        "巡察整改工作领导小组：审定销号申请",
        "主要负责人：签字背书",
        "巡察办、纪检监察机关、组织部门：同意销号",
        "纪检监察机关、组织部门：同意销号",
    ]
    for body in BODIES[1:]:
        way.agree(body)
    assert turn(way) == "整改办：2027年3月22日前回头看"


def test_measures_wait_for_the_leader_and_then_for_the_office(start):
    way = start("inspection")
    measures = list(way.finding.measures.all())
    proof = actions.Given("验收单", None, "水务〔2026〕3号", "档案室3柜")
    actions.add_evidence(measures=measures, files=[proof], by=way.people["contact"], at=way.at)
    actions.hand_in(measures=measures, effects="到位", by=way.people["contact"], at=way.at)
    assert turn(way) == "责任领导王副局长：审签 2 条措施"
    actions.countersign(measures=measures[:1], paper=paper("王副局长"), by=way.people["office"], at=way.at)
    assert turn(way) == "责任领导王副局长：审签 1 条措施；整改办：认定 1 条措施"


def test_a_change_after_the_decision_asks_for_it_again(start):
    way = start("self_check").completed()
    way.submit(), way.decide()
    proof = actions.Given("补充说明", None, "水务〔2026〕9号", "档案室3柜")
    actions.add_evidence(measures=way.finding.measures.all()[:1], files=[proof], by=way.people["contact"], at=way.at)
    assert turn(way) == "整改工作领导小组：内容有变动，重新审定"


def test_on_notice_objections_come_first(start):
    way = start("environment").endorsed()
    for body in shipped("environment").closing.bodies:
        way.agree(body)
    assert turn(way) == "整改办：公示到11月27日期满后销号"
    actions.object(finding=way.finding, about="没有装", received_on=way.day, by=way.people["office"], at=way.at)
    assert turn(way) == "整改办：答复 1 条异议"


def test_what_is_conceded_is_looked_at_again(start):
    way = start("inspection")
    actions.concede(finding=way.finding, reason="改线", consent="函7号", by=way.people["leading_group"], at=way.at)
    assert turn(way) == "整改办：2027年11月22日前复核"


def test_what_is_handed_on_is_nobodys():
    assert FindingState.TRANSFERRED not in STEPS


def test_reopened_it_wants_measures_of_its_own(start):
    way = start("self_check").endorsed()
    assert turn(way) == "整改办：2027年5月22日前回头看"
    said = {"kind": "own_check", "carried_out_on": way.day, "passed": False, "found": "反弹", "new_date": way.later(9).day}
    actions.look_back(findings=[way.finding], **said, by=way.people["office"], at=way.at)
    assert turn(way) == "供水科：重新整改已完成的措施，或拟定新的措施"
