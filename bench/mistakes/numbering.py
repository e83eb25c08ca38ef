"""Mistakes in the numbers of headings and items."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from bench.mistakes.putting import Copy, Mistake, put
from taizhang.reading import Reading
from taizhang.reading.facts import Heading

CHINESE = "零一二三四五六七八九十"
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]+")


def left_out(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """A heading or item taken out of the middle of its run."""
    run = _run(reading, rng)
    if not run:
        return None
    at = rng.randrange(1, len(run) - 1)
    begin, end = run[at].span.start, run[at + 1].span.start
    if end <= begin:
        return None
    following = run[at + 1]
    short = text[:begin] + text[end:]
    return Copy(short, begin, begin + following.span.end - following.span.start)


def renumbered(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """The last member of a run with the number of the next: 一、二、四."""
    run = _run(reading, rng)
    return _with_number(text, run[-1], len(run) + 1) if run else None


def repeated(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    run = _run(reading, rng)
    return _with_number(text, run[at], at) if run and (at := rng.randrange(2, len(run))) else None


def swapped(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    run = _run(reading, rng)
    if not run:
        return None
    at = rng.randrange(1, len(run) - 1)
    first = _with_number(text, run[at + 1], at + 1)
    both = _with_number(first.text, run[at], at + 2) if first else None
    return both._replace(end=run[at + 1].span.end + 2) if both else None


def _run(reading: Reading, rng: random.Random) -> Sequence[Heading] | None:
    """Three or more headings or items numbered 1, 2, 3 … in one style, side by side."""
    runs = [run for run in _runs(reading.outline) if len(run) >= 3]
    return rng.choice(runs) if runs else None


def _runs(headings: Sequence[Heading]) -> Iterator[list[Heading]]:
    run: list[Heading] = []
    for heading in headings:
        expected = len(run) + 1
        if heading.number and _value(heading.number) == expected and _alike(heading, run):
            run.append(heading)
        else:
            yield run
            run = [heading] if heading.number and _value(heading.number) == 1 else []
    yield run
    for heading in headings:
        yield from _runs(heading.children)


def _alike(heading: Heading, run: list[Heading]) -> bool:
    return not run or _NUMERAL.sub("#", heading.number or "") == _NUMERAL.sub("#", run[-1].number or "")


def _value(number: str) -> int:
    found = _NUMERAL.search(number)
    if not found:
        return 0
    return int(found[0]) if found[0].isdigit() else CHINESE.find(found[0]) if len(found[0]) == 1 else 0


def _with_number(text: str, heading: Heading, value: int) -> Copy | None:
    found = _NUMERAL.search(heading.number or "")
    if not found or value > 10:
        return None
    start = heading.span.start + found.start()
    word = str(value) if found[0].isdigit() else CHINESE[value]
    copy = put(text, start, heading.span.start + found.end(), word)
    return copy._replace(start=heading.span.start, end=heading.span.end)


MISTAKES = (
    Mistake("number left out", "numbering", ("numbering.gap",), left_out),
    Mistake("last renumbered", "numbering", ("numbering.gap",), renumbered),
    Mistake("number repeated", "numbering", ("numbering.repeat",), repeated),
    Mistake("numbers swapped", "numbering", ("numbering.order", "numbering.gap", "numbering.repeat"), swapped),
)
