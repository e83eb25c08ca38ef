"""Headings of ledger columns: which field a heading means, by names people use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from taizhang.reading.document import Cell, Table

_ASIDE = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]|[\s:：*＊]")
_SHORTEST_PART = 3  # a heading may begin or end with a name of this length


@dataclass(frozen=True, slots=True)
class Headings:
    """Names by field. ``chosen``, what a person decided for one sender's headings, goes before them; "" there leaves out."""

    names: Mapping[str, str]  # name → field
    chosen: Mapping[str, str] = field(default_factory=dict)

    def label_of(self, label: str) -> str | None:
        """The field a label of a form means: names that fit as a whole only."""
        return self.chosen.get(label.strip()) or self.names.get(_ASIDE.sub("", label))

    def field_of(self, heading: str) -> str | None:
        """The field a heading means; None where nobody knows, "" where a person said to leave it out."""
        if heading.strip() in self.chosen:
            return self.chosen[heading.strip()]
        bare = _ASIDE.sub("", heading)
        if bare in self.names:
            return self.names[bare]
        parts = [n for n in self.names if len(n) >= _SHORTEST_PART and (bare.startswith(n) or bare.endswith(n))]
        return self.names[max(parts, key=len)] if parts and len(bare) <= 20 else None


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's columns hold: the rows its heading takes, the field of each column, the headings nobody knows."""

    depth: int
    fields: Mapping[int, str]
    unknown: tuple[Cell, ...]


@cache
def defaults() -> Headings:
    """The names that come with the product."""
    said = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
    return Headings({name: field for field, names in said.items() for name in names})


def columns_of(table: Table, headings: Headings) -> Columns:
    """Read the heading, one row or several. A field named twice belongs to the first column that names it."""
    depth = _depth(table, headings)
    fields: dict[int, str] = {}
    unknown: list[Cell] = []
    for column, stack in _in_turn(_stacks(table.rows[:depth]), headings):
        field, cell = _meant(stack, headings)
        if field and field not in fields.values():
            fields[column] = field
        elif field != "" and cell.text.strip() and cell not in unknown:
            unknown.append(cell)
    return Columns(depth, fields, tuple(unknown))


def _in_turn(stacks: dict[int, list[Cell]], headings: Headings) -> list[tuple[int, list[Cell]]]:
    """The columns from left to right, those with a chosen heading first: what a person said goes before what is guessed."""
    return sorted(stacks.items(), key=lambda pair: (not any(c.text.strip() in headings.chosen for c in pair[1]), pair[0]))


def _meant(stack: list[Cell], headings: Headings) -> tuple[str | None, Cell]:
    """A column's field: by its lowest heading, by all together, by those above."""
    joined = "".join(cell.text for cell in stack)
    tries = [(cell.text, cell) for cell in reversed(stack)]
    for text, cell in (tries[0], (joined, stack[-1]), *tries[1:]):
        field = headings.field_of(text)
        if field is not None:
            return field, cell
    return None, stack[-1]


def _stacks(rows: tuple[tuple[Cell, ...], ...]) -> dict[int, list[Cell]]:
    """For each column the heading cells above it, from the top down."""
    stacks: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row:
            for column in range(cell.column, cell.column + cell.column_span):
                stacks.setdefault(column, []).append(cell)
    return {column: [c for c in stack if c.text.strip()] or stack[-1:] for column, stack in stacks.items()}


def _depth(table: Table, headings: Headings) -> int:
    """One row; more where its cells reach down, or where a cell across several columns is divided below by known names."""
    first = table.rows[0] if table.rows else ()
    depth = max((cell.row_span for cell in first), default=1)
    if depth == 1 and len(table.rows) > 1 and any(cell.column_span > 1 or not cell.text.strip() for cell in first):
        below = [cell.text for cell in table.rows[1] if cell.text.strip()]
        known = sum(headings.field_of(text) is not None for text in below)
        depth = 2 if known and known >= len(below) / 2 else 1
    return min(depth, 4, len(table.rows))
