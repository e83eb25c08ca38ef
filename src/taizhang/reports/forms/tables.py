"""The tables that are forms of their own: each its columns over the rows that it lists. Their names come from ``FORMS``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from taizhang.reports.columns import Shown, listed
from taizhang.reports.facts import Accountability, Answers, Aspect, Evidence, Finding, Ledger, Measure, Opinion, Task
from taizhang.reports.forms.organising import UNANSWERED
from taizhang.reports.forms.phrases import achieved, filled_in, parts, share
from taizhang.reports.listed import Kind, Listed
from taizhang.reports.official import spoken

TOTAL = "合计"
NOBODY = "未明确"
_HAS_NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十①-⑳]+[）).．、]?")


def problems(ledger: Ledger) -> Listed:
    """问题清单: the findings, aspect by aspect."""
    words = ledger.words
    columns: tuple[Shown[tuple[Aspect, Finding]], ...] = (
        Shown("方面", 18, lambda row: row[0].title, Kind.SHORT, once=lambda row: id(row[0])),
        Shown(words.finding, 44, lambda row: row[1].statement),
        Shown(words.manifestation, 56, lambda row: _numbered(row[1].manifestations)),
        Shown(words.leader, 16, lambda row: row[1].answers.leader, Kind.SHORT),
        Shown(words.lead_unit, 18, lambda row: row[1].answers.lead_unit, Kind.SHORT),
    )
    return listed(f"{words.finding}清单", columns, ledger.findings(), notes=filled_in(ledger))


def tasks(ledger: Ledger) -> Listed:
    """任务清单: every measure, under the finding that it answers."""
    words = ledger.words
    columns: tuple[Shown[Task], ...] = (
        Shown(words.finding, 34, lambda task: task.finding.statement, once=lambda task: task.finding.serial),
        Shown("编号", 10, lambda task: task.measure.number, Kind.SHORT),
        Shown(words.measure, 54, lambda task: task.measure.text),
        Shown(words.horizon, 14, lambda task: task.measure.answers.horizon, Kind.SHORT),
        Shown(words.deadline, 24, lambda task: task.measure.answers.deadline, Kind.SHORT),
        Shown(words.lead_unit, 16, lambda task: task.measure.answers.lead_unit, Kind.SHORT),
        Shown(words.assisting, 16, lambda task: task.measure.answers.assisting, Kind.SHORT),
    )
    return listed("任务清单", columns, ledger.tasks(), notes=filled_in(ledger))


@dataclass(slots=True)
class _Duty:
    """What a leader and a unit answer for together: findings and measures by number, the last day."""

    leader: str
    lead_unit: str
    assisting: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    last_day: date | None = None

    def take(self, answers: Answers, finding: Finding, measure: Measure | None = None) -> None:
        """Answer for one thing more: a measure, or a finding by itself."""
        self.measures += [measure.number] if measure else []
        self.findings += [number for number in (str(finding.serial),) if finding.stated and number not in self.findings]
        self.assisting += [unit for unit in answers.assisting.split("、") if unit and unit not in self.assisting]
        self.last_day = max(filter(None, (self.last_day, answers.due)), default=None)


def duties(ledger: Ledger) -> Listed:
    """责任清单: what each leader and unit answer for, in the order in which they come up."""
    words = ledger.words
    columns: tuple[Shown[_Duty], ...] = (
        Shown(words.leader, 18, lambda duty: duty.leader or NOBODY, Kind.SHORT),
        Shown(words.lead_unit, 20, lambda duty: duty.lead_unit or NOBODY, Kind.SHORT),
        Shown(words.assisting, 24, lambda duty: "、".join(duty.assisting), Kind.SHORT),
        Shown(f"{words.finding}序号", 24, lambda duty: "、 ".join(duty.findings), Kind.SHORT),
        Shown("任务编号", 50, lambda duty: "、 ".join(duty.measures)),
        Shown("最后时限", 22, lambda duty: duty.last_day, Kind.SHORT),
    )
    return listed("责任清单", columns, _duties(ledger), notes=filled_in(ledger))


def _duties(ledger: Ledger) -> Iterable[_Duty]:
    found: dict[tuple[str, str], _Duty] = {}
    for aspect in ledger.aspects:
        for finding in aspect.findings:
            named = finding.answers.leader or finding.answers.lead_unit
            own = [None] if finding.stated and (named or not finding.measures) else []
            for measure in (*own, *finding.measures):
                answers = measure.answers if measure else finding.answers
                who = (answers.leader, answers.lead_unit)
                found.setdefault(who, _Duty(*who)).take(answers, finding, measure)
    return found.values()


def summary(ledger: Ledger) -> Listed:
    """整改情况汇总表: every measure with how far it has come."""
    words = ledger.words
    columns: tuple[Shown[Task], ...] = (
        Shown("方面", 12, lambda task: task.aspect.title, Kind.SHORT, once=lambda task: id(task.aspect)),
        Shown(words.finding, 24, lambda task: task.finding.statement, once=lambda task: task.finding.serial),
        Shown(f"{words.finding}状态", 12, lambda task: task.finding.state, Kind.SHORT, once=lambda task: task.finding.serial),
        Shown(words.measure, 26, lambda task: task.measure.title),
        Shown(words.lead_unit, 16, lambda task: task.measure.answers.lead_unit, Kind.SHORT),
        Shown(words.leader, 14, lambda task: task.measure.answers.leader, Kind.SHORT),
        Shown(words.deadline, 26, lambda task: task.measure.answers.deadline, Kind.SHORT),
        Shown("措施状态", 12, lambda task: task.measure.state, Kind.SHORT),
        Shown("整改进展和成效", 62, lambda task: achieved(task.measure)),
        Shown("佐证", 10, lambda task: f"{len(task.measure.evidence)}件" if task.measure.evidence else "", Kind.SHORT),
    )
    return listed("整改情况汇总表", columns, ledger.tasks(), notes=filled_in(ledger))


def closed(ledger: Ledger) -> Listed:
    """销号汇总表: the findings whose close-out was applied for, and how far it has come."""
    words = ledger.words
    rows = [finding for _, finding in ledger.findings() if finding.close_out.applied_on or finding.close_out.closed_on]
    columns: tuple[Shown[Finding], ...] = (
        Shown(f"{words.finding}序号", 10, lambda one: one.serial, Kind.SHORT),
        Shown(words.finding, 50, lambda one: one.statement),
        Shown(words.lead_unit, 18, lambda one: one.answers.lead_unit, Kind.SHORT),
        Shown("申请日期", 24, lambda one: one.close_out.applied_on, Kind.SHORT),
        Shown("单位审定", 24, lambda one: _signed(one.close_out.decided_by, one.close_out.decided_on), Kind.SHORT),
        Shown("同意" + words.close, 24, lambda one: _signed(one.close_out.closed_by, one.close_out.closed_on), Kind.SHORT),
        Shown("认定程度", 14, lambda one: one.close_out.degree, Kind.SHORT),
        Shown("状态", 14, lambda one: one.state, Kind.SHORT),
    )
    return listed(f"{words.close}汇总表", columns, rows, notes=filled_in(ledger))


def _signed(name: str, on: date | None) -> str:
    return "\n".join(filter(None, (name, spoken(on) if on else "")))


def evidence_contents(ledger: Ledger) -> Listed:
    """佐证材料目录: every piece of evidence by its number, what it proves, where it is."""
    words = ledger.words
    columns: tuple[Shown[tuple[Task, Evidence]], ...] = (
        Shown(words.finding, 26, lambda row: row[0].finding.statement, once=lambda row: row[0].finding.serial),
        Shown(words.measure, 30, lambda row: row[0].measure.title, once=lambda row: row[0].measure.number),
        Shown("编号", 12, lambda row: row[1].number, Kind.SHORT),
        Shown("材料名称", 32, lambda row: row[1].name),
        Shown("存放处", 18, lambda row: row[1].place, Kind.SHORT),
    )
    rows = ((task, one) for task in ledger.tasks() for one in task.measure.evidence)
    return listed("佐证材料目录", columns, rows, notes=filled_in(ledger))


def opinions(ledger: Ledger) -> Listed:
    """意见采纳情况表: what was said on the plan, and what became of it."""
    columns: tuple[Shown[Opinion], ...] = (
        Shown("提出单位", 22, lambda one: f"{one.body}\n{spoken(one.given_on)}", Kind.SHORT),
        Shown("审核意见", 60, lambda one: one.about + one.text),
        Shown("采纳情况", 14, lambda one: one.reply or UNANSWERED, Kind.SHORT),
        Shown("修改情况或理由", 50, lambda one: one.why),
    )
    counted = Counter(one.reply or UNANSWERED for one in ledger.opinions)
    told = f"　　共{counted.total()}条意见" + (f"：{parts(counted, '条')}" if counted else "")
    return listed(f"{ledger.words.plan}意见采纳情况表", columns, ledger.opinions, notes=filled_in(ledger) + told)


class _Part(NamedTuple):
    """One line of the overview: an aspect, or all of them."""

    title: str
    findings: list[Finding]
    measures: list[Measure]


def overview(ledger: Ledger) -> Listed:
    """概况表: aspect by aspect how much was to be put right and is, in all and at once; how many were held to account."""
    at_once = ledger.words.at_once
    columns: tuple[Shown[_Part], ...] = (
        Shown("方面", 34, lambda row: row.title),
        Shown("应整改", 12, lambda row: len(row.findings), Kind.NUMBER),
        Shown("已整改", 12, lambda row: _closed(row.findings), Kind.NUMBER),
        Shown("完成率", 14, lambda row: share(_closed(row.findings), len(row.findings)), Kind.SHORT),
        Shown(f"{at_once}应完成", 14, lambda row: len(_asked_at_once(row, at_once)), Kind.NUMBER),
        Shown(f"{at_once}已完成", 14, lambda row: _done(_asked_at_once(row, at_once)), Kind.NUMBER),
        Shown(f"{at_once}完成率", 14, lambda row: _share_at_once(row, at_once), Kind.SHORT),
        Shown("问责组织数", 14, lambda row: sum(one.organisations for one in _held(row)), Kind.NUMBER),
        Shown("问责人员数", 14, lambda row: sum(one.people for one in _held(row)), Kind.NUMBER),
    )
    made = listed("整改概况表", columns, _parts(ledger), notes=filled_in(ledger))
    *rows, total = made.rows
    return replace(made, rows=[*rows, total._replace(values=(None, *total.values[1:]))])


def _parts(ledger: Ledger) -> Iterator[_Part]:
    whole = _Part(TOTAL, [], [])
    for aspect in ledger.aspects:
        found = [finding for finding in aspect.findings if finding.stated]
        measures = [measure for finding in aspect.findings for measure in finding.measures]
        whole.findings.extend(found)
        whole.measures.extend(measures)
        yield _Part(aspect.title, found, measures)
    yield whole


def _held(row: _Part) -> Iterator[Accountability]:
    return (one for finding in row.findings for one in finding.accountability)


def _closed(findings: list[Finding]) -> int:
    return sum(not finding.is_open for finding in findings)


def _asked_at_once(row: _Part, at_once: str) -> list[Measure]:
    return [measure for measure in row.measures if measure.answers.horizon == at_once]


def _done(measures: list[Measure]) -> int:
    return sum(not measure.is_open for measure in measures)


def _share_at_once(row: _Part, at_once: str) -> str:
    asked = _asked_at_once(row, at_once)
    return share(_done(asked), len(asked))


def _numbered(texts: tuple[str, ...]) -> str:
    """Texts one on a line, numbered where there are several and they have no numbers of their own."""
    own = len(texts) < 2 or all(_HAS_NUMBER.match(text) for text in texts)
    return "\n".join(text if own else f"{n}.{text}" for n, text in enumerate(texts, 1))
