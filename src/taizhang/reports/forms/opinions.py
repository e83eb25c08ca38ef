"""意见采纳情况表: what was said on the plan, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from taizhang.reports.columns import Shown, listed
from taizhang.reports.forms.phrases import parts
from taizhang.reports.listed import Kind
from taizhang.reports.official import Official, spoken

UNANSWERED = "待答复"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion: of whom, when, on what, and the answer."""

    body: str
    given_on: date
    text: str
    reply: str
    why: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Opinions:
    """The opinions on a version of the plan."""

    body: str
    paper: str
    opinions: tuple[Opinion, ...]
    stamp: str = ""


def opinions(told: Opinions) -> Official:
    """The table, across."""
    columns: tuple[Shown[Opinion], ...] = (
        Shown("提出单位", 22, lambda one: f"{one.body}\n{spoken(one.given_on)}", Kind.SHORT),
        Shown("审核意见", 60, lambda one: one.about + one.text),
        Shown("采纳情况", 14, lambda one: one.reply or UNANSWERED, Kind.SHORT),
        Shown("修改情况或理由", 50, lambda one: one.why),
    )
    counted = Counter(one.reply or UNANSWERED for one in told.opinions)
    notes = f"填报单位：{told.body}　　共{len(told.opinions)}条意见" + (f"：{parts(counted, '条')}" if counted else "")
    table = listed("意见采纳情况表", columns, told.opinions, notes=notes)
    return Official(f"{told.body}{told.paper}审核意见采纳情况表", (table,), across=True, stamp=told.stamp)
