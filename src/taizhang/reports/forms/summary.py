"""整改情况汇总表: every measure with how far it has come, across."""

from __future__ import annotations

from taizhang.reports.columns import Shown, listed
from taizhang.reports.facts import Ledger, Task
from taizhang.reports.forms.phrases import filled_in
from taizhang.reports.listed import Kind
from taizhang.reports.official import Official


def summary(ledger: Ledger) -> Official:
    """The table as of the ledger's day."""
    words = ledger.words
    columns: tuple[Shown[Task], ...] = (
        Shown("方面", 14, lambda task: task.aspect.title, Kind.SHORT, once=lambda task: id(task.aspect)),
        Shown(words.finding, 28, lambda task: task.finding.statement, once=lambda task: task.finding.serial),
        Shown(f"{words.finding}状态", 12, lambda task: task.finding.state, Kind.SHORT, once=lambda task: task.finding.serial),
        Shown(words.measure, 34, lambda task: task.measure.title),
        Shown(words.lead_unit, 14, lambda task: task.measure.answers.lead_unit, Kind.SHORT),
        Shown(words.leader, 12, lambda task: task.measure.answers.leader, Kind.SHORT),
        Shown(words.deadline, 20, lambda task: task.measure.answers.deadline, Kind.SHORT),
        Shown("措施状态", 12, lambda task: task.measure.state, Kind.SHORT),
        Shown("整改进展和成效", 44, lambda task: "\n".join(filter(None, (task.measure.progress, task.measure.effect)))),
        Shown("佐证", 10, lambda task: f"{len(task.measure.evidence)}件" if task.measure.evidence else "", Kind.SHORT),
    )
    table = listed("整改情况汇总表", columns, ledger.tasks(), notes=filled_in(ledger))
    return Official(f"{ledger.body}{ledger.subject}整改情况汇总表", (table,), across=True, stamp=ledger.stamp)
