"""What changed between two texts of a plan, finding by finding: what came, what went, what reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from taizhang.ledger.plans import Planned, PlannedFinding, PlannedMeasure, PlanText

# In the order in which they are told.
ANSWERS = ("leader", "lead_unit", "assisting", "deadline", "horizon")


class Kind(StrEnum):
    """What became of something in the later text."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that reads otherwise: a ``field`` of the finding, or of its measure ``place``; a whole measure has no field."""

    kind: Kind
    place: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that is not in both texts alike, with what differs; one that came or went tells that itself."""

    kind: Kind
    finding: PlannedFinding
    lines: tuple[Line, ...]


def differences(was: PlanText, now: PlanText) -> list[Difference]:
    """Where the two texts differ, in the order of the later one; what went stands at the end."""
    before = {finding.serial: finding for finding in was.findings}
    here = {finding.serial for finding in now.findings}
    found = [difference for f in now.findings if (difference := _of(before.get(f.serial), f))]
    return found + [Difference(Kind.REMOVED, f, ()) for f in was.findings if f.serial not in here]


def _of(was: PlannedFinding | None, now: PlannedFinding) -> Difference | None:
    if was is None:
        return Difference(Kind.ADDED, now, ())
    lines = (*_texts(was, now), *_answers("", was, now), *_measures(was, now))
    return Difference(Kind.CHANGED, now, lines) if lines else None


def _texts(was: PlannedFinding, now: PlannedFinding) -> Iterator[Line]:
    said = [("statement", was.statement, now.statement)]
    said.append(("manifestations", "\n".join(was.manifestations), "\n".join(now.manifestations)))
    return (Line(Kind.CHANGED, "", name, old, new) for name, old, new in said if old != new)


def _answers(place: str, was: Planned, now: Planned) -> Iterator[Line]:
    said = ((name, getattr(was, name), getattr(now, name)) for name in ANSWERS)
    return (Line(Kind.CHANGED, place, name, old, new) for name, old, new in said if old != new)


def _measures(was: PlannedFinding, now: PlannedFinding) -> Iterator[Line]:
    before = {measure.serial: measure for measure in was.measures}
    for measure in now.measures:
        yield from _measure(before.pop(measure.serial, None), measure, was, now)
    yield from (Line(Kind.REMOVED, measure.place, "", measure.text, "") for measure in before.values())


def _measure(was: PlannedMeasure | None, now: PlannedMeasure, before: PlannedFinding, after: PlannedFinding) -> Iterator[Line]:
    if was is None:
        yield Line(Kind.ADDED, now.place, "", "", now.text)
        return
    if was.text != now.text:
        yield Line(Kind.CHANGED, now.place, "text", was.text, now.text)
    for line in _answers(now.place, was, now):
        # A measure that goes with its finding is not told again.
        if not (line.was == getattr(before, line.field) and line.now == getattr(after, line.field)):
            yield line
