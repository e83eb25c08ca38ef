"""What the paragraphs of an official document are: title, addressee, headings, text, signature, date, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from taizhang import gbt9704
from taizhang.checks.word_places import Paragraph, Part, Places
from taizhang.gbt9704 import Type
from taizhang.reading import Reading
from taizhang.reading.lines import Line, lines
from taizhang.reading.masthead import DATE_LINE, is_organisation
from taizhang.reading.numbering import Mark, opening

_LABEL = re.compile(r"附\s*件\s*\d{0,2}\s*[:：]?")
_NOTE = re.compile(r"附\s*件\s*[:：]\s*\S")
_LISTED = re.compile(r"\d{1,2}\s*[.．、]\s*\S")
_ADDRESSEE = re.compile(r"[^。；]{2,60}[:：]")
_BRACKETS = re.compile(r"[（(].{1,60}[）)]")
_LONGEST_HEADING = 60
_PROSE = 28  # characters: a shorter line without a full stop may be anything
_MOST_LISTED = 40  # attachments of one document
_NEAR_TITLE = 3  # lines below the title that a date or an addressee may stand in


@dataclass(frozen=True, slots=True)
class Placed:
    """One line of the text with what it is, the paragraph it stands in and the pieces that hold it."""

    line: Line
    type: Type
    paragraph: Paragraph
    pieces: tuple[Part, ...]
    first: bool  # whether the paragraph begins with it


def placed(reading: Reading, places: Places) -> list[Placed]:
    """The lines whose part in the document is known. Tables, text boxes and doubtful short lines are left out."""
    rows = list(_on_page(lines(reading.text), places))
    types = _types(reading, [line for line, _ in rows])
    found: list[Placed] = []
    before: Paragraph | None = None
    for (line, parts), (until, kind) in zip(rows, types, strict=True):
        paragraph = parts[0].piece.paragraph
        if kind is not None:
            own = parts if until == line.end else places.parts(line.start, until)
            found.append(Placed(_upto(line, until), kind, paragraph, tuple(own), paragraph is not before))
        before = paragraph
    return found


def _on_page(rows: Iterable[Line], places: Places) -> Iterator[tuple[Line, list[Part]]]:
    for line in rows:
        parts = places.parts(line.start, line.end)
        if parts and parts[0].piece.paragraph.on_page:
            yield line, parts


def _upto(line: Line, until: int) -> Line:
    return line._replace(end=until, text=line.text[: until - line.start])


def _types(reading: Reading, rows: list[Line]) -> list[tuple[int, Type | None]]:
    """For each line where the part of it that is judged ends, and what it is."""
    found: list[tuple[int, Type | None]] = [(line.end, None) for line in rows]
    first, after = _title(reading.title, rows)
    found[first:after] = [(line.end, gbt9704.TITLE) for line in rows[first:after]]
    signed = _signature(rows, after)
    for at in range(after, signed.start if signed else len(rows)):
        found[at] = _body(rows, at, at - after < _NEAR_TITLE)
    if signed:
        found[signed.start : signed.stop] = [(line.end, gbt9704.SIGNATURE) for line in rows[signed.start : signed.stop]]
        found[signed.stop - 1] = (rows[signed.stop - 1].end, gbt9704.DATE)
        _attachments(rows, found, signed.stop)
    return found


def _title(title: str | None, rows: list[Line]) -> tuple[int, int]:
    """Which lines are the title: those that, one behind the other, make what was read as it."""
    for first, line in enumerate(rows[:20]):
        joined, after = "", first
        while title and after < len(rows) and title.startswith(joined + rows[after].text) and joined != title:
            joined, after = joined + rows[after].text, after + 1
        if title and joined == title and line.text:
            return first, after
    return 0, 0


def _signature(rows: list[Line], after: int) -> range | None:
    """The lines of the signature, the date the last of them: what stands behind it belongs to attachments."""
    for at in range(after + _NEAR_TITLE, len(rows)):
        if DATE_LINE.fullmatch(rows[at].text) and not _BRACKETS.fullmatch(rows[at].text):
            first = at
            while first > after and at - first < 4 and is_organisation(rows[first - 1].text):
                first -= 1
            return range(first, at + 1)
    return None


def _body(rows: list[Line], at: int, near_title: bool) -> tuple[int, Type | None]:
    line = rows[at]
    mark = opening(line.text, 0, len(line.text))
    if _is_listed(rows, at):
        return line.end, gbt9704.ATTACHMENT_NOTE
    if mark is not None and isinstance(mark.level, int) and mark.level:
        return _heading(line, mark.level)
    if near_title and mark is None and _ADDRESSEE.fullmatch(line.text):
        return line.end, gbt9704.ADDRESSEE
    prose = mark is not None or len(line.text) > _PROSE or line.text.endswith("。")
    return line.end, gbt9704.BODY if prose and not _BRACKETS.fullmatch(line.text) else None


def _is_listed(rows: list[Line], at: int) -> bool:
    """附件：1.…, or one of the lines 2. 3. below it."""
    for line in reversed(rows[max(0, at - _MOST_LISTED) : at + 1]):
        if _NOTE.match(line.text):
            return True
        if not _LISTED.match(line.text) or len(line.text) > _LONGEST_HEADING:
            return False
    return False


def _heading(line: Line, level: int) -> tuple[int, Type | None]:
    """A heading as far as its first full stop; a long first sentence is text that happens to be numbered."""
    stop = line.text.find("。") + 1 or len(line.text)
    if stop > _LONGEST_HEADING:
        return line.end, None if level <= 2 else gbt9704.BODY
    return line.start + stop, gbt9704.HEADINGS[min(level, 4) - 1]


def _attachments(rows: list[Line], found: list[tuple[int, Type | None]], start: int) -> None:
    """Behind the signature: each attachment's number, the title below it, and its text."""
    inside = False
    for at in range(start, len(rows)):
        if _LABEL.fullmatch(rows[at].text):
            inside = True
            found[at] = (rows[at].end, gbt9704.ATTACHMENT_LABEL)
        elif inside and found[at - 1][1] is gbt9704.ATTACHMENT_LABEL and _is_title(rows[at]):
            found[at] = (rows[at].end, gbt9704.ATTACHMENT_TITLE)
        elif inside:
            found[at] = _body(rows, at, False)


def _is_title(line: Line) -> bool:
    mark: Mark | None = opening(line.text, 0, len(line.text))
    return mark is None and len(line.text) <= _LONGEST_HEADING and not line.text.endswith(("。", "；"))
