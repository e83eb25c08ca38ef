"""What a delivery would change: held against the ledger as it stands, and kept while nothing has happened since.

A person looks at a comparison, then takes what he chooses of it: of ten thousand rows that are held against the ledger once and
not three times. Whatever happens leaves an event in the ledger's log or in the site's, so that nothing has changed while both
stand where they stood; a comparison made before that is made anew. What is written is asked for and locked again all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from taizhang.accounts.models import User
from taizhang.files import store
from taizhang.intake.delivered.diff import Comparison, Diff, File
from taizhang.intake.models import Delivery, KnownHeading
from taizhang.journal.append import site_log
from taizhang.journal.head import Head
from taizhang.journal.heads import head_of
from taizhang.reading.collecting import without_collecting

MOST_KEPT = 20_000  # items, of one comparison: some six kilobytes each


@dataclass(frozen=True, slots=True)
class World:
    """All that a comparison hangs on: which delivery, for whom, on which day, in which language, how far both logs had come."""

    delivery: int
    ledger: str
    by: int
    today: date
    language: str | None
    head: Head
    site: Head


_kept: list[tuple[World, Diff]] = []  # of this process, the latest one


def compared(delivery: Delivery, by: User, today: date) -> Diff:
    """What the delivery would change now, if ``by`` merged it."""
    world = _world(delivery, by, today)
    for held, diff in _kept:
        if held == world:
            return diff
    with without_collecting():
        comparison = Comparison(by, delivery.ledger, known_headings(delivery), today=today, as_of=delivery.as_of)
        diff = comparison.of(files_of(delivery))
    diff.head = world.head
    _kept[:] = [(world, diff)] if len(diff.items) <= MOST_KEPT else []
    return diff


def forget(delivery: Delivery) -> None:
    """Let go of what was kept of a delivery that is done with."""
    _kept[:] = [(world, diff) for world, diff in _kept if world.delivery != delivery.pk]


def _world(delivery: Delivery, by: User, today: date) -> World:
    """Read before what is compared, so that what happens on the way is not taken for compared."""
    ledger = delivery.ledger
    heads = head_of(ledger.log_key), head_of(site_log())
    return World(delivery.pk, str(ledger.key), by.pk, today, get_language(), *heads)


def known_headings(delivery: Delivery) -> dict[str, str]:
    """What was chosen for the sender's headings: heading → field."""
    known = KnownHeading.objects.filter(office=delivery.ledger.body, sender=delivery.sender)
    return dict(known.order_by("pk").values_list("heading", "field"))


def files_of(delivery: Delivery) -> Iterator[File]:
    """The delivery's files with their bytes."""
    for row in delivery.files.select_related("original"):
        yield File(row.name, store.fetch(row.original))
