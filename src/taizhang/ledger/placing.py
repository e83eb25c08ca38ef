"""Where new rows stand in a ledger that is open: their numbers, which are never given twice, and their places in the list.

The ledger's row is locked by whoever asks, so that numbers and places are given to one person at a time.
"""

from __future__ import annotations

from django.db.models import F, Max, QuerySet

from taizhang import sheet as paper
from taizhang.ledger.models import Aspect, Finding, Ledger, Manifestation, Measure
from taizhang.ledger.models.ledger import STEP

FAR = 1_000_000_000  # beyond any position, so that moving rows aside never meets one on the way


def new_aspect(ledger: Ledger, aspect: paper.Aspect) -> Aspect:
    """A new aspect behind all others."""
    position = (ledger.aspects.aggregate(last=Max("position"))["last"] or 0) + STEP
    return Aspect.objects.create(ledger=ledger, position=position, number=aspect.number or "", title=aspect.title[:300])


def place_in(aspect: Aspect, wanted: int) -> int:
    """The first of ``wanted`` free positions after the aspect's last finding; what stands behind moves aside if it must."""
    ledger = aspect.ledger
    before = ledger.findings.filter(aspect__position__lte=aspect.position).aggregate(last=Max("position"))["last"] or 0
    behind = ledger.findings.filter(position__gt=before)
    following = behind.order_by("position").values_list("position", flat=True).first()
    if following is not None and following <= before + wanted:
        room = wanted * STEP
        behind.update(position=F("position") + FAR)
        ledger.findings.filter(position__gt=FAR).update(position=F("position") - (FAR - room))
    return before + (STEP if following is None else 1)


def next_serial(rows: QuerySet[Finding]) -> int:
    """The number of the next finding."""
    return last_serial(rows) + 1


def last_serial(rows: QuerySet[Finding] | QuerySet[Measure]) -> int:
    """The last number that was given to one of ``rows``."""
    return rows.aggregate(last=Max("serial"))["last"] or 0


def places(rows: QuerySet[Measure] | QuerySet[Manifestation]) -> int:
    """How many places are taken under one finding."""
    return (rows.aggregate(last=Max("position"))["last"] or 0) // STEP
