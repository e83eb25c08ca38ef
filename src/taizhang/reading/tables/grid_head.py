"""Where the heading of a grid of cells is, and what its columns mean: a sheet, or a table of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from taizhang.reading.document import Cell, Table
from taizhang.reading.tables.headings import Columns, Headings, columns_of
from taizhang.sheet import Span

Rows = Sequence[Sequence[str]]
Covered = Mapping[tuple[int, int], tuple[int, int]]  # place within a merged cell → where that cell begins
CORE = frozenset({"statement", "measure", "manifestation"})
WITHIN = 30  # rows from the top
DEEPEST = 4  # rows of one heading
MOST_MERGED = 100_000  # a column merged to the end of the sheet holds no line
_NOWHERE = Span(0, 0)


def covered(merges: Iterable[tuple[int, int, int, int]]) -> Covered:
    """Every place that a merged cell covers, but for those where one begins."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in merges:
        if (bottom - top + 1) * (right - left + 1) <= MOST_MERGED:
            places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            found.update(dict.fromkeys((place for place in places if place != (top, left)), (top, left)))
    return found


def find_head(
    rows: Rows, merged: Covered, headings: Headings, known: Callable[[Sequence[str]], bool] | None = None
) -> tuple[int, Columns] | None:
    """The heading's first row with its columns: a row that is ``known`` for it, else the first that names a finding or measure
    and something beside it."""
    tops = range(min(len(rows), WITHIN))
    sure = [at for at in tops if known and known(rows[at])]
    for at in sure or tops:
        if not sure and sum(bool(text.strip()) for text in rows[at]) < 2:
            continue
        columns = columns_of(_as_table(rows[at : at + DEEPEST], at, merged), headings)
        fields = set(columns.fields.values())
        if sure or (fields & CORE and len(fields) >= 2):
            return at, columns
    return None


def _as_table(rows: Rows, top: int, merged: Covered) -> Table:
    """Some rows as the table that headings are read from."""
    reach: dict[tuple[int, int], list[int]] = {}
    for (row, column), begin in merged.items():
        if top <= begin[0] < top + len(rows):
            held = reach.setdefault(begin, [begin[0], begin[1]])
            held[0], held[1] = max(held[0], row), max(held[1], column)
    cells = []
    for at, texts in enumerate(rows, top):
        line = []
        for column, text in enumerate(texts):
            if (at, column) not in merged:
                bottom, right = reach.get((at, column), [at, column])
                line.append(Cell(text, _NOWHERE, at - top, column, bottom - at + 1, right - column + 1))
        cells.append(tuple(line))
    return Table(tuple(cells), _NOWHERE)
