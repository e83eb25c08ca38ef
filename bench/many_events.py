"""A long log for measurements: progress told again and again, day by day, written straight into the table.

The nodes of these events and the log's frontier are made up: nothing of it is verified, and to write after them costs the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bench import installation

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

DAYS = 1_000
DEGREES = ("", "not_started", "under_way", "basically_done", "done")
NODE = b"\7" * 32
COLUMNS = ("log_id", "seq", "at", "name", "subject", "by_id", "by_name", "by_unit", "payload", "node")


def add(ledger: Ledger, upto: int, *, degrees: bool) -> None:
    """Events of the ledger's first measures until there are ``upto``; with ``degrees`` each tells another degree (自评)."""
    from taizhang.journal.models import Event, Log
    from taizhang.keeping.rows import insert

    log = Log.objects.get(key=ledger.log_key)
    insert(Event, COLUMNS, _rows(log.pk, log.size, upto, min(1000, ledger.measures.count()), degrees))
    Log.objects.filter(pk=log.pk).update(size=upto, peaks=NODE * upto.bit_count())


def _rows(log: int, start: int, upto: int, measures: int, degrees: bool) -> Iterator[list[Any]]:
    for seq in range(start, upto):
        at = installation.AT + timedelta(days=(seq - start) * DAYS // (upto - start))
        turn, measure = divmod(seq - start, measures)
        payload = _payload(turn, DEGREES[(turn + 1) % len(DEGREES)] if degrees else None)
        subject = f"measure:{measure + 1}"
        yield [log, seq, _stamp(at), "measure:report_progress", subject, "user:1", "张敏", "市水务局", payload, NODE]


def _payload(turn: int, degree: str | None) -> str:
    now = {"progress": f"第{turn}次报告：已按月核对巡检记录并通报结果。", **({} if degree is None else {"degree_self": degree})}
    return json.dumps({"now": now, "was": dict.fromkeys(now, "")}, ensure_ascii=False, sort_keys=True)


def _stamp(at: datetime) -> str:
    from taizhang.journal.models import stamp

    return stamp(at)
