"""How a known mistake is put into a good paper: what a copy is, and the small tools of those that make one."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from taizhang.reading import Reading
from taizhang.workdays import load


class Copy(NamedTuple):
    """A text with one mistake in it, and where that stands."""

    text: str
    start: int
    end: int
    against: str | None = None


Inject = Callable[[str, Reading, random.Random], Copy | None]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake: its group in the figures, the checks that should see it, and how it is put into a text."""

    name: str
    group: str
    codes: tuple[str, ...]
    inject: Inject


def put(text: str, start: int, end: int, words: str) -> Copy:
    """The text with ``words`` in place of ``text[start:end]``."""
    return Copy(text[:start] + words + text[end:], start, start + len(words))


def said(sentences: Callable[[random.Random], str]) -> Inject:
    """A mistake that is a sentence of its own, at the end of some paragraph."""

    def inject(text: str, _: Reading, rng: random.Random) -> Copy | None:
        places = [match.end() for match in re.finditer(r"[^\n\t]{20,}。(?=\n|$)", text)]
        return put(text, place := rng.choice(places), place, sentences(rng)) if places else None

    return inject


def signed(sentences: Callable[[random.Random], str], head: str = "") -> Inject:
    """A mistake that needs an opening of its own: put at the head of the text."""

    def inject(text: str, _: Reading, rng: random.Random) -> Copy | None:
        return put(text, 0, 0, head + sentences(rng) + "\n")

    return inject


def pick(rng: random.Random, found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    """One of the places where a pattern stands."""
    places = list(found)
    return rng.choice(places) if places else None


def day_of(rng: random.Random, first: int = 2022, last: int = 2026) -> date:
    """Some day of those years."""
    year, month = rng.randint(first, last), rng.randint(1, 10 if last == 2026 else 12)
    return date(year, month, rng.randint(1, calendar.monthrange(year, month)[1]))


def working(start: date, days: int) -> date:
    """The last of so many working days, the first counted."""
    return load().after(start - timedelta(days=1), max(1, days))


def long(day: date) -> str:
    """A day as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"
