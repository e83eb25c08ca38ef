"""Checking: a paper read as a strict auditor reads. One file per family, listed once; no Django, no database.

A family is a module with ``CHECKS`` (what it looks for) and ``remarks(paper)`` (what it finds). Nothing is changed by checking.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from types import ModuleType

from taizhang.checks import (
    answers,
    counts,
    damage,
    dates,
    gaps,
    layout,
    limits,
    numbering,
    parts,
    people,
    punctuation,
    rates,
    wording,
)
from taizhang.checks.paper import Paper
from taizhang.checks.remark import WORST_FIRST, Check, Example, Remark, Severity
from taizhang.profiles import Profile
from taizhang.reading import Reading
from taizhang.sheet import Counts, Sheet
from taizhang.workdays import Calendar

__all__ = ["FAMILIES", "Check", "Example", "Paper", "Remark", "Severity", "check", "check_of", "checks", "worst_first"]

FAMILIES: tuple[ModuleType, ...] = (
    dates,
    limits,
    counts,
    parts,
    rates,
    numbering,
    gaps,
    answers,
    wording,
    people,
    damage,
    punctuation,
    layout,
)


def check(
    reading: Reading,
    *,
    profile: Profile | None = None,
    against: Reading | None = None,
    earlier: Sequence[Reading] = (),
    sheet: Sheet | None = None,
    counts: Counts | None = None,
    today: date | None = None,
    days: Calendar | None = None,
    file: bytes | None = None,
    public: bool | None = None,
    off: Collection[str] = (),
) -> list[Remark]:
    """Every remark on the paper, in the order of its text.

    ``off`` are codes, or families, that are not asked for; the profile may name others, each with its reason.
    """
    off = {*off, *(spared.code for spared in profile.checks_off)} if profile else off
    paper = Paper(reading, profile, against, tuple(earlier), sheet, counts, today, days, file, public)
    found = (remark for family in FAMILIES for remark in family.remarks(paper))
    kept = {remark: None for remark in found if not _is_off(remark.code, off) and not _is_beside(remark, paper)}
    return sorted(kept, key=lambda remark: (remark.start, remark.end, WORST_FIRST.index(remark.severity), remark.code))


def worst_first(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks as a margin or a page shows them: errors, then warnings, then notes, each in the order of the text."""
    return sorted(remarks, key=lambda remark: (WORST_FIRST.index(remark.severity), remark.start, remark.end))


def checks() -> Iterator[Check]:
    """Everything that is looked for, family by family."""
    for family in FAMILIES:
        yield from family.CHECKS


def check_of(code: str) -> Check | None:
    """The check that has this code."""
    return next((check for check in checks() if check.code == code), None)


def _is_off(code: str, off: Collection[str]) -> bool:
    return code in off or code.partition(".")[0] in off


def _is_beside(remark: Remark, paper: Paper) -> bool:
    """Whether it stands where nothing can be said: in a page's navigation, or in what is lost and told as that."""
    if any(span.start <= remark.start < span.end for span in paper.furniture):
        return True
    return not remark.code.startswith("damage.") and any(span.start <= remark.start < span.end for span in paper.lost)
