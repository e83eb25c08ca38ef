"""Carrying a log from one installation to another: its events word for word, so that its head is the same there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from taizhang.journal.head import Head
from taizhang.journal.merkle import EMPTY_ROOT, grow, leaf_hash, root_of
from taizhang.journal.models import Event, Log
from taizhang.journal.record import FIELDS, record

BATCH = 1000

Told = tuple[str, ...]


class Unlike(Exception):
    """The events do not make the log that the head stands for."""


def told(key: str) -> Iterator[Told]:
    """Every event of the log ``key``, from the first, as the values of ``FIELDS``."""
    yield from Event.objects.filter(log__key=key).order_by("seq").values_list(*FIELDS).iterator(2000)


def head_of(key: str, events: Iterable[Told]) -> Head:
    """The head of a log ``key`` of these events. Nothing is written."""
    frontier: list[bytes] = []
    size = 0
    for size, event in enumerate(events, 1):
        grow(frontier, size - 1, _leaf(key, size - 1, event))
    return Head(size, root_of(frontier) if frontier else EMPTY_ROOT)


def take_over(key: str, events: Iterable[Told], head: Head) -> Log:
    """A log that is not here yet, from its events. Raises Unlike when they do not come to ``head``: call within a transaction."""
    log = Log.objects.create(key=key)
    frontier: list[bytes] = []
    events = iter(events)
    while some := list(islice(events, BATCH)):
        Event.objects.bulk_create(_event(log, frontier, seq, event) for seq, event in enumerate(some, log.size))
        log.size += len(some)
    log.peaks = b"".join(frontier)
    log.save(update_fields=["size", "peaks"])
    if Head(log.size, log.root) != head:
        raise Unlike(key)
    return log


def _event(log: Log, frontier: list[bytes], seq: int, event: Told) -> Event:
    node = grow(frontier, seq, _leaf(log.key, seq, event))
    return Event(log=log, seq=seq, node=node, **dict(zip(FIELDS, event, strict=True)))


def _leaf(key: str, seq: int, event: Told) -> bytes:
    return leaf_hash(record(key.encode(), seq, *(text.encode() for text in event)))
