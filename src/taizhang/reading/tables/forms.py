"""一个问题一张表: forms that say label by label what a ledger has in columns, one after the other for every finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from taizhang.reading.document import Cell, Table
from taizhang.reading.tables.headings import Headings
from taizhang.reading.tables.table_rows import Record

_ABOVE = ("aspect", "number")
MAIN, DONE = ("statement", "manifestation"), ("measure", "progress")
_NUMBERED = re.compile(r"[\s0-90-9一二三四五六七八九十:：、.．（）()]+$")
_LOOKED_AT = 60  # rows of a table: a form says its labels at once
_LONGEST = 16  # a label
_LEAST = 3  # labels that stand first in their rows, where a table is a form
_ASPECT = re.compile(r"方面|^[一二三四五六七八九十]{1,3}、|^（[一二三四五六七八九十]{1,3}）")

Field = tuple[str, Cell]


def is_form(table: Table, names: Headings) -> bool:
    """Whether labels stand down the side: a finding and what is done about it among them."""
    said = [field for row in table.rows[:_LOOKED_AT] if row and (field := _field(row[0], names))]
    return len(said) >= _LEAST and any(f in said for f in MAIN) and any(f in said for f in DONE)


def form_records(fields: Iterable[Field]) -> Iterator[list[Record]]:
    """The findings of forms that follow one another, each as records with one measure's cells; ``fields`` are label by label."""
    finding: list[dict[str, Cell]] = []
    above: dict[str, Cell] = {}  # 方面 and 序号 that stand before the finding they are told of
    for field, cell in fields:
        if finding and _begins_another(field, {name for row in finding for name in row}):
            yield _records(finding)
            finding = []
        if not finding and field in _ABOVE:
            above[field] = cell
            continue
        if not finding:
            finding.append(dict(above))
            above.pop("number", None)
        _put(finding, field, cell)
    if finding:
        yield _records(finding)


def _begins_another(field: str, told: set[str]) -> bool:
    """Whether the label opens the next finding, by what has been told of this one."""
    done = bool(told & set(DONE))
    if field in _ABOVE:
        return done
    if field == "statement":
        return done or "statement" in told
    return field == "manifestation" and "statement" not in told and (done or "manifestation" in told)


def _put(finding: list[dict[str, Cell]], field: str, cell: Cell) -> None:
    """Add what a label tells; a measure behind a measure, or a second 责任单位, belongs to the next measure."""
    if field in finding[-1] and field not in MAIN:
        finding.append({})
    finding[-1].setdefault(field, cell)


def _records(finding: list[dict[str, Cell]]) -> list[Record]:
    shared = {field: cell for field, cell in finding[0].items() if field in ("aspect", "number", *MAIN)}
    return [Record(shared | row, frozenset(row)) for row in finding]


def fields_of(tables: Iterable[Table], names: Headings) -> Iterator[Field]:
    """What the labels tell, in order. A row without a label goes on with the label above it, where that reaches down."""
    for table in tables:
        label: tuple[str, Cell] | None = None
        for row in table.rows:
            pairs = list(_pairs(row, names))
            if pairs:
                yield from pairs
                label = (_field(row[0], names) or "", row[0])
            elif label and label[0] and row and row[0].row < label[1].row + label[1].row_span:
                yield from ((label[0], cell) for cell in row if cell.text.strip())
            elif len(filled := [cell for cell in row if cell.text.strip()]) == 1 and _ASPECT.search(filled[0].text):
                yield "aspect", filled[0]


def _pairs(row: tuple[Cell, ...], names: Headings) -> Iterator[Field]:
    """The labels of a row, each with the cell behind it."""
    at = 0
    while at + 1 < len(row):
        field = _field(row[at], names)
        if field and row[at + 1].text.strip():
            yield field, row[at + 1]
            at += 1
        at += 1


def _field(cell: Cell, names: Headings) -> str | None:
    return field_of(cell.text, names)


def field_of(label: str, names: Headings) -> str | None:
    """The field a label names: as a whole, or with a number (措施一, 问题2)."""
    label = label.strip()
    return names.label_of(_NUMBERED.sub("", label) or label) if len(label) <= _LONGEST else None
