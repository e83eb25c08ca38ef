"""A table's body as records: every field of every row, merged cells and cells left empty taken from above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.reading.document import Cell, Table
from taizhang.reading.tables.headings import Columns

CARRIED = ("aspect", "statement", "manifestation")  # what people write once and mean for the rows below
_ASPECT_ROW = re.compile(r"方面|类$|^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class Record:
    """One row. ``cells`` holds the cell in force for each field, ``fresh`` the fields whose cell begins in this row."""

    cells: dict[str, Cell]
    fresh: frozenset[str]

    def text(self, field: str) -> str:
        """A field's text, "" where the row has none."""
        cell = self.cells.get(field)
        return cell.text.strip() if cell else ""


def records(table: Table, columns: Columns) -> Iterator[Record]:
    """The rows of the body in order; a row that is one title across the table begins an aspect."""
    width = max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
    reaching: dict[int, Cell] = {}
    last: dict[str, Cell] = {}
    band: Cell | None = None
    for row in table.rows[columns.depth :]:
        if title := _band(row, width):
            band, last, reaching = title, {}, {}
            continue
        own = {cell.column: cell for cell in row}
        number = row[0].row if row else 0
        reaching = {column: cell for column, cell in reaching.items() if cell.row + cell.row_span > number} | own
        fresh = {field for column, field in columns.fields.items() if column in own and own[column].text.strip()}
        if fresh:
            cells = _in_force(columns, reaching, last, band)
            last = {field: cells[field] for field in CARRIED if field in cells}
            yield Record(cells, frozenset(fresh))


def _in_force(columns: Columns, reaching: dict[int, Cell], last: dict[str, Cell], band: Cell | None) -> dict[str, Cell]:
    """Each field's cell for one row: its own or a merged one from above, else what is carried on."""
    written = {field: reaching[column] for column, field in columns.fields.items() if column in reaching}
    written = {field: cell for field, cell in written.items() if cell.text.strip()}
    carried = _carried(written, last)
    if band is not None:
        carried.setdefault("aspect", band)
    return carried | written


def _carried(written: dict[str, Cell], last: dict[str, Cell]) -> dict[str, Cell]:
    """What goes on from the row above: a new statement ends the old manifestation, a new aspect the old statement."""
    for index, field in enumerate(CARRIED):
        if field in written and field in last and written[field] is not last[field]:
            return {f: last[f] for f in CARRIED[:index] if f in last}
    return dict(last)


def _band(row: tuple[Cell, ...], width: int) -> Cell | None:
    filled = [cell for cell in row if cell.text.strip()]
    if len(filled) != 1 or width < 3:
        return None
    wide = filled[0].column_span >= 0.6 * width
    alone = len(row) > 1 and filled[0].column == 0 and _ASPECT_ROW.search(filled[0].text) is not None
    return filled[0] if wide or (alone and len(filled[0].text) <= 40) else None
