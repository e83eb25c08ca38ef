"""A file that came back as rows of fields, each with its place: our own workbooks, others' tables, tables in Word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from taizhang.ledger.sheets import MARK, Stamp
from taizhang.reading import Unreadable
from taizhang.reading.document import Table
from taizhang.reading.formats import containers, open_document, xlsx
from taizhang.reading.limits import Limits
from taizhang.reading.tables.grid_head import Covered, covered, find_head
from taizhang.reading.tables.headings import Headings, defaults
from taizhang.reports.listed import Column
from taizhang.reports.template.stamp import stamped

Letters = Mapping[str, str]  # field → its column
CARRIED = ("number", "aspect", "statement")  # written once and meant for the rows below
MEANT = {"state": "degree", "completed_on": "accepted_on"}  # what the ledger's list calls fields of others' tables
NOTHING_CHOSEN: Mapping[str, str] = {}
KEY = re.compile(r"[MF]\d{1,9}")
_NOTE = re.compile(r"\s*(?:注[:：]|备注[:：]|说明[:：]|填表|填报|制表|审核|审签|负责人|联系人|联系电话|合计|总计)")
NO_TABLE = "“{}”里没有找到台账的表格：表头里要有“问题”或“整改措施”这样的列名。请核对是不是这份文件。"


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
    """One table: its rows, which column holds which field (by letter), what it was made from, the headings nobody knows.

    ``keyed`` tables have a column of ids; a receiver's form that we filled has a stamp without. Where ``tells_state``, the
    column of the degree is headed as one of the state, and says that of a measure which claims no degree yet.
    """

    file: str
    sheet: str
    stamp: Stamp | None
    letters: Letters
    rows: Sequence[Given]
    unknown: Mapping[str, str] = field(default_factory=dict)  # letter → heading
    headed: Mapping[str, str] = field(default_factory=dict)  # field → heading
    keyed: bool = False
    tells_state: bool = False


def headings_of(columns: Iterable[Column], chosen: Mapping[str, str] = NOTHING_CHOSEN) -> Headings:
    """What headings of a table that comes back mean: by the names that come with the product, by those of the ledger's own list,
    and before both by what was ``chosen`` for a sender."""
    return Headings({**defaults().names, **{column.heading: column.field for column in columns}}, chosen)


def tables_of(data: bytes, name: str, headings: Headings, limits: Limits) -> list[GivenTable]:
    """Every table of the file that holds lines of a ledger. Raises Unreadable where there is none."""
    found = [table for grid in _grids(data, name, limits) if (table := _table(name, *grid, headings))]
    if not found:
        raise Unreadable(NO_TABLE.format(name))
    if containers.kind(data) == "xlsx" and not all(table.stamp for table in found):
        stamps = {sheet: Stamp.read(text) for sheet, text in stamped(data, limits).items()}
        return [replace(table, stamp=table.stamp or stamps.get(table.sheet)) for table in found]
    return found


Grid = tuple[str, Sequence[Sequence[str]], Covered]


def _grids(data: bytes, name: str, limits: Limits) -> Iterator[Grid]:
    """Every sheet or table: what it is called, its cells, which of them are merged."""
    if containers.kind(data) in ("xlsx", "xls"):
        for sheet, rows, merges in xlsx.grids(data, limits):
            yield sheet, rows, covered(merges)
        return
    for n, table in enumerate(open_document(data, name, limits).tables, 1):
        yield f"第{n}个表格", *_of_document(table)


def _of_document(table: Table) -> tuple[list[list[str]], Covered]:
    """A table of a document as a grid."""
    cells = [cell for row in table.rows for cell in row]
    height = max(cell.row + cell.row_span for cell in cells)
    width = max(cell.column + cell.column_span for cell in cells)
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        grid[cell.row][cell.column] = cell.text
    spans = ((c.row, c.column, c.row + c.row_span - 1, c.column + c.column_span - 1) for c in cells)
    return grid, covered(spans)


def _table(file: str, sheet: str, rows: Sequence[Sequence[str]], merged: Covered, headings: Headings) -> GivenTable | None:
    found = find_head(rows, merged, headings, is_ours)
    if found is None:
        return None
    at, columns = found
    stamp, key_column = _stamp(rows[at])
    fields = {column: MEANT.get(name, name) for column, name in columns.fields.items() if column != key_column}
    given = list(_rows(file, sheet, rows, merged, at + columns.depth, fields, key_column))
    tells_state = any(name == "state" for name in columns.fields.values())
    letters = {name: letter(column) for column, name in fields.items()}
    unknown = {letter(cell.column): cell.text.strip() for cell in columns.unknown if cell.column != key_column}
    headed = {name: _heading(rows[at : at + columns.depth], column) for column, name in fields.items()}
    return GivenTable(file, sheet, stamp, letters, given, unknown, headed, key_column is not None, tells_state)


def _heading(head: Sequence[Sequence[str]], column: int) -> str:
    """What stands over a column, in the lowest row of its head."""
    texts = [clean(row[column]) for row in head if column < len(row)]
    return next((text for text in reversed(texts) if text), "")


def _stamp(head: Sequence[str]) -> tuple[Stamp | None, int | None]:
    """What the workbook was made from, and the hidden column that says so."""
    for column, text in enumerate(head):
        if text.startswith(MARK) and (stamp := Stamp.read(text)):
            return stamp, column
    return None, None


def is_ours(row: Sequence[str]) -> bool:
    """Whether a row is the heading of a list that we made."""
    return any(text.startswith(MARK) for text in row)


def _rows(
    file: str,
    sheet: str,
    rows: Sequence[Sequence[str]],
    merged: Covered,
    first: int,
    fields: Mapping[int, str],
    key_column: int | None,
) -> Iterator[Given]:
    last: dict[str, str] = {}
    for at in range(first, len(rows)):
        row = rows[at]
        said, spread = {}, set()
        for column, name in fields.items():
            begin = merged.get((at, column))
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
        _carry(said, last, numbered=key_column is not None)
        yield Given(file, sheet, at + 1, key if KEY.fullmatch(key) else "", said, frozenset(spread))


def _carry(said: dict[str, str], last: dict[str, str], *, numbered: bool) -> None:
    """Take what was written once from the row above; under another finding nothing is taken over but its aspect.

    In our own tables the number alone names a finding: ``numbered``.
    """
    another = bool(said.get("statement")) and said["statement"] != last.get("statement")
    if numbered and not said.get("statement") and said.get("number", "") not in ("", last.get("number", "")):
        another = True
    if another:
        last.pop("number", None)
        last.pop("statement", None)
    for name in CARRIED:
        if name in said:
            said[name] = last[name] = said[name] or last.get(name, "")


def _is_note(row: Sequence[str]) -> bool:
    texts = [text for text in row if text.strip()]
    return len(texts) <= 3 and _NOTE.match(texts[0]) is not None


def stated(said: Mapping[str, str]) -> str:
    """What a row names its finding by: its statement, else how it shows."""
    return said.get("statement") or said.get("manifestation", "")


def clean(text: str) -> str:
    """A cell's text with line breaks of one kind and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def letter(column: int) -> str:
    """0 → A, 27 → AB."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def by_finding(rows: Sequence[Given], *, numbered: bool) -> Iterator[list[Given]]:
    """The rows that stand together under one finding; ``numbered`` where the number is that of the finding."""

    def finding(row: Given) -> tuple[str, ...]:
        number = row.said.get("number", "") if numbered else ""
        return row.said.get("aspect", ""), row.said.get("statement", ""), number

    for _, some in groupby(rows, key=finding):
        yield list(some)
