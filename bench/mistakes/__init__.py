"""Known mistakes to put into good papers, one a copy: each kind says where it stands and which checks should see it."""

from __future__ import annotations

from bench.mistakes import counts, dates, numbering, people, wording
from bench.mistakes.putting import Copy, Mistake

__all__ = ["MISTAKES", "Copy", "Mistake"]

MISTAKES: tuple[Mistake, ...] = (
    *dates.MISTAKES,
    *counts.MISTAKES,
    *numbering.MISTAKES,
    *people.MISTAKES,
    *wording.MISTAKES,
)
