"""Dates as they are written, to the month or the day, as the days they begin and end on."""

from __future__ import annotations

import calendar
from datetime import date


def first_day(iso: str | None) -> date | None:
    """The first day that ``2026-10`` or ``2026-10-09`` may mean; None for a year alone."""
    match _parts(iso):
        case [year, month]:
            return date(year, month, 1)
        case [year, month, day]:
            return date(year, month, day)
    return None


def last_day(iso: str | None) -> date | None:
    """The last day that it may mean."""
    match _parts(iso):
        case [year, month]:
            return date(year, month, calendar.monthrange(year, month)[1])
        case [year, month, day]:
            return date(year, month, day)
    return None


def is_day(iso: str | None) -> bool:
    """Whether it is told to the day."""
    return len(_parts(iso)) == 3


def surely_after(one: str | None, other: str | None) -> bool:
    """Whether ``one`` is later than ``other`` however the two are understood."""
    first, last = first_day(one), last_day(other)
    return first is not None and last is not None and first > last


def _parts(iso: str | None) -> list[int]:
    return [int(part) for part in iso.split("-")] if iso else []
