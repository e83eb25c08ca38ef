"""Many ledgers at a glance: their numbers in two queries, however many ledgers a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Sum

from taizhang.ledger.models import Ledger, Tally
from taizhang.ledger.tally import CountLine


def count_lines(ledgers: Sequence[Ledger], today: date) -> dict[int, CountLine]:
    """The numbers of each of ``ledgers`` by its id, overdue as of ``today``: what ``tally.count_line`` gives for one."""
    lines = {ledger.pk: CountLine() for ledger in ledgers}
    kept = Tally.objects.filter(ledger__in=lines)
    for pk, level, state, degree, n in kept.filter(scope="all").values_list("ledger", "level", "state", "degree", "n"):
        lines[pk].take(level, state, degree, n)
    due = kept.filter(level="finding", scope__gte="due:", scope__lt=f"due:{today.isoformat()}")
    for pk, n in due.values("ledger").annotate(late=Sum("n")).values_list("ledger", "late"):
        lines[pk].overdue = n
    return lines
