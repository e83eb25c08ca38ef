"""What the standard says of lines beyond their setting: the form of the date, the list of attachments, their new pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang import gbt9704
from taizhang.checks.layout import checks
from taizhang.checks.layout.departures import Departure, departure
from taizhang.checks.layout.file import File
from taizhang.checks.layout.parts import Placed
from taizhang.checks.word_places import Paragraph
from taizhang.reading.formats.ooxml import attribute, child, descend
from taizhang.reading.header import date_of

_PLAIN = re.compile(r"(?:19|20)\d\d年[1-9]\d?月[1-9]\d?日")


def departures(file: File) -> Iterator[Departure]:
    """Every departure of dates and attachments."""
    for at, line in enumerate(file.lines):
        if line.type is gbt9704.DATE:
            yield from _date(line)
        elif line.type is gbt9704.ATTACHMENT_NOTE:
            yield from _note(file, line, is_first=at > 0 and file.lines[at - 1].type is not gbt9704.ATTACHMENT_NOTE)
        elif line.type is gbt9704.ATTACHMENT_LABEL:
            yield from _label(file, line)


def _date(line: Placed) -> Iterator[Departure]:
    iso = date_of(line.line.text)
    if iso and len(iso) == 10 and not _PLAIN.fullmatch(line.line.text):
        year, month, day = map(int, iso.split("-"))
        yield departure(checks.DATE, _place(line), {"found": line.line.text, "should": f"{year}年{month}月{day}日"})


def _note(file: File, line: Placed, is_first: bool) -> Iterator[Departure]:
    if line.line.text.endswith(("。", "；", "，", ";", ",")):
        yield _attachment(
            line,
            ("附件名称后面有标点", "The name of an attachment ends in a stop"),
            ("应不加标点", "it should end in none"),
        )
    if is_first and not _blank_above(file, line.paragraph):
        yield _attachment(
            line,
            ("附件说明紧接正文", "The list of attachments follows the text at once"),
            ("应在正文下空一行", "there should be a blank line between"),
        )


def _label(file: File, line: Placed) -> Iterator[Departure]:
    if not _on_new_page(file, line):
        yield _attachment(
            line, ("附件没有另起一页", "The attachment does not begin on a new page"), ("应另面编排", "it should"),
        )  # fmt: skip


def _attachment(line: Placed, found: tuple[str, str], should: tuple[str, str]) -> Departure:
    facts = {"found": found[0], "found_english": found[1], "should": should[0], "should_english": should[1]}
    return departure(checks.ATTACHMENT, _place(line), facts)


def _place(line: Placed) -> tuple[int, int]:
    return line.line.start, line.line.end


def _before(file: File, paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraphs above, nearest first, as far as the last that holds text."""
    for at in range(file.order[paragraph.element] - 1, -1, -1):
        yield file.word.paragraphs[at]
        if file.word.paragraphs[at].text.strip():
            return


def _blank_above(file: File, paragraph: Paragraph) -> bool:
    above = next(_before(file, paragraph), None)
    return above is None or not above.text.strip() or above.cell is not None


def _on_new_page(file: File, line: Placed) -> bool:
    """By a break in it or above it, by a section that begins, or by a property."""
    if file.look(line).breaks_page or _breaks(line.paragraph):
        return True
    return any(
        _breaks(above) or child(child(above.element, "pPr"), "sectPr") is not None for above in _before(file, line.paragraph)
    )


def _breaks(paragraph: Paragraph) -> bool:
    return any(attribute(e, "type") == "page" for e in descend(paragraph.element, "br")) or any(
        True for _ in descend(paragraph.element, "lastRenderedPageBreak")
    )
