"""How the lines are set: typeface, size, weight, alignment and indent of each part against the standard's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from taizhang import gbt9704
from taizhang.checks.layout import checks
from taizhang.checks.layout.departures import Departure, departure
from taizhang.checks.layout.file import File
from taizhang.checks.layout.formatting import ParagraphLook, RunLook
from taizhang.checks.layout.parts import Placed
from taizhang.gbt9704 import Alignment, size_name

T = TypeVar("T")
_TOLERANCE = 0.3  # of a character
_STRAY = 2  # characters in another face that are no slip of one sign
_BLANKS = {"\u3000": 1.0, " ": 0.5, "\t": 2.0, "\u00a0": 0.5}
_FIRST_LINE = (gbt9704.BODY, *gbt9704.HEADINGS)
_ALIGNED = {"center": ("居中", "centred"), "right": ("居右", "at the right")}
_AT_LEFT = ("居左", "at the left")
_UNSAID = {"found": "没有指定", "found_english": "no font of its own"}


def departures(file: File) -> Iterator[Departure]:
    """Every departure in the lines of known part."""
    for line in file.lines:
        yield from _faces(file, line)
        if line.first:
            look = file.look(line)
            yield from _alignment(line, look)
            yield from _indent(line, look)


def _faces(file: File, line: Placed) -> Iterator[Departure]:
    """Typeface, size and weight of the characters: what most of them have, and stretches that differ from the standard."""
    runs = list(file.runs(line))
    what = _what(line)
    fonts = _wrong(runs, lambda look: look.font or "", lambda font: font in line.type.face)
    for font in fonts:
        face = line.type.face
        found = {"found": f"是“{font}”", "found_english": f"“{font}”"} if font else _UNSAID
        should = {"should": f"{face.word}（{face.font}）", "face": face.english}
        yield departure(checks.FONT, _place(line), found | should | what)
    for size in _wrong(runs, lambda look: look.size_pt, lambda size: size == line.type.size_pt):
        names = {"found": size_name(size), "should": size_name(line.type.size_pt)}
        points = {"found_pt": f"{size:g}", "should_pt": f"{line.type.size_pt:g}"}
        yield departure(checks.SIZE, _place(line), names | points | what)
    if any(_wrong(runs, lambda look: look.bold, lambda bold: not bold)):
        yield departure(checks.BOLD, _place(line), what)


def _alignment(line: Placed, look: ParagraphLook) -> Iterator[Departure]:
    """The title stands in the middle, signature and date at the right; text that is moved there by blanks stands there too."""
    should, found = line.type.alignment, look.alignment
    if should not in (Alignment.CENTRE, Alignment.RIGHT) or found == should:
        return
    if should is Alignment.RIGHT and _left(line, look) >= gbt9704.GRID.characters / 4:
        return
    said = dict(zip(("found", "found_english"), _ALIGNED.get(found, _AT_LEFT), strict=True))
    wanted = dict(zip(("should", "should_english"), _ALIGNED[should], strict=True))
    yield departure(checks.ALIGNMENT, _place(line), said | wanted | _what(line))


def _indent(line: Placed, look: ParagraphLook) -> Iterator[Departure]:
    """Text and headings begin two characters in; the addressee and an attachment's number begin at the margin."""
    if line.type in _FIRST_LINE or line.type is gbt9704.ATTACHMENT_NOTE:
        should = 2
    elif line.type in (gbt9704.ADDRESSEE, gbt9704.ATTACHMENT_LABEL):
        should = 0
    else:
        return
    found = _left(line, look)
    hanging = line.type is gbt9704.ATTACHMENT_NOTE and found > should  # its further lines stand below the name
    if abs(found - should) > _TOLERANCE and not hanging and look.alignment not in ("center", "right"):
        said = {"found": f"{max(found, 0):.1f}".removesuffix(".0"), "should": str(should)}
        yield departure(checks.INDENT, _place(line), said | _what(line))


def _left(line: Placed, look: ParagraphLook) -> float:
    """How many characters stand free before the line's first: by its indent and by blanks typed there."""
    typed = re.match(r"[\u3000 \t\u00a0]*", line.paragraph.text)
    blanks = sum(_BLANKS[blank] for blank in (typed[0] if typed else ""))
    size = line.type.size_pt
    return look.left(size) + look.first_line(size) + blanks


def _wrong(runs: list[tuple[str, RunLook]], of: Callable[[RunLook], T], right: Callable[[T], bool]) -> list[T]:
    """What differs from the standard, where more than a stray sign has it."""
    characters: Counter[T] = Counter()
    for said, look in runs:
        characters[of(look)] += len(said)
    total = characters.total()
    return [found for found, n in characters.items() if not right(found) and (n > _STRAY or 2 * n > total)]


def _what(line: Placed) -> dict[str, str]:
    return {"what": line.type.word, "part": line.type.english}


def _place(line: Placed) -> tuple[int, int]:
    return line.line.start, line.line.end
