"""Forms in plain text: 问题：… 整改措施：… 责任单位：… on lines of their own, repeated for every finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from taizhang.reading.document import Cell
from taizhang.reading.labels import LABEL
from taizhang.reading.lines import Line, lines
from taizhang.reading.numbering import opening
from taizhang.reading.tables.forms import DONE, MAIN, Field, field_of
from taizhang.reading.tables.headings import Headings, defaults
from taizhang.sheet import Span

_TELLTALE = re.compile(r"(?:问题|意见|内容|摘要|表现|描述)[0-90-9一二三四五六七八九十]{0,3}(?:[】\]]|[ \u3000]{0,4}[:：\t])")
_LABEL = re.compile(
    r"[【\[（(]?(?P<label>[一-龥]{2,10}[0-90-9一二三四五六七八九十]{0,3})[】\]）)]?\s{0,4}(?:[:：\t]|(?<=[】\]]))\s*"
)
_LEAST = 2  # findings


def text_fields(text: str, names: Headings | None = None) -> list[Field] | None:
    """What the labels of the text tell, in order; None where the text holds no forms."""
    if not _TELLTALE.search(text):
        return None
    fields = list(_fields(text, lines(text), names or defaults()))
    told = [field for field, _ in fields]
    findings = told.count("statement" if "statement" in told else "manifestation")
    done = sum(before in MAIN and after in DONE for before, after in pairwise(f for f in told if f in (*MAIN, *DONE)))
    return fields if findings >= _LEAST and 2 * done > findings else None


def _fields(text: str, rows: Sequence[Line], names: Headings) -> Iterator[Field]:
    """Each label with what stands behind it, down to the next label or heading."""
    open_field: tuple[str, int] | None = None
    end = 0
    for number, line in enumerate(rows):
        told = list(_told(line, names))
        heading = not told and (mark := opening(text, line.start, line.end)) and mark.level in (1, 2)
        if open_field and (told or heading):
            yield open_field[0], _cell(text, open_field[1], end, number)
            open_field = None
        for field, start, stop in told[:-1]:
            yield field, _cell(text, start, stop, number)
        if told:  # the last one may go on in the lines below
            open_field = told[-1][:2]
        if heading:
            yield "aspect", _cell(text, line.start, line.end, number)
        end = line.end
    if open_field:
        yield open_field[0], _cell(text, open_field[1], end, len(rows))


def _told(line: Line, names: Headings) -> Iterator[tuple[str, int, int]]:
    """The labels of a line that begins with one: field, and where its value stands."""
    first = _LABEL.match(line.text)
    if not first or not field_of(first["label"], names):
        return
    found = [first, *(m for m in LABEL.finditer(line.text, first.end()) if field_of(m["label"], names))]
    if "\t" in line.text:
        found = [first, *(m for m in _tabbed(line.text, first.end()) if field_of(m["label"], names))]
    for label, following in zip(found, [*found[1:], None], strict=True):
        stop = following.start() if following else len(line.text)
        yield field_of(label["label"], names) or "", line.start + label.end(), line.start + stop


def _tabbed(text: str, start: int) -> Iterator[re.Match[str]]:
    """The labels between tabs: 责任单位 → 河湖科 → 责任领导 → 李明."""
    place = text.find("\t", start)
    while place >= 0:
        if found := _LABEL.match(text, place + 1):
            yield found
        place = text.find("\t", place + 1)


def _cell(text: str, start: int, end: int, row: int) -> Cell:
    raw = text[start : max(start, end)]
    begin = start + len(raw) - len(raw.lstrip())
    content = raw.strip().rstrip("；;，,")
    return Cell(content, Span(begin, begin + len(content)), row, 0)
