"""The numbers that Word shows before a paragraph and does not store, computed from the numbering definitions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from taizhang.reading.formats.list_numbers import written
from taizhang.reading.formats.ooxml import attribute, child, children, descend, flag, number, value

LEVELS = 9
_PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart_after: int | None = None  # Word's lvlRestart: 0 never, n after level n (from 1); None after any higher one
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    """One list definition and how far it has counted."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True, slots=True)
class _Use:
    """One use (w:num) of a list, with the levels and starts it overrides."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says of numbering, and the style it is based on."""

    based_on: str | None
    use: str | None
    level: int | None


class Numbering:
    """The lists of one document, counting as its paragraphs come by in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._default: str | None = None
        self._styles: dict[str, _Style] = {}
        for element in () if styles is None else children(styles, "style"):
            self._add_style(element)
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._started: set[tuple[str, int]] = set()
        if numbering is not None:
            self._load(numbering)

    def label(self, properties: etree._Element | None) -> str:
        """What Word shows before a paragraph with these properties (w:pPr), a space after it where one is needed."""
        use_id, index, style = self._place(properties)
        use = self._uses.get(use_id or "")
        if use is None:
            return ""
        if index is None:
            index = self._linked_level(use, style)
        counted = self._lists[use.definition]
        level = use.levels.get(index) or counted.levels.get(index)
        if level is None:
            return ""
        self._count(use_id or "", use, counted, index)
        return _with_gap(self._shown(use, counted, level, index), level.suffix)

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int | None, str | None]:
        """Which use and level a paragraph has: its own before its style's, the style's before those it is based on."""
        style = value(child(properties, "pStyle")) or self._default
        direct = child(properties, "numPr")
        use = value(child(direct, "numId"))
        level = number(child(direct, "ilvl"))
        inherited_use, inherited_level = self._inherited(style)
        if use is None:
            return inherited_use, level if level is not None else inherited_level, style
        return use, level if level is not None else 0, style

    def _inherited(self, style: str | None) -> tuple[str | None, int | None]:
        use: str | None = None
        level: int | None = None
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            said = self._styles[style]
            use, level = use or said.use, said.level if level is None else level
            style = said.based_on
        return use, level

    def _linked_level(self, use: _Use, style: str | None) -> int:
        """The level that names this paragraph style as its own, else the first."""
        levels = {**self._lists[use.definition].levels, **use.levels}
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            for index, level in levels.items():
                if level.paragraph_style == style:
                    return index
            style = self._styles[style].based_on if style in self._styles else None
        return 0

    def _count(self, use_id: str, use: _Use, counted: _List, index: int) -> None:
        """Count one on at ``index``, and let the deeper levels begin anew."""
        counts = counted.counts
        if index in use.starts and (use_id, index) not in self._started:
            counts[index] = None
        self._started.add((use_id, index))
        so_far = counts[index]
        counts[index] = self._start(use, counted, index) if so_far is None else so_far + 1
        for deeper in range(index + 1, LEVELS):
            level = use.levels.get(deeper) or counted.levels.get(deeper)
            if level is None or level.restart_after is None or 0 < index + 1 <= level.restart_after:
                counts[deeper] = None

    def _start(self, use: _Use, counted: _List, index: int) -> int:
        level = use.levels.get(index) or counted.levels.get(index)
        return use.starts.get(index, level.start if level else 1)

    def _shown(self, use: _Use, counted: _List, level: Level, index: int) -> str:
        def one(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            if place > index:
                return ""
            which = use.levels.get(place) or counted.levels.get(place) or Level()
            count = counted.counts[place]
            shown = self._start(use, counted, place) if count is None else count
            return written(shown, "decimal" if level.legal else which.style)

        return "" if level.style == "bullet" else _PLACE.sub(one, level.text)

    def _add_style(self, element: etree._Element) -> None:
        name = _identity(element, "styleId")
        properties = child(child(element, "pPr"), "numPr")
        use, level = value(child(properties, "numId")), number(child(properties, "ilvl"))
        self._styles[name] = _Style(value(child(element, "basedOn")), use, level)
        if _identity(element, "type") == "paragraph" and _identity(element, "default") in ("1", "true", "on"):
            self._default = name

    def _load(self, root: etree._Element) -> None:
        definitions = {_identity(e, "abstractNumId"): e for e in children(root, "abstractNum")}
        links = {link: name for name, e in definitions.items() if (link := value(child(e, "styleLink")))}
        for name, element in definitions.items():
            self._lists[name] = _List(_levels(element))
        for element in children(root, "num"):
            definition = value(child(element, "abstractNumId")) or ""
            if definition in definitions:
                definition = links.get(value(child(definitions[definition], "numStyleLink")) or "", definition)
                levels, starts = _overrides(element)
                self._uses[_identity(element, "numId")] = _Use(definition, levels, starts)


def _identity(element: etree._Element, name: str) -> str:
    return attribute(element, name) or ""


def _levels(element: etree._Element) -> dict[int, Level]:
    found = {}
    for level in children(element, "lvl"):
        index = _identity(level, "ilvl")
        if index.isdecimal() and int(index) < LEVELS:
            found[int(index)] = _level(level)
    return found


def _level(element: etree._Element) -> Level:
    start, restart = number(child(element, "start")), number(child(element, "lvlRestart"))
    styles = [style for e in descend(element, "numFmt") if (style := value(e)) and style != "custom"]
    return Level(
        start=1 if start is None else start,
        style=styles[-1] if styles else "decimal",
        text=value(child(element, "lvlText")) or "",
        suffix=value(child(element, "suff")) or "tab",
        restart_after=restart,
        legal=flag(child(element, "isLgl")),
        paragraph_style=value(child(element, "pStyle")),
    )


def _overrides(element: etree._Element) -> tuple[dict[int, Level], dict[int, int]]:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in children(element, "lvlOverride"):
        index = _identity(override, "ilvl")
        if not index.isdecimal() or int(index) >= LEVELS:
            continue
        if (level := child(override, "lvl")) is not None:
            levels[int(index)] = _level(level)
        if (start := number(child(override, "startOverride"))) is not None:
            starts[int(index)] = start
    return levels, starts


def _with_gap(label: str, suffix: str) -> str:
    """The label as it stands before the text: a tab or space shows, except after a sign that brings its own room."""
    if not label or suffix == "nothing" or label[-1] in "、．。）】：":
        return label
    return label + " "
