"""How late or near something is: computed from a deadline and a day that is passed in, never stored. Calendar days."""

from __future__ import annotations

from datetime import date, timedelta

SOON = timedelta(days=7)


def days_left(deadline: date | None, today: date) -> int | None:
    """Days until ``deadline``: 0 on the day itself, negative when late, None without one."""
    return (deadline - today).days if deadline else None


def is_late(deadline: date | None, today: date, *, is_open: bool) -> bool:
    """Whether something still open has passed its deadline."""
    return bool(is_open and deadline and deadline < today)
