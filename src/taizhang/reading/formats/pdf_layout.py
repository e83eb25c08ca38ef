"""From characters on a page to paragraphs: lines by height, columns by the gap between them, wraps undone by the margins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

WORD_GAP = 0.25  # of the size: a space
CELL_GAP = 1.6  # of the size: another cell or column
SHORT = 8  # characters; a shorter line is never full
MARGIN = 0.13  # of the height: where running heads stand
_PAGE_NUMBER = re.compile(r"^[-—–―─\s·.第共页码/\\\d〇一二三四五六七八九十of Pge]{1,16}$")
_DIGITS = re.compile(r"\d+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f\u2014\u2018-\u201d\u2026]")


class Glyph(NamedTuple):
    """One character and its box, from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool = False  # a space was written before it


@dataclass(frozen=True, slots=True)
class Page:
    """The characters of one page, in the order they were written."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column, with the margins of its column."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    margins: tuple[float, float]
    edge: bool  # stands where running heads do


def arranged(page: Page) -> list[Line]:
    """The page's lines in reading order."""
    segments = _segments(page.glyphs)
    gutter = _gutter(segments)
    if gutter is None:
        return _lines(segments, page)
    across = [s for s in segments if s.left < gutter < s.right]
    top = min((s.bottom for s in across if s.bottom > page.height / 2), default=page.height)
    foot = max((s.top for s in across if s.top < page.height / 2), default=0.0)
    body = [s for s in segments if s not in across and foot <= s.bottom < top]
    left, right = [s for s in body if s.right <= gutter], [s for s in body if s.left >= gutter]
    rest = [s for s in segments if s not in body]
    above, below = [s for s in rest if s.bottom >= top], [s for s in rest if s.bottom < top]
    return [line for part in (above, left, right, below) for line in _lines(part, page)]


def with_common_margins(pages: list[list[Line]]) -> list[list[Line]]:
    """Lines of one column measured against the margins of all such pages: a last page may have no full line of its own."""
    columns = {line.margins for lines in pages for line in lines if len({other.margins for other in lines}) == 1}
    if not columns:
        return pages
    common = min(left for left, _ in columns), max(right for _, right in columns)
    return [[replace(line, margins=common) if line.margins in columns else line for line in lines] for lines in pages]


def without_running_heads(pages: list[list[Line]]) -> list[Line]:
    """All lines, without page numbers and without what stands at the same edge of most pages."""
    repeated = Counter(key for lines in pages for key in {_running(line) for line in lines if line.edge})
    often = max(2, len(pages) // 2)
    return [
        line
        for lines in pages
        for line in lines
        if not (line.edge and (_PAGE_NUMBER.match(line.text) or (len(pages) > 1 and repeated[_running(line)] >= often)))
    ]


def paragraphs(lines: list[Line]) -> Iterator[str]:
    """The lines joined into paragraphs: a line goes on where it was full and the next begins at the margin."""
    text = ""
    for index, line in enumerate(lines):
        text = _joined(text, line.text)
        if index + 1 == len(lines) or not _goes_on(line, lines[index + 1]):
            yield text
            text = ""


def _segments(glyphs: tuple[Glyph, ...]) -> list[Glyph]:
    """Runs of characters that stand side by side on a line, each as one long glyph."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is not None and _beside(last, glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [_merged(run) for run in runs]


def _beside(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.top - last.bottom, glyph.top - glyph.bottom)
    return _level(last, glyph) and -0.6 * size < glyph.left - last.right < CELL_GAP * size


def _level(one: Glyph, other: Glyph) -> bool:
    """Whether two boxes stand on one line: they share more than half of the lower one's height."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def _merged(run: list[Glyph]) -> Glyph:
    pieces = [run[0].text]
    for last, glyph in pairwise(run):
        apart = glyph.spaced or glyph.left - last.right > WORD_GAP * (glyph.top - glyph.bottom)
        pieces.append(" " + glyph.text if apart and not (_WIDE.match(last.text) and _WIDE.match(glyph.text)) else glyph.text)
    bottom, top = median(g.bottom for g in run), median(g.top for g in run)
    return Glyph("".join(pieces), run[0].left, bottom, max(g.right for g in run), top)


def _lines(segments: list[Glyph], page: Page) -> list[Line]:
    """Segments of one column as lines from the top down; what stands apart on a line is kept apart by a tab."""
    rows: list[list[Glyph]] = []
    for segment in sorted(segments, key=lambda s: -s.top):
        home = next((row for row in reversed(rows[-4:]) if _level(row[0], segment)), None)
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    if not rows:
        return []
    margins = (min(s.left for s in segments), max(s.right for s in segments))
    return [_line(sorted(row, key=lambda s: s.left), margins, page) for row in rows]


def _line(row: list[Glyph], margins: tuple[float, float], page: Page) -> Line:
    bottom = min(s.bottom for s in row)
    edge = bottom < MARGIN * page.height or bottom > (1 - MARGIN) * page.height
    size = median(s.top - s.bottom for s in row)
    return Line("\t".join(s.text for s in row), row[0].left, max(s.right for s in row), bottom, size, margins, edge)


def _gutter(segments: list[Glyph]) -> float | None:
    """Where a page of two columns of prose is divided: full lines on both sides of a gap near the middle, side by side."""
    if len(segments) < 12:
        return None
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    size = median(s.top - s.bottom for s in segments)
    for step in range(-10, 11):
        middle = (left + right) / 2 + step * 0.01 * (right - left)
        sides = [s for s in segments if s.right <= middle - 0.2 * size], [s for s in segments if s.left >= middle + 0.2 * size]
        crossing = len(segments) - len(sides[0]) - len(sides[1])
        if crossing <= 0.15 * len(segments) and all(_is_prose(side, size) for side in sides):
            return middle
    return None


def _is_prose(side: list[Glyph], size: float) -> bool:
    """Most lines reach from margin to margin, as running text does and cells of a table do not."""
    if len(side) < 5:
        return False
    left, right = min(s.left for s in side), max(s.right for s in side)
    full = sum(s.right > right - 2 * size and s.left < left + 3 * size for s in side)
    return full >= 0.6 * len(side) and right - left > 8 * size


def _goes_on(line: Line, following: Line) -> bool:
    if "\t" in line.text or "\t" in following.text or abs(line.size - following.size) > 0.15 * line.size:
        return False
    full = line.right > line.margins[1] - 2.2 * line.size and line.right - line.left > SHORT * line.size
    at_margin = following.left < following.margins[0] + 0.8 * following.size
    return full and at_margin


def _joined(text: str, line: str) -> str:
    """Two lines of a paragraph as one: nothing between Chinese, a space between words, a hyphenated word whole again."""
    if not text:
        return line
    if text.endswith("-") and len(text) > 1 and text[-2].isascii() and text[-2].isalpha() and line[:1].islower():
        return text[:-1] + line
    return text + line if _WIDE.match(text[-1]) or _WIDE.match(line[:1]) else f"{text} {line}"


def _running(line: Line) -> str:
    return _DIGITS.sub("#", line.text)
