"""Remarks as they are printed at the terminal: worst first, each with its line, a caret under the place, and what it could be."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from taizhang.checks import Remark, Severity, check_of, worst_first

WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "提示"}
_BEFORE, _WIDEST = 18, 40  # characters shown in front of the place, and in all


def printed(name: str, text: str, remarks: Sequence[Remark]) -> str:
    """All remarks on one file and how many there are."""
    blocks = ["\n".join(_remark(name, text, remark)) for remark in worst_first(remarks) if remark.answer is None]
    return "\n\n".join([*blocks, f"{name}：{_summary(remarks)}"])


def _remark(name: str, text: str, remark: Remark) -> Iterator[str]:
    line = text.count("\n", 0, remark.start) + 1
    begin = text.rfind("\n", 0, remark.start) + 1
    place = f"{line}:{remark.start - begin + 1}"
    named = check_of(remark.code)
    yield f"{name}:{place} {WORDS[remark.severity]} {named.name if named else ''} [{remark.code}@{place}]"
    if remark.quote:
        yield from _excerpt(text, begin, remark)
    yield f"    {remark.message}"
    if remark.suggestion:
        yield f"    可改为：{remark.suggestion}"


def _excerpt(text: str, begin: int, remark: Remark) -> Iterator[str]:
    """The line around the place, and carets under it: a Chinese character is two columns wide."""
    first = max(begin, remark.start - _BEFORE)
    stop = text.find("\n", remark.start)
    last = min(len(text) if stop < 0 else stop, first + _WIDEST)
    end = max(min(remark.end, last), remark.start + 1)
    yield "    " + text[first:last].replace("\t", " ")
    yield "    " + " " * _width(text[first : remark.start]) + "^" * max(1, _width(text[remark.start : end]))


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _summary(remarks: Sequence[Remark]) -> str:
    open_ones = Counter(remark.severity for remark in remarks if remark.answer is None)
    told = [f"{word} {open_ones[severity]}" for severity, word in WORDS.items() if open_ones[severity]]
    if settled := sum(remark.answer is not None for remark in remarks):
        told.append(f"已说明 {settled}")
    return " · ".join(told) or "没有提示"
