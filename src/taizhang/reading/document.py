"""A file as text: what every format is turned into before anything is read from it.

Spans are character offsets into ``Document.text``. Paragraphs are separated by one newline; a table stands in the text
as well, its cells separated by tabs and its rows by newlines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from taizhang.sheet import Span


class Unreadable(Exception):
    """A file cannot be read. The message is for the person who brought it: what, where, what to do, in Chinese."""


class Cell(NamedTuple):
    """One cell of a table, with its place in the grid and in the text. A tuple, since sheets bring hundreds of thousands."""

    text: str
    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its rows of cells in reading order; a merged cell stands once, where it begins."""

    rows: tuple[tuple[Cell, ...], ...]
    span: Span


class Recognised(NamedTuple):
    """A line that was recognised on a picture, and how sure that is: 0 to 100, by its least sure word."""

    span: Span
    confidence: int


class Picture(Unreadable):
    """The file holds pictures of pages and no text: recognition (OCR) may read it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, with the tables in it and what was marked as furniture (navigation, page numbers, sharing links)."""

    text: str
    format: str = "text"
    title: str | None = None
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()
    running: tuple[str, ...] = ()  # what stands at the head and foot of the pages: left out, but a mark may stand there
    attachments: tuple[str, ...] = ()  # names of files that came with it and were not read
    recognised: tuple[Recognised, ...] = ()
