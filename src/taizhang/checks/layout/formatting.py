"""How paragraphs and characters of a Word file are really set: defaults, styles, numbering and what they say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from taizhang.reading.formats.ooxml import attribute, child, children, descend, local, value

Properties = dict[str, dict[str, str]]  # element → its attributes, both by local names
_DEEPEST = 30  # styles based on one another
_DEFAULT_SIZE = 20  # half-points, where a file says nothing
_LEVELS = "012345678"
_SIDES = {"start": "left", "end": "right"}  # as strict files say it
# Attributes that say the same thing in different ways: what a layer says of one of them puts away what lies below.
_SLOTS = {
    "rFonts": tuple((axis, f"{axis}Theme") for axis in ("ascii", "hAnsi", "eastAsia", "cs")),
    "ind": (("firstLine", "hanging"), ("firstLineChars", "hangingChars"), ("left", "start"), ("leftChars", "startChars")),
}
_WHOLE = frozenset({"b", "pageBreakBefore", "snapToGrid"})  # on or off: said without a value they are on


@dataclass(frozen=True, slots=True)
class RunLook:
    """How some characters are set. ``font`` is that of Chinese characters, None where the file names none."""

    font: str | None
    latin: str | None
    size_pt: float
    bold: bool
    spacing_twips: int


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set. Indents are twips, or characters where the file counts in them; ``line`` is as Word writes it."""

    alignment: str
    first_line_twips: int
    first_line_characters: float | None
    left_twips: int
    left_characters: float | None
    line: int
    line_rule: str
    snaps: bool
    breaks_page: bool

    def first_line(self, size_pt: float) -> float:
        """How many characters of a size the first line stands in."""
        return _in_characters(self.first_line_characters, self.first_line_twips, size_pt)

    def left(self, size_pt: float) -> float:
        """How many characters of a size all lines stand in."""
        return _in_characters(self.left_characters, self.left_twips, size_pt)


@dataclass(frozen=True, slots=True)
class _Style:
    """A style with those it is based on worked in."""

    paragraph: Properties
    run: Properties


class Formatting:
    """What the styles, numbering and theme of one file say."""

    def __init__(
        self,
        styles: etree._Element | None,
        numbering: etree._Element | None = None,
        theme: etree._Element | None = None,
    ) -> None:
        self._elements = {attribute(e, "styleId") or "": e for e in children(styles, "style")}
        self._default = next((name for name, e in self._elements.items() if _is_default(e)), "")
        defaults = child(styles, "docDefaults")
        self._paragraph = _said(child(child(defaults, "pPrDefault"), "pPr"))
        self._run = _said(child(child(defaults, "rPrDefault"), "rPr"))
        self._levels = _levels(numbering)
        self._theme = _theme_fonts(theme)
        self._known: dict[str, _Style] = {}

    def paragraph(self, properties: etree._Element | None) -> ParagraphLook:
        """The look of a paragraph with these properties (w:pPr)."""
        style = self._style(value(child(properties, "pStyle")) or self._default)
        own = _said(properties)
        direct, inherited = _level_of(own), _level_of(style.paragraph)
        layers = [
            self._paragraph,
            {} if "numPr" in own else self._levels.get(inherited, {}),
            style.paragraph,
            self._levels.get(direct, {}) if "numPr" in own else {},
            own,
        ]
        return _paragraph_look(_merged(layers))

    def run(self, paragraph: etree._Element | None, properties: etree._Element | None) -> RunLook:
        """The look of a run with these properties (w:rPr) in a paragraph with those (w:pPr)."""
        around = self._style(value(child(paragraph, "pStyle")) or self._default).run
        character = self._style(value(child(properties, "rStyle"))).run
        own = _said(properties)
        said = _merged([self._run, around, character, own])
        said.pop("b", None)
        bold = _on(own, "b") if "b" in own else _on(self._run, "b") or _on(around, "b") != _on(character, "b")
        return self._run_look(said, bold)

    def _run_look(self, said: Properties, bold: bool) -> RunLook:
        fonts = said.get("rFonts", {})
        size = _integer(said.get("sz", {}).get("val")) or _DEFAULT_SIZE
        spacing = _integer(said.get("spacing", {}).get("val")) or 0
        return RunLook(self._font(fonts, "eastAsia"), self._font(fonts, "ascii"), size / 2, bold, spacing)

    def _font(self, fonts: Mapping[str, str], axis: str) -> str | None:
        theme = fonts.get(f"{axis}Theme")
        return (self._theme.get(theme) if theme else None) or fonts.get(axis) or None

    def _style(self, name: str | None) -> _Style:
        if not name or name not in self._elements:
            return _Style({}, {})
        if name not in self._known:
            chain: list[etree._Element] = []
            at: str | None = name
            while at in self._elements and len(chain) < _DEEPEST:
                chain.append(self._elements[at])
                at = value(child(self._elements[at], "basedOn"))
            chain.reverse()
            parts = (_merged(_said(child(style, part)) for style in chain) for part in ("pPr", "rPr"))
            self._known[name] = _Style(*parts)
        return self._known[name]


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _said(properties: etree._Element | None) -> Properties:
    """What one set of properties says. Numbering stands one deeper than the rest."""
    found: Properties = {}
    for element in () if properties is None else properties:
        name = local(element.tag)
        if name == "numPr":
            found[name] = {local(each.tag): value(each) or "" for each in element}
        elif name:
            found[name] = {local(key): str(content) for key, content in element.attrib.items()}
    return found


def _merged(layers: Iterable[Properties]) -> Properties:
    """The layers one over the other, attribute by attribute."""
    found: Properties = {}
    for layer in layers:
        for name, attributes in layer.items():
            below = found.get(name, {})
            for slot in _SLOTS.get(name, ()):
                if any(attribute in attributes for attribute in slot):
                    below = {key: said for key, said in below.items() if key not in slot}
            found[name] = attributes if name in _WHOLE else below | attributes
    return found


def _paragraph_look(said: Properties) -> ParagraphLook:
    indent, spacing = said.get("ind", {}), said.get("spacing", {})
    hanging, hanging_characters = _integer(indent.get("hanging")) or 0, _characters(indent, "hangingChars")
    return ParagraphLook(
        alignment=_SIDES.get(side := said.get("jc", {}).get("val", "left"), side),
        first_line_twips=-hanging if hanging else _integer(indent.get("firstLine")) or 0,
        first_line_characters=-hanging_characters if hanging_characters else _characters(indent, "firstLineChars"),
        left_twips=_integer(indent.get("left", indent.get("start"))) or 0,
        left_characters=_characters(indent, "leftChars", "startChars"),
        line=_integer(spacing.get("line")) or 240,
        line_rule=spacing.get("lineRule", "auto"),
        snaps="snapToGrid" not in said or _on(said, "snapToGrid"),
        breaks_page=_on(said, "pageBreakBefore"),
    )


def _characters(indent: Mapping[str, str], *names: str) -> float | None:
    """An indent in characters; Word goes by it before twips unless it is nought."""
    hundredths = next((n for name in names if (n := _integer(indent.get(name)))), None)
    return hundredths / 100 if hundredths else None


def _in_characters(characters: float | None, twips: int, size_pt: float) -> float:
    return characters if characters is not None else twips / 20 / size_pt


def _integer(text: str | None) -> int | None:
    """A number as Office writes it, None where it is none or absurd."""
    bare = (text or "").strip().removeprefix("-")
    whole = bare.partition(".")[0]
    if not whole.isdecimal() or len(whole) > 6:
        return None
    return -int(whole) if (text or "").strip().startswith("-") else int(whole)


def _on(said: Properties, name: str) -> bool:
    return name in said and said[name].get("val") not in ("0", "false", "off", "none")


def _level_of(said: Properties) -> tuple[str, str]:
    numbers = said.get("numPr", {})
    return numbers.get("numId", ""), numbers.get("ilvl", "") or "0"


def _levels(numbering: etree._Element | None) -> dict[tuple[str, str], Properties]:
    """The paragraph properties of every level, by use (w:num) and level."""
    definitions = {attribute(e, "abstractNumId"): _level_properties(e) for e in children(numbering, "abstractNum")}
    found: dict[tuple[str, str], Properties] = {}
    for use in children(numbering, "num"):
        levels = dict(definitions.get(value(child(use, "abstractNumId")), {}))
        for override in children(use, "lvlOverride"):
            levels |= _level_properties(override)
        found |= {(attribute(use, "numId") or "", level): said for level, said in levels.items()}
    return found


def _level_properties(element: etree._Element) -> dict[str, Properties]:
    named = ((attribute(level, "ilvl") or "", level) for level in children(element, "lvl"))
    return {name: _said(child(level, "pPr")) for name, level in named if name in _LEVELS}


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The theme's fonts by the names that styles use for them."""
    found: dict[str, str] = {}
    for kind in ("major", "minor") if theme is not None else ():
        scheme = next(descend(theme, f"{kind}Font"), None) if theme is not None else None
        east = attribute(child(scheme, "ea"), "typeface") or _simplified(scheme)
        latin = attribute(child(scheme, "latin"), "typeface")
        found |= {f"{kind}EastAsia": east} if east else {}
        found |= {f"{kind}HAnsi": latin, f"{kind}Ascii": latin} if latin else {}
    return found


def _simplified(scheme: etree._Element | None) -> str | None:
    named = (font for font in children(scheme, "font") if attribute(font, "script") == "Hans")
    return next((attribute(font, "typeface") for font in named), None)
