"""A paper in parts and back: numbers come by counting, tables stay where they are named, numbers are bound."""

from dataclasses import replace
from datetime import date

import pytest

from taizhang.manuscripts.bound import bound, filled, is_known, names, numbers
from taizhang.manuscripts.flowing import blocks, parted, renumbered
from taizhang.reports import forms
from taizhang.reports.facts import Answers, Aspect, Finding, Ledger, Measure
from taizhang.reports.listed import Listed
from taizhang.reports.official import Heading, Text, numbered

OPEN = Measure("1.1", "更换管网", "更换管网。", Answers(lead_unit="供水科"), "推进中", "已更换12公里")
DONE = replace(OPEN, number="1.2", title="增设监测点", text="增设监测点。", state="完成", is_open=False, progress="")
FINDING = Finding(1, "漏损率偏高", measures=(OPEN, DONE), answers=Answers(lead_unit="供水科"), state="整改中")
BARE = Finding(2, "资金管理方面", stated=False, measures=(replace(DONE, number="2.1", answers=Answers(lead_unit="财务科")),))
LEDGER = Ledger(
    "台账", "市水务局", "巡察反馈问题", date(2026, 6, 30), (Aspect("供水保障方面", (FINDING,)), Aspect("资金管理方面", (BARE,)))
)
REPORTS = [one for one in forms.FORMS if one.group == forms.Group.REPORTS]


def part(code, name):
    form = forms.form(code)
    return next(one for one in parted(form.write(LEDGER), LEDGER) if one.name == name)


@pytest.mark.parametrize("form", REPORTS, ids=lambda form: form.code)
def test_parts_flow_together_to_the_paper_they_came_from(form):
    paper = form.write(LEDGER)
    tables = [block for block in paper.blocks if isinstance(block, Listed)]
    again = [b for p in parted(paper, LEDGER) for b in blocks(p.level, p.heading, p.run_on, p.text, tables)]
    assert [said(b) for b in numbered(again)] == [said(b) for b in numbered(paper.blocks)]


def said(block):
    return block.number + block.text + block.then if isinstance(block, Heading) else getattr(block, "text", block)


def test_a_finding_is_its_lead_units_part():
    told = part("report", "finding:1")
    assert (told.level, told.lead_unit) == (3, "供水科")
    assert [line[:6] for line in told.lines] == ["一是更换管网", "二是增设监测"]


def test_an_aspect_that_goes_straight_to_measures_is_the_part_of_who_leads_them():
    assert (
        next(p for p in parted(forms.form("report").write(LEDGER), LEDGER) if p.heading == "资金管理方面").lead_unit == "财务科"
    )


def test_items_are_counted_anew_each_run_by_itself():
    assert list(renumbered(["二是甲。", "七是乙。", "另外。", "三是丙。"])) == ["一是甲。", "二是乙。", "另外。", "一是丙。"]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("3.继续推进。按月调度。", Heading(3, "继续推进。", "按月调度。")),
        ("（2）核对。", Heading(4, "核对。")),
        ("（二）资金管理", Heading(2, "资金管理")),
        ("2026年完成。", Text("2026年完成。")),
        ("3.5公里已完工。", Text("3.5公里已完工。")),
    ],
)
def test_a_line_with_a_number_begins_a_heading(line, block):
    assert list(blocks(0, "", "", line)) == [block]


def test_the_numbers_of_the_form_are_bound():
    text = bound(part("report", "巡察反馈问题整改落实情况").text, LEDGER)
    assert {"截至日期", "问题总数", "问题·整改中", "整改措施总数", "整改措施·完成"} <= set(names(text))
    assert filled(text, numbers(LEDGER)) == part("report", "巡察反馈问题整改落实情况").text


def test_a_state_that_nothing_is_in_any_more_counts_none():
    told = numbers(LEDGER)
    assert filled("已移交{问题·已移交}个", told) == "已移交0个"
    assert is_known("问题·已移交", told)
    assert not is_known("人数", told)


def test_other_braces_are_text():
    assert filled("编号{A-3}的管段", numbers(LEDGER)) == "编号{A-3}的管段"
