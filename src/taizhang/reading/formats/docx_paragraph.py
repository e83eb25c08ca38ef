"""The text of one Word paragraph: runs, breaks, fields' results, tracked changes as accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from taizhang.reading.formats.ooxml import attribute, child, children, flag, local

_LEFT_OUT = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt", "sdtPr", "object"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BOXES = {0x52: "☑", 0x53: "☒", 0xA3: "□", 0xA8: "□", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x6F: "□"}  # Wingdings and its sequel


@dataclass(slots=True)
class Fields:
    """The fields open at this point of the document: each with its instruction and whether its result has begun."""

    _open: list[tuple[list[str], list[bool]]] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        """Inside an instruction, or a table of contents: nothing here is the document's own text."""
        return any(not shows[0] for _, shows in self._open) or self.in_contents

    @property
    def in_contents(self) -> bool:
        """Inside the result of a table of contents."""
        return any("".join(said).lstrip().upper().startswith("TOC") for said, _ in self._open)

    def mark(self, kind: str | None) -> None:
        """A begin, separate or end mark."""
        if kind == "begin":
            self._open.append(([], [False]))
        elif kind == "separate" and self._open:
            self._open[-1][1][0] = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """A piece of the innermost field's instruction."""
        if self._open:
            self._open[-1][0].append(text)


def written_text(paragraph: etree._Element, fields: Fields) -> tuple[str, list[etree._Element]]:
    """The paragraph's own text, and the text boxes and footnote marks met on the way."""
    pieces: list[str] = []
    asides: list[etree._Element] = []
    _collect(paragraph, fields, pieces, asides)
    return "".join(pieces), asides


def _collect(element: etree._Element, fields: Fields, pieces: list[str], asides: list[etree._Element]) -> None:
    for each in element:
        name = local(each.tag)
        if name == "t":
            if not fields.silent:
                pieces.append(each.text or "")
        elif name == "r":
            if not flag(child(child(each, "rPr"), "vanish")):
                _collect(each, fields, pieces, asides)
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name in ("drawing", "pict"):
            asides += _outermost(each, "txbxContent")
        else:
            _special(each, name, fields, pieces, asides)


def _special(each: etree._Element, name: str, fields: Fields, pieces: list[str], asides: list[etree._Element]) -> None:
    if name == "fldChar":
        fields.mark(attribute(each, "fldCharType"))
    elif name == "instrText":
        fields.instruct(each.text or "")
    elif name == "footnoteReference":
        asides.append(each)
    elif name == "sym":
        pieces.append(_symbol(each))
    elif name == "AlternateContent":
        _collect(_alternative(each), fields, pieces, asides)
    elif name and name not in _LEFT_OUT:
        _collect(each, fields, pieces, asides)


def _alternative(element: etree._Element) -> etree._Element:
    return next((e for kind in ("Choice", "Fallback") for e in children(element, kind) if len(e)), element)


def _outermost(element: etree._Element, name: str) -> list[etree._Element]:
    """The elements of this name that do not stand inside another of them; of alternatives only one is looked at."""
    found: list[etree._Element] = []
    for each in _alternative(element) if local(element.tag) == "AlternateContent" else element:
        if local(each.tag) == name:
            found.append(each)
        else:
            found += _outermost(each, name)
    return found


def _symbol(element: etree._Element) -> str:
    """A sign from a symbol font: the boxes and ticks of forms; others have no character."""
    code = attribute(element, "char") or ""
    try:
        return _BOXES.get(int(code, 16) & 0xFF, "")
    except ValueError:
        return ""
