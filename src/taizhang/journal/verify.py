"""Proving a log: every event is hashed again and held against what was stored when it happened."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from taizhang.journal.head import Head
from taizhang.journal.merkle import grow, leaf_hash, root_of, span_of
from taizhang.journal.models import Log
from taizhang.journal.record import FIELDS, record

CHUNK = 5000
# Read as bytes: a changed byte may no longer be text at all.
_AS_BYTES = {"sqlite": "CAST({} AS BLOB)", "postgresql": "convert_to({}, 'UTF8')"}
_NODE = {"sqlite": "CAST(node AS BLOB)", "postgresql": "node"}
# A range with two ends: read by the index even where the database has not counted its rows yet.
_ROWS = "SELECT seq, {} FROM journal_event WHERE log_id = %s AND seq >= %s AND seq < %s ORDER BY seq"
# One statement, one moment: events that come in while a log is verified are no strangers in it.
_STRANGER = (
    "SELECT MIN(seq) FROM journal_event JOIN journal_log ON journal_log.id = log_id "
    "WHERE log_id = %s AND (seq < 0 OR seq >= journal_log.size)"
)

Row = tuple[int, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which a log is not what it was: ``seq`` counts from 0; events ``first`` to ``seq`` are in doubt."""

    kind: str
    seq: int
    first: int

    @property
    def place(self) -> int:
        """The number by which people call that event: from 1."""
        return self.seq + 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying one log found. ``broken`` is None when all is whole."""

    key: str
    head: Head
    broken: Broken | None = None


def verify(log: Log, known: Head | None = None) -> Verdict:
    """Hash every event of ``log`` again; with an older head ``known``, prove too that nothing before it was cut or changed.

    What is verified is the log as ``log`` was read: events appended since are not looked at.
    """
    frontier: list[bytes] = []
    broken = _broken_within(log, frontier, known) or _broken_end(log, frontier, known) or _stranger(log)
    return Verdict(log.key, Head(log.size, log.root), broken)


def _broken_within(log: Log, frontier: list[bytes], known: Head | None) -> Broken | None:
    """The first event that is missing or is not what it was; ``frontier`` grows to the end of what is whole."""
    key, upto = log.key.encode(), known.size if known else 0
    for start in range(0, log.size, CHUNK):
        rows = _rows(log.pk, start, min(start + CHUNK, log.size))
        for count, (seq, node, *fields) in enumerate(rows, start):
            if seq != count:
                return Broken("missing", count, count)
            if grow(frontier, count, leaf_hash(record(key, count, *fields))) != node:
                return Broken("changed", count, count + 1 - span_of(count))
            if known and upto == count + 1 and root_of(frontier) != known.root:
                return Broken("unlike_head", count, 0)
        if start + len(rows) < min(start + CHUNK, log.size):
            return Broken("missing", start + len(rows), start + len(rows))
    return None


def _broken_end(log: Log, frontier: list[bytes], known: Head | None) -> Broken | None:
    if root_of(frontier) != log.root:
        return Broken("unlike_root", max(log.size - 1, 0), 0)
    if known and known.size > log.size:
        return Broken("cut", log.size, log.size)
    if known and known.size == 0 and known.root != root_of([]):
        return Broken("unlike_head", 0, 0)
    return None


def _stranger(log: Log) -> Broken | None:
    """An event that stands in the table under a number that the log never gave."""
    with connection.cursor() as cursor:
        cursor.execute(_STRANGER, [log.pk])
        [seq] = cursor.fetchone()
    return None if seq is None else Broken("beyond", seq, seq)


def _rows(log_id: int, start: int, end: int) -> list[Row]:
    as_bytes = _AS_BYTES[connection.vendor]
    statement = _ROWS.format(", ".join([_NODE[connection.vendor], *(as_bytes.format(name) for name in FIELDS)]))
    with connection.cursor() as cursor:
        cursor.execute(statement, [log_id, start, end])
        rows: list[Row] = cursor.fetchall()
    return rows
