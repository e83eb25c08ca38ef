"""The words around a number: its clause, its sentence, and what stands between it and the next number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from taizhang.reading.basis import PLAIN, Basis
from taizhang.reading.counts import OTHER, Count

_CLAUSE = re.compile(r"[，,。；;：:！？!?\n]")
_SENTENCE = re.compile(r"[。；;！？\n]")
_BRACKET = re.compile("[（()）]")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_DIGIT = re.compile("[0-90-9]")
_TITLE = re.compile(r"《[^《》]*(?:》|$)|^[^《》]*》")
_NEAR, _BEFORE, _AFTER = 48, 120, 60  # characters of a clause that are looked at on both sides of a number
_SENTENCE_BEFORE, _SENTENCE_AFTER = 150, 80


class Place:
    """One count in its clause. What stands in 《》, and in brackets behind the number, is left out of the words around it."""

    __slots__ = ("_end", "_text", "basis", "clause", "count", "cut", "left", "noun_after", "noun_before", "right", "titled")

    noun_after: re.Match[str] | None  # in ``right`` and ``left``, found by whoever asks what is counted
    noun_before: re.Match[str] | None
    titled: str  # what stands in the 《》 right before the number
    basis: Basis  # by what the number was read, set by whoever decides

    def __init__(self, text: str, count: Count, clause: int, end: int, floor: int, following: int) -> None:
        self._text, self.count, self.clause, self._end = text, count, clause, end
        self.noun_after = self.noun_before = None
        self.titled = ""
        self.basis = PLAIN
        place = count.start
        words = text[max(clause, floor, place - _NEAR) : place]
        behind = count.end
        if not _special(words):
            self.left = words
        elif words[-1] in "（(" and text[behind : behind + 1] in ("）", ")"):  # 反馈问题（43项）已全部清零
            self.left, behind = _bare(words[:-1]), behind + 1
        else:
            self.left = _within(_bare(words))
            self.titled = words[words.rfind("《") + 1 : -1] if words[-1] == "》" else ""
        words = text[behind : min(end, following, behind + _AFTER)]
        self.cut = following < end
        if words[:1] in ("（", "("):  # 138个（占98%）已完成: the remark ends no clause
            words = self.after
            digit = _DIGIT.search(words)
            words, self.cut = (words[: digit.start()], True) if digit else (words, False)
        self.right = _beyond(words)

    @property
    def end(self) -> int:
        """Where its clause ends."""
        return self._end

    @property
    def before(self) -> str:
        """The clause before the number, earlier numbers included."""
        return _bare(self._text[max(self.clause, self.count.start - _BEFORE) : self.count.start])

    @property
    def after(self) -> str:
        """The clause behind the number, later numbers included."""
        return _beyond(self._text[self.count.end : min(self._end, self.count.end + _AFTER)])

    @property
    def sentence(self) -> str:
        """The sentence the number stands in, or what is near of it."""
        low, high = self.count.start - _SENTENCE_BEFORE, self.count.end + _SENTENCE_AFTER
        ahead = re.split(_SENTENCE, self._text[max(0, low) : self.count.start])[-1]
        return ahead + re.split(_SENTENCE, self._text[self.count.start : high], maxsplit=1)[0]

    @property
    def previous(self) -> str:
        """The end of the clause before this one in its sentence."""
        return re.split(_SENTENCE, self._text[max(0, self.clause - 24) : max(0, self.clause - 1)])[-1]


def places(text: str, found: Sequence[Count]) -> Iterator[tuple[Count, Place | None]]:
    """The counts with the words around them, in order; those with a counter of other things (次 公里 台) need none."""
    clauses = [m.start() for m in _CLAUSE.finditer(text)]
    clauses.append(len(text))
    floor, last = 0, len(found) - 1
    for i, count in enumerate(found):
        if count.kind == OTHER:
            yield count, None
        else:
            n = bisect_left(clauses, count.start)
            clause = clauses[n - 1] + 1 if n else 0
            while clauses[n] < count.end:  # the comma of 1,204
                n += 1
            yield count, Place(text, count, clause, clauses[n], floor, found[i + 1].start if i < last else clauses[n])
        floor = count.end


def _special(words: str) -> bool:
    return "《" in words or "》" in words or "（" in words or "(" in words


def _bare(words: str) -> str:
    return _TITLE.sub("", words) if "《" in words or "》" in words else words


def _within(words: str) -> str:
    """What stands before the number in the same bracket, if it stands in one."""
    opened = max(words.rfind("（"), words.rfind("("))
    return words[opened + 1 :] if opened > max(words.rfind("）"), words.rfind(")")) else words


def _beyond(words: str) -> str:
    """What stands behind the number, without bracketed remarks and not beyond the bracket it stands in itself."""
    return _BRACKET.split(_BRACKETS.sub("", words), maxsplit=1)[0] if _BRACKET.search(words) else words
