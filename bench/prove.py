"""``make bench NAME=prove``: proofs out of a log of 1,000,000 events, each of an event and of an older head at random.

Keys: milliseconds (the median of one proof), slowest, queries, rows (the most of any proof, the events' own with them), bytes
(of the largest file), bound (the most rows that the tree's height allows). ``EVENTS`` in the environment: another size.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from typing import Any

from bench import installation

EVENTS = int(os.environ.get("EVENTS", "1000000"))
PROOFS = 200


def main() -> None:
    """Fill a log, prove, print."""
    installation.start(on_disk=True)
    clerk, _ = installation.people()
    from django.db import connection

    from bench import verify
    from taizhang.journal.models import Log
    from taizhang.journal.proof import written
    from taizhang.journal.proving import prove

    verify.EVENTS = EVENTS
    verify.fill("ledger:1", clerk.actor)
    log, dice = Log.objects.get(key="ledger:1"), random.Random(1)
    counted, seconds, largest = Counted(), [], 0
    with connection.execute_wrapper(counted):
        for _ in range(PROOFS):
            older = _head(log, dice.randrange(1, EVENTS))
            counted.begin()
            start = time.perf_counter()
            proof = prove(log, seq=dice.randrange(EVENTS), older=older)
            seconds.append(time.perf_counter() - start)
            counted.end()
            largest = max(largest, len(written(proof).encode()))
    height = EVENTS.bit_length()
    figures = {
        "name": "prove",
        "database": connection.vendor,
        "events": EVENTS,
        "milliseconds": round(statistics.median(seconds) * 1000, 2),
        "slowest": round(max(seconds) * 1000, 2),
        "queries": counted.queries,
        "rows": counted.rows,
        "bytes": largest,
        "bound": height * (height + 1),
    }
    print(json.dumps(figures))


def _head(log: Any, size: int) -> Any:
    from taizhang.journal.heads import head_then

    return head_then(log.key, size)


class Counted:
    """The most queries and rows of any stretch: every event is asked for by its number."""

    def __init__(self) -> None:
        self.queries = self.rows = 0
        self._now = (0, 0)

    def begin(self) -> None:
        """A stretch begins."""
        self._now = (0, 0)

    def end(self) -> None:
        """It ends."""
        self.queries, self.rows = max(self.queries, self._now[0]), max(self.rows, self._now[1])

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """One query."""
        self._now = (self._now[0] + 1, self._now[1] + len(params or ()) - 1)
        return execute(sql, params, many, context)


if __name__ == "__main__":
    main()
