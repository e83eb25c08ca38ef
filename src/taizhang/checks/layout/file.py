"""A Word file opened for its layout: the lines of known part, how each is set, the sections they stand in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml import etree

from taizhang.checks.layout.formatting import Formatting, ParagraphLook, RunLook
from taizhang.checks.layout.parts import Placed, placed
from taizhang.checks.word_places import Part, Places, WordText, body_of, main_part
from taizhang.reading import Reading
from taizhang.reading.formats.archive import Archive
from taizhang.reading.formats.ooxml import attribute, child, children, local
from taizhang.reading.limits import DEFAULTS, Limits

_MOST_SECTIONS = 100
_CHINESE = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its properties (w:sectPr) and the first line of the text that stands in it, -1 where none is known."""

    properties: etree._Element
    start: int
    end: int


class File:
    """What is asked of one file. Raises Unreadable where it is damaged."""

    def __init__(self, data: bytes, reading: Reading, limits: Limits = DEFAULTS) -> None:
        self.reading = reading
        self._archive = Archive(data, limits)
        self._main = main_part(self._archive)
        self.body = body_of(self._archive.xml(self._main))
        self.word = WordText(self.body)
        self.lines: list[Placed] = placed(reading, Places(self.word, reading.text))
        self.formatting = Formatting(*(self._related(kind) for kind in ("styles", "numbering", "theme")))
        self._looks: dict[etree._Element, ParagraphLook] = {}
        self._run_looks: dict[etree._Element | None, RunLook] = {}
        self._parts: dict[str, etree._Element | None] = {}

    @cached_property
    def settings(self) -> etree._Element | None:
        """The document's settings."""
        return self._related("settings")

    @cached_property
    def embedded(self) -> frozenset[str]:
        """The fonts that the file brings along."""
        table = self._related("fontTable")
        fonts = (font for font in children(table, "font") if any(local(e.tag).startswith("embed") for e in font))
        return frozenset(attribute(font, "name") or "" for font in fonts)

    def look(self, line: Placed) -> ParagraphLook:
        """How the line's paragraph is set."""
        element = line.paragraph.element
        if element not in self._looks:
            self._looks[element] = self.formatting.paragraph(child(element, "pPr"))
        return self._looks[element]

    def runs(self, line: Placed) -> Iterator[tuple[str, RunLook]]:
        """The line's Chinese characters as they stand in its runs, each with its look."""
        for part in line.pieces:
            if said := "".join(_CHINESE.findall(_text(part))):
                yield said, self.run_look(part)

    def run_look(self, part: Part) -> RunLook:
        """How a piece's run is set."""
        run = part.piece.element.getparent()
        if run not in self._run_looks:
            self._run_looks[run] = self.formatting.run(child(part.piece.paragraph.element, "pPr"), child(run, "rPr"))
        return self._run_looks[run]

    def footers(self, section: Section) -> dict[str, etree._Element]:
        """The section's footers and headers by what pages they are for (default, even, first)."""
        found: dict[str, etree._Element] = {}
        for kind in ("footerReference", "headerReference"):
            for reference in children(section.properties, kind):
                root = self._by_id(attribute(reference, "id"))
                if root is not None:
                    found.setdefault(f"{kind[:6]} {attribute(reference, 'type') or 'default'}", root)
        return found

    @cached_property
    def order(self) -> dict[etree._Element, int]:
        """The numbers of the paragraphs."""
        return {paragraph.element: at for at, paragraph in enumerate(self.word.paragraphs)}

    @cached_property
    def sections(self) -> list[Section]:
        """The sections in order, each with the first known line in it."""
        found: list[Section] = []
        lines = iter(self.lines)
        line = next(lines, None)
        for properties, last in islice(_section_ends(self.body, self.word), _MOST_SECTIONS):
            first = None
            while line is not None and self.order[line.paragraph.element] <= last:
                first, line = first or line, next(lines, None)
            place = (first.line.start, first.line.end) if first else (-1, -1)
            found.append(Section(properties, *place))
        return found

    def _related(self, kind: str) -> etree._Element | None:
        name = self._archive.related(self._main, kind)
        return self._archive.xml(name) if name else None

    @cached_property
    def _relations(self) -> dict[str, str]:
        """The members that the body names, by the identity it names them with."""
        folder, base = posixpath.split(self._main)
        root = self._archive.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {
            relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            for relation in (() if root is None else root)
            if relation.get("TargetMode") != "External"
        }

    def _by_id(self, identity: str | None) -> etree._Element | None:
        name = self._relations.get(identity or "")
        if name and name not in self._parts:
            self._parts[name] = self._archive.xml(name)
        return self._parts.get(name or "")


def _text(part: Part) -> str:
    return part.piece.text[part.start : part.end]


def _section_ends(body: etree._Element, word: WordText) -> Iterator[tuple[etree._Element, int]]:
    """Each section's properties, with the number of its last paragraph."""
    for at, paragraph in enumerate(word.paragraphs):
        if paragraph.on_page and (properties := child(child(paragraph.element, "pPr"), "sectPr")) is not None:
            yield properties, at
    if (last := child(body, "sectPr")) is not None:
        yield last, len(word.paragraphs)
