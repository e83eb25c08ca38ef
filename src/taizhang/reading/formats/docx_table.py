"""Word tables laid on a grid: cells across columns (gridSpan) and down rows (vMerge) stand once, where they begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from taizhang.reading.formats.assembly import GridCell
from taizhang.reading.formats.ooxml import child, local, number, value

MAX_COLUMNS = 1000  # Word itself allows 63


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as its row writes it: where it begins, how wide it is, whether it goes on from the row above."""

    text: str
    column: int
    width: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One table row."""

    cells: tuple[RowCell, ...]

    @classmethod
    def of(cls, element: etree._Element, properties: etree._Element | None, text: Callable[[etree._Element], str]) -> Row:
        """The row an element (w:tr) describes; ``text`` reads a cell."""
        cells: list[RowCell] = []
        column = min(number(child(properties, "gridBefore")) or 0, MAX_COLUMNS)
        for each in _cells(element):
            about = child(each, "tcPr")
            width = min(max(number(child(about, "gridSpan")) or 1, 1), MAX_COLUMNS)
            merge = child(about, "vMerge")
            continues = merge is not None and value(merge) != "restart"
            cells.append(RowCell("" if continues else text(each), column, width, continues))
            column += width
        return cls(tuple(cells))


def grid(rows: list[Row]) -> list[list[GridCell]]:
    """The rows as grid cells, each merged cell once with the rows and columns it covers."""
    placed: list[list[GridCell]] = []
    above: dict[int, tuple[int, int]] = {}  # column → where in ``placed`` the cell that may go on downwards stands
    for index, row in enumerate(rows):
        placed.append([])
        here: dict[int, tuple[int, int]] = {}
        for cell in row.cells:
            if cell.continues and cell.column in above:
                line, place = here[cell.column] = above[cell.column]
                begun = placed[line][place]
                placed[line][place] = begun._replace(row_span=index - begun.row + 1)
            else:
                placed[index].append(GridCell(cell.text, index, cell.column, 1, cell.width))
                here[cell.column] = (index, len(placed[index]) - 1)
        above = here
    return placed


def _cells(row: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for each in row:
        name = local(each.tag)
        if name == "tc":
            found.append(each)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            found += _cells(each)
    return found
