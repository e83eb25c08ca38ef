"""The lines of a text with their places: what outline, masthead and furniture go through."""

from __future__ import annotations

from dataclasses import dataclass

BLANKS = " \t\r\f\v\u3000\u00a0\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Line:
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
