"""Deleting what nobody looks at any more: old notices, old messages, and what they were made from."""

from __future__ import annotations

from datetime import datetime, timedelta

from taizhang.notices.models import Delivery, DeliveryState, Matter, Notice

KEPT = timedelta(days=180)
# What is to be told must outlast the longest time in which it could be found again.
REMEMBERED = timedelta(days=800)


def clear(at: datetime) -> int:
    """Delete notices and messages of half a year ago, and what was to be told two years ago. Returns how many rows."""
    over = [
        Notice.objects.filter(made_at__lt=at - KEPT),
        Delivery.objects.filter(made_at__lt=at - KEPT, state__in=[DeliveryState.SENT, DeliveryState.GIVEN_UP]),
        Matter.objects.filter(made_at__lt=at - REMEMBERED, batch__isnull=False),
    ]
    return sum(rows.delete()[0] for rows in over)
