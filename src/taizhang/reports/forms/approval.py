"""审批表: one form for one or many items that want the same decision, to be signed on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.reports.columns import Shown, listed
from taizhang.reports.forms.signing import signed_sheet
from taizhang.reports.listed import Kind
from taizhang.reports.official import Official, spoken

_CODES = "编号下面是内容校验码，签字后内容有变动的不予登记"


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number with the code of its content, what it is about, how far it has come, on what proof."""

    number: str
    code: str
    finding: str
    told: str
    lead_unit: str
    evidence: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A form as it was made: its title and number, by whom, its items, and what each box to be signed is called."""

    title: str
    body: str
    number: int
    made_by: str
    made_on: date
    items: tuple[Item, ...]
    opinions: tuple[str, ...]
    stamp: str = ""
    proof: str = ""


def approval(told: Approval) -> Official:
    """The form."""
    notes = f"填报单位：{told.body}　　编号：{told.number}　　制表：{told.made_by}　{spoken(told.made_on)}\n{_CODES}"
    table = listed(told.title, _columns(told), told.items, notes=notes)
    return signed_sheet(told.title, (table,), told.opinions, stamp=told.stamp, proof=told.proof)


def _columns(told: Approval) -> Iterator[Shown[Item]]:
    yield Shown("编号", 20, lambda item: f"{item.number}\n{item.code}", Kind.SHORT)
    yield Shown("问题", 24, lambda item: item.finding)
    if any(item.measure for item in told.items):
        yield Shown("整改措施", 24, lambda item: item.measure)
    yield Shown("整改情况和成效", 36, lambda item: item.told)
    yield Shown("牵头单位", 14, lambda item: item.lead_unit, Kind.SHORT)
    yield Shown("佐证", 18, lambda item: item.evidence)
