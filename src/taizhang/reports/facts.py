"""What forms say of a ledger: plain data, in the words that people read, filled in by whoever has a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called in this ledger."""

    finding: str = "问题"
    manifestation: str = "具体表现"
    measure: str = "整改措施"
    leader: str = "责任领导"
    lead_unit: str = "牵头单位"
    assisting: str = "配合单位"
    deadline: str = "整改时限"
    horizon: str = "整改类型"
    office: str = "整改办"
    leading_group: str = "领导小组"
    plan: str = "整改方案"
    close: str = "销号"


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers for something and by when, as papers write it."""

    leader: str = ""
    lead_unit: str = ""
    assisting: str = ""
    deadline: str = ""
    horizon: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: its number 1-1-1, what it is, where it is kept."""

    number: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its number 3.1, what is to be done, how far it has come."""

    number: str
    title: str
    text: str
    answers: Answers = Answers()
    state: str = ""
    progress: str = ""
    effect: str = ""
    is_open: bool = True
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with its measures. Without a statement of its own (``stated``) it is counted nowhere."""

    serial: int
    statement: str
    stated: bool = True
    manifestations: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    answers: Answers = Answers()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """A group of findings."""

    title: str
    findings: tuple[Finding, ...]


class Task(NamedTuple):
    """A measure with what it stands under."""

    aspect: Aspect
    finding: Finding
    measure: Measure


@dataclass(frozen=True, slots=True)
class Duty:
    """What a leader and a unit answer for together: numbers of findings and of measures, the last day."""

    leader: str
    lead_unit: str
    assisting: str
    findings: tuple[str, ...]
    measures: tuple[str, ...]
    last_day: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as of a day. ``subject`` is what is put right, as in titles (巡察反馈问题); ``reports_to`` who is reported to."""

    title: str
    body: str
    subject: str
    as_of: date
    aspects: tuple[Aspect, ...]
    words: Words = Words()
    reports_to: str = ""
    inspected_by: str = ""
    feedback_on: date | None = None
    concentrated_until: date | None = None
    stamp: str = ""

    def findings(self) -> Iterator[tuple[Aspect, Finding]]:
        """The findings that have a statement, each with its aspect."""
        return ((aspect, finding) for aspect in self.aspects for finding in aspect.findings if finding.stated)

    def tasks(self) -> Iterator[Task]:
        """Every measure."""
        return (Task(a, finding, measure) for a in self.aspects for finding in a.findings for measure in finding.measures)

    def finding_states(self) -> Counter[str]:
        """How many findings stand where."""
        return Counter(finding.state for _, finding in self.findings())

    def measure_states(self) -> Counter[str]:
        """How many measures stand where."""
        return Counter(task.measure.state for task in self.tasks())
