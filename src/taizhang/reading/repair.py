"""Repair."""
from __future__ import annotations

from dataclasses import dataclass

from taizhang.reading.document import Document, Table
from taizhang.reading.facts import Repair
from taizhang.sheet import Span


@dataclass(frozen=True, slots=True)
class Mended:
    """A document's text after repair, with its tables and furniture moved along."""

    text: str
    repairs: tuple[Repair, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()


def mend(document: Document) -> Mended:
    """Mend."""
    return Mended(document.text, (), document.tables, document.furniture)
