"""A ledger's facts under the words that templates use: plain data, days as papers write them, nothing that XML cannot hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from taizhang.reports import facts
from taizhang.reports.house.shape import word_of
from taizhang.reports.house.words import ALL_FINDINGS, ALL_MEASURES, COUNTED, LEFT_OUT, OF_ASPECT, OF_FINDING
from taizhang.reports.official import spoken
from taizhang.reports.word.marks import writable


def values(ledger: facts.Ledger) -> dict[str, Any]:
    """All of it."""
    told: dict[str, Any] = _told(ledger)
    findings = [{OF_ASPECT.word: writable(aspect.title), **_told(finding)} for aspect, finding in ledger.findings()]
    measures = [
        {OF_ASPECT.word: writable(task.aspect.title), OF_FINDING.word: writable(task.finding.statement), **_told(task.measure)}
        for task in ledger.tasks()
    ]
    counted = {COUNTED[name].word: n for name, n in _counts(ledger).items()}
    return {**told, **counted, ALL_FINDINGS.word: findings, ALL_MEASURES.word: measures}


def _counts(ledger: facts.Ledger) -> dict[str, int]:
    found = [finding for _, finding in ledger.findings()]
    measures = [task.measure for task in ledger.tasks()]
    still_open, undone = sum(one.is_open for one in found), sum(one.is_open for one in measures)
    return {
        "findings": len(found),
        "closed": len(found) - still_open,
        "open": still_open,
        "measures": len(measures),
        "done": len(measures) - undone,
        "undone": undone,
        "late": len(ledger.late_tasks()),
    }


def _told(value: Any) -> Any:
    if isinstance(value, facts.Amount):
        return {"类别": writable(value.kind), "问题金额": _yuan(value.found), "整改金额": _yuan(value.rectified)}
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value) if one.name not in LEFT_OUT)
        return {word_of(type(value), name).word: _told(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_told(one) for one in value]
    if isinstance(value, date):
        return spoken(value)
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    return writable(value) if isinstance(value, str) else value


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"
