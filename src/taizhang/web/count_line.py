"""The count line of a ledger: every number with its level, its word and the list that it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taizhang.ledger.models import Ledger
from taizhang.ledger.states import DEGREE_WORDS, FINDING_WORDS, MEASURE_WORDS
from taizhang.ledger.tally import CountLine
from taizhang.look.templatetags.dates import exact_day


@dataclass(frozen=True, slots=True)
class Count:
    """One number: what is counted, how many, and the selection that lists it."""

    word: str
    n: int
    query: str


@dataclass(frozen=True, slots=True)
class Level:
    """One level's total, its parts by state, and its parts as the units themselves assess them (自评)."""

    total: Count
    parts: list[Count]
    claimed: list[Count]


def levels(line: CountLine) -> list[Level]:
    """Findings, manifestations and measures; a level of which there are none is left out."""
    findings = Count(_finding_count(line.finding_total) + _within_count(line.within), line.finding_total, "")
    shown = Count(_manifestation_count(line.manifestations), line.manifestations, "open=manifestations")
    measures = Count(_measure_count(line.measure_total), line.measure_total, "open=measures")
    return [
        Level(findings, list(_parts(line.findings, FINDING_WORDS, "")), []),
        *([Level(shown, [], [])] if shown.n else []),
        Level(measures, list(_parts(line.measures, MEASURE_WORDS, "measure:")), list(_claimed(line))),
    ]


def _parts(counted: Mapping[str, int], words: Mapping[Any, str], prefix: str) -> Iterator[Count]:
    for state, word in words.items():
        if n := counted.get(state):
            yield Count(_(word), n, f"state={prefix}{state}")


def _claimed(line: CountLine) -> Iterator[Count]:
    return _parts(line.degrees, DEGREE_WORDS, "claimed:")


def _finding_count(n: int) -> str:
    return ngettext("%(n)d个问题", "%(n)d个问题", n) % {"n": n}


def _within_count(n: int) -> str:
    """Items handed over on site that findings of the feedback contain."""
    return ngettext("（含进驻期间立行立改%(n)d个）", "（含进驻期间立行立改%(n)d个）", n) % {"n": n} if n else ""


def _manifestation_count(n: int) -> str:
    return ngettext("%(n)d条具体表现", "%(n)d条具体表现", n) % {"n": n}


def _measure_count(n: int) -> str:
    return ngettext("%(n)d条措施", "%(n)d条措施", n) % {"n": n}


def short(line: CountLine) -> str:
    """The numbers of one aspect in a few words: 3 个问题 · 8 条措施 · 完成 6."""
    findings = [_finding_count(line.finding_total)] if line.finding_total else []
    done = _("完成 %(n)d") % {"n": line.measures_done}
    return " · ".join([*findings, _measure_count(line.measure_total), done])


def sentence(ledger: Ledger, line: CountLine, today: date) -> str:
    """The whole line as one sentence with its as-of date (口径), for the telephone."""
    told = [_level_told(level) for level in levels(line)]
    if line.overdue:
        told.insert(1, ngettext("%(n)d个问题逾期", "%(n)d个问题逾期", line.overdue) % {"n": line.overdue})
    spoken = {"day": exact_day(today), "ledger": ledger.title, "counts": _("；").join(told)}
    return _("截至%(day)s，“%(ledger)s”共有%(counts)s。") % spoken


def _level_told(level: Level) -> str:
    told = level.total.word
    gap = " " if get_language() == "en" else ""
    if level.parts:
        told += _("（%(parts)s）") % {"parts": _("、").join(f"{part.word}{gap}{part.n}" for part in level.parts)}
    if level.claimed:
        told += _("，单位自评%(parts)s") % {"parts": _("、").join(f"{part.word}{gap}{part.n}" for part in level.claimed)}
    return told
