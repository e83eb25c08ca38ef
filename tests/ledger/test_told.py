"""What happens on the way to close-out reads as a clerk would write it."""

import pytest

from taizhang.journal.models import Event
from taizhang.ledger import actions, history
from taizhang.ledger.states import FINDING_MOVES
from taizhang.profiles import shipped
from tests.ledger.closing import paper


def told(way, action):
    """The newest sentence of ``action`` in the ledger."""
    named = Event.objects.filter(log__key=way.ledger.log_key, name=f"finding:{action}")
    return history.sentence(named.select_related("log").latest("seq"))


@pytest.mark.parametrize("action", [row.action for row in FINDING_MOVES])
def test_every_move_of_a_finding_has_its_sentence(action):
    assert f"finding:{action}" in history.TELLERS or action in history.TELLERS


def test_the_way_inside(start):
    way = start("self_check").endorsed()
    assert [told(way, action) for action in ("submit", "decide", "endorse")] == [
        "申请销号，自评“完成”",
        "单位审定同意销号，周组长 2026年11月22日签字（党组会〔2026〕18号）",
        "签字背书，吴局长 2026年11月22日签字，予以销号",
    ]


def test_agreeing_says_who_is_still_to_agree(start):
    way = start("inspection").endorsed()
    assert told(way, "endorse").endswith("送监督审核")
    way.agree("纪检监察机关")
    assert told(way, "agree") == (
        "“纪检监察机关”同意销号，纪检监察机关的人 2026年11月22日签字（纸质），认定程度“完成”，还待巡察办、组织部门同意"
    )


def test_a_return_says_why_and_until_when(start):
    way = start("inspection").endorsed()
    way.give_back("verifier", degree="basically_done")
    assert told(way, "return") == (
        "“巡察办”退回补充，孙审核 2026年11月22日签字，认定程度“基本完成”，新的时限2026年12月12日。理由：佐证不足"
    )
    way.submit()
    assert told(way, "submit").startswith("第2次申请销号")


def test_a_form_is_named(start):
    way = start("self_check").completed()
    way.submit()
    form = actions.make_form(action="decide", subjects=[way.finding], by=way.people["office"], at=way.at)
    said = paper("周组长", meeting="党组会〔2026〕18号")
    actions.sign_form(form=form, paper=said, by=way.people["office"], at=way.at)
    assert told(way, "decide") == "单位审定同意销号，周组长 2026年11月22日签字（纸质、党组会〔2026〕18号）（第1号审批表）"


def test_the_notice_and_its_objections(start):
    way = start("environment").endorsed()
    for body in shipped("environment").closing.bodies:
        way.agree(body)
    assert told(way, "agree").endswith("认定程度“完成”，公示至2026年11月27日") or told(way, "agree").endswith(
        "公示至2026年11月27日"
    )
    one = actions.object(finding=way.finding, about="没有装", received_on=way.day, by=way.people["office"], at=way.at)
    assert told(way, "object") == "登记第1条异议（2026年11月22日收到）：“没有装”"
    actions.answer_objection(objection=one, answer="已装好", upheld=False, by=way.people["office"], at=way.at)
    assert told(way, "answer_objection") == "答复第1条异议：“已装好”，异议不成立"
    actions.end_notice(findings=[way.finding], posted_at="市水务局网站", by=way.people["office"], at=way.later(6).at)
    assert told(way, "end_notice") == "公示期满，公示于市水务局网站，予以销号"


def test_what_ends_otherwise(start):
    way = start("inspection")
    said = {"by": way.people["leading_group"], "at": way.at}
    actions.transfer(finding=way.finding, receipt="市交函〔2026〕3号", body="市交通局", **said)
    assert told(way, "transfer") == "移交“市交通局”，回执市交函〔2026〕3号，周组长 2026年11月22日签字"
    actions.concede(finding=way.findings[1], reason="河道已改线", consent="函7号", **said)
    assert told(way, "concede") == (
        "认定客观无法整改，“市委巡察办”书面同意（函7号），周组长 2026年11月22日签字，2027年11月22日前复核。理由：河道已改线"
    )
