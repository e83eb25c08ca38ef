"""The one story behind all samples: read from story.toml, its days counted from today, its figures added up."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

STORY = Path(__file__).with_name("story.toml")
DONE, NEARLY, UNDER_WAY = "完成", "基本完成", "正在推进"

_PLACE = re.compile(r"\{([+-]\d+)([me]?)\}")


@dataclass(frozen=True, slots=True)
class Measure:
    """One 整改措施: what the plan says, what was done, who does it by when."""

    title: str
    plan: str
    done: str
    leader: str
    unit: str
    assisting: tuple[str, ...]
    deadline: str
    state: str
    long_term: bool
    new_rules: tuple[str, ...]
    revised_rules: tuple[str, ...]
    money: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One 问题 with its 具体表现 and measures; ``goal`` is what the plan wants to reach."""

    statement: str
    goal: str
    leader: str
    unit: str
    manifestations: tuple[str, ...]
    measures: tuple[Measure, ...]

    @property
    def state(self) -> str:
        """As far as its slowest measure."""
        states = {measure.state for measure in self.measures}
        return next(state for state in (UNDER_WAY, NEARLY, DONE) if state in states)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One 方面."""

    title: str
    short: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the story, counted back from ``today``."""

    today: date

    @property
    def came(self) -> date:
        """The inspection began."""
        return _weekday(self.today - timedelta(228))

    @property
    def left(self) -> date:
        """The inspection ended."""
        return _weekday(self.today - timedelta(163))

    @property
    def feedback(self) -> date:
        """Its findings were handed over."""
        return _weekday(self.today - timedelta(125))

    @property
    def planned(self) -> date:
        """The plan was approved."""
        return _weekday(self.today - timedelta(97))

    @property
    def published(self) -> date:
        """The notice is put on the web."""
        return _weekday(self.today - timedelta(2))

    @property
    def window_end(self) -> date:
        """The last day on which the public can answer the notice."""
        return self.published + timedelta(21)

    @property
    def cutoff(self) -> date:
        """The day the figures stand at: the end of the month before the notice."""
        return self.published.replace(day=1) - timedelta(1)

    def fill(self, text: str) -> str:
        """The text with its places for days written out."""
        return _PLACE.sub(self._place, text.replace("{cutoff}", month(self.cutoff) + "底"))

    def _place(self, match: re.Match[str]) -> str:
        when = self.today + timedelta(int(match[1]))
        return {"": day(_weekday(when)), "m": month(when), "e": month(when) + "底"}[match[2]]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the samples tell."""

    calendar: Calendar
    facts: dict[str, Any]
    aspects: tuple[Aspect, ...]

    def findings(self) -> Iterator[Finding]:
        """Every finding in order."""
        return (finding for aspect in self.aspects for finding in aspect.findings)

    def measures(self) -> Iterator[Measure]:
        """Every measure in order."""
        return (measure for finding in self.findings() for measure in finding.measures)

    def figures(self) -> dict[str, int]:
        """What is to be counted, by the names used in the texts."""
        measures, findings = list(self.measures()), list(self.findings())
        by_measure, by_finding = Counter(m.state for m in measures), Counter(f.state for f in findings)
        return {
            "aspects": len(self.aspects),
            "findings": len(findings),
            "manifestations": sum(len(f.manifestations) for f in findings),
            "measures": len(measures),
            "measures_done": by_measure[DONE],
            "measures_nearly": by_measure[NEARLY],
            "measures_under_way": by_measure[UNDER_WAY],
            "findings_done": by_finding[DONE],
            "findings_nearly": by_finding[NEARLY],
            "findings_under_way": by_finding[UNDER_WAY],
            "long_term": sum(m.long_term for m in measures),
            "rules_new": sum(len(m.new_rules) for m in measures),
            "rules_revised": sum(len(m.revised_rules) for m in measures),
        }

    def money(self) -> float:
        """Ten thousands of yuan paid back or put to use."""
        return round(sum(measure.money for measure in self.measures()), 1)


def load(today: date) -> Story:
    """The story as it stands when told on this day."""
    told = tomllib.loads(STORY.read_text("utf-8"))
    calendar, leaders = Calendar(today), told["leaders"]
    aspects = tuple(
        Aspect(aspect["title"], aspect["short"], tuple(_finding(each, calendar, leaders) for each in aspect["finding"]))
        for aspect in told["aspect"]
    )
    return Story(calendar, told, aspects)


def day(when: date) -> str:
    """2026年3月2日."""
    return f"{when.year}年{when.month}月{when.day}日"


def month(when: date) -> str:
    """2026年3月."""
    return f"{when.year}年{when.month}月"


def period(begin: date, end: date) -> str:
    """2026年3月2日至5月8日: the year once where it is the same."""
    return f"{day(begin)}至{day(end) if begin.year != end.year else f'{end.month}月{end.day}日'}"


def _finding(told: dict[str, Any], calendar: Calendar, leaders: dict[str, str]) -> Finding:
    measures = tuple(_measure(each, calendar, leaders) for each in told["measure"])
    manifestations = tuple(told["manifestations"])
    return Finding(told["statement"], told["answer"], leaders[told["leader"]], told["unit"], manifestations, measures)


def _measure(told: dict[str, Any], calendar: Calendar, leaders: dict[str, str]) -> Measure:
    return Measure(
        title=told["title"],
        plan=told["plan"],
        done=calendar.fill(told["done"]),
        leader=leaders[told["leader"]],
        unit=told["unit"],
        assisting=tuple(told["with"]),
        deadline=_deadline(told, calendar.today),
        state=told.get("state", DONE),
        long_term=told.get("long", False),
        new_rules=tuple(told.get("new", ())),
        revised_rules=tuple(told.get("revised", ())),
        money=told.get("money", 0.0),
    )


def _deadline(told: dict[str, Any], today: date) -> str:
    """The time limit as clerks write it."""
    until = f"{month(today + timedelta(told['due']))}底前"
    horizon = told.get("horizon", "限期")
    text = {"立行立改": "立行立改", "分阶段": f"分阶段推进，{until}完成", "限期": until}[horizon]
    return text + ("，长期坚持" if told.get("long") else "")


def _weekday(when: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return when - timedelta(max(0, when.weekday() - 4))
