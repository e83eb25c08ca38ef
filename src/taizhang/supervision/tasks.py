"""What the worker does for rounds."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from taizhang.journal.append import SYSTEM
from taizhang.ledger.models import in_hand
from taizhang.supervision import actions, rhythms
from taizhang.supervision.models import Rhythm, Round

AHEAD = timedelta(days=3)  # before the day that is asked for
AT_ONCE = 500


def propose_rounds(today: date | None = None) -> int:
    """Propose the next round wherever the last one's rhythm has come round. Returns how many."""
    day = today or timezone.localdate()
    ripe = [last for last in _last_ones()[:AT_ONCE] if _has_come(last, day)]
    return sum(actions.propose_round(after=last, by=SYSTEM, at=timezone.now()) is not None for last in ripe)


def _has_come(last: Round, day: date) -> bool:
    then = rhythms.next_day(last.rhythm, last.as_of)
    return then is not None and then - AHEAD <= day


def _last_ones() -> QuerySet[Round]:
    """The last round of each ledger, where it is closed and comes round."""
    later = Round.objects.filter(ledger=OuterRef("ledger"), serial__gt=OuterRef("serial"))
    closed = Round.objects.filter(~Exists(later), closed_at__isnull=False).exclude(rhythm=Rhythm.ONCE)
    return closed.filter(in_hand("ledger__")).select_related("ledger").order_by("as_of")
