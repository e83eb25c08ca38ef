"""One pass over a page: paragraphs as the browser breaks them, list numbers as it counts them, tables on their grid."""

from __future__ import annotations

import re

from lxml import etree

from taizhang.reading.formats.assembly import GridCell
from taizhang.reading.formats.html_furniture import Furniture
from taizhang.reading.formats.html_table import grid, is_layout
from taizhang.reading.formats.list_numbers import written

Block = str | list[list[GridCell]]

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "o:p", "st1:chsdate",
})  # fmt: skip
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CSS_STYLES = {
    "none": "none", "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero", "cjk-decimal": "ideographDigital", "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_CSS_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b([a-z][a-z-]+)", re.IGNORECASE)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3001-\u303f]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
_SPACE = re.compile("[ \t\r\n\f\xa0]+")


class Walk:
    """Collects a page's blocks. ``furniture`` says what to pass by."""

    def __init__(self, furniture: Furniture) -> None:
        self._furniture = furniture
        self._blocks: list[Block] = []
        self._line: list[str] = []
        self._label = ""

    def blocks(self, element: etree._Element) -> list[Block]:
        """The paragraphs and tables under the element, in order."""
        self._inside(element)
        self._flush()
        return self._blocks

    def _inside(self, element: etree._Element, kept_breaks: bool = False) -> None:
        self._text(element.text, kept_breaks)
        for child in element:
            if isinstance(child.tag, str) and not self._furniture.holds(child):
                self._element(child, kept_breaks)
            self._text(child.tail, kept_breaks)

    def _element(self, element: etree._Element, kept_breaks: bool) -> None:
        name = element.tag
        kept_breaks = kept_breaks or name == "pre" or bool(_PRE.search(element.get("style") or ""))
        if name == "br":
            self._flush()
        elif name in _INLINE:
            self._inside(element, kept_breaks)
        elif name == "ol":
            self._ordered(element)
        elif name == "table" and not is_layout(element):
            self._flush()
            self._blocks.append(grid(element, self._cell))
        else:
            self._flush()
            self._inside(element, kept_breaks)
            self._flush()

    def _ordered(self, element: etree._Element) -> None:
        """A list whose numbers the browser counts."""
        self._flush()
        items = [child for child in element if child.tag == "li"]
        step = -1 if element.get("reversed") is not None else 1
        count = _whole(element.get("start"), len(items) if step < 0 else 1)
        for child in element:
            if child.tag == "li" and not self._furniture.holds(child):
                count = _whole(child.get("value"), count)
                self._flush()
                self._label = _label(count, child, element)
                count += step
                self._inside(child)
                self._flush()
                self._label = ""
            elif isinstance(child.tag, str) and not self._furniture.holds(child):
                self._element(child, False)

    def _cell(self, element: etree._Element) -> str:
        inner = Walk(self._furniture).blocks(element)
        return "\n".join(b if isinstance(b, str) else "\n".join(" ".join(c.text for c in row) for row in b) for b in inner)

    def _text(self, text: str | None, kept_breaks: bool) -> None:
        if not text:
            return
        if not kept_breaks:
            self._line.append(text)
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            self._flush()
            self._line.append(line)

    def _flush(self) -> None:
        if not self._line:
            return
        text = _BREAK_IN_CHINESE.sub("", "".join(self._line))
        text = _SPACE.sub(" ", text).strip()
        self._line.clear()
        if text:
            self._blocks.append(self._label + text)
            self._label = ""


def _label(count: int, item: etree._Element, parent: etree._Element) -> str:
    style = _LIST_STYLES.get(item.get("type") or parent.get("type") or "1", "decimal")
    for element in (parent, item):
        for name in _CSS_LIST.findall(element.get("style") or ""):
            style = _CSS_STYLES.get(name.lower(), style)
    number = written(count, style)
    if not number:
        return ""
    return number + ("、" if style.startswith(("chinese", "ideograph")) else ". ")


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 8 and text.count("-") <= 1 else default
