"""延期申请表, and 方案调整申请表 where more than the day is to change: asked for before the day, with reason and progress."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.reports.columns import Shown, listed
from taizhang.reports.facts import Finding, Measure, Words
from taizhang.reports.forms.phrases import ended
from taizhang.reports.forms.signing import signed_sheet
from taizhang.reports.listed import Kind
from taizhang.reports.official import Official, Text, spoken


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is to change: what it is called, what it says now, what it is to say."""

    what: str
    was: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Extension:
    """What is asked for: of which finding or measure, why, by whom, and what each box to be signed is called."""

    body: str
    number: int
    finding: Finding
    measure: Measure | None
    lines: tuple[Line, ...]
    reason: str
    asked_on: date
    asked_by: str
    only_the_day: bool
    opinions: tuple[str, ...]
    words: Words
    stamp: str = ""
    proof: str = ""


def extension(told: Extension) -> Official:
    """The form."""
    words, held = told.words, told.measure or told.finding
    columns: tuple[Shown[Line], ...] = (
        Shown("调整内容", 16, lambda line: line.what, Kind.SHORT),
        Shown("原方案", 44, lambda line: line.was),
        Shown("拟调整为", 44, lambda line: line.wanted),
    )
    notes = f"申请单位：{held.answers.lead_unit or told.body}　　编号：{told.number}　　申请日期：{spoken(told.asked_on)}"
    return signed_sheet(
        f"{words.deadline}延期申请表" if told.only_the_day else f"{words.plan}调整申请表",
        (*(Text(one) for one in _said(told)), listed("调整内容", columns, told.lines, notes=notes)),
        told.opinions,
        stamp=told.stamp,
        proof=told.proof,
    )


def _said(told: Extension) -> Iterator[str]:
    """What it is about, why, how often before, how far it has come."""
    words, measure = told.words, told.measure
    yield f"{words.finding}{told.finding.serial}：{ended(told.finding.statement)}"
    if measure:
        yield f"{words.measure}{measure.number}：{ended(measure.title)}"
    yield f"申请理由：{ended(told.reason)}" + (f"此前已延期{measure.extended}次。" if measure and measure.extended else "")
    for one in (measure,) if measure else told.finding.measures:
        if one.progress:
            yield f"目前进展：{'' if measure else f'{words.measure}{one.number}，'}{ended(one.progress)}"
