"""Telling programs, in the order of the log, at least once: what was not taken is told again, ever less often, then no more."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from taizhang import __version__
from taizhang.journal.models import SITE, Event, Log
from taizhang.notices import outside
from taizhang.notices.hooks.models import Attempt, Subscription
from taizhang.notices.hooks.signing import HEADER, secret_of, signature
from taizhang.notices.outside import Answer, NotAllowed, Unreachable

AT_ONCE = 100  # events in one message
LOOKED_AT = 1_000  # events that one message looks through
MESSAGES = 20  # to one program, one after the other
LEASE = timedelta(minutes=2)  # that a worker has one to itself; longer than a message takes
PAUSES = (1, 2, 5, 10, 30, 60, 120, 240)  # minutes between attempts
TOO_LONG = timedelta(days=3)
KEPT = timedelta(days=30)
Post = Callable[[str, bytes, Mapping[str, str]], Answer]


def send_due(now: datetime, post: Post | None = None) -> int:
    """Tell every program what it has not been told and whose time has come. Returns how many messages were taken."""
    return sum(_send(row, now, post or outside.post) for row in _due(now))


def _due(now: datetime) -> Iterator[Subscription]:
    """Those of whose log there is more, and that nobody else is telling at this moment."""
    on = Subscription.objects.filter(Q(try_at=None) | Q(try_at__lte=now), ended_at=None, disabled_at=None)
    rows = list(on.select_related("ledger"))
    sizes = dict(Log.objects.filter(key__in=[_log_key(row) for row in rows]).values_list("key", "size"))
    for row in rows:
        if sizes.get(_log_key(row), 0) > row.seq and _leased(row, now):
            yield row


def _log_key(row: Subscription) -> str:
    if row.ledger:
        return row.ledger.log_key
    return Log.objects.filter(key__startswith=SITE).values_list("key", flat=True).first() or ""


def _leased(row: Subscription, now: datetime) -> bool:
    """Take it for a while; of two workers one does."""
    return bool(Subscription.objects.filter(pk=row.pk, try_at=row.try_at, seq=row.seq).update(try_at=now + LEASE))


def _send(row: Subscription, now: datetime, post: Post) -> int:
    """One message after the other, until nothing is left or one is not taken."""
    taken = 0
    for _turn in range(MESSAGES):
        events, upto = _next(row)
        if events:
            if not _told(row, events, now, post):
                return taken
            taken += 1
        elif upto == row.seq:
            break
        row.seq = upto
        Subscription.objects.filter(pk=row.pk).update(seq=upto)
    Subscription.objects.filter(pk=row.pk).update(try_at=None, tries=0, failing_since=None)
    return taken


def _next(row: Subscription) -> tuple[list[Event], int]:
    """What it is to be told next, and the number behind what was looked through for it."""
    found = list(Event.objects.filter(log__key=_log_key(row), seq__gte=row.seq).order_by("seq")[:LOOKED_AT])
    wanted = [event for event in found if row.wants(event.name)]
    if len(wanted) > AT_ONCE:
        return wanted[:AT_ONCE], wanted[AT_ONCE - 1].seq + 1
    return wanted, found[-1].seq + 1 if found else row.seq


def _told(row: Subscription, events: list[Event], now: datetime, post: Post) -> bool:
    """Send one message and keep what came of it."""
    body, note, perhaps, code = _body(row, events), "", False, None
    try:
        answer = post(row.address, body, _headers(row, events, body, now))
        code = answer.code
    except (NotAllowed, Unreachable) as error:
        note, perhaps = str(error), isinstance(error, Unreachable) and error.perhaps
    is_taken = code is not None and 200 <= code < 300
    said = {"first": events[0].seq, "last": events[-1].seq, "n": len(events), "at": now, "code": code}
    Attempt.objects.create(subscription=row, is_taken=is_taken, perhaps=perhaps, note=note[:200], **said)
    if not is_taken:
        _put_off(row, now)
    return is_taken


def _put_off(row: Subscription, now: datetime) -> None:
    """Try again later, and ever later; after too long no more, until somebody has looked."""
    since = row.failing_since or now
    pause = timedelta(minutes=PAUSES[min(row.tries, len(PAUSES) - 1)])
    given_up = now if now - since >= TOO_LONG else None
    Subscription.objects.filter(pk=row.pk).update(
        tries=row.tries + 1, failing_since=since, try_at=now + pause, disabled_at=given_up
    )


def _body(row: Subscription, events: list[Event]) -> bytes:
    """Numbers and names of events: no text of a finding, nobody's name."""
    told: dict[str, Any] = {
        "subscription": str(row.key),
        "log": _log_key(row),
        "events": [{"seq": e.seq, "at": e.at, "name": e.name, "subject": e.subject} for e in events],
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _headers(row: Subscription, events: list[Event], body: bytes, now: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": f"Taizhang/{__version__}",
        "Taizhang-Delivery": str(uuid.uuid5(row.key, f"{events[0].seq}-{events[-1].seq}")),
        HEADER: signature(secret_of(row), int(now.timestamp()), body),
    }


def sweep(now: datetime) -> int:
    """Forget old attempts. Returns how many."""
    gone, _each = Attempt.objects.filter(at__lt=now - KEPT).delete()
    return gone
