"""Writing proofs from the log as it is stored: two queries and, of a log of n events, at most about ½·log²n rows."""

from __future__ import annotations

from collections.abc import Iterable

from taizhang.journal.head import Head, Typed
from taizhang.journal.heads import head_then
from taizhang.journal.models import Event, Log
from taizhang.journal.paths import Range, consistency, inclusion, is_stored, parts, root_over
from taizhang.journal.proof import Proof, ToldEvent
from taizhang.journal.record import FIELDS


class Unproven(Exception):
    """The log as it is stored does not prove it. ``str`` says what stands against it."""


def prove(log: Log, *, seq: int | None = None, older: Head | None = None) -> Proof:
    """That event ``seq`` stands in ``log`` as ``log`` was read, that ``log`` only adds to ``older``, or both.

    What is returned has been verified as the outsider will: raises Unproven where it does not come out.
    """
    head = Head(log.size, log.root)
    if seq is not None and not 0 <= seq < head.size:
        raise Unproven(f"这本记录共 {head.size:,} 条，没有第 {seq + 1:,} 条。")
    if older is not None and not 0 < older.size <= head.size:
        raise Unproven(f"给出的记录头有 {older.size:,} 条，现在共 {head.size:,} 条：不能由它证明。")
    led = inclusion(seq, head.size) if seq is not None else []
    added = consistency(older.size, head.size) if older is not None else []
    known, event = _read(log, {part for one in [*led, *added] for part in parts(*one)}, seq)
    path = {one: root_over(*one, known) for one in [*led, *added]}
    proof = Proof(log.key, head, event, tuple(path[one] for one in led), older, tuple(path[one] for one in added))
    if not proof.is_sound:
        raise Unproven("办理记录与给出的记录头对不上，或者被改动过，写不出证明。请先运行 taizhang verify 查明。")
    return proof


def _read(log: Log, ranges: Iterable[Range], seq: int | None) -> tuple[dict[Range, bytes], ToldEvent | None]:
    """The hashes of ``ranges``, each a stored node or a leaf, and the event ``seq``."""
    stored = {end - 1: (start, end) for start, end in ranges if is_stored(start, end)}
    leaves = {start for start, end in ranges if not is_stored(start, end)} | ({seq} if seq is not None else set())
    nodes = log.events.filter(seq__in=stored).order_by().values_list("seq", "node")
    known = {stored[place]: bytes(node) for place, node in nodes}
    told = {one.seq: one for one in _told(log, leaves)}
    if missing := (stored.keys() - {end - 1 for _, end in known}) | (leaves - told.keys()):
        raise Unproven(f"第 {min(missing) + 1:,} 条记录不见了，写不出证明。请先运行 taizhang verify 查明。")
    known |= {(place, place + 1): one.leaf(log.key) for place, one in told.items()}
    return known, None if seq is None else told[seq]


def _told(log: Log, places: Iterable[int]) -> list[ToldEvent]:
    rows = Event.objects.filter(log=log, seq__in=places).order_by().values_list("seq", *FIELDS)
    return [ToldEvent(place, tuple(fields)) for place, *fields in rows]


def contained(log: Log, typed: Typed) -> Head | None:
    """The head that ``log`` had at the typed size, if it is the one that was typed: by the stored nodes, in two queries."""
    then = head_then(log.key, typed.size) if 0 < typed.size <= log.size else None
    return then if then and typed.fits(then) else None
