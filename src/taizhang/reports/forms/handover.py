"""交接单: what a leader or a unit's contact hands on to another, item by item, to be signed by both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from taizhang.reports.columns import Shown, listed
from taizhang.reports.facts import Words
from taizhang.reports.forms.phrases import ended
from taizhang.reports.forms.signing import signed_sheet
from taizhang.reports.listed import Kind
from taizhang.reports.official import Official, Text, spoken


@dataclass(frozen=True, slots=True)
class Handed:
    """One open item: its number, what it is, where it stands, who leads, until when, what is left to do."""

    number: str
    what: str
    state: str
    lead_unit: str
    deadline: str
    progress: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """A handover as it was made: of what kind, from whom to whom, why, which items."""

    body: str
    ledger: str
    number: int
    kind: str
    giver: str
    taker: str
    reason: str
    made_on: date
    items: tuple[Handed, ...]
    words: Words
    stamp: str = ""
    proof: str = ""


def handover(told: Handover) -> Official:
    """The form."""
    words = told.words
    columns: tuple[Shown[Handed], ...] = (
        Shown("编号", 10, lambda item: item.number, Kind.SHORT),
        Shown("交接事项", 32, lambda item: item.what),
        Shown("状态", 12, lambda item: item.state, Kind.SHORT),
        Shown(words.lead_unit, 16, lambda item: item.lead_unit, Kind.SHORT),
        Shown(words.deadline, 20, lambda item: item.deadline, Kind.SHORT),
        Shown("进展和遗留", 40, lambda item: item.progress),
    )
    notes = f"填报单位：{told.body}　　编号：{told.number}　　制单日期：{spoken(told.made_on)}"
    return signed_sheet(
        "整改工作交接单",
        (
            Text(
                f"《{told.ledger}》中{told.giver}的{told.kind}事项{len(told.items)}项，移交{told.taker}。交接原因：{ended(told.reason)}"
            ),
            listed("交接事项", columns, told.items, notes=notes),
        ),
        (f"移交人\n{told.giver}", f"接收人\n{told.taker}", "监交人"),
        stamp=told.stamp,
        proof=told.proof,
    )
