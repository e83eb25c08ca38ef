"""Marks of comments written into a Word file's body: runs are cut where a comment begins or ends, no character is touched."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from taizhang.checks.word_places import Paragraph, Part, Piece, Places
from taizhang.reading.formats.ooxml import attribute, child, local

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What may hold marks of comments between a paragraph and its runs.
_OPEN = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"})

Fragments = dict[int, etree._Element]  # the w:t that begins at each offset of what was one piece


class Marker:
    """The marks of all comments: planned one by one, then written at once, since places hold only until something is cut."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._ranges: list[tuple[etree._Element, Part, Part]] = []
        self._wholes: list[tuple[etree._Element, Paragraph]] = []

    def plan(self, reference: etree._Element, start: int, end: int) -> None:
        """A comment on ``[start, end)`` of the read text.

        It is on a whole paragraph where none of these characters is stored, or where they stand in a text box: Word takes no
        comments there, so it hangs on the paragraph that holds the box.
        """
        parts = self._places.parts(start, end)
        if parts and not any(part.piece.paragraph.in_box for part in (parts[0], parts[-1])):
            self._ranges.append((reference, parts[0], parts[-1]))
        elif paragraph := parts[0].piece.paragraph if parts else self._places.paragraph(start):
            self._wholes.append((reference, paragraph))

    def write(self) -> None:
        """Cut the runs, then set the marks."""
        offsets: dict[Piece, set[int]] = defaultdict(set)
        for _, first, last in self._ranges:
            offsets[first.piece].add(first.start)
            offsets[last.piece].add(last.end)
        backwards = sorted(offsets, key=lambda piece: -piece.start)  # so that a cut moves what stands up to the next one only
        cut = {piece: _cut(piece, sorted(offsets[piece])) for piece in backwards}
        for reference, first, last in self._ranges:
            ending = max(offset for offset in cut[last.piece] if offset < last.end)
            _set(reference, _anchor(cut[first.piece][first.start]), _anchor(cut[last.piece][ending]))
        for reference, paragraph in self._wholes:
            _around(reference, paragraph.host)


def _cut(piece: Piece, offsets: list[int]) -> Fragments:
    """The piece as fragments in runs of their own: one begins at each of these offsets."""
    text = piece.element
    if _anchor(text) is not text.getparent():  # inside a formula or the like: marks go around that
        return dict.fromkeys((0, *offsets), text)
    fragments = {0: text}
    inner = [offset for offset in offsets if 0 < offset < len(piece.text)]
    for start, end in pairwise([*inner, len(piece.text)]):
        fragments[start] = _like(text, piece.text[start:end])
    for fragment in reversed([fragments[start] for start in inner]):
        text.addnext(fragment)
    if inner:
        _write(text, piece.text[: inner[0]])
    _part_runs(fragments, offsets, len(piece.text))
    return fragments


def _part_runs(fragments: Fragments, offsets: list[int], length: int) -> None:
    """A run begins at each offset; at the end of the piece, with whatever stands behind it in its run."""
    for offset in reversed(offsets):
        begins = fragments[offset] if offset < length else fragments[max(fragments)].getnext()
        if begins is not None:
            _begin_run(begins)


def _begin_run(content: etree._Element) -> None:
    """Let this element and what follows it in its run stand in a run of its own, formatted alike."""
    run = content.getparent()
    before = content.getprevious()
    if run is None or before is None or local(before.tag) == "rPr":
        return
    following = [content, *content.itersiblings()]
    new = etree.Element(run.tag, _attributes(run))
    if local(run[0].tag) == "rPr":
        new.append(deepcopy(run[0]))
    run.addnext(new)
    new.extend(following)


def _like(text: etree._Element, content: str) -> etree._Element:
    new = etree.Element(text.tag, _attributes(text))
    _write(new, content)
    return new


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _write(text: etree._Element, content: str) -> None:
    text.text = content
    text.set(_SPACE, "preserve")


def _anchor(text: etree._Element) -> etree._Element:
    """What marks go around: the run of a text, or the formula, ruby or other closed thing that the run stands in."""
    path = [text]
    while (above := path[-1].getparent()) is not None and local(above.tag) != "p":
        path.append(above)
    return next(element for element in reversed(path) if local(element.tag) not in _OPEN)


def _set(reference: etree._Element, begin: etree._Element, end: etree._Element) -> None:
    """Marks around these runs, the reference behind them."""
    start, stop, run = _marks(reference)
    begin.addprevious(start)
    end.addnext(run)
    end.addnext(stop)


def _around(reference: etree._Element, paragraph: etree._Element) -> None:
    """Marks around all that stands in a paragraph."""
    start, stop, run = _marks(reference)
    properties = child(paragraph, "pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    paragraph.extend((stop, run))


def _marks(reference: etree._Element) -> tuple[etree._Element, etree._Element, etree._Element]:
    w = reference.tag.partition("}")[0] + "}"
    about = {f"{w}id": attribute(reference, "id") or ""}
    run = etree.Element(f"{w}r")
    run.append(reference)
    return etree.Element(f"{w}commentRangeStart", about), etree.Element(f"{w}commentRangeEnd", about), run
