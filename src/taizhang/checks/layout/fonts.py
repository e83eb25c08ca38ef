"""The fonts that a paper names: those that most computers lack, and faces that are written in two of their fonts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from taizhang.checks.layout import checks
from taizhang.checks.layout.departures import Departure, departure
from taizhang.checks.layout.file import File
from taizhang.gbt9704 import COMMON_FONTS, FACES

_COMMON = {font.casefold() for font in COMMON_FONTS}


def departures(file: File) -> Iterator[Departure]:
    """One departure for all fonts that may be missing, one for each face that is mixed."""
    named = _named(file)
    missing = [font for font in named if font.casefold() not in _COMMON and font not in file.embedded]
    if missing:
        yield departure(checks.MISSING_FONTS, (0, 0), {"fonts": _listed(missing), "fonts_english": _listed(missing, ", ")})
    for face in FACES:
        of_face = [font for font in named if font in face]
        if len(of_face) > 1:
            first = next(line for line in file.lines if any(look.font == of_face[1] for _, look in file.runs(line)))
            said = {
                "face": face.word,
                "english": face.english,
                "fonts": _listed(of_face),
                "fonts_english": _listed(of_face, ", "),
            }
            yield departure(checks.MIXED_FONTS, (first.line.start, first.line.end), said)


def _named(file: File) -> list[str]:
    """The fonts of Chinese characters in the lines of known part, the commonest first."""
    counted: Counter[str] = Counter()
    for line in file.lines:
        for said, look in file.runs(line):
            if look.font:
                counted[look.font] += len(said)
    return [font for font, _ in counted.most_common()]


def _listed(fonts: list[str], comma: str = "、") -> str:
    return comma.join(f"“{font}”" for font in fonts)
