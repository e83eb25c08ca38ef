"""Taking a snapshot (数据版本): the ledger as of a day frozen, with the digest of all that it says in the log."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.journal.head import Head
from taizhang.journal.heads import head_of, head_then
from taizhang.journal.models import Event, Log, stamp
from taizhang.ledger import snapshots
from taizhang.ledger.freezing import Text, packed, text_of
from taizhang.ledger.models import Ledger, Snapshot, SnapshotPart
from taizhang.ledger.then import Untold, end_of

_PLACES = ("body", "pinned", "office_unit", "supervised_by")


TRIES = 3


def take_snapshot(*, ledger: Ledger, as_of: date | None = None, by: User, at: datetime) -> Snapshot:
    """Freeze the ledger as it stood at the end of the day ``as_of``; of today, as it stands.

    It is read before anything is locked, for a large ledger takes seconds: where something happened meanwhile, which its log
    tells, it is read again, at last under the lock. Raises Refused, or ValidationError for a day that is to come, on which the
    ledger was not there yet, or of which the events do not tell enough.
    """
    row = Ledger.objects.select_related(*_PLACES).get(pk=ledger.pk)
    if why := snapshots.why_not_take(by, row):
        raise Refused(why)
    today = timezone.localdate(at)
    day = as_of or today
    for _try in range(TRIES):
        seen = head_of(row.log_key)
        read = _read(row, day, today)
        if taken := _keep(row, day, read, seen, by, at):
            return taken
    with transaction.atomic():
        Log.objects.select_for_update().get(key=row.log_key)
        return _kept(row, day, _read(row, day, today), by, at)


class Read(NamedTuple):
    """What was read, and the head that the log had as of that day."""

    head: Head
    text: Text


def _read(ledger: Ledger, day: date, today: date) -> Read:
    head = _head(ledger, day, today)
    try:
        return Read(head, text_of(ledger, day, head, past=day < today))
    except Untold as error:
        raise ValidationError(_("%(why)s请改用较近的日期。") % {"why": error}) from error


@transaction.atomic
def _keep(ledger: Ledger, day: date, read: Read, seen: Head, by: User, at: datetime) -> Snapshot | None:
    """Keep what was read; None where something has happened since ``seen``."""
    log = Log.objects.select_for_update().get(key=ledger.log_key)
    return _kept(ledger, day, read, by, at) if (log.size, log.root) == (seen.size, seen.root) else None


def _head(ledger: Ledger, day: date, today: date) -> Head:
    """The head of the ledger's log as of ``day``."""
    if day > today:
        raise ValidationError(_("截至日期不能晚于今天。"))
    if day == today:
        return head_of(ledger.log_key)
    last = Event.objects.filter(log__key=ledger.log_key, at__lt=stamp(end_of(day))).order_by("-seq").first()
    head = head_then(ledger.log_key, last.seq + 1) if last else None
    if head is None:
        raise ValidationError(_("那一天还没有这个台账，请改用较近的日期。"))
    return head


def _kept(ledger: Ledger, day: date, read: Read, by: User, at: datetime) -> Snapshot:
    head, text = read
    snapshot = Snapshot(
        ledger=ledger,
        serial=(ledger.snapshots.aggregate(last=Max("serial"))["last"] or 0) + 1,
        as_of=day,
        taken_at=at,
        taken_by=by.name,
        head_size=head.size,
        head_root=head.root.hex(),
        about=text.about,
        digest=text.digest,
    )
    snapshot.save(force_insert=True)
    SnapshotPart.objects.bulk_create(
        SnapshotPart(snapshot=snapshot, position=n, packed=packed(part)) for n, part in enumerate(text.parts, 1)
    )
    told = {"as_of": day.isoformat(), "digest": snapshot.digest, "head": str(head)}
    append(ledger.log_key, [Entry(snapshots.EVENT, snapshot.key, told)], by=by.actor, at=at)
    return snapshot
