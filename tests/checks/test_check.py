"""The face of checking: order, what is switched off, furniture, answers that hold."""

from dataclasses import replace

import pytest

from taizhang.checks import Severity, check, worst_first
from taizhang.checks.answered import Answer, BadAnswers, answered, from_text, to_answer, to_text, with_answer
from taizhang.profiles import load, path_of, shipped
from taizhang.reading import read_text

WRONG = "会议布署了整改工作。\n2026年2月30日召开推进会，57条措施已完成60条。"


def test_remarks_come_in_the_order_of_the_text_or_worst_first() -> None:
    found = check(read_text(WRONG))
    assert [remark.code for remark in found] == ["wording.slip", "dates.impossible", "parts.part"]
    assert [remark.severity for remark in worst_first(found)] == [Severity.ERROR, Severity.ERROR, Severity.WARNING]


def test_a_code_or_a_family_can_be_switched_off() -> None:
    assert [remark.code for remark in check(read_text(WRONG), off=["wording", "parts.part"])] == ["dates.impossible"]


def test_a_profile_spares_papers_a_check_and_says_why() -> None:
    text = path_of("self_check").read_text("utf-8") + '\n[[checks_off]]\ncode = "wording.slip"\nreason = "内部材料"\n'
    assert "wording.slip" not in {remark.code for remark in check(read_text(WRONG), profile=load(text))}
    assert "wording.slip" in {remark.code for remark in check(read_text(WRONG), profile=shipped("self_check"))}


def test_an_answer_holds_when_the_rest_of_the_paper_changes() -> None:
    first = next(remark for remark in check(read_text(WRONG)) if remark.code == "dates.impossible")
    again = check(read_text("关于整改情况的报告\n新加的一段。\n" + WRONG))
    told = {remark.code: remark.answer for remark in answered(again, [to_answer(first, "原文如此")])}
    assert told == {"wording.slip": None, "dates.impossible": "原文如此", "parts.part": None}


def test_an_answer_falls_with_its_sentence() -> None:
    first = next(remark for remark in check(read_text(WRONG)) if remark.code == "dates.impossible")
    again = answered(check(read_text(WRONG.replace("推进会", "调度会"))), [to_answer(first, "原文如此")])
    assert all(remark.answer is None for remark in again)


def test_answers_are_written_and_read_back() -> None:
    one = Answer("dates.impossible", "2026年2月30日召开推进会", "原文如此", "2026-11-22")
    both = with_answer((one,), replace(one, code="parts.part"))
    assert from_text(to_text(both)) == both
    assert with_answer(both, replace(one, reason="改了")) == (both[1], replace(one, reason="改了"))


@pytest.mark.parametrize("text", ["", "[]", '{"answers": 1}', '{"answers": [{"code": 1}]}', '{"answers": ["x"]}', "[" * 100_000])
def test_a_broken_file_of_answers_is_refused(text: str) -> None:
    with pytest.raises(BadAnswers):
        from_text(text)


def test_what_belongs_to_a_page_is_not_remarked_on() -> None:
    page = read_text("关于整改情况的通报\n市水务局已改造管网38公里。\n【打印本文】，。【关闭】")
    assert page.unread
    assert not check(page, off=["gaps"])
