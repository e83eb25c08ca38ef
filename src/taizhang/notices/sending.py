"""Sending what waits: a message is claimed, sent, and settled, each in a transaction of its own.

At least once: what was claimed by a worker that died is sent again under the same Message-ID, and is marked as perhaps sent
(也许已发出), since nobody can know. Two workers never claim the same message.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from taizhang.notices import channels, timing
from taizhang.notices.channels import Refusal
from taizhang.notices.models import Delivery, DeliveryState, Wishes
from taizhang.notices.wishing import wish_of

LOST = timedelta(minutes=10)  # after which a worker that claimed a message is taken for dead
AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240))  # then it is given up
SECONDS = 30.0  # after which the rest waits for the next minute: the worker has other things to do
N_ = str  # marks words that are translated where they are shown


def send_waiting(now: datetime | None = None) -> int:
    """Send what may go now, and take up what a dead worker left. Returns how many messages were taken."""
    recover(now or timezone.now())
    taken, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end and (delivery := claim(now or timezone.now())):
        send(delivery, now)
        taken += 1
    return taken


def recover(now: datetime) -> int:
    """Put back what was being sent when its worker died: nobody knows whether it had left. Returns how many.

    One at which worker after worker dies is given up.
    """
    lost = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=now - LOST)
    told = {"perhaps_at": F("claimed_at"), "trouble": N_("发送时中断")}
    lost.filter(tries__gt=len(AGAIN)).update(state=DeliveryState.GIVEN_UP, **told)
    return lost.update(state=DeliveryState.WAITING, **told)


@transaction.atomic
def claim(now: datetime) -> Delivery | None:
    """The next message, marked as being sent by us; None where none waits that nobody else is just taking."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, not_before__lte=now).order_by("not_before", "pk")
    skipping = connection.features.has_select_for_update_skip_locked
    row = waiting.select_for_update(skip_locked=skipping).first()
    # SQLite locks no rows: there whoever changes the state first has it.
    mine = row and Delivery.objects.filter(pk=row.pk, state=DeliveryState.WAITING).update(
        state=DeliveryState.SENDING, claimed_at=now, tries=F("tries") + 1
    )
    return Delivery.objects.select_related("user__preference", "group__unit").get(pk=row.pk) if row and mine else None


def send(delivery: Delivery, now: datetime | None = None) -> None:
    """Send a message that we claimed, and keep what came of it."""
    try:
        channels.CHANNELS[delivery.channel].send(delivery)
    except Refusal as refusal:
        _settle(delivery, **_refused(delivery, refusal, now or timezone.now()))
    else:
        _settle(delivery, state=DeliveryState.SENT, sent_at=now or timezone.now(), trouble="")


def _refused(delivery: Delivery, refusal: Refusal, now: datetime) -> dict[str, object]:
    kept = {"trouble": str(refusal), **({"perhaps_at": now} if refusal.perhaps else {})}
    if not refusal.again or delivery.tries > len(AGAIN):
        return {"state": DeliveryState.GIVEN_UP, **kept}
    wishes: Wishes | None = wish_of(delivery.user) if delivery.user else delivery.group
    later = now + AGAIN[delivery.tries - 1]
    not_before = timing.past_quiet(wishes, later) if wishes else later
    return {"state": DeliveryState.WAITING, "not_before": not_before, **kept}


def _settle(delivery: Delivery, **came: object) -> None:
    """Keep what came of it, unless somebody has taken it for lost and claimed it again meanwhile."""
    ours = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING, claimed_at=delivery.claimed_at)
    ours.update(**came)
