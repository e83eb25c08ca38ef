"""Puts a document together: paragraphs and tables in reading order become one text with spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.reading.document import Cell, Document, Table, Unreadable
from taizhang.reading.limits import Limits
from taizhang.sheet import Span


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before it has a place in the text."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Assembly:
    """The text so far. A format's reader adds to it from top to bottom and asks for the Document at the end."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self._cells = 0
        self._tables: list[Table] = []

    def paragraph(self, text: str) -> None:
        """Add a paragraph; line breaks inside it make several, empty ones are left out."""
        for line in text.split("\n"):
            if line := line.strip():
                self._append(line + "\n")

    def table(self, rows: Iterable[Iterable[GridCell]]) -> None:
        """Add a table. A cell of several paragraphs keeps its newlines; tabs inside a cell become spaces."""
        begin = self._length
        placed = [self._row(row) for row in rows]
        if any(placed):
            self._tables.append(Table(tuple(placed), Span(begin, max(begin, self._length - 1))))

    def document(self, format: str, title: str | None = None) -> Document:
        """What has been put together."""
        return Document("".join(self._pieces).removesuffix("\n"), format, title, tuple(self._tables))

    def _row(self, row: Iterable[GridCell]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for grid in row:
            if cells:
                self._append("\t")
            cells.append(self._cell(grid))
        self._append("\n")
        return tuple(cells)

    def _cell(self, grid: GridCell) -> Cell:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise Unreadable(f"表格超过 {self._limits.cells:,} 个单元格。请删去空行空列，或拆成几个文件再导入。")
        text = "\n".join(line.strip() for line in grid.text.replace("\t", " ").strip().split("\n"))
        begin = self._length
        self._append(text)
        return Cell(text, Span(begin, self._length), grid.row, grid.column, grid.row_span, grid.column_span)

    def _append(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._limits.characters:
            raise Unreadable(f"文字超过 {self._limits.characters:,} 个字。请拆成几个文件再导入。")
        self._pieces.append(text)
