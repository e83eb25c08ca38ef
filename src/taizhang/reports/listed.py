"""A list of findings and measures as it goes into a workbook: columns, and rows that share the cells of what they stand under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

Value = str | int | date | None
MOST_SIGNS = 32_767  # in one cell, in units of UTF-16: Excel's limit


def within_a_cell(text: str) -> str:
    """As much of ``text`` as one cell holds."""
    if len(text) <= MOST_SIGNS // 2:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * MOST_SIGNS].decode("utf-16-le", "ignore")


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"  # a long text, from the left
    SHORT = "short"  # a word or two, in the middle
    DAY = "day"  # a real date; words where no day is named
    CHOICE = "choice"  # one of the column's choices
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it holds, its heading, its width in halves of a Chinese character, what can be chosen in it."""

    field: str
    heading: str
    width: int
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row: its stable id, its values in the order of the columns, and by column which may be changed here.

    A column is ``joined`` where its cell is the one of the row above: 方面 and 问题 stand once over all their measures.
    """

    key: str
    values: tuple[Value, ...]
    open: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole list. ``stamp`` says what it was made from, so that it is known again when it comes back.

    ``below`` are the columns that can be filled in below its last row: what is new is written there.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    notes: str = ""
    stamp: str = ""
    name: str = "台账"
    frozen: int = 0  # so many columns stay in sight
    below: frozenset[int] = frozenset()
    made_at: datetime | None = None  # what the file says; None is now
