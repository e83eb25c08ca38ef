"""Mistakes of wording, and gaps in a plan."""

from __future__ import annotations

import random
import re

from bench.mistakes.putting import Copy, Inject, Mistake, pick, put
from taizhang.reading import Reading

SLIPS = {
    "部署": "布署",
    "安装": "按装",
    "覆盖": "复盖",
    "台账": "台帐",
    "账户": "帐户",
    "反馈": "反溃",
    "沟通": "勾通",
    "竣工": "峻工",
    "培训": "陪训",
    "竞争": "竟争",
    "情况": "清况",
    "措施": "措失",
    "已经": "己经",
    "签订": "签定",
    "贯彻落实": "贯落实",
}


def without(pattern: str, words: str = "") -> Inject:
    """One of the places of a pattern taken out of a plan."""

    def inject(text: str, reading: Reading, rng: random.Random) -> Copy | None:
        if reading.document_kind != "方案":
            return None
        places = list(re.finditer(pattern, text))
        found = rng.choice(places) if len(places) > 3 else None
        if not found:
            return None
        line = text.rfind("\n", 0, found.start()) + 1
        return Copy(text[: found.start()] + words + text[found.end() :], line, found.start() + 1)

    return inject


def unanswered(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """A plan from which one finding with its measures was left out, against the plan as its feedback."""
    findings = [finding for finding in reading.sheet.findings() if finding.statement and finding.span]
    if reading.document_kind != "方案" or len(findings) < 4:
        return None
    at = rng.randrange(1, len(findings) - 1)
    span, following = findings[at].span, findings[at + 1].span
    if span is None or following is None or re.search(r"\n（[一二三四]）", text[span.start : following.start]):
        return None
    return Copy(text[: span.start] + text[following.start :], 0, len(text), against=text)


def typo(text: str, _: Reading, rng: random.Random) -> Copy | None:
    right = rng.choice([right for right in SLIPS if right in text] or [""])
    found = pick(rng, re.finditer(right, text)) if right else None
    return put(text, found.start(), found.end(), SLIPS[right]) if found else None


def doubled(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = pick(rng, re.finditer(r"(?<=[，。、])[一-龥]{4}(?=[一-龥])", text))
    return put(text, found.end(), found.end(), found[0]) if found and len(set(found[0])) == 4 and found[0][0] != "一" else None


def unpaired(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = pick(rng, re.finditer(r"《[^《》\n]{2,30}》|（[一-龥][^（）\n]{2,30}）|“[^“”\n]{2,30}”", text))
    if not found:
        return None
    line, stop = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    copy = put(text, found.end() - 1, found.end(), "")
    return copy._replace(start=line, end=stop if stop >= 0 else len(copy.text))


def marks(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = pick(rng, re.finditer(r"[一-龥]，(?=[一-龥])", text))
    return put(text, found.end(), found.end(), rng.choice(("。", "、", "；"))) if found else None


MISTAKES = (
    Mistake("no deadline", "gaps", ("gaps.no_deadline",), without(r"[；，]整改时限：[^；，）]*(?:，[^；）]*)?(?=）)")),
    Mistake("no unit", "gaps", ("gaps.no_unit",), without(r"责任领导：[^；）]*；牵头单位：[^；）]*；")),
    Mistake("item not answered", "gaps", ("answers.unanswered",), unanswered),
    Mistake("typing slip", "wording", ("wording.slip",), typo),
    Mistake("word twice", "wording", ("wording.twice",), doubled),
    Mistake("mark not closed", "wording", ("punctuation.unpaired",), unpaired),
    Mistake("marks side by side", "wording", ("punctuation.side_by_side",), marks),
)
