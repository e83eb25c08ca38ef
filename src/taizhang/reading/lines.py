"""The lines of a text with their places: what outline, masthead and furniture go through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from taizhang.sheet import Span

BLANKS = " \t\r\f\v\u3000\u00a0\ufeff\u200b"


class Line(NamedTuple):
    """One line without the blanks around it: ``text`` stands at ``[start, end)`` of the document."""

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    """Every line that holds something, in order."""
    found, offset = [], 0
    for raw in text.split("\n"):
        content = raw.strip(BLANKS)
        if content:
            start = offset + raw.index(content[0])
            found.append(Line(start, start + len(content), content))
        offset += len(raw) + 1
    return found


def outside(rows: list[Line], spans: Sequence[Span]) -> list[Line]:
    """The lines that do not stand in any of the spans (tables, in order): cells are neither title nor headings."""
    starts = [span.start for span in spans]
    places = ((row, bisect_right(starts, row.start) - 1) for row in rows) if starts else ((row, -1) for row in rows)
    return [row for row, at in places if at < 0 or row.start >= spans[at].end]
