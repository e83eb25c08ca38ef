"""What this room can say of a ledger in numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from taizhang.ledger.models import Ledger
from taizhang.supervision.models import Invitation


def figures(ledger: Ledger, as_of: date) -> dict[str, int]:
    """The ledger's rounds as of the end of a day: opened, closed, and of those closed the units asked and answered."""
    end = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    opened = ledger.rounds.filter(opened_at__lt=end)
    told = opened.aggregate(opened=Count("pk"), closed=Count("pk", filter=Q(closed_at__lt=end)))
    asked = Invitation.objects.filter(round__in=opened.filter(closed_at__lt=end), revoked_at=None)
    units = asked.aggregate(units_asked=Count("pk"), units_answered=Count("pk", filter=Q(told__gte=F("asked"))))
    return {**told, **units}
