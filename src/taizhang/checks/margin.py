"""A paper as one web page with its remarks in the margin: nothing is fetched, no script is needed, it prints and fits a phone."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from taizhang.checks.remark import WORST_FIRST, Remark, Severity
from taizhang.reading import Reading
from taizhang.reading.facts import Heading

Language = Literal["zh", "en"]
_SHAPES = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.NOTE: "●"}


@dataclass(frozen=True, slots=True)
class _Words:
    """What the page says of itself in one language."""

    tag: str
    grades: dict[Severity, str]
    untitled: str
    all: str
    nothing: str
    whole: str
    line: str
    could: str
    settled: str
    answered: str
    foot: str


_WORDS: dict[Language, _Words] = {
    "zh": _Words(
        tag="zh-CN",
        grades={Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "提示"},
        untitled="文稿校核",
        all="全部提示，重要的在前",
        nothing="没有提示",
        whole="整份材料",
        line="第{}行",
        could="可改为：{}",
        settled="已说明",
        answered="已说明：{}",
        foot="由 taizhang check 校核。提示由规则得出，改不改由起草人决定；原文未作任何改动。",
    ),
    "en": _Words(
        tag="en",
        grades={Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"},
        untitled="Paper checked",
        all="All remarks, worst first",
        nothing="No remarks",
        whole="Whole paper",
        line="line {}",
        could="Could be: {}",
        settled="answered",
        answered="Answered: {}",
        foot="Checked by taizhang check. Remarks come from rules; the author decides what to change. The text is as it was.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A remark with its number on the page and the line it begins in, from 1."""

    number: int
    remark: Remark
    line: int


@dataclass(slots=True)
class _Line:
    """One line of the text, the remarks that begin in it, and those that touch it."""

    start: int
    text: str
    begin: list[_Numbered] = field(default_factory=list)
    touch: list[_Numbered] = field(default_factory=list)


def page(reading: Reading, remarks: Sequence[Remark], *, name: str = "", language: Language = "zh") -> str:
    """The page of a paper that was read, with these remarks. ``name`` is the file's, for a paper without a title."""
    words = _WORDS[language]
    lines = _lines(reading.text)
    numbered = _placed(lines, remarks)
    headings = {heading.span.start for heading in _flat(reading.outline) if heading.level in (1, 2)}
    title = reading.title or name or words.untitled
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{words.tag}">\n<head>\n<meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_safe(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>",
            f'<header>\n<h1>{_safe(title)}</h1>\n<p class="counts">{_counts(remarks, words)}</p>\n</header>',
            *_list(numbered, words, language),
            "<main>",
            *(_row(line, headings, words, language) for line in lines if line.text.strip()),
            f"</main>\n<footer>{words.foot}</footer>\n</body>\n</html>\n",
        ]
    )


def _lines(text: str) -> list[_Line]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append(_Line(start, line))
        start += len(line) + 1
    return found


def _placed(lines: list[_Line], remarks: Sequence[Remark]) -> list[_Numbered]:
    """The remarks numbered in the order of the text, each laid on the lines it touches."""
    starts = [line.start for line in lines]
    numbered = []
    number = 0
    for remark in sorted(remarks, key=lambda remark: (remark.start, remark.end)):
        at = max(bisect_left(starts, remark.start + 1) - 1, 0)
        number += bool(remark.quote)
        one = _Numbered(number, remark, at + 1)
        numbered.append(one)
        if remark.quote:
            lines[at].begin.append(one)
            for line in lines[at : bisect_left(starts, remark.end)]:
                line.touch.append(one)
    return numbered


def _flat(headings: Sequence[Heading]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _flat(heading.children)


def _counts(remarks: Sequence[Remark], words: _Words) -> str:
    open_ones = Counter(remark.severity for remark in remarks if remark.answer is None)
    told = [
        f'<span class="{severity}"><span class="grade">{_SHAPES[severity]} {words.grades[severity]}</span></span> <b>{n}</b>'
        for severity in WORST_FIRST
        if (n := open_ones[severity])
    ]
    if settled := sum(remark.answer is not None for remark in remarks):
        told.append(f"{words.settled} <b>{settled}</b>")
    return " · ".join(told) or words.nothing


def _list(numbered: Sequence[_Numbered], words: _Words, language: Language) -> Iterator[str]:
    """Every remark, worst first, answered ones last; each leads to its place."""
    if not numbered:
        return
    yield f'<details class="all" open>\n<summary>{words.all}</summary>\n<ol>'
    for one in sorted(
        numbered, key=lambda one: (one.remark.answer is not None, WORST_FIRST.index(one.remark.severity), one.number)
    ):
        remark = one.remark
        settled = " settled" if remark.answer is not None else ""
        where = words.line.format(one.line) if remark.quote else words.whole
        link = f'<a href="#{_target(one)}">{where} <sup>{one.number}</sup></a>' if remark.quote else where
        yield (
            f'<li class="{remark.severity}{settled}">{_grade(remark, words)}'
            f'<span>{_said(remark, words, language)}</span><span class="where">{link}</span></li>'
        )
    yield "</ol>\n</details>"


def _row(line: _Line, headings: set[int], words: _Words, language: Language) -> str:
    """One line of the text, with the remarks that begin in it beside it."""
    kind = "text heading" if line.start in headings else "text"
    notes = "".join(
        f'<p class="{one.remark.severity}{" settled" if one.remark.answer is not None else ""}" id="n{one.number}">'
        f'<a href="#{_target(one)}">{_grade(one.remark, words)} <sup>{one.number}</sup></a> {_said(one.remark, words, language)}'
        f' <span class="code">{_safe(one.remark.code)}</span></p>'
        for one in sorted(line.begin, key=lambda one: one.number)
    )
    beside = f'<div class="notes">{notes}</div>' if notes else ""
    return f'<div class="row"><p class="{kind}">{"".join(_marked(line))}</p>{beside}</div>'


def _target(one: _Numbered) -> str:
    """Where a remark is led to: its words, or the remark itself, since answered ones are not marked."""
    return f"p{one.number}" if one.remark.answer is None else f"n{one.number}"


def _marked(line: _Line) -> Iterator[str]:
    """The line's text; each stretch is marked by the worst remark on it, each remark's number stands behind its last word."""
    stop = line.start + len(line.text)
    waiting = sorted((one for one in line.touch if one.remark.answer is None), key=lambda one: -one.remark.start)
    places = {line.start, stop}
    for one in waiting:
        places |= {max(line.start, one.remark.start), min(stop, one.remark.end)}
    on: list[_Numbered] = []
    for start, end in pairwise(sorted(places)):
        while waiting and waiting[-1].remark.start < end:
            on.append(waiting.pop())
        on = [one for one in on if one.remark.end > start]
        yield _stretch(line, on, start, end)


def _stretch(line: _Line, on: Sequence[_Numbered], start: int, end: int) -> str:
    text = _safe(line.text[start - line.start : end - line.start])
    if not on:
        return text
    worst = min((one.remark.severity for one in on), key=WORST_FIRST.index)
    targets = "".join(f'<span id="p{one.number}"></span>' for one in on if one.remark.start == start)
    last = (end, end + 1) if end == line.start + len(line.text) else (end,)  # the line's end may belong to the quote
    ends = [one for one in on if one.remark.end in last]
    numbers = "".join(f'<a class="{one.remark.severity}" href="#n{one.number}"><sup>{one.number}</sup></a>' for one in ends)
    return f'<mark class="{worst}">{targets}{text}</mark>{numbers}'


def _grade(remark: Remark, words: _Words) -> str:
    return f'<span class="grade">{_SHAPES[remark.severity]} {words.grades[remark.severity]}</span>'


def _said(remark: Remark, words: _Words, language: Language) -> str:
    """The remark, what could stand there instead, and the reason somebody gave."""
    said = _safe((remark.english if language == "en" else "") or remark.message)
    further = [words.could.format(remark.suggestion)] if remark.suggestion else []
    further += [words.answered.format(remark.answer)] if remark.answer else []
    return said + "".join(f'<span class="could">{_safe(line)}</span>' for line in further)


def _safe(text: str) -> str:
    """Text for a page: no markup, no control characters."""
    return html.escape("".join(c for c in text if c >= " " or c == "\t"))


@cache
def _style() -> str:
    return Path(__file__).with_name("margin.css").read_text("utf-8")
