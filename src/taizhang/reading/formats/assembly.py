"""Puts a document together: paragraphs and tables in reading order become one text with spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from taizhang.reading.document import Cell, Document, Table, Unreadable
from taizhang.reading.limits import Limits
from taizhang.sheet import Span


class GridCell(NamedTuple):
    """A cell before it has a place in the text. A tuple, since sheets bring hundreds of thousands."""

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
        self._add_table(self._row(tuple(row)) for row in rows)

    def plain_table(self, rows: Iterable[Sequence[str]]) -> None:
        """Add a table without merged cells, straight from its texts."""
        self._add_table(self._plain_row(number, row) for number, row in enumerate(rows))

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    def document(self, format: str, title: str | None = None) -> Document:
        """What has been put together."""
        return Document("".join(self._pieces).removesuffix("\n"), format, title, tuple(self._tables))

    def _add_table(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        begin = self._length
        placed = tuple(rows)
        if any(placed):
            self._tables.append(Table(placed, Span(begin, max(begin, self._length - 1))))

    def _row(self, row: tuple[GridCell, ...]) -> tuple[Cell, ...]:
        texts = [_tidy(cell.text) for cell in row]
        cells = zip(row, texts, self._write(texts), strict=True)
        return tuple(Cell(text, span, c.row, c.column, c.row_span, c.column_span) for c, text, span in cells)

    def _plain_row(self, number: int, row: Sequence[str]) -> tuple[Cell, ...]:
        texts = [text if text.isalnum() else _tidy(text) for text in row]
        return tuple(
            [Cell(text, span, number, at) for at, (text, span) in enumerate(zip(texts, self._write(texts), strict=True))]
        )

    def _write(self, texts: list[str]) -> list[Span]:
        """Write one row into the text; its cells' places."""
        self._count(len(texts))
        place = self._length - 1
        spans = [Span(begin := place + 1, place := begin + len(text)) for text in texts]
        self._append("\t".join(texts) + "\n")
        return spans

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.cells:
            raise Unreadable(f"表格超过 {self._limits.cells:,} 个单元格。请删去空行空列，或拆成几个文件再导入。")

    def _append(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._limits.characters:
            raise Unreadable(f"文字超过 {self._limits.characters:,} 个字。请拆成几个文件再导入。")
        self._pieces.append(text)


def _tidy(content: str) -> str:
    """A cell's text with no tab in it and no space around its lines."""
    if "\n" not in content and "\t" not in content:
        return content.strip()
    return "\n".join(line.strip() for line in content.replace("\t", " ").strip().split("\n"))
