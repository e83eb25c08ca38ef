"""What a cell enumerates, one by one: on lines of their own, or one behind the other (1.…；2.…；3.…)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.reading.document import Cell
from taizhang.reading.numerals import chinese
from taizhang.sheet import Span

_NUMBER = re.compile(
    r"\s*(?P<number>\d{1,3}\s*[.．、](?!\d)|[（(]\d{1,3}[）)]|[①-⑳]|[一二三四五六七八九十]{1,3}(?:是|、)|[（(][一二三四五六七八九十]{1,3}[）)])\s*"
)
_DIGITS = re.compile("[0-90-9]+|[一二三四五六七八九十]+|[①-⑳]")
_BEHIND = "；;。"


def split_number(text: str) -> tuple[str | None, str]:
    """The number a cell's text begins with, and the rest."""
    match = _NUMBER.match(text)
    return (match["number"].strip(), text[match.end() :].strip()) if match else (None, text.strip())


def pieces(cell: Cell | None) -> Iterator[tuple[str | None, str, Span]]:
    """A cell's enumerated parts, (number, text, place); an unnumbered line belongs to the one before."""
    if cell is None or not cell.text.strip():
        return
    begins = _lines(cell.text) or [0]
    if len(begins) == 1 and (first := _NUMBER.match(cell.text)):
        begins = [0, *_run(cell.text, first)]
    for begin, end in zip(begins, [*begins[1:], len(cell.text)], strict=True):
        piece = cell.text[begin:end].rstrip()
        number, text = split_number(piece)
        yield number, text.rstrip("；;"), Span(cell.span.start + begin, cell.span.start + begin + len(piece))


def _lines(text: str) -> list[int]:
    """Where the enumerated lines begin; nothing where the cell does not begin with a number."""
    if not _NUMBER.match(text):
        return []
    return [0, *(m.end() for m in re.finditer("\n", text) if _NUMBER.match(text, m.end()))]


def _run(text: str, first: re.Match[str]) -> Iterator[int]:
    """Where the numbers go on within the line: each the next of its kind, behind a ； or 。"""
    style, last = _shape(first["number"]), _ordinal(first["number"])
    for found in _NUMBER.finditer(text, first.end()):
        number = found["number"]
        if _shape(number) == style and _ordinal(number) == last + 1 and text[found.start() - 1] in _BEHIND:
            yield found.start()
            last += 1


def _shape(number: str) -> str:
    """A number without its digits: 1. and 2. have one shape, 1. and （1） not."""
    return _DIGITS.sub("", number.strip()) or "①"


def _ordinal(number: str) -> int:
    found = _DIGITS.search(number)
    digits = found[0] if found else ""
    if "①" <= digits[:1] <= "⑳":
        return ord(digits) - ord("①") + 1
    return chinese(digits) or 0
