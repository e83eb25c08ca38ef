"""How late or near something is: computed from a deadline and a day that is passed in, never stored. Calendar days."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from taizhang.profiles.shape import Lamps


class Lamp(StrEnum):
    """What is shown of a deadline (预警): nothing yet, near (蓝), pressing (黄), past (红)."""

    NONE = ""
    SOON = "soon"
    PRESSING = "pressing"
    LATE = "late"


USUAL = Lamps(soon=7, yellow=3)  # where no ledger, and so no profile, is in sight


def soon(lamps: Lamps) -> timedelta:
    """How far ahead a deadline counts as near."""
    return timedelta(days=lamps.soon)


def lamp(deadline: date | None, today: date, lamps: Lamps = USUAL, *, is_open: bool = True) -> Lamp:
    """The lamp of something whose deadline it is."""
    left = days_left(deadline, today)
    if left is None or not is_open or left > lamps.soon:
        return Lamp.NONE
    if left < 0:
        return Lamp.LATE
    return Lamp.PRESSING if left <= lamps.yellow else Lamp.SOON


def days_left(deadline: date | None, today: date) -> int | None:
    """Days until ``deadline``: 0 on the day itself, negative when late, None without one."""
    return (deadline - today).days if deadline else None


def is_late(deadline: date | None, today: date, *, is_open: bool) -> bool:
    """Whether something still open has passed its deadline."""
    return bool(is_open and deadline and deadline < today)
