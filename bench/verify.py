"""``make bench NAME=verify``: logs of 100,000 events each, verified on one core, then side by side on every core.

Keys: events_per_second (of one core: events over processor seconds, those of the database server with them, so that what
else the machine does is left out; the best of some runs), wall_per_second (the same log by the clock),
parallel (how many times faster all logs are verified by ``verify_many`` than one after the other), cores. ``EVENTS`` and
``LOGS`` in the environment: other sizes. On the PostgreSQL that ``DATABASE_URL`` names, or on SQLite.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import installation

EVENTS = int(os.environ.get("EVENTS", "100000"))
LOGS = int(os.environ.get("LOGS", "4"))
BATCH = 10_000
RUNS = 3


def main() -> None:
    """Measure and print."""
    installation.start(on_disk=True)
    clerk, _ = installation.people()
    from django.db import connection

    from taizhang.journal.models import Log
    from taizhang.journal.verify import verify
    from taizhang.journal.verify_many import verify_many

    for n in range(LOGS):
        fill(f"ledger:{n}", clerk.actor)
    logs = list(Log.objects.filter(key__startswith="ledger:").order_by("pk"))
    assert not any(verdict.broken for verdict in verify_many(logs, {}))
    one = min(taken(lambda: verify(logs[0]), processor) for _ in range(RUNS))
    wall = min(taken(lambda: verify(logs[0])) for _ in range(RUNS))
    row = min(taken(lambda: verify_many(logs, {}, processes=1)) for _ in range(RUNS))
    side = min(taken(lambda: verify_many(logs, {})) for _ in range(RUNS))
    figures = {
        "name": "verify",
        "database": connection.vendor,
        "events_per_second": round(EVENTS / one),
        "wall_per_second": round(EVENTS / wall),
        "parallel": round(row / side, 2),
        "cores": os.cpu_count(),
        "events": EVENTS * LOGS,
        "all_events_per_second": round(EVENTS * LOGS / side),
    }
    print(json.dumps(figures))


def fill(key: str, by: Any) -> None:
    """A log of that key: progress reported, as a lead unit reports it."""
    from django.db import transaction

    from taizhang.journal.append import Entry, append

    for start in range(0, EVENTS, BATCH):
        entries = [Entry("measure:report_progress", f"measure:{n % 5000}", facts(n)) for n in range(start, start + BATCH)]
        with transaction.atomic():
            append(key, entries, by=by, at=installation.AT)


def facts(n: int) -> dict[str, Any]:
    """What the event of one report tells."""
    text = f"已完成第{n}项巡检制度修订，按月核对巡检记录并通报结果。"
    return {
        "was": {"progress": "", "progress_as_of": None, "degree_self": ""},
        "now": {"progress": text, "progress_as_of": "2026-11-21", "degree_self": "under_way"},
    }


def taken(call: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of a call by ``clock``."""
    start = clock()
    call()
    return clock() - start


def processor() -> float:
    """Processor seconds of this process so far and, on PostgreSQL, of the server's process that works for it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    user, system = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
