"""The ledger outside any database: what a document says, as one frozen tree with its source spans.

``Sheet > Aspect > Finding > (Manifestation, Measure)``. Reading makes a Sheet, a person adopts it into the ledger,
the ledger is turned back into one to be reported. Spans are character offsets ``[start, end)`` into the text the
Sheet was read from. Every class is immutable: mending a Sheet makes a new one (``dataclasses.replace``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in its text: characters ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as written, with what could be understood of it.

    ``iso`` is a date to the precision stated (``2025-06``, ``2025-06-30``); ``horizon`` one of 立行立改 限期 分阶段 长期.
    """

    text: str
    iso: str | None = None
    horizon: str | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for a finding or measure, as written in the paper; matching to units and users happens at adoption."""

    leader: str | None = None
    lead_unit: str | None = None
    assisting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One 整改措施: what is done about a finding. ``title`` is its first sentence; ``state`` is as the paper says it."""

    number: str | None
    title: str
    text: str
    span: Span | None = None
    responsibility: Responsibility = Responsibility()
    deadline: Deadline | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Manifestation:
    """One 具体表现 of a finding."""

    number: str | None
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One 问题. ``statement`` is None where the paper goes from aspect to measures: such a finding is counted nowhere."""

    number: str | None
    statement: str | None
    span: Span | None = None
    manifestations: tuple[Manifestation, ...] = ()
    measures: tuple[Measure, ...] = ()
    responsibility: Responsibility = Responsibility()
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Aspect:
    """One 方面: the heading that a group of findings stands under."""

    number: str | None
    title: str
    findings: tuple[Finding, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each level there are. A finding without a statement is no finding."""

    aspects: int = 0
    findings: int = 0
    manifestations: int = 0
    measures: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one document says of findings and measures, in its order."""

    title: str | None = None
    aspects: tuple[Aspect, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """Every finding, in document order, those without a statement included."""
        for aspect in self.aspects:
            yield from aspect.findings

    def counts(self) -> Counts:
        """The levels counted, as the ledger will count them once this Sheet is adopted."""
        found = list(self.findings())
        return Counts(
            aspects=len(self.aspects),
            findings=sum(f.statement is not None for f in found),
            manifestations=sum(len(f.manifestations) for f in found),
            measures=sum(len(f.measures) for f in found),
        )


def to_plain(sheet: Sheet) -> dict[str, Any]:
    """The Sheet as dicts and lists that JSON can hold; ``from_plain`` is its inverse."""
    return dataclasses.asdict(sheet)


def from_plain(plain: dict[str, Any]) -> Sheet:
    """The Sheet that ``to_plain`` wrote down. Raises KeyError or TypeError on anything else."""
    return Sheet(plain["title"], tuple(_aspect(a) for a in plain["aspects"]))


def _aspect(plain: dict[str, Any]) -> Aspect:
    return Aspect(plain["number"], plain["title"], tuple(_finding(f) for f in plain["findings"]), _span(plain["span"]))


def _finding(plain: dict[str, Any]) -> Finding:
    return Finding(
        plain["number"],
        plain["statement"],
        _span(plain["span"]),
        tuple(Manifestation(m["number"], m["text"], _span(m["span"])) for m in plain["manifestations"]),
        tuple(_measure(m) for m in plain["measures"]),
        _responsibility(plain["responsibility"]),
        _deadline(plain["deadline"]),
    )


def _measure(plain: dict[str, Any]) -> Measure:
    return Measure(
        plain["number"],
        plain["title"],
        plain["text"],
        _span(plain["span"]),
        _responsibility(plain["responsibility"]),
        _deadline(plain["deadline"]),
        plain["state"],
    )


def _responsibility(plain: dict[str, Any]) -> Responsibility:
    return Responsibility(plain["leader"], plain["lead_unit"], tuple(plain["assisting"]))


def _deadline(plain: dict[str, Any] | None) -> Deadline | None:
    return Deadline(**plain) if plain else None


def _span(plain: dict[str, int] | None) -> Span | None:
    return Span(**plain) if plain else None
