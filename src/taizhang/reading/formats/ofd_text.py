"""The text of an OFD page: characters (TextCode) brought to their places through steps, transformations and boundaries."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from taizhang.reading.formats.ooxml import children, descend
from taizhang.reading.formats.pdf_layout import Glyph

Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ASCENT = 0.86  # of the size, above the line the characters stand on
_WIDE = re.compile(
    "[\u1100-\u115f\u2014-\u201d\u2026\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
_FAR = 1e6  # millimetres; what lies farther out is on no page
_SIZE = 3.5  # where none is said


def glyphs(page: etree._Element, height: float) -> Iterator[Glyph]:
    """The page's characters, measured from its lower left corner; objects that are not shown are left out."""
    for item in descend(page, "TextObject"):
        if item.get("Visible") not in ("false", "0"):
            for code in children(item, "TextCode"):
                yield from _placed(item, code, height)


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute without what is none, or absurd."""
    found = []
    for word in (text or "").split():
        try:
            value = float(word)
        except ValueError:
            continue
        if math.isfinite(value) and abs(value) < _FAR:
            found.append(value)
    return found


def _placed(item: etree._Element, code: etree._Element, height: float) -> Iterator[Glyph]:
    """One run of characters: each stands a step from the one before, or by its own width where no step is said."""
    text = code.text or ""
    size, stretch = _number(item, "Size", _SIZE) or _SIZE, _number(item, "HScale", 1.0) or 1.0
    along, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    x, y, spaced = _number(code, "X", 0.0), _number(code, "Y", 0.0), False
    matrix, corner = _matrix(item), [*numbers(item.get("Boundary")), 0.0, 0.0]
    for index, character in enumerate(text):
        width = size * stretch * (1.0 if _WIDE.match(character) else 0.5)
        if character.isspace():
            spaced = True
        elif character.isprintable():
            yield _glyph(character, (x, y, width, size), matrix, (corner[0], height - corner[1]), spaced)
            spaced = False
        x += along[index] if index < len(along) else (0.0 if down and not along else width)
        y += down[index] if index < len(down) else 0.0


def _glyph(
    character: str, box: tuple[float, float, float, float], matrix: Matrix, corner: tuple[float, float], spaced: bool
) -> Glyph:
    """A character's box on the page; ``corner`` is the upper left one of its object, counted from below."""
    x, y, width, size = box
    a, b, c, d, e, f = matrix
    left, base = corner[0] + a * x + c * y + e, corner[1] - (b * x + d * y + f)
    tall = max(size * math.hypot(c, d), 0.01)
    right = left + max(width * math.hypot(a, b), 0.005)
    return Glyph(character, left, base - (1 - _ASCENT) * tall, right, base + _ASCENT * tall, spaced)


def _steps(text: str | None, most: int) -> list[float]:
    """The steps of a DeltaX: ``2 g 3 5 4`` is 2 5 5 5 4. No more than there are characters; none where one is no number."""
    words, steps, at = (text or "").split()[: 3 * most], list[float](), 0
    while at < len(words) and len(steps) < most:
        repeated = words[at] == "g" and at + 2 < len(words)
        times = _whole(words[at + 1], most) if repeated else 1
        step = numbers(words[at + 2] if repeated else words[at])
        if not step:
            return []
        steps += step * times
        at += 3 if repeated else 1
    return steps[:most]


def _whole(text: str, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and text.isascii() and len(text) < 8 else 0


def _matrix(item: etree._Element) -> Matrix:
    said: Sequence[float] = numbers(item.get("CTM"))
    return (said[0], said[1], said[2], said[3], said[4], said[5]) if len(said) == 6 else _UNCHANGED


def _number(element: etree._Element, name: str, default: float) -> float:
    return next(iter(numbers(element.get(name))), default)
