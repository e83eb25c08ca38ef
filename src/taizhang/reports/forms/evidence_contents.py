"""佐证材料目录: every piece of evidence by its number, what it proves, where it is."""

from __future__ import annotations

from taizhang.reports.columns import Shown, listed
from taizhang.reports.facts import Evidence, Ledger, Task
from taizhang.reports.forms.phrases import filled_in
from taizhang.reports.listed import Kind
from taizhang.reports.official import Official

_Row = tuple[Task, Evidence]


def evidence_contents(ledger: Ledger) -> Official:
    """The contents, finding by finding."""
    words = ledger.words
    columns: tuple[Shown[_Row], ...] = (
        Shown(words.finding, 26, lambda row: row[0].finding.statement, once=lambda row: row[0].finding.serial),
        Shown(words.measure, 30, lambda row: row[0].measure.title, once=lambda row: row[0].measure.number),
        Shown("编号", 10, lambda row: row[1].number, Kind.SHORT),
        Shown("材料名称", 32, lambda row: row[1].name),
        Shown("存放处", 20, lambda row: row[1].place, Kind.SHORT),
    )
    rows = ((task, one) for task in ledger.tasks() for one in task.measure.evidence)
    table = listed("佐证材料目录", columns, rows, notes=filled_in(ledger))
    return Official(f"{ledger.body}{ledger.subject}整改佐证材料目录", (table,), stamp=ledger.stamp)
