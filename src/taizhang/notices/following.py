"""What the ledgers' events bring. Each log is read on from where it was read to; what is read twice is noted once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from taizhang.journal.models import Event, Log, stamp
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.notices.matters import Thing, note
from taizhang.notices.models import Cursor
from taizhang.notices.reasons import FOLLOWED

LOGS_AT_ONCE = 200
OLDEST = timedelta(days=7)  # what happened before is no news: a ledger that was carried in tells its whole past
_KEY = re.compile(r"(finding|measure):(\d+)$")


def follow(at: datetime) -> int:
    """Note what happened in the ledgers since. Returns how many things there were."""
    behind = Log.objects.filter(Q(noticed=None, size__gt=0) | Q(size__gt=F("noticed__seq")), key__startswith="ledger:")
    return sum(_follow(log, at) for log in behind.select_related("noticed").order_by("pk")[:LOGS_AT_ONCE])


@transaction.atomic
def _follow(log: Log, at: datetime) -> int:
    """The news of one log; where it was read to moves on in the same transaction."""
    seq = log.noticed.seq if hasattr(log, "noticed") else 0
    news = log.events.filter(seq__gte=seq, seq__lt=log.size, name__in=FOLLOWED, at__gte=stamp(at - OLDEST)).order_by("seq")
    ledger = Ledger.objects.filter(key=log.key.partition(":")[2]).first()
    told = note(_things(ledger, list(news)), at) if ledger else 0
    Cursor.objects.get_or_create(log=log)
    Cursor.objects.filter(log=log, seq__lt=log.size).update(seq=log.size)
    return told


def _things(ledger: Ledger, events: Iterable[Event]) -> Iterator[Thing]:
    """What ``events`` of ``ledger`` are news of."""
    news = [(event, FOLLOWED[event.name][0]) for event in events if FOLLOWED[event.name][1](event.facts)]
    findings = _findings(ledger, {event.subject for event, _ in news})
    for event, reason in news:
        yield Thing(ledger.pk, event.subject, reason.code, timezone.localdate(event.moment), findings.get(event.subject))


def _findings(ledger: Ledger, subjects: Iterable[str]) -> dict[str, int]:
    """The finding that each of ``subjects`` is or belongs to, by the subject."""
    serials: defaultdict[str, list[int]] = defaultdict(list)
    for subject in subjects:
        if named := _KEY.match(subject):
            serials[named[1]].append(int(named[2]))
    findings = Finding.objects.filter(ledger=ledger, serial__in=serials["finding"]).values_list("serial", "pk")
    measures = Measure.objects.filter(ledger=ledger, serial__in=serials["measure"]).values_list("serial", "finding")
    return {f"finding:{serial}": pk for serial, pk in findings} | {f"measure:{serial}": pk for serial, pk in measures}
