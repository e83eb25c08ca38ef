"""Turns of phrase that several forms share: counts with their parts, responsibilities in brackets, sentences that end."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.reports.facts import Answers, Ledger, Words
from taizhang.reports.official import spoken

_ENDS = "。；！？…"


def ended(text: str) -> str:
    """The text as a sentence that ends."""
    bare = text.strip()
    return bare if not bare or bare.endswith(tuple(_ENDS)) else f"{bare}。"


def parts(counted: Mapping[str, int], counter: str) -> str:
    """销号7个、整改中5个."""
    return "、".join(f"{word}{n}{counter}" for word, n in counted.items() if n)


def answering(answers: Answers, words: Words) -> str:
    """（责任领导：…；牵头单位：…；整改时限：…）, what is not said left out."""
    told = (
        (words.leader, answers.leader),
        (words.lead_unit, answers.lead_unit),
        (words.assisting, answers.assisting),
        (words.deadline, answers.deadline),
    )
    said = "；".join(f"{word}：{value}" for word, value in told if value)
    return f"（{said}）" if said else ""


def filled_in(ledger: Ledger) -> str:
    """The line below a table's name: by whom, as of when."""
    return f"填报单位：{ledger.body}　　截至日期：{spoken(ledger.as_of)}"


def feedback(ledger: Ledger) -> str:
    """Who told what was found, and when; nothing where the ledger does not know."""
    if not (ledger.inspected_by and ledger.feedback_on):
        return ""
    return f"{spoken(ledger.feedback_on)}，{ledger.inspected_by}向{ledger.body}反馈了意见。"
