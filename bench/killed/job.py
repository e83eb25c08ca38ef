"""A job: what it needs beforehand, what it does step by step, and what may be found after it was killed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from bench.installation import AT

__all__ = ["AT", "Facts", "Found", "Job", "of_ledger", "whole"]

Facts = dict[str, Any]  # what a job was prepared with, as JSON: it goes to another process


@dataclass(slots=True)
class Found:
    """What is there: the steps whose effect can be seen, what is half there, and what is there twice."""

    done: set[str] = field(default_factory=set)
    half: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def step(self, name: str, number: int, *, of: int) -> None:
        """A step that does ``of`` things in one go, ``number`` of which are there: all, or none."""
        if number >= of:
            self.done.add(name)
        if number % of:
            self.half.append(f"{name}: {number} of {of}")
        if number > of:
            self.twice.append(f"{name}: {number} of {of}")


class Job(Protocol):
    """One kind of work. Every method runs in a process of its own."""

    def prepare(self, n: int) -> Facts:
        """Everything that must be there before, for the ``n``-th time."""

    def run(self, facts: Facts) -> Iterator[str]:
        """Do it as people do, naming each step once it has been acknowledged; what is done already is done once."""

    def found(self, facts: Facts) -> Found:
        """What there is of it."""


def of_ledger(found: Found, ledger: Any) -> None:
    """The ledger's log, tallies, daily sums and intervals are what rows and events say."""
    from bench.clients import right

    if not right(ledger):
        found.half.append(f"ledger {ledger.pk}: log or counts")


def whole() -> list[str]:
    """What is wrong with the database as such: the file, the logs, ledgers and logs that miss each other, files that are gone."""
    from taizhang.files import store
    from taizhang.files.models import Original
    from taizhang.journal.models import SITE, Log
    from taizhang.journal.verify import verify
    from taizhang.ledger.models import Ledger

    logs = {log.key: log for log in Log.objects.all()}
    ledgers = {ledger.log_key for ledger in Ledger.objects.all()}
    wrong = [f"{key}: log" for key, log in logs.items() if verify(log).broken]
    wrong += [f"{key}: alone" for key in ledgers ^ {key for key in logs if not key.startswith(SITE)}]
    wrong += [f"file {original.pk}" for original in Original.objects.all() if _damaged(store.fetch, original)]
    return [*wrong, *_by_the_database()]


def _damaged(fetch: Any, original: Any) -> bool:
    from taizhang.files.store import Damaged

    try:
        fetch(original)
    except Damaged:
        return True
    return False


def _by_the_database() -> Iterable[str]:
    """What SQLite itself finds wrong with its file; PostgreSQL would not have opened one that it must mend."""
    from django.db import connection

    connection.check_constraints()
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        yield from (str(row[0]) for row in cursor.fetchall() if row[0] != "ok")
