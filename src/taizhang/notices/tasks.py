"""What the worker does for notices, by the clock. Every step can be repeated and be done by several at once."""

from __future__ import annotations

from django.utils import timezone

from taizhang.notices import bundling, clearing, copying, dealing, following, scanning, sending


def scan() -> int:
    """Look what the calendar brings, and which ledgers' heads are to be copied. Returns how many things are new."""
    now = timezone.now()
    return scanning.scan(now) + copying.copy(now)


def pass_on() -> int:
    """Read on in the ledgers' events, pass on what is to be told, send what may go. Returns how many messages were taken."""
    now = timezone.now()
    following.follow(now)
    dealing.deal(now)
    bundling.bundle(now)
    return sending.send_waiting()


def clear_away() -> int:
    """Delete what is no longer looked at. Returns how many rows."""
    return clearing.clear(timezone.now())
