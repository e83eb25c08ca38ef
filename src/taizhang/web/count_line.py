"""The count line of a ledger: every number with its level, its word and the list that it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taizhang.ledger.models import Ledger
from taizhang.ledger.tally import CountLine
from taizhang.ledger.wording import degree_words, finding_words, measure_words
from taizhang.ledger.wording import short as shortened
from taizhang.look.templatetags.dates import exact_day
from taizhang.profiles import Profile


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


def levels(profile: Profile, line: CountLine) -> list[Level]:
    """Findings, manifestations and measures, as the profile calls them; a level of which there are none is left out."""
    findings = Count(finding_count(profile, line.finding_total) + _within_count(line.within), line.finding_total, "")
    shown = Count(_manifestation_count(profile, line.manifestations), line.manifestations, "open=manifestations")
    measures = Count(measure_count(profile, line.measure_total), line.measure_total, "open=measures")
    claimed = list(_parts(line.degrees, degree_words(profile), "claimed:"))
    return [
        Level(findings, list(_parts(line.findings, finding_words(profile), "")), []),
        *([Level(shown, [], [])] if shown.n else []),
        Level(measures, list(_parts(line.measures, measure_words(profile), "measure:")), claimed),
    ]


def _parts(counted: Mapping[str, int], words: Mapping[Any, str], prefix: str) -> Iterator[Count]:
    for state, word in words.items():
        if n := counted.get(state):
            yield Count(_(word), n, f"state={prefix}{state}")


def finding_count(profile: Profile, n: int) -> str:
    """How many findings, by the profile's word for them: 12个问题, 3个风险点."""
    word = profile.words.finding
    if word == "问题":
        return ngettext("%(n)d个问题", "%(n)d个问题", n) % {"n": n}
    return ngettext("%(n)d个%(word)s", "%(n)d个%(word)s", n) % {"n": n, "word": _(word)}


def _within_count(n: int) -> str:
    """Items handed over on site that findings of the feedback contain."""
    return ngettext("（含进驻期间立行立改%(n)d个）", "（含进驻期间立行立改%(n)d个）", n) % {"n": n} if n else ""


def _manifestation_count(profile: Profile, n: int) -> str:
    return _lines_of(profile.words.manifestation, n, "具体表现", ngettext("%(n)d条具体表现", "%(n)d条具体表现", n))


def measure_count(profile: Profile, n: int) -> str:
    """How many measures, by the profile's word for them: 57条措施, 8条防控措施."""
    return _lines_of(shortened(profile.words.measure), n, "措施", ngettext("%(n)d条措施", "%(n)d条措施", n))


def _lines_of(word: str, n: int, usual: str, usually: str) -> str:
    if word == usual:
        return usually % {"n": n}
    return ngettext("%(n)d条%(word)s", "%(n)d条%(word)s", n) % {"n": n, "word": _(word)}


def short(profile: Profile, line: CountLine) -> str:
    """The numbers of one aspect in a few words: 3 个问题 · 8 条措施 · 完成 6."""
    findings = [finding_count(profile, line.finding_total)] if line.finding_total else []
    done = f"{_(profile.words.measure_states.done)} {line.measures_done}"
    return " · ".join([*findings, measure_count(profile, line.measure_total), done])


def sentence(ledger: Ledger, line: CountLine, today: date) -> str:
    """The whole line as one sentence with its as-of date (口径), for the telephone."""
    told = [_level_told(level) for level in levels(ledger.profile, line)]
    if line.overdue:
        told.insert(1, _("%(count)s逾期") % {"count": finding_count(ledger.profile, line.overdue)})
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
