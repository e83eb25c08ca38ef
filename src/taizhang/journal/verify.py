"""Proving a log: every event is hashed again and held against what was stored when it happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from taizhang.journal.append import record
from taizhang.journal.merkle import grow, leaf_hash, root_of, span_of
from taizhang.journal.models import Log

CHUNK = 5000
COLUMNS = ("at", "name", "subject", "by_id", "by_name", "by_unit", "payload")
FIRST = -(2**63)
# Read as bytes: a changed byte may no longer be text at all.
_AS_BYTES = {"sqlite": "CAST({} AS BLOB)", "postgresql": "convert_to({}, 'UTF8')"}
_NODE = {"sqlite": "CAST(node AS BLOB)", "postgresql": "node"}
_ROWS = "SELECT seq, {} FROM journal_event WHERE log_id = %s AND seq >= %s ORDER BY seq LIMIT %s"


@dataclass(frozen=True, slots=True)
class Head:
    """A log at one moment: how many events, and the root hash over them. Whoever keeps a head can prove everything before it."""

    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.size}:{self.root.hex()}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The inverse of ``str``. Raises ValueError with what is expected."""
        size, _, root = text.strip().partition(":")
        if not size.isdigit() or len(root) != 64:
            raise ValueError("日志头应写作“条数:64位十六进制根值”，例如 12:9f2c…。")
        return cls(int(size), bytes.fromhex(root))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which a log is not what it was: ``seq`` counts from 0; events ``first`` to ``seq`` are in doubt."""

    kind: str
    seq: int
    first: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying one log found. ``broken`` is None when all is whole."""

    key: str
    head: Head
    broken: Broken | None = None


def verify(log: Log, known: Head | None = None) -> Verdict:
    """Hash every event of ``log`` again; with an older head ``known``, prove too that nothing before it was cut or changed."""
    frontier: list[bytes] = []
    key = log.key.encode()
    count = 0
    for seq, node, *fields in _rows(log.pk):
        broken = _broken_at(count, seq, log.size)
        if broken is None and grow(frontier, count, leaf_hash(record(key, count, *fields))) != node:
            broken = Broken("changed", count, count + 1 - span_of(count))
        if broken:
            return Verdict(log.key, Head(log.size, log.root), broken)
        count += 1
        if known and known.size == count and root_of(frontier) != known.root:
            return Verdict(log.key, Head(log.size, log.root), Broken("unlike_head", count - 1, 0))
    return Verdict(log.key, Head(log.size, log.root), _broken_end(log, frontier, count, known))


def _broken_at(count: int, seq: int, size: int) -> Broken | None:
    if seq != count:
        return Broken("missing", count, count)
    if seq >= size:
        return Broken("beyond", seq, seq)
    return None


def _broken_end(log: Log, frontier: list[bytes], count: int, known: Head | None) -> Broken | None:
    if count < log.size:
        return Broken("missing", count, count)
    if root_of(frontier) != log.root:
        return Broken("unlike_root", max(count - 1, 0), 0)
    if known and known.size > count:
        return Broken("cut", count, count)
    if known and known.size == 0 and known.root != root_of([]):
        return Broken("unlike_head", 0, 0)
    return None


def _rows(log_id: int) -> Iterator[tuple[int, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]]:
    as_bytes = _AS_BYTES[connection.vendor]
    statement = _ROWS.format(", ".join([_NODE[connection.vendor], *(as_bytes.format(name) for name in COLUMNS)]))
    start = FIRST
    while True:
        with connection.cursor() as cursor:
            cursor.execute(statement, [log_id, start, CHUNK])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < CHUNK:
            return
        start = rows[-1][0] + 1
