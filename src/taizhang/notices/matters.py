"""Noting what is to be told: each thing once for a reason and a day, however often and by however many it is found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from taizhang.keeping.rows import insert
from taizhang.ledger.models import Stage
from taizhang.notices.models import Matter

# What belongs to a ledger of which something is told: neither over nor put away.
OF_KEPT = Q(ledger__ended="") & ~Q(ledger__stage=Stage.ARCHIVED)


class Thing(NamedTuple):
    """What is to be told of one thing, named as events name it; ``finding`` is the key of the finding that it belongs to."""

    ledger: int
    thing: str
    reason: str
    day: date
    finding: int | None = None


def note(things: Iterable[Thing], at: datetime) -> int:
    """Keep ``things``, but for those that are kept already. Returns how many were given."""
    rows = [[*one, at] for one in things]
    insert(Matter, ["ledger_id", "thing", "reason", "day", "finding_id", "made_at"], rows, once=True)
    return len(rows)
