"""``make bench NAME=crash``: work killed (SIGKILL) at random moments, on a SQLite file and on PostgreSQL.

What is killed: adopting a paper, closing findings in batches, merging a workbook, telling people in the product and by mail.
After each kill the database is opened, the log verified, counts are made again from rows and events, and everything is done
once more. A mail may leave twice where that is marked (perhaps sent). Keys: kills, half_written, lost (acknowledged and not
there), doubled: the last three must be 0. ``KILLS`` and ``SEED`` in the environment: how many, and which.
"""

from __future__ import annotations

import json
import os
from typing import Any

from bench.killed.kills import Outcome, Process, kill_many

KILLS = int(os.environ.get("KILLS", "200"))
SEED = int(os.environ.get("SEED", "1"))


def main() -> None:
    """Kill half of them on each database, print."""
    outcomes = {database: on(database, KILLS // 2) for database in ("sqlite", "postgresql")}
    figures: dict[str, Any] = {"name": "crash", "kills": sum(one.killed for one in outcomes.values())}
    for name in ("half_written", "lost", "doubled"):
        figures[name] = sum(len(getattr(one, name)) for one in outcomes.values())
    for database, one in outcomes.items():
        told = {"kills": one.killed, **one.by_kind, "swept": one.swept, "how_far": dict(sorted(one.by_step.items()))}
        figures[database] = told | {"wrong": (one.half_written + one.lost + one.doubled)[:5]}
    print(json.dumps(figures | {"seed": SEED}, ensure_ascii=False))


def on(database: str, kills: int) -> Outcome:
    """Work and kills on one database."""
    environment = {**os.environ}
    if database == "sqlite":
        environment.pop("DATABASE_URL", None)
        environment.pop("TAIZHANG_TEST_POSTGRES", None)
    else:
        environment["TAIZHANG_TEST_POSTGRES"] = "1"
    process = Process("taizhang_killed", environment)
    try:
        return kill_many(process, kills, SEED)
    finally:
        process.close()


if __name__ == "__main__":
    main()
