"""What changed in a ledger since the round before: how many things of which kind, from its events."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from taizhang.journal.models import Event
from taizhang.ledger.states import FINDING_MOVES, MEASURE_MOVES
from taizhang.supervision.models import Round

# What the rows of the table of states are called, in the order in which things go.
WORDS = {f"{row.of}:{row.action}": row.word for row in (*MEASURE_MOVES, *FINDING_MOVES)}


class Changed(NamedTuple):
    """How many findings or measures something was done to."""

    event: str
    word: str
    n: int
    of_measures: bool


def since_the_last(round_: Round) -> list[Changed]:
    """What was done from the end of the round before – of the first, from its opening – to this one's, or until now."""
    events = Event.objects.filter(log__key=round_.ledger.log_key, seq__gte=_from(round_), name__in=WORDS)
    if round_.closed_at:
        events = events.filter(seq__lt=round_.closed_size)
    counts = dict(events.order_by().values_list("name").annotate(n=Count("subject", distinct=True)))
    return [Changed(name, word, counts[name], name.startswith("measure:")) for name, word in WORDS.items() if name in counts]


def _from(round_: Round) -> int:
    before = round_.ledger.rounds.filter(serial__lt=round_.serial, opened_at__isnull=False).order_by("-serial").first()
    return before.closed_size if before else round_.opened_size
