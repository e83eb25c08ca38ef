"""Which finding of a ledger a paper's finding answers: proposed by number and likeness, decided by a person. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

NUMBER = re.compile(r"[^0-9一二三四五六七八九十百]+")
SURE, LIKELY = 0.75, 0.4  # likeness from which a pair needs no second look, and below which it is none


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as far as matching looks at it: which aspect it stands under, its number, its words."""

    aspect: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal: item ``mine`` of the paper answers item ``theirs`` of the ledger (None: no finding is like it)."""

    mine: int
    theirs: int | None
    likeness: float

    @property
    def sure(self) -> bool:
        """Whether the words alone leave no doubt."""
        return self.likeness >= SURE


def propose(paper: Sequence[Item], ledger: Sequence[Item]) -> list[Match]:
    """One proposal for each item of ``paper``; an item of ``ledger`` is proposed for one at most, the likest first.

    Likeness is the share of common character pairs; the same number under a like aspect counts as a further hint, and
    decides between findings whose words do not.
    """
    pairs = sorted(_pairs(paper, ledger), reverse=True)
    taken: dict[int, tuple[int, float]] = {}
    free = set(range(len(ledger)))
    for score, likeness, mine, theirs in ((s, k, m, t) for s, k, _, m, t in pairs):
        if score >= LIKELY and mine not in taken and theirs in free:
            taken[mine] = (theirs, likeness)
            free.discard(theirs)
    return [Match(mine, *taken.get(mine, (None, 0.0))) for mine in range(len(paper))]


def _pairs(paper: Sequence[Item], ledger: Sequence[Item]) -> list[tuple[float, float, int, int, int]]:
    """Score, likeness, nearness in order, and the two places, for every pair worth a look."""
    mine, theirs = ([_grams(item.text) for item in items] for items in (paper, ledger))
    aspects = {(a.aspect, b.aspect) for a in paper for b in ledger}
    under = {pair: _dice(_grams(pair[0]), _grams(pair[1])) for pair in aspects}
    found = []
    for i, a in enumerate(paper):
        for j, b in enumerate(ledger):
            likeness = _dice(mine[i], theirs[j])
            hint = 0.25 * under[a.aspect, b.aspect] if _number(a.number) and _number(a.number) == _number(b.number) else 0.0
            if likeness + hint >= LIKELY:
                found.append((likeness + hint, likeness, -abs(i - j), i, j))
    return found


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1."""
    return _dice(_grams(one), _grams(other))


@lru_cache(maxsize=4_000)  # a ledger's findings are held against one row after the other
def _grams(text: str) -> frozenset[str]:
    """The character pairs of the words in ``text``; punctuation and spaces do not count."""
    words = re.sub(r"\W+", "", text)
    return frozenset(words[at : at + 2] for at in range(len(words) - 1)) or frozenset(words)


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _number(number: str) -> str:
    return NUMBER.sub("", number)
