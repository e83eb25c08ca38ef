"""Appending to a log: the only way an event comes to be."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from taizhang.journal.merkle import grow, leaf_hash
from taizhang.journal.models import SITE, Event, Log, stamp
from taizhang.journal.record import record


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, frozen as of that moment: an id that never changes, the name and the unit as they were."""

    id: str
    name: str
    unit: str = ""


SYSTEM = Actor(id="", name="系统")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event to be appended: ``name`` is ``subject:action``, ``subject`` names the thing within its log (``finding:17``)."""

    name: str
    subject: str
    facts: dict[str, Any]


def append(log: str, entries: Iterable[Entry], *, by: Actor, at: datetime) -> Log:
    """Append ``entries`` to the log of that key, in order, and return the log with its new head.

    Must run inside the transaction of the change it records; raises TransactionManagementError otherwise. Takes the
    log's row lock, so events of one log are in the order in which their transactions committed.
    """
    row, _ = Log.objects.select_for_update().get_or_create(key=log)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded in the transaction of its change.")
    frontier = list(row.frontier)
    events = [_event(row, frontier, entry, by, stamp(at), seq) for seq, entry in enumerate(entries, row.size)]
    Event.objects.bulk_create(events)
    row.size += len(events)
    row.peaks = b"".join(frontier)
    row.save(update_fields=["size", "peaks"])
    return row


def _event(log: Log, frontier: list[bytes], entry: Entry, by: Actor, at: str, seq: int) -> Event:
    event = Event(
        log=log,
        seq=seq,
        at=at,
        name=entry.name,
        subject=entry.subject,
        by_id=by.id,
        by_name=by.name,
        by_unit=by.unit,
        payload=canonical(entry.facts),
    )
    fields = (event.at, event.name, event.subject, event.by_id, event.by_name, event.by_unit, event.payload)
    event.node = grow(frontier, seq, leaf_hash(record(log.key.encode(), seq, *(text.encode() for text in fields))))
    return event


def canonical(facts: dict[str, Any]) -> str:
    """``facts`` as text of one form only: keys sorted, no spaces, nothing escaped that need not be."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def site_log() -> str:
    """The key of the log for what concerns the whole installation: units, users, roles. Call it within a transaction."""
    key = _site_key()
    if key:
        return key
    try:
        with transaction.atomic():
            return Log.objects.create(key=f"{SITE}{uuid.uuid4()}").key
    except IntegrityError:  # somebody else's very first event came at the same moment
        return Log.objects.get(key__startswith=SITE).key


def _site_key() -> str | None:
    return Log.objects.filter(key__startswith=SITE).values_list("key", flat=True).first()
