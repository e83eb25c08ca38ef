"""What a table that came back would change: one item for each row and verb, to be taken or refused by a person."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from taizhang.ledger.models import Finding, Measure


class Kind(StrEnum):
    """What an item is."""

    ADDED = "added"
    CHANGED = "changed"
    CLEARED = "cleared"
    CONFLICT = "conflict"  # with a change made meanwhile, or with another table
    NOT_UNDERSTOOD = "not_understood"
    NOT_HIS = "not_his"  # to change


CHOOSABLE = (Kind.ADDED, Kind.CHANGED, Kind.CLEARED, Kind.CONFLICT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as people find it: file, sheet, row counted from 1, column by its letter."""

    file: str
    sheet: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that says something else: its field, what the ledger says, what it is to say; ``then`` where that differs."""

    field: str
    now: str
    wanted: str
    then: str | None = None


@dataclass(frozen=True)
class Item:
    """One row's change by one verb. ``facts`` are what the verb is given; ``why`` is what stands against it, and what to do.

    ``sure`` items are chosen beforehand.
    """

    kind: Kind
    place: Place
    name: str
    verb: str = ""
    subject: Finding | Measure | None = None
    cells: tuple[Cell, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    sure: bool = True
    title: str = ""

    @cached_property
    def target(self) -> tuple[str, str]:
        """What is done to what: two items of one target cannot both be taken. What is new is a target by its words."""
        about = self.subject.key if self.subject else self.facts.get("under", "")
        new = self.facts.get("text", "") if self.verb == "add_measure" else self.facts.get("file", "")
        return self.verb, f"{about} {new}"

    @cached_property
    def token(self) -> str:
        """What a person agrees to when he takes the item: the same only while row and wish are the same."""
        version = self.subject.version if self.subject else 0
        told = (*self.target, version, *((cell.field, cell.now, cell.wanted) for cell in self.cells))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:20]

    @property
    def choosable(self) -> bool:
        """Whether it can be taken at all."""
        return self.kind in CHOOSABLE
