"""``make bench NAME=notices``: a ledger of 100,000 findings looked through for deadlines, 1,000 of them near, and everybody told.

Keys: seconds, queries (both of looking and passing on), scan_seconds (looking alone), floor_seconds (the bare query for the same
rows), idle_seconds (once more, when nothing is new), told (notices that came of it).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bench import installation

if TYPE_CHECKING:
    from taizhang.accounts.models import Unit
    from taizhang.ledger.models import Ledger

FINDINGS, DUE = 100_000, 1_000


def main() -> None:
    """Build, measure, print."""
    installation.start()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from taizhang.notices import dealing, scanning
    from taizhang.notices.models import Matter, Notice

    ledger, at = build(), installation.AT
    floor = min(taken(lambda: bare(ledger)) for _ in range(5))
    with CaptureQueriesContext(connection) as asked:
        scanned = taken(lambda: scanning.scan(at))
        dealt = taken(lambda: dealing.deal(at))
    assert Matter.objects.count() == DUE
    idle = min(taken(lambda: (scanning.scan(at), dealing.deal(at))) for _ in range(5))
    times = {"seconds": scanned + dealt, "scan_seconds": scanned, "floor_seconds": floor, "idle_seconds": idle}
    told = {name: round(value, 4) for name, value in times.items()}
    counts = {"queries": len(asked), "told": Notice.objects.count()}
    print(json.dumps({"name": "notices", "database": connection.vendor, **told, **counts}))


def build() -> Ledger:
    """A ledger with everybody whom its findings concern: the office, and a contact in each section."""
    from taizhang.accounts.models import Unit
    from taizhang.ledger.actions import adopt

    clerk, bureau = installation.people()
    for section in Unit.objects.filter(parent=bureau):
        contact(section)
    opening, sheet = installation.opening(bureau), installation.sheet(FINDINGS, 1)
    ledger = adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)
    today = installation.AT.date()
    ledger.findings.update(deadline=today + timedelta(days=60))
    ledger.findings.filter(serial__lte=DUE).update(deadline=today + timedelta(days=3))
    return ledger


def contact(section: Unit) -> None:
    """The section's contact."""
    from taizhang.accounts.actions import add_user, give_role
    from taizhang.accounts.roles import Role
    from taizhang.journal.append import SYSTEM

    user = add_user(username=f"c{section.pk}", name=f"联络员{section.pk}", password="bench", by=SYSTEM, at=installation.AT)
    give_role(user=user, unit=section, role=Role.CONTACT, by=SYSTEM, at=installation.AT)


def bare(ledger: Ledger) -> None:
    """The rows that are due, read and nothing else."""
    from taizhang.ledger.states import OPEN_FINDINGS

    today = installation.AT.date()
    due = ledger.findings.filter(state__in=OPEN_FINDINGS, deadline__gte=today, deadline__lte=today + timedelta(days=7))
    assert len(due.order_by().values_list("pk", "serial", "ledger", "deadline")) == DUE


def taken(call: Callable[[], object]) -> float:
    """Seconds of a call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
