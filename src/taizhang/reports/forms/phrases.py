"""Turns of phrase that several forms share: counts with their parts, responsibilities in brackets, sentences that end."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.reports.facts import Answers, Finding, Ledger, Measure, Words
from taizhang.reports.official import spoken

_ENDS = "。；！？…"
_FEN = 1_000_000  # in 10,000 yuan


def ended(text: str) -> str:
    """The text as a sentence that ends."""
    bare = text.strip()
    return bare if not bare or bare.endswith(tuple(_ENDS)) else f"{bare}。"


def parts(counted: Mapping[str, int], counter: str) -> str:
    """销号7个、整改中5个."""
    return "、".join(f"{word}{n}{counter}" for word, n in counted.items() if n)


def answering(answers: Answers, words: Words, *, named: bool = True) -> str:
    """（责任领导：…；牵头单位：…；整改时限：…）, what is not said left out; without people where they may not be ``named``."""
    told = (
        (words.leader, answers.leader if named else ""),
        (words.lead_unit, answers.lead_unit),
        (words.assisting, answers.assisting),
        (words.deadline, answers.deadline),
    )
    said = "；".join(f"{word}：{value}" for word, value in told if value)
    return f"（{said}）" if said else ""


def counts(ledger: Ledger) -> str:
    """Every number with its parts, which make it; what was handed on, conceded or ended is told apart."""
    words, findings, measures = ledger.words, ledger.finding_states(), ledger.measure_states()
    apart = {finding.state for _, finding in ledger.findings() if finding.settled}
    return (
        f"截至{spoken(ledger.as_of)}，共有{words.finding}{findings.total()}个{_made_of(findings, '个', apart)}；"
        f"{words.measure}{measures.total()}条{_made_of(measures, '条', {words.ended})}。"
    )


def _made_of(counted: Mapping[str, int], counter: str, apart: set[str]) -> str:
    told = parts({word: n for word, n in counted.items() if word not in apart}, counter)
    others = "、".join(f"{n}{counter}{word}" for word, n in counted.items() if word in apart)
    return (f"，其中{told}" if told else "") + (f"，另有{others}" if others else "")


def done(measure: Measure) -> str:
    """The measure and what was done of it."""
    told = so_far(measure)
    return told if told.startswith(measure.title[:8]) else ended(measure.title) + told


def so_far(measure: Measure) -> str:
    """What was done; where nothing is reported yet, where the measure stands."""
    told = measure.progress or measure.state
    return ended(told) + (ended(measure.effect) if measure.effect and measure.effect not in told else "")


def achieved(measure: Measure) -> str:
    """Progress and effect, one below the other."""
    return "\n".join(filter(None, (measure.progress, measure.effect)))


def proofs(measure: Measure) -> str:
    """The measure's evidence by number and name, one on a line."""
    return "\n".join(f"{one.number} {one.name}" for one in measure.evidence)


def about(finding: Finding) -> str:
    """关于…的问题."""
    return f"关于{finding.statement.rstrip('。').removesuffix('的问题').removesuffix('问题')}的问题。"


def money(fen: int) -> str:
    """An amount in 10,000 yuan: 12.5, 3,000, without noughts behind the point; to the fen."""
    whole = f"{fen / _FEN:,.6f}".rstrip("0").rstrip(".")
    return f"{whole}万元"


def share(part: int, whole: int) -> str:
    """部分 of a whole as a rate with one decimal; a stroke where there is no whole."""
    return f"{100 * part / whole:.1f}".removesuffix(".0") + "%" if whole else "—"


def filled_in(ledger: Ledger) -> str:
    """The line below a table's name: by whom, as of when, from which snapshot."""
    return f"填报单位：{ledger.body}　　{ledger.version or f'截至日期：{spoken(ledger.as_of)}'}"


def drawn_from(ledger: Ledger, kind: str = "") -> str:
    """The note below a report's date: of what kind it is, as of when, from which snapshot."""
    version = ledger.version.replace("（", "，").removesuffix("）")  # no brackets within brackets
    return f"（{kind}{'。' if kind else ''}{version or f'数据截至{spoken(ledger.as_of)}'}）"


def feedback(ledger: Ledger) -> str:
    """Who told what was found, and when; nothing where the ledger does not know."""
    if not (ledger.inspected_by and ledger.feedback_on):
        return ""
    return f"{spoken(ledger.feedback_on)}，{ledger.inspected_by}向{ledger.body}反馈了意见。"
