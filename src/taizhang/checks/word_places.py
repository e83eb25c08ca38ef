"""Where a place of the read text stands in its Word file: which paragraph, which characters of which piece of text.

The file's pieces are walked in the order of reading; what reading repaired, or Word counts and does not store, is bridged by
laying both texts side by side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from taizhang.checks.alignment import Alignment
from taizhang.reading import Unreadable
from taizhang.reading.formats.archive import Archive
from taizhang.reading.formats.docx import chosen
from taizhang.reading.formats.docx_paragraph import Fields
from taizhang.reading.formats.ooxml import attribute, child, flag, local

_SKIPPED = frozenset({"del", "moveFrom", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "pPr", "tblGrid", "rPr", "rt", "object"})
_GAPS = frozenset({"tab", "ptab", "br", "cr"})


@dataclass(slots=True, eq=False)
class Piece:
    """One w:t: its text and the paragraph it stands in. ``start`` is its place in the whole."""

    element: etree._Element
    text: str
    paragraph: Paragraph
    start: int = 0


@dataclass(slots=True, eq=False)
class Paragraph:
    """One w:p. ``host`` is itself, or the paragraph of the page that a text box hangs on; ``cell`` the table cell around it."""

    element: etree._Element
    host: etree._Element
    cell: etree._Element | None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is stored of its text: no numbers that Word counts."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def in_box(self) -> bool:
        """Whether it stands in a text box."""
        return self.host is not self.element

    @property
    def on_page(self) -> bool:
        """Whether it is part of the running text: neither in a table nor in a text box."""
        return self.cell is None and not self.in_box


class Part(NamedTuple):
    """Some characters of a piece."""

    piece: Piece
    start: int
    end: int


class WordText:
    """The text of a Word file's body, with its paragraphs in order."""

    def __init__(self, body: etree._Element) -> None:
        self.paragraphs: list[Paragraph] = []
        self._fields = Fields()
        self._collect(body, None, None)
        self.pieces = [piece for paragraph in self.paragraphs for piece in paragraph.pieces]
        place = 0
        for piece in self.pieces:
            piece.start = place
            place += len(piece.text)
        self._starts = [piece.start for piece in self.pieces]

    @cached_property
    def text(self) -> str:
        """All pieces, one behind the other."""
        return "".join(piece.text for piece in self.pieces)

    def parts(self, start: int, end: int) -> Iterator[Part]:
        """The pieces' characters between two offsets of the text."""
        for at in range(max(bisect_right(self._starts, start) - 1, 0), len(self.pieces)):
            piece = self.pieces[at]
            if piece.start >= end:
                return
            if piece.text and piece.start + len(piece.text) > start:
                yield Part(piece, max(0, start - piece.start), min(len(piece.text), end - piece.start))

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that an offset of the text stands in."""
        at = bisect_right(self._starts, offset) - 1
        return self.pieces[at].paragraph if at >= 0 else None

    def _collect(self, container: etree._Element, host: etree._Element | None, cell: etree._Element | None) -> None:
        for element in container:
            name = local(element.tag)
            if name == "p":
                self._add(element, host, cell)
            elif name == "tc":
                self._collect(element, host, element)
            elif name and name not in _SKIPPED:
                self._collect(chosen(element), host, cell)

    def _add(self, element: etree._Element, host: etree._Element | None, cell: etree._Element | None) -> None:
        paragraph = Paragraph(element, element if host is None else host, cell)
        self.paragraphs.append(paragraph)
        boxes: list[etree._Element] = []
        self._pieces(element, paragraph, boxes)
        for box in boxes:
            self._collect(box, paragraph.host, cell)

    def _pieces(self, element: etree._Element, paragraph: Paragraph, boxes: list[etree._Element]) -> None:
        for each in element:
            name = local(each.tag)
            if name == "t":
                if each.text and not self._fields.silent:
                    paragraph.pieces.append(Piece(each, each.text, paragraph))
            elif name == "txbxContent":
                boxes.append(each)
            elif name == "fldChar":
                self._fields.mark(attribute(each, "fldCharType"))
            elif name == "instrText":
                self._fields.instruct(each.text or "")
            elif name and name not in _SKIPPED | _GAPS and not _hidden(each):
                self._pieces(chosen(each), paragraph, boxes)


class Places:
    """Offsets of the text that was read as places in the Word file."""

    def __init__(self, word: WordText, read: str) -> None:
        self._word, self._read = word, read
        self._side = Alignment(word.text, read)

    def parts(self, start: int, end: int) -> list[Part]:
        """The characters that stand at ``[start, end)`` of the read text; none where the file does not store them."""
        place = self._side.range(start, end)
        return [] if place is None else list(self._word.parts(*place))

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph that an offset of the read text stands in; the first of the file where that is unknown."""
        start = max(self._read.rfind(mark, 0, offset) for mark in "\n\t") + 1
        ends = [end for mark in "\n\t" if (end := self._read.find(mark, offset)) >= 0]
        place = self._side.range(start, min(ends, default=len(self._read)))
        found = self._word.paragraph_at(self._side.near(offset) if place is None else place[0])
        return found or next(iter(self._word.paragraphs), None)


def main_part(archive: Archive) -> str:
    """The name of the member that holds the body."""
    return archive.related("", "officeDocument") or "word/document.xml"


def body_of(root: etree._Element | None) -> etree._Element:
    """The body of the main part. Raises Unreadable."""
    body = child(root, "body")
    if body is None:
        raise Unreadable("里没有 Word 正文，文件不完整。请用 Word 或 WPS 打开，另存为“.docx”后再上传。")
    return body


def _hidden(element: etree._Element) -> bool:
    return local(element.tag) == "r" and flag(child(child(element, "rPr"), "vanish"))
