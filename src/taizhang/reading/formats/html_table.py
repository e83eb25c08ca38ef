"""Tables of a page on their grid; a table that only arranges the page is told from one that holds data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from taizhang.reading.formats.assembly import GridCell

MAX_COLUMNS = 200  # browsers allow 1000; more than this no table for people has
LONG_CELL = 600  # characters; a cell that holds an article


def is_layout(table: etree._Element) -> bool:
    """Whether the table arranges the page: another table in it, one cell to a row, or nearly all text in one cell."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return True
    cells = [list(_cells(row)) for row in _rows(table)]
    if max(map(len, cells), default=0) <= 1:
        return True
    lengths = [len(text_within(cell)) for row in cells for cell in row]
    return max(lengths) > LONG_CELL and max(lengths) > 0.8 * sum(lengths)


def grid(table: etree._Element, text: Callable[[etree._Element], str]) -> list[list[GridCell]]:
    """The table's cells where the browser draws them; ``text`` reads a cell."""
    rows = list(_rows(table))
    placed: list[list[GridCell]] = []
    taken: dict[int, int] = {}  # column → first row in which it is free again
    for index, row in enumerate(rows):
        placed.append([])
        column = 0
        for cell in _cells(row):
            while taken.get(column, 0) > index:
                column += 1
            wide = min(_spanned(cell, "colspan", MAX_COLUMNS), max(MAX_COLUMNS - column, 1))
            high = min(_spanned(cell, "rowspan", len(rows)), len(rows) - index)
            placed[index].append(GridCell(text(cell), index, column, high, wide))
            if high > 1:
                taken.update((c, index + high) for c in range(column, column + wide))
            column += wide
    return [row for row in placed if row]


def text_within(element: etree._Element) -> str:
    """All characters under the element."""
    return "".join(text for text in element.itertext() if isinstance(text, str))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for each in table:
        if each.tag == "tr":
            yield each
        elif each.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in each if row.tag == "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (each for each in row if each.tag in ("td", "th"))


def _spanned(cell: etree._Element, name: str, most: int) -> int:
    """A span as browsers take it: 1 for nonsense, the rest of the table for rowspan 0."""
    text = (cell.get(name) or "1").strip()
    if not text.isdecimal() or len(text) > 9:
        return 1
    return most if name == "rowspan" and int(text) == 0 else min(max(int(text), 1), most)
