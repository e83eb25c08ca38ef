"""What the calendar brings: findings that are near or past their deadline, found by the index, each noted once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from taizhang.ledger.lamps import near_until
from taizhang.ledger.models import Finding, PinnedProfile
from taizhang.ledger.states import OPEN_FINDINGS
from taizhang.notices.matters import OF_KEPT, Thing, note
from taizhang.notices.models import Matter
from taizhang.notices.reasons import OVERDUE, SOON

AGAIN = timedelta(days=7)  # after which what is still late is told again


def scan(at: datetime) -> int:
    """Note what has come near its deadline, and what is late – that again each week. Returns how many things are new."""
    today = timezone.localdate(at)
    return note([*_near(today), *_late(today)], at)


def _near(today: date) -> Iterator[Thing]:
    """What will be due, once for each deadline. How far ahead counts as near is for each ledger's profile to say."""
    told = Matter.objects.filter(finding=OuterRef("pk"), reason=SOON, day=OuterRef("deadline"))
    for last, digests in _by_lamps(today).items():
        near = Finding.objects.filter(ledger__pinned__in=digests, deadline__gte=today, deadline__lte=last)
        for pk, serial, ledger, deadline in _untold(near, told):
            yield Thing(ledger, f"finding:{serial}", SOON, deadline, pk)


def _late(today: date) -> Iterator[Thing]:
    """What is late: from the day after its deadline on, and once a week."""
    lately = Matter.objects.filter(reason=OVERDUE, day__gt=today - AGAIN)
    told = lately.filter(finding=OuterRef("pk"), day__gt=OuterRef("deadline"))
    for pk, serial, ledger, deadline in _untold(Finding.objects.filter(deadline__lt=today), told):
        first = deadline + timedelta(days=1)
        yield Thing(ledger, f"finding:{serial}", OVERDUE, today - (today - first) % AGAIN, pk)


def _untold(findings: QuerySet[Finding], told: QuerySet[Matter]) -> Iterator[tuple[int, int, int, date]]:
    rows = findings.filter(OF_KEPT, ~Exists(told), state__in=OPEN_FINDINGS).order_by()
    for pk, serial, ledger, deadline in rows.values_list("pk", "serial", "ledger_id", "deadline").iterator(chunk_size=2000):
        if deadline:
            yield pk, serial, ledger, deadline


def _by_lamps(today: date) -> dict[date, list[str]]:
    """The profiles that ledgers go by, as their digests, by the last day that is near by their lamps."""
    found: dict[date, list[str]] = {}
    for pinned in PinnedProfile.objects.filter(ledgers__isnull=False).distinct():
        found.setdefault(near_until(pinned.profile.lamps, today), []).append(pinned.digest)
    return found
