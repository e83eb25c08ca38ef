"""How late or near something is: computed from a deadline and a day that is passed in, never stored.

Near is told in calendar days, or in working days where the profile's lamps say so and a ``calendar`` is passed in; beyond the
years that it knows, calendar days stand in. Late is late by days, whatever they are.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from taizhang.profiles.shape import Lamps
from taizhang.workdays import Calendar, YearMissing


class Lamp(StrEnum):
    """What is shown of a deadline (预警): nothing yet, near (蓝), pressing (黄), past (红)."""

    NONE = ""
    SOON = "soon"
    PRESSING = "pressing"
    LATE = "late"


USUAL = Lamps(soon=7, yellow=3)  # where no ledger, and so no profile, is in sight
_DAY = timedelta(days=1)


def soon(lamps: Lamps) -> timedelta:
    """How far ahead a deadline counts as near, in calendar days."""
    return timedelta(days=lamps.soon)


def near_until(lamps: Lamps, today: date, calendar: Calendar | None = None) -> date:
    """The last day that counts as near on ``today``."""
    if calendar is not None:
        try:
            return calendar.after(today, lamps.soon + 1) - _DAY  # the days off behind the last one are as near
        except YearMissing:
            pass
    return today + soon(lamps)


def lamp(
    deadline: date | None, today: date, lamps: Lamps = USUAL, *, is_open: bool = True, calendar: Calendar | None = None
) -> Lamp:
    """The lamp of something whose deadline it is."""
    if deadline is None or not is_open:
        return Lamp.NONE
    if deadline < today:
        return Lamp.LATE
    left = left_until(deadline, today, calendar)
    if left > lamps.soon:
        return Lamp.NONE
    return Lamp.PRESSING if left <= lamps.yellow else Lamp.SOON


def left_until(deadline: date, today: date, calendar: Calendar | None = None) -> int:
    """Days until ``deadline``, counted in ``calendar`` where it knows them: 0 on the day itself, negative when late."""
    if calendar is not None:
        try:
            return calendar.between(today, deadline)
        except YearMissing:
            pass
    return (deadline - today).days


def is_late(deadline: date | None, today: date, *, is_open: bool) -> bool:
    """Whether something still open has passed its deadline."""
    return bool(is_open and deadline and deadline < today)
