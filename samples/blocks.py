"""A paper as blocks: what it says, apart from how it is written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a list, down ``rows`` and across ``columns``."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A list as a table: its title, the rows of its heading, its rows, notes below."""

    name: str
    title: str
    widths: tuple[int, ...]  # in characters
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def placed(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell of heading and rows with its row and column on the grid."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.head + self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                yield row, column, cell
                taken.update((row + down, column + across) for down in range(cell.rows) for across in range(cell.columns))
                column += cell.columns


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. ``level`` 1–4 is a numbered heading or item (一、 （一） 1. （1）), 0 is text."""

    text: str
    level: int = 0
    kind: str = "body"  # body, title, right, attachment


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their numbers written out, as a text file and a web page store them."""
    counts = [0] * 5
    for block in blocks:
        if not block.level:
            yield block
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (4 - block.level)
        yield Block(_label(block.level, counts[block.level]) + block.text, block.level, block.kind)


def _label(level: int, count: int) -> str:
    return {1: f"{NUMERALS[count - 1]}、", 2: f"（{NUMERALS[count - 1]}）", 3: f"{count}.", 4: f"（{count}）"}[level]
