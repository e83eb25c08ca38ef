"""Lost paragraphs: paragraphs and chapter headings that ran together set apart."""

from __future__ import annotations

import re

from taizhang.reading.numerals import chinese
from taizhang.reading.repair.mending import Edit

BREAK = "补分段"
_SPACED = re.compile(r"(?<=[。！？；：”）)])(?:[ \u00a0]*\u3000[\u3000 \u00a0]+|[ \u00a0]{4,})(?=\S)")
_FUSED = {
    1: re.compile(r"(?<=[。！？”）：:])[ \u3000]*(?=(?P<n>[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十]))"),
    2: re.compile(r"(?<=[。！？”])[ \u3000]*(?=[（(](?P<n>[一二三四五六七八九十]{1,3})[）)])"),
    3: re.compile(r"(?<=[。！？”])[ \u3000]*(?=(?P<n>\d{1,2})[.．、](?!\d))"),
}
# Where every chapter stands behind a blank, blanks are what became of line breaks.
_BLANK = re.compile(
    r"(?<=[一-龥。！？；：:”）)》])[ \u3000]+"
    r"(?=[一二三四五六七八九十]{1,3}、|[一-龥“《]{2}|[（(〔【①-⑳]|\d{1,2}[.．、]|(?:19|20)\d\d\s?年)"
)
_CHAPTER = re.compile(r"^[ \u3000]*(?P<n>[一二三四五六七八九十]{1,3})、", re.MULTILINE)
_LONG = 300  # a line this long with chapters inside has lost its breaks


def spaced_paragraphs(text: str) -> list[Edit]:
    """Ideographic spaces behind a full stop are the indent of the next paragraph."""
    if "\u3000\u3000" not in text and "    " not in text and "\u00a0" not in text:
        return []
    return [Edit(m.start(), m.end(), "\n", BREAK) for m in _SPACED.finditer(text)]


def fused_headings(text: str) -> list[Edit]:
    """Chapter headings inside long lines set on lines of their own, with their parts, where the chapters count on."""
    if "、" not in text:
        return []
    chapters = [(m.start("n"), chinese(m["n"]) or 0) for m in _CHAPTER.finditer(text)]
    edits: list[Edit] = []
    for start, end in _long_lines(text):
        found = _counting_on(_unquoted(text, start, end, 1), [n for at, n in chapters if at < end and at >= start] or [0])
        if len(found) >= 2 or (found and any(start <= at < end for at, _ in chapters)):
            if len(found) >= 2 and all(m[0] for m in found):
                edits += [Edit(m.start(), m.end(), "\n", BREAK) for m in _BLANK.finditer(text, start, end)]
                continue
            edits += [Edit(m.start(), m.end(), "\n", BREAK) for m in found]
            edits += [Edit(m.start(), m.end(), "\n", BREAK) for level in (2, 3) for m in _unquoted(text, start, end, level)]
    return sorted(edits, key=lambda e: e.start)


def _long_lines(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer("[^\n]+", text) if m.end() - m.start() >= _LONG]


def _unquoted(text: str, start: int, end: int, level: int) -> list[re.Match[str]]:
    found, quoted, place = [], 0, start
    for m in _FUSED[level].finditer(text, start, end):
        quoted += text.count("“", place, m.start()) - text.count("”", place, m.start())
        place = m.start()
        if quoted <= 0:
            found.append(m)
    return found


def _counting_on(found: list[re.Match[str]], before: list[int]) -> list[re.Match[str]]:
    """Those that go on counting from the chapter before; a list that starts anew inside is none."""
    number, kept, inner = before[-1], [], 0
    for m in found:
        nth = chinese(m["n"])
        if inner and nth == inner + 1:
            inner += 1
        elif nth == 1 and number:
            inner = 1
        elif nth == number + 1:
            number += 1
            kept.append(m)
    return kept
