"""What goes into a binder: parts in order, each with papers written here and pieces of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from taizhang.reports.official import Official


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: its number 1-1-1, its name, what it is put under in words.

    It lies in the file ``path``, whose bytes ``digest`` names; or, where there is none, on paper at ``place`` (number and place).
    """

    number: str
    name: str
    under: str
    path: Path | None = None
    digest: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The pieces that stand under one heading: a measure, or the signed papers."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A finding's file: its title, what is told before the evidence (card, plan, measures, signatures) and behind it (events)."""

    title: str
    before: Official
    sections: tuple[Section, ...] = ()
    after: Official | None = None

    def pieces(self) -> Iterator[Piece]:
        """Every piece, in order."""
        return (piece for section in self.sections for piece in section.pieces)


@dataclass(frozen=True, slots=True)
class Binder:
    """The whole: what stands on its cover, and its parts."""

    title: str
    body: str
    ledger: str
    as_of: date
    parts: tuple[Part, ...]
    stamp: str = ""

    def pieces(self) -> Iterator[Piece]:
        """Every piece, in order."""
        return (piece for part in self.parts for piece in part.pieces())


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece whose pages are not in the binder: which, where its own page stands, and why."""

    number: str
    name: str
    place: str
    why: str
