"""``make bench NAME=adopt``: 1,000 findings with 5,000 measures adopted, events and tallies included.

Keys: seconds (median), queries (per 1,000 rows written), floor_ratio (against laying out and
inserting the same findings and measures bare, in the same run).
"""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING

from bench import installation

if TYPE_CHECKING:
    from taizhang.accounts.models import Unit, User
    from taizhang.sheet import Sheet

RUNS = 5


def main() -> None:
    """Measure and print."""
    installation.start()
    clerk, bureau = installation.people()
    sheet = installation.sheet(1000)
    runs = [adopted(clerk, bureau, sheet) for _ in range(RUNS)]
    seconds = statistics.median(run[0] for run in runs)
    floor = statistics.median(bare(bureau, sheet) for _ in range(RUNS))
    queries, rows = runs[-1][1:]
    from django.db import connection

    print(
        json.dumps(
            {
                "name": "adopt",
                "database": connection.vendor,
                "seconds": round(seconds, 3),
                "queries": round(queries / rows * 1000, 1),
                "rows": rows,
                "floor_seconds": round(floor, 3),
                "floor_ratio": round(seconds / floor, 2),
            }
        )
    )


def adopted(clerk: User, bureau: Unit, sheet: Sheet) -> tuple[float, int, int]:
    """Seconds, queries and rows written of one adoption."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from taizhang.journal.models import Log
    from taizhang.ledger.actions import adopt

    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        ledger = adopt(
            opening=installation.opening(bureau), sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT
        )
        seconds = time.perf_counter() - start
    counts = [ledger.aspects.count(), ledger.findings.count(), ledger.measures.count(), ledger.tallies.count()]
    return seconds, len(queries), sum(counts) + Log.objects.get(key=ledger.log_key).size + 2


def bare(bureau: Unit, sheet: Sheet) -> float:
    """Seconds to lay out and insert the same findings and measures with ``bulk_create`` alone: no events, no tallies."""
    from django.db import transaction

    from taizhang.ledger.actions import Opening
    from taizhang.ledger.adoption import Layout, units_by_name
    from taizhang.ledger.models import Aspect, Finding, Ledger, Measure
    from taizhang.ledger.pinning import pin
    from taizhang.profiles import for_source

    opening = installation.opening(bureau)
    profile = for_source(opening.source)
    assert profile
    with transaction.atomic():
        start = time.perf_counter()
        facts = {name: getattr(opening, name) for name in Opening.__dataclass_fields__ if name != "profile"}
        ledger = Ledger.objects.create(opened_at=installation.AT, pinned=pin(profile, at=installation.AT), **facts)
        rows = Layout(ledger, None, True, units_by_name(bureau)).lay(sheet)
        Aspect.objects.bulk_create(rows.aspects)
        Finding.objects.bulk_create(rows.findings)
        Measure.objects.bulk_create(rows.measures)
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
