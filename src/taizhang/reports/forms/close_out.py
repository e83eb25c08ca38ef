"""销号申请表: one finding for which the lead unit applies for close-out, with who has to say what to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from taizhang.reports.columns import Shown, listed
from taizhang.reports.facts import Finding, Measure, Words
from taizhang.reports.forms.phrases import achieved, ended, proofs
from taizhang.reports.forms.signing import signed_sheet
from taizhang.reports.listed import Kind
from taizhang.reports.official import Official, Text, spoken


@dataclass(frozen=True, slots=True)
class CloseOut:
    """What is applied for: the finding with its measures, by whom, when, and what each box to be signed is called."""

    body: str
    finding: Finding
    applied_on: date
    opinions: tuple[str, ...]
    words: Words
    stamp: str = ""
    proof: str = ""


def close_out(told: CloseOut) -> Official:
    """The form."""
    words, finding = told.words, told.finding
    columns: tuple[Shown[Measure], ...] = (
        Shown(words.measure, 34, lambda measure: measure.title),
        Shown("状态", 14, lambda measure: measure.state, Kind.SHORT),
        Shown("整改情况和成效", 44, achieved),
        Shown("佐证材料", 28, proofs),
    )
    notes = f"填报单位：{finding.answers.lead_unit or told.body}　　申请日期：{spoken(told.applied_on)}"
    return signed_sheet(
        f"{words.finding}整改{words.close}申请表",
        (
            Text(f"{words.finding}{finding.serial}：{ended(finding.statement)}"),
            listed("措施", columns, finding.measures, notes=notes),
        ),
        told.opinions,
        stamp=told.stamp,
        proof=told.proof,
    )
