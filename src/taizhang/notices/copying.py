"""Copying heads to those who keep them outside: each week, and when something was closed, if anything has happened since.

How far a ledger's log was copied moves on in the transaction that writes the messages: whoever comes second finds nothing due.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.journal.head import Head
from taizhang.journal.models import Log
from taizhang.ledger.models import Ledger
from taizhang.notices import channels, timing, wording
from taizhang.notices.models import Delivery, HeadCopies, Preference
from taizhang.notices.reasons import BY_CODE

WEEK = timedelta(days=7)
CLOSINGS = {name: holds for name, holds in BY_CODE["reviewed"].events.items() if name.startswith("finding:")}


def copy(at: datetime) -> int:
    """Write the messages that are due. Returns how many."""
    kept = HeadCopies.objects.exclude(addresses="").filter(ledger__ended="").order_by("pk").values_list("pk", flat=True)
    return sum(_copy(pk, at) for pk in list(kept))


@transaction.atomic
def _copy(pk: int, at: datetime) -> int:
    row = HeadCopies.objects.select_for_update(of=("self",)).select_related("ledger__body").get(pk=pk)
    log = Log.objects.get(key=row.ledger.log_key)
    if not _is_due(row, log, at):
        return 0
    messages = [_message(row.ledger, Head(log.size, log.root), address, at) for address in row.listed]
    Delivery.objects.bulk_create(messages, ignore_conflicts=True)  # who has this very head already is not sent it again
    row.size, row.copied_on = log.size, timezone.localdate(at)
    row.save(update_fields=["size", "copied_on"])
    return len(messages)


def _is_due(row: HeadCopies, log: Log, at: datetime) -> bool:
    if log.size == row.size:
        return False
    return row.copied_on is None or timezone.localdate(at) - row.copied_on >= WEEK or _has_closed(row, log)


def _has_closed(row: HeadCopies, log: Log) -> bool:
    news = log.events.filter(seq__gte=row.size, seq__lt=log.size, name__in=CLOSINGS)
    return any(CLOSINGS[event.name](event.facts) for event in news.order_by("seq").iterator(200))


def _message(ledger: Ledger, head: Head, address: str, at: datetime) -> Delivery:
    reader = sha256(address.encode()).hexdigest()[:16]
    return Delivery(
        key=f"head:{ledger.pk}:{head.size}:{reader}",
        channel=channels.MAIL,
        address=address,
        subject=_("台账校验码：%(ledger)s，共 %(n)s 条") % {"ledger": ledger.title[:100], "n": f"{head.size:,}"},
        text=wording.of_head(ledger, head, at),
        made_at=at,
        not_before=timing.past_quiet(Preference(), at),
    )
