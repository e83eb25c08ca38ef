"""A file that came back as rows of fields, each with its place: our own workbooks, others' tables, tables in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from taizhang.ledger.sheets import MARK, Stamp
from taizhang.reading import Unreadable, containers, xlsx
from taizhang.reading.document import Cell, Table
from taizhang.reading.formats import open_document
from taizhang.reading.headings import Columns, Headings, columns_of
from taizhang.reading.limits import Limits
from taizhang.sheet import Span

CARRIED = ("number", "aspect", "statement")  # written once and meant for the rows below
MEANT = {"state": "degree", "completed_on": "accepted_on"}  # what the ledger's list calls fields of others' tables
CORE = frozenset({"statement", "measure", "manifestation"})
HEAD_WITHIN = 30  # rows
KEY = re.compile(r"[MF]\d{1,9}")
_NOTE = re.compile(r"\s*(?:注[:：]|备注[:：]|说明[:：]|填表|填报|制表|审核|审签|负责人|联系人|联系电话|合计|总计)")
_ESCAPED = re.compile(r"_x000[dD]_\n?|\r\n?")
_NOWHERE = Span(0, 0)
NO_TABLE = "“{}”里没有找到台账的表格：表头里要有“问题”或“整改措施”这样的列名。请核对是不是这份文件。"

Merges = Mapping[tuple[int, int], tuple[int, int]]  # covered place → where its cell begins


@dataclass(frozen=True, slots=True)
class Given:
    """One row as it was filled in. ``spread`` are the fields whose cell begins in a row above; rows count from 1 as people do."""

    file: str
    sheet: str
    row: int
    key: str
    said: Mapping[str, str]
    spread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GivenTable:
    """One table: its rows, which column holds which field (by letter), what it was made from, the headings nobody knows."""

    file: str
    sheet: str
    stamp: Stamp | None
    letters: Mapping[str, str]
    rows: Sequence[Given]
    unknown: Mapping[str, str] = field(default_factory=dict)  # letter → heading


def tables_of(data: bytes, name: str, headings: Headings, limits: Limits) -> list[GivenTable]:
    """Every table of the file that holds lines of a ledger. Raises Unreadable where there is none."""
    found = [table for grid in _grids(data, name, limits) if (table := _table(name, *grid, headings))]
    if not found:
        raise Unreadable(NO_TABLE.format(name))
    return found


Grid = tuple[str, Sequence[Sequence[str]], Merges]


def _grids(data: bytes, name: str, limits: Limits) -> Iterator[Grid]:
    """Every sheet or table: what it is called, its cells, which of them are merged."""
    if containers.kind(data) in ("xlsx", "xls"):
        for sheet, rows, merges in xlsx.grids(data, limits):
            yield sheet, rows, _covered((top, left, bottom, right) for top, left, bottom, right in merges)
        return
    for n, table in enumerate(open_document(data, name, limits).tables, 1):
        yield f"第{n}个表格", *_of_document(table)


def _covered(merges: Iterator[tuple[int, int, int, int]]) -> Merges:
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in merges:
        if (bottom - top + 1) * (right - left + 1) > 100_000:
            continue  # a column merged to the end of the sheet holds no line
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
    return covered


def _of_document(table: Table) -> tuple[list[list[str]], Merges]:
    """A table of a document as a grid."""
    cells = [cell for row in table.rows for cell in row]
    height = max(cell.row + cell.row_span for cell in cells)
    width = max(cell.column + cell.column_span for cell in cells)
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        grid[cell.row][cell.column] = cell.text
    spans = ((c.row, c.column, c.row + c.row_span - 1, c.column + c.column_span - 1) for c in cells)
    return grid, _covered(spans)


def _table(file: str, sheet: str, rows: Sequence[Sequence[str]], covered: Merges, headings: Headings) -> GivenTable | None:
    found = _head(rows, covered, headings)
    if found is None:
        return None
    at, columns = found
    stamp, key_column = _stamp(rows[at])
    fields = {column: MEANT.get(name, name) for column, name in columns.fields.items() if column != key_column}
    given = list(_rows(file, sheet, rows, covered, at + columns.depth, fields, key_column))
    letters = {name: letter(column) for column, name in fields.items()}
    unknown = {letter(cell.column): cell.text.strip() for cell in columns.unknown if cell.column != key_column}
    return GivenTable(file, sheet, stamp, letters, given, unknown)


def _stamp(head: Sequence[str]) -> tuple[Stamp | None, int | None]:
    """What the workbook was made from, and the hidden column that says so."""
    for column, text in enumerate(head):
        if text.startswith(MARK) and (stamp := Stamp.read(text)):
            return stamp, column
    return None, None


def _head(rows: Sequence[Sequence[str]], covered: Merges, headings: Headings) -> tuple[int, Columns] | None:
    """Where the heading is: the row with our stamp, else the first that names a finding or measure and something beside it."""
    tops = range(min(len(rows), HEAD_WITHIN))
    stamped = [at for at in tops if any(text.startswith(MARK) for text in rows[at][:3])]
    for at in stamped or tops:
        if not stamped and sum(bool(text.strip()) for text in rows[at]) < 2:
            continue
        columns = columns_of(_as_table(rows[at : at + 4], at, covered), headings)
        fields = set(columns.fields.values())
        if stamped or (fields & CORE and len(fields) >= 2):
            return at, columns
    return None


def _as_table(rows: Sequence[Sequence[str]], top: int, covered: Merges) -> Table:
    """The first rows as the table that headings are read from."""
    reach: dict[tuple[int, int], list[int]] = {}
    for (row, column), begin in covered.items():
        if top <= begin[0] < top + len(rows):
            held = reach.setdefault(begin, [begin[0], begin[1]])
            held[0], held[1] = max(held[0], row), max(held[1], column)
    cells = []
    for at, texts in enumerate(rows, top):
        line = []
        for column, text in enumerate(texts):
            if (at, column) not in covered:
                bottom, right = reach.get((at, column), [at, column])
                line.append(Cell(text, _NOWHERE, at - top, column, bottom - at + 1, right - column + 1))
        cells.append(tuple(line))
    return Table(tuple(cells), _NOWHERE)


def _rows(
    file: str,
    sheet: str,
    rows: Sequence[Sequence[str]],
    covered: Merges,
    first: int,
    fields: Mapping[int, str],
    key_column: int | None,
) -> Iterator[Given]:
    last: dict[str, str] = {}
    for at in range(first, len(rows)):
        row = rows[at]
        said, spread = {}, set()
        for column, name in fields.items():
            begin = covered.get((at, column))
            if begin is not None and begin[0] < at and begin[0] >= first:
                said[name] = clean(rows[begin[0]][begin[1]])
                spread.add(name)
            else:
                said[name] = clean(row[column]) if column < len(row) else ""
        key = row[key_column].strip() if key_column is not None and key_column < len(row) else ""
        if not (key or any(text for name, text in said.items() if name not in spread)):
            continue
        if not key and _is_note(row):
            continue
        _carry(said, last)
        yield Given(file, sheet, at + 1, key if KEY.fullmatch(key) else "", said, frozenset(spread))


def _carry(said: dict[str, str], last: dict[str, str]) -> None:
    """Take what was written once from the row above; under another finding nothing is taken over but its aspect."""
    if said.get("statement") and said["statement"] != last.get("statement"):
        last.pop("number", None)
    for name in CARRIED:
        if name in said:
            said[name] = last[name] = said[name] or last.get(name, "")


def _is_note(row: Sequence[str]) -> bool:
    texts = [text for text in row if text.strip()]
    return len(texts) <= 3 and _NOTE.match(texts[0]) is not None


def clean(text: str) -> str:
    """A cell's text with line breaks of one kind and nothing around it."""
    return _ESCAPED.sub("\n", text).strip() if "\r" in text or "_x000" in text else text.strip()


def letter(column: int) -> str:
    """0 → A, 27 → AB."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def by_finding(rows: Sequence[Given]) -> Iterator[list[Given]]:
    """The rows that stand together under one finding."""
    for _, some in groupby(rows, key=lambda row: (row.said.get("aspect", ""), row.said.get("statement", ""))):
        yield list(some)
