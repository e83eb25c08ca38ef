"""What falls out of a plan: its lists of problems, tasks and duties (问题清单 · 任务清单 · 责任清单), the table of opinions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from taizhang.ledger.models import Opinion, Reply
from taizhang.ledger.plans import Planned, PlannedFinding, PlannedMeasure, PlanText


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the list of problems; the first of an aspect's tells how many that has."""

    finding: PlannedFinding
    lines: int


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list of tasks: a measure with the finding that it answers; the first of a finding's tells how many."""

    finding: PlannedFinding
    measure: PlannedMeasure
    lines: int


@dataclass(slots=True)
class Duty:
    """One line of the list of duties: what a leader and a unit answer for together, by number, and their last day."""

    leader: str
    lead_unit: str
    assisting: list[str] = field(default_factory=list)
    findings: list[int] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    last_day: str = ""

    def take(self, thing: Planned) -> None:
        """Answer for ``thing``, too."""
        if isinstance(thing, PlannedMeasure):
            self.measures.append(thing.place)
        elif thing.serial not in self.findings:
            self.findings.append(thing.serial)
        for unit in thing.assisting.split("、"):
            if unit and unit not in self.assisting:
                self.assisting.append(unit)
        if thing.deadline[:1].isdigit() and len(thing.deadline) == len("2026-11-30"):
            self.last_day = max(self.last_day, thing.deadline)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the plan does not say, and of which findings (3) and measures (3.1)."""

    what: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replies:
    """How the opinions fared: how many there are, adopted, in part, not, and still without an answer."""

    total: int
    adopted: int
    in_part: int
    not_adopted: int
    open: int


def problems(plan: PlanText) -> list[Problem]:
    """The list of problems: the findings that have a statement of their own, aspect by aspect."""
    stated = [finding for finding in plan.findings if finding.stated]
    groups = [list(group) for _aspect, group in groupby(stated, key=lambda finding: finding.aspect)]
    return [Problem(finding, 0 if n else len(group)) for group in groups for n, finding in enumerate(group)]


def tasks(plan: PlanText) -> list[Task]:
    """The list of tasks: every measure, with its finding."""
    return [
        Task(finding, measure, 0 if n else len(finding.measures))
        for finding in plan.findings
        for n, measure in enumerate(finding.measures)
    ]


def duties(plan: PlanText) -> list[Duty]:
    """The list of duties, in the order in which leaders and units come up in the plan."""
    found: dict[tuple[str, str], Duty] = {}
    for finding in plan.findings:
        for thing in (finding, *finding.measures):
            who = (thing.leader, thing.lead_unit)
            found.setdefault(who, Duty(*who)).take(thing)
    return list(found.values())


def replies(opinions: Iterable[Opinion]) -> Replies:
    """The first line of the table of opinions (意见采纳情况表)."""
    said = [opinion.reply for opinion in opinions]
    adopted, in_part, not_adopted = (said.count(str(reply)) for reply in (Reply.ADOPTED, Reply.IN_PART, Reply.NOT_ADOPTED))
    return Replies(len(said), adopted, in_part, not_adopted, said.count(""))


def gaps(plan: PlanText) -> list[Gap]:
    """What is still to be filled in before the plan is put to review; what has no gap is left out."""
    found = [
        Gap("measures", tuple(str(finding.serial) for finding in plan.findings if not finding.measures)),
        Gap("leader", _lacking(plan, lambda thing: thing.leader)),
        Gap("lead_unit", _lacking(plan, lambda thing: thing.lead_unit)),
        Gap("deadline", _lacking(plan, lambda thing: thing.deadline or (isinstance(thing, PlannedMeasure) and thing.long_term))),
    ]
    return [gap for gap in found if gap.places]


def _lacking(plan: PlanText, said: Callable[[Planned], object]) -> tuple[str, ...]:
    """The measures of which something is not ``said``; where it is none of a finding's, the finding."""
    places: list[str] = []
    for finding in plan.findings:
        lacking = [measure.place for measure in finding.measures if not said(measure)]
        whole = len(lacking) == len(finding.measures) and not said(finding)
        places += [str(finding.serial)] if whole else lacking
    return tuple(places)
