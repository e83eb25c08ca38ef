"""The pages: paper, margins, 22 lines of 28 characters, and the numbers at their feet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from taizhang import gbt9704
from taizhang.checks.layout import checks
from taizhang.checks.layout.departures import Departure, departure
from taizhang.checks.layout.file import File, Section
from taizhang.checks.layout.formatting import ParagraphLook
from taizhang.gbt9704 import BODY, GRID, PAGE, mm
from taizhang.reading.formats.ooxml import attribute, child

_SINGLE = 1.3  # the height of a line of 宋体 or 仿宋 in its size, where a file asks for single lines
_SIDES = ("top", "bottom", "left", "right")
_WORDS = dict(zip(_SIDES, "上下左右", strict=True))


def departures(file: File) -> Iterator[Departure]:
    """Departures of paper and margins of each section, and of the grid of lines that the text stands in."""
    for section in file.sections:
        yield from _paper(section)
        yield from _margins(section)
    if upright := next((section for section in file.sections if not is_across(section)), None):
        yield from _lines(file, upright)
        yield from _characters(file, upright)


def is_across(section: Section) -> bool:
    """Whether the section's pages lie across, as those of wide tables do."""
    width, height = _size(section)
    return width > height


def _paper(section: Section) -> Iterator[Departure]:
    found = sorted(_size(section))
    if any(abs(side - should) > PAGE.tolerance_mm for side, should in zip(found, (PAGE.width_mm, PAGE.height_mm), strict=True)):
        shown = f"{found[0]:.0f}×{found[1]:.0f}"
        yield departure(checks.PAPER, _place(section), {"found": shown})


def _margins(section: Section) -> Iterator[Departure]:
    """A page across is turned: its margins turn with it, and either way is seen."""
    if is_across(section):
        return
    element = child(section.properties, "pgMar")
    found = {side: mm(_twips(element, side, 1440)) for side in _SIDES}
    found["left"] += mm(_twips(element, "gutter", 0))
    should = {side: getattr(PAGE, f"{side}_mm") for side in _SIDES}
    wrong = [side for side in _SIDES if abs(abs(found[side]) - should[side]) > PAGE.tolerance_mm]
    if wrong:
        chinese = {"found": _told(found, wrong), "should": _told(should, wrong)}
        english = {"found_english": _said(found, wrong), "should_english": _said(should, wrong)}
        yield departure(checks.MARGINS, _place(section), chinese | english)


def _told(lengths: Mapping[str, float], sides: list[str]) -> str:
    return "、".join(f"{_WORDS[side]}{lengths[side]:.0f}" for side in sides) + "毫米"


def _said(lengths: Mapping[str, float], sides: list[str]) -> str:
    return ", ".join(f"{side} {lengths[side]:.0f}" for side in sides) + " mm"


def _lines(file: File, section: Section) -> Iterator[Departure]:
    """The pitch that most of the text has, and how many such lines go on a page."""
    pitches: Counter[tuple[float, str, str]] = Counter()
    for line in file.lines:
        if line.type is BODY or line.type in gbt9704.HEADINGS[2:]:
            pitches[_pitch(file.look(line), section)] += len(line.line.text)
    if not pitches:
        return
    (pitch, said, english), _ = pitches.most_common(1)[0]
    lines = GRID.lines_on(_height(section), pitch)
    if lines != GRID.lines:
        yield departure(checks.LINES, _place(section), {"found": said, "found_english": english, "lines": str(lines)})


def _pitch(look: ParagraphLook, section: Section) -> tuple[float, str, str]:
    """From one line of the paragraph to the next, in points, and as Word's dialogue says it."""
    if look.line_rule == "exact":
        pitch = max(look.line, 20) / 20
        return pitch, f"固定值{pitch:g}磅", f"exactly {pitch:g} pt"
    grid = child(section.properties, "docGrid")
    snapped = look.snaps and value_of(grid, "type") in ("lines", "linesAndChars", "snapToChars")
    single = BODY.size_pt * _SINGLE
    if snapped and (step := _twips(grid, "linePitch", 0) / 20) > 1:
        single = step * -(-single // step)
    if look.line_rule == "atLeast":
        return max(single, look.line / 20), f"最小值{look.line / 20:g}磅", f"at least {look.line / 20:g} pt"
    times = max(look.line, 20) / 240
    return single * times, "单倍" if times == 1 else f"{times:.3g}倍", f"{times:.3g} times a single line"


def _characters(file: File, section: Section) -> Iterator[Departure]:
    """How many characters of the text's size and spacing go into a line."""
    advances: Counter[float] = Counter()
    for line in file.lines:
        if line.type is BODY:
            for said, look in file.runs(line):
                advances[look.size_pt + look.spacing_twips / 20] += len(said)
    if not advances:
        return
    advance, _ = advances.most_common(1)[0]
    grid = child(section.properties, "docGrid")
    if value_of(grid, "type") in ("linesAndChars", "snapToChars"):
        advance += _twips(grid, "charSpace", 0) / 4096
    found = GRID.characters_on(_width(section), max(advance, 1))
    if found != GRID.characters:
        yield departure(checks.CHARACTERS, _place(section), {"found": str(found)})


def value_of(element: etree._Element | None, name: str) -> str:
    """An attribute, empty where it is not said."""
    return attribute(element, name) or ""


def _size(section: Section) -> tuple[float, float]:
    element = child(section.properties, "pgSz")
    return mm(_twips(element, "w", 12240)), mm(_twips(element, "h", 15840))


def _width(section: Section) -> float:
    element = child(section.properties, "pgMar")
    return _size(section)[0] - sum(mm(abs(_twips(element, side, 1440))) for side in ("left", "right"))


def _height(section: Section) -> float:
    element = child(section.properties, "pgMar")
    return _size(section)[1] - sum(mm(abs(_twips(element, side, 1440))) for side in ("top", "bottom"))


def _twips(element: etree._Element | None, name: str, unsaid: int) -> int:
    """A length of a section; what no page can have counts as not said."""
    text = value_of(element, name)
    bare = text.removeprefix("-").partition(".")[0]
    if not bare.isdecimal() or len(bare) > 6:
        return unsaid
    return -int(bare) if text.startswith("-") else int(bare)


def _place(section: Section) -> tuple[int, int]:
    return (section.start, section.end) if section.start > 0 else (0, 0)
