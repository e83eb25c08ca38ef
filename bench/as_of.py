"""``make bench NAME=as-of``: the counts of one ledger of 1,000,000 events as of any day, from the sums kept by day.

Keys: seconds (the slowest of days spread over the log), today_seconds (the tallies' own counts, for comparison),
intervals_seconds (the same counts made from the intervals), rebuild_seconds (everything made again from the events),
intervals (how many there are).
``EVENTS`` in the environment: fewer.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench import installation, many_events

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

EVENTS = int(os.environ.get("EVENTS", "1000000"))
FIRST = installation.AT.date()
DAYS = [FIRST + timedelta(days=days) for days in range(0, many_events.DAYS + 1, many_events.DAYS // 10)]


def main() -> None:
    """Measure and print."""
    installation.start()
    clerk, bureau = installation.people()
    from django.db import connection

    from taizhang.ledger import as_of, tally
    from taizhang.ledger.actions import adopt

    opening, sheet = installation.opening(bureau), installation.sheet(1000)
    ledger = adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)
    many_events.add(ledger, EVENTS, degrees=True)
    rebuild = taken(lambda: as_of.rebuild(ledger))
    for day in DAYS:
        assert from_intervals(ledger, day) == as_of.counts(ledger, day).degrees, day
    figures = {
        "seconds": max(taken(lambda day=day: as_of.counts(ledger, day)) for day in DAYS),
        "today_seconds": taken(lambda: tally.count_line(ledger, FIRST)),
        "intervals_seconds": max(taken(lambda day=day: from_intervals(ledger, day)) for day in DAYS),
        "rebuild_seconds": rebuild,
    }
    told = {name: round(figure, 4) for name, figure in figures.items()}
    counts = {"events": EVENTS, "intervals": ledger.intervals.count()}
    print(json.dumps({"name": "as-of", "database": connection.vendor, **told, **counts}))


def from_intervals(ledger: Ledger, day: date) -> Counter[str]:
    """The measures of ``day`` by degree, counted one by one."""
    from taizhang.ledger import as_of

    return Counter(as_of.standing_on(ledger, day).filter(level="measure").values_list("degree", flat=True))


def taken(call: object) -> float:
    """Seconds of a call."""
    assert callable(call)
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
