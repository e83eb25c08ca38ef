"""``make bench NAME=clients``: 32 people report progress at once on PostgreSQL, as several web processes serve them.

Keys: speedup (actions a second of 32 clients, each on a ledger of his own, over those of one client), one_ledger (the same with
all of them on one ledger), lost (actions that left no event, and ledgers whose log is not whole or whose counts are not what
rows and events say, in any of the runs: must be 0). Without ``DATABASE_URL`` an embedded server is started. ``ACTIONS`` in the
environment: how many each client does.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bench import installation

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

CLIENTS, PROCESSES = 32, 4
ACTIONS = int(os.environ.get("ACTIONS", "20"))
FINDINGS = 40  # five measures each: enough for every client to have his own
START_WITHIN = 60


def main() -> None:
    """Measure and print."""
    installation.start(postgres=True)
    clerk, bureau = installation.people()
    from django.db import connection, connections

    from taizhang.ledger.actions import adopt

    sheet = installation.sheet(FINDINGS)
    ledgers = [
        adopt(opening=installation.opening(bureau), sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)
        for _ in range(CLIENTS)
    ]
    before = sum(size(ledger) for ledger in ledgers)
    connections.close_all()  # each process opens its own
    one = rate([(ledgers[0].pk, 0)], clerk.pk, processes=1, each=ACTIONS * 4)
    many = rate([(ledger.pk, 1) for ledger in ledgers], clerk.pk)
    same = rate([(ledgers[0].pk, n + 2) for n in range(CLIENTS)], clerk.pk, each=max(ACTIONS // 4, 1))
    wanted = ACTIONS * 4 + CLIENTS * ACTIONS + CLIENTS * max(ACTIONS // 4, 1)
    lost = wanted - (sum(size(ledger) for ledger in ledgers) - before)
    figures = {
        "name": "clients",
        "database": connection.vendor,
        "clients": CLIENTS,
        "speedup": round(many / one, 2),
        "one_ledger": round(same / one, 2),
        "lost": lost + sum(not right(ledger) for ledger in ledgers),
        "actions_per_second": {"one": round(one, 1), "many": round(many, 1), "one_ledger": round(same, 1)},
        "cores": os.cpu_count(),
    }
    print(json.dumps(figures))


def rate(places: list[tuple[int, int]], clerk: int, *, processes: int = PROCESSES, each: int = ACTIONS) -> float:
    """Actions a second of clients, one for each place (a ledger and which of its measures), spread over processes."""
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(processes + 1)
    children = [fork.Process(target=serve, args=(places[n::processes], clerk, each, start)) for n in range(processes)]
    for child in children:
        child.start()
    start.wait(START_WITHIN)
    began = time.perf_counter()
    for child in children:
        child.join()
        assert child.exitcode == 0, child.exitcode
    return len(places) * each / (time.perf_counter() - began)


def serve(places: list[tuple[int, int]], clerk: int, each: int, start: object) -> None:
    """One web process: a thread with a connection of its own for each client."""
    with ThreadPoolExecutor(len(places)) as pool:
        list(pool.map(lambda place: connect(), places))
        start.wait(START_WITHIN)  # type: ignore[attr-defined]
        list(pool.map(lambda place: work(place[0], place[1], clerk, each), places))


def connect() -> None:
    """Connect the thread, and hold it until every thread of the pool is there."""
    from django.db import connection

    connection.ensure_connection()
    time.sleep(0.1)


def work(ledger: int, which: int, clerk: int, each: int) -> None:
    """One client: reports progress on one measure again and again, each time as it stands, with another degree."""
    from django.db import connection

    from taizhang.accounts.models import User
    from taizhang.ledger.actions import report_progress
    from taizhang.ledger.models import Measure

    by = User.objects.get(pk=clerk)
    for turn in range(each):
        measure = Measure.objects.get(ledger=ledger, serial=which + 1)
        said = {"text": f"第{turn}次报告", "as_of": installation.AT.date(), "degree": ("under_way", "done")[turn % 2]}
        report_progress(subject=measure, **said, version=measure.version, by=by, at=installation.AT)  # type: ignore[arg-type]
    connection.close()


def size(ledger: Ledger) -> int:
    """How many events the ledger's log has."""
    from taizhang.journal.models import Log

    return Log.objects.get(key=ledger.log_key).size


def right(ledger: Ledger) -> bool:
    """Whether the log is whole, and tallies, sums by day and intervals are what rows and events say."""
    from taizhang.journal.models import Log
    from taizhang.journal.verify import verify
    from taizhang.ledger import as_of, tally

    def kept() -> list[set[str]]:
        return [{str(row) for row in rows.all() if getattr(row, "n", 1)} for rows in (ledger.tallies, ledger.intervals)]

    before, counts = kept(), as_of.counts(ledger, installation.AT.date())
    tally.rebuild(ledger)
    as_of.rebuild(ledger)
    same = kept() == before and as_of.counts(ledger, installation.AT.date()) == counts
    return same and verify(Log.objects.get(key=ledger.log_key)).broken is None


if __name__ == "__main__":
    main()
