"""The words around a number: its clause, its sentence, and what stands between it and the next number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.reading.counts import Count

_CLAUSE = re.compile(r"[，,。；;：:！？!?\n]")
_SENTENCE = re.compile(r"[。；;！？\n]")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_DIGIT = re.compile("[0-90-9]")
_TITLE = re.compile(r"《[^《》]*(?:》|$)|^[^《》]*》")
_REACH = 120  # characters of a clause that are looked at before a number
_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Place:
    """One count in its clause. What stands in 《》, and in brackets behind the number, is left out of the words around it."""

    count: Count
    left: str  # from the clause's beginning, or the number before it in the clause
    right: str  # to the clause's end, or the next number
    before: str  # the clause before the number, earlier numbers included
    after: str  # the clause behind it, later numbers included
    previous: str  # the end of the clause before this one in the sentence
    sentence: str
    clause: int  # where the clause starts
    line: int  # which line of the text
    cut: bool  # another number stands in the rest of the clause


def places(text: str, found: Sequence[Count]) -> Iterator[Place]:
    """The counts with the words around them, in order."""
    clauses, sentences, breaks = ([m.start() for m in p.finditer(text)] for p in (_CLAUSE, _SENTENCE, re.compile("\n")))
    floor = 0
    for i, count in enumerate(found):
        start, end = _around(clauses, count, len(text))
        begin, stop = _around(sentences, count, len(text))
        before = max(start, count.start - _REACH)
        after = _beyond(text[count.end : min(end, count.end + _AHEAD)])
        right, cut = _to_next(text, count, after, found[i + 1].start if i + 1 < len(found) else end, end)
        yield Place(
            count,
            _within(_bare(text[max(floor, before) : count.start])),
            right,
            _bare(text[before : count.start]),
            after,
            text[max(begin, start - 24) : max(begin, start - 1)],
            text[max(begin, count.start - 150) : min(stop, count.end + 80)],
            start,
            bisect_left(breaks, count.start),
            cut,
        )
        floor = count.end


def _to_next(text: str, count: Count, after: str, following: int, end: int) -> tuple[str, bool]:
    """What stands between the number and the next one of its clause, and whether there is one; 138个（占98%）已完成 has none."""
    if text[count.end : count.end + 1] in ("（", "("):
        digit = _DIGIT.search(after)
        return (after[: digit.start()], True) if digit else (after, False)
    return _beyond(text[count.end : min(end, following, count.end + _AHEAD)]), following < end


def _around(boundaries: list[int], count: Count, length: int) -> tuple[int, int]:
    """The stretch between the boundaries on both sides of the count."""
    first = bisect_left(boundaries, count.start)
    last = bisect_right(boundaries, count.end - 1)
    return (boundaries[first - 1] + 1 if first else 0), (boundaries[last] if last < len(boundaries) else length)


def _bare(words: str) -> str:
    return _TITLE.sub("", words) if "《" in words or "》" in words else words


def _within(words: str) -> str:
    """What stands before the number in the same bracket, if it stands in one."""
    opened = max(words.rfind("（"), words.rfind("("))
    return words[opened + 1 :] if opened > max(words.rfind("）"), words.rfind(")")) else words


def _beyond(words: str) -> str:
    """What stands behind the number, without bracketed remarks and not beyond the bracket it stands in itself."""
    if "（" not in words and "(" not in words and "）" not in words and ")" not in words:
        return words
    return re.split("[（()）]", _BRACKETS.sub("", words), maxsplit=1)[0]
