"""A further paper beside an open ledger: proposals, differences, and laying it on as a person chose."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError

from taizhang.intake import actions, laying
from taizhang.intake.models import PaperState
from taizhang.journal.models import Event
from taizhang.sheet import Aspect, Finding, Measure, Sheet

PLAN = """市水务局巡察整改方案
一、整改任务和措施
（一）供水保障方面
1.管网漏损率偏高问题
整改措施：
（1）建立管网巡检制度。每月巡检不少于2次。
2.窗口服务态度生硬问题
整改措施：
（1）开展窗口作风整治。每季度组织1次评议。
"""


@pytest.fixture
def plan():
    def finding(statement, *measures):
        return Finding(None, statement, None, (), tuple(Measure(None, m, m) for m in measures))

    return Sheet(
        "方案",
        (
            Aspect(
                "（一）", "供水保障方面", (finding("管网漏损率偏高问题", "建立巡检制度"), finding("窗口服务态度生硬", "开展整治"))
            ),
        ),
    )


def test_each_finding_is_shown_beside_the_one_it_answers(ledger, plan):
    first, second = laying.beside(plan, ledger)
    assert (first.onto.serial, second.onto) == (1, None)
    assert [row.serial for row in laying.unanswered([first, second], ledger)] == [2]


def test_where_they_differ_is_said_in_sentences(ledger, sheet):
    changed = dataclasses.replace(sheet.aspects[0].findings[0].measures[0], state="正在推进")
    finding = dataclasses.replace(
        sheet.aspects[0].findings[0], statement="管网漏损率较高", measures=(changed, Measure(None, "新", "新措施"))
    )
    [one] = laying.beside(Sheet(None, (Aspect(None, "供水保障方面", (finding,)),)), ledger)
    assert one.differences == (
        "问题表述不同：文件为“管网漏损率较高”",
        "文件有1条措施台账中没有",
        "台账有1条措施文件中没有",
        "“更换老旧管网”文件为正在推进，台账自评为完成",
    )


def test_the_same_paper_differs_nowhere(ledger, sheet):
    assert [one.differences for one in laying.beside(sheet, ledger)] == [(), (), ()]


def test_choices_become_additions(ledger, plan):
    chosen = laying.additions(plan, ledger, {0: "1", 1: laying.NEW})
    assert [(a.finding.statement, a.onto and a.onto.serial) for a in chosen] == [
        ("管网漏损率偏高问题", 1),
        ("窗口服务态度生硬", None),
    ]
    assert laying.additions(plan, ledger, {1: laying.LEAVE}) == []


@pytest.fixture
def paper(clerk, at):
    paper = actions.receive(data=PLAN.encode(), name="整改方案.txt", by=clerk, at=at)
    return actions.read(paper=paper, at=at)


def test_a_paper_is_laid_on_the_ledger_as_chosen(paper, ledger, clerk, at):
    before = ledger.measures.count()
    touched = actions.lay(paper=paper, ledger=ledger, choices={0: "1"}, by=clerk, at=at)
    assert [finding.serial for finding in touched] == [1]
    assert ledger.measures.count() == before + 1
    paper.refresh_from_db()
    assert (paper.state, paper.ledger) == (PaperState.ADOPTED, ledger)
    assert Event.objects.get(name="ledger:lay").facts["paper"] == paper.original_id


def test_choosing_nothing_is_refused_and_leaves_the_paper_open(paper, ledger, clerk, at):
    with pytest.raises(ValidationError, match="没有选中"):
        actions.lay(paper=paper, ledger=ledger, choices={}, by=clerk, at=at)
    paper.refresh_from_db()
    assert paper.state == PaperState.READ
