"""Counts of a ledger as of any day, and from when until when each thing stood where.

Kept in the transaction of every change, as sums by day with the intervals beside them. Both can be made again from the events
alone: ``rebuild`` looks at nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from taizhang.journal.models import Event, moment_of
from taizhang.keeping.rows import batches, insert
from taizhang.ledger import tally
from taizhang.ledger.adoption import Rows
from taizhang.ledger.following import Follower, Moved
from taizhang.ledger.models import DailySum, Finding, Interval, Ledger, Manifestation, Measure
from taizhang.ledger.tally import CountLine, counted

SUM = ("day", "level", "state", "degree")
BEGUN = ("ledger_id", "subject", "level", "state", "degree", "since", "since_day")
WHOLE = (*BEGUN, "until", "until_day")
DayKey = tuple[str, str, str, str]
NO_MARKS: Mapping[str, int] = {}
ROWS_PER_STATEMENT = 400  # two parameters each: SQLite takes 999


def counts(ledger: Ledger, day: date) -> CountLine:
    """The ledger's numbers as they stood at the end of ``day`` (Asia/Shanghai), by state and by degree. One query.

    What hangs on deadlines and lead units (overdue, soon, unassigned) is not kept by day and stays 0.
    """
    line = CountLine()
    sums = ledger.daily_sums.filter(day__lte=day).order_by().values_list("level", "state", "degree").annotate(total=Sum("n"))
    for level, state, degree, n in sums:
        line.take(level, state, degree, n)
    return line


def standing_on(ledger: Ledger, day: date) -> QuerySet[Interval]:
    """What each thing of the ledger was counted as at the end of ``day``: the list behind ``counts``."""
    return ledger.intervals.filter(Q(until_day=None) | Q(until_day__gt=day), since_day__lte=day)


def begin(ledger: Ledger, rows: Rows, seqs: Mapping[int, int], at: datetime) -> None:
    """Count new rows from their events on; ``seqs`` are the numbers of these, by the serial of the finding."""
    under: list[Manifestation | Measure] = [*rows.manifestations, *rows.measures]
    new: list[tuple[tally.Row, int]] = [(row, row.serial) for row in rows.findings]
    new += [(row, row.finding.serial) for row in under]
    moves = [Moved(row.key, None, counted(row), seqs[serial]) for row, serial in new]
    keep(ledger, moves, at, marks=sum((tally.marks(row) for row in rows.findings), Counter()))


def keep(ledger: Ledger, moves: Iterable[Moved], at: datetime, *, marks: Mapping[str, int] = NO_MARKS) -> None:
    """Keep what ``moves`` says, in the transaction of the events that it follows from, and how ``marks`` changed."""
    moved, marked = [move for move in moves if move.was != move.now], {mark: n for mark, n in marks.items() if n}
    if not moved and not marked:
        return
    day = timezone.localdate(at)
    sums = Counter[DayKey]({(day.isoformat(), mark, "", ""): n for mark, n in marked.items()})
    for move in moved:
        _count(sums, move, day.isoformat())
    tally.add_up(DailySum, SUM, ledger, sums)
    _end(ledger, [(move.subject, move.seq) for move in moved if move.was], day)
    insert(Interval, BEGUN, ([ledger.pk, move.subject, *move.now, move.seq, day] for move in moved))


def _count(sums: Counter[DayKey], move: Moved, day: str) -> None:
    sums[day, *move.now] += 1
    if move.was:
        sums[day, *move.was] -= 1


def _end(ledger: Ledger, subjects: list[tuple[str, int]], day: date) -> None:
    """End the open intervals of ``subjects``, each with the number of the event that ended it."""
    for at in range(0, len(subjects), ROWS_PER_STATEMENT):
        some = subjects[at : at + ROWS_PER_STATEMENT]
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE ledger_interval SET until = moved.column2, until_day = %s "
                f"FROM (VALUES {', '.join(['(%s, %s)'] * len(some))}) AS moved "  # nosec B608
                "WHERE ledger_id = %s AND subject = moved.column1 AND until IS NULL",
                [day.isoformat(), *(value for pair in some for value in pair), ledger.pk],
            )


@transaction.atomic
def rebuild(ledger: Ledger) -> None:
    """Make the ledger's daily sums and intervals again, from its events alone."""
    Interval.objects.filter(ledger=ledger).delete()
    DailySum.objects.filter(ledger=ledger).delete()
    sums: Counter[DayKey] = Counter()
    for some in batches(_intervals(ledger, sums)):  # one connection cannot read events in the middle of copying rows in
        insert(Interval, WHOLE, some)
    tally.add_up(DailySum, SUM, ledger, sums)


def _intervals(ledger: Ledger, sums: Counter[DayKey]) -> Iterator[list[Any]]:
    """Every interval that the ledger's events tell of, ended ones as they end; ``sums`` grows along."""
    begun: dict[str, Begun] = {}
    for move, day in _followed(ledger, sums):
        _count(sums, move, day.isoformat())
        if was := begun.get(move.subject):
            yield [ledger.pk, move.subject, *was.at, was.since, was.day, move.seq, day]
        begun[move.subject] = Begun(move.now, move.seq, day)
    for subject, now in begun.items():
        yield [ledger.pk, subject, *now.at, now.since, now.day, None, None]


class Begun(NamedTuple):
    """An interval that has not ended."""

    at: tally.Counted
    since: int
    day: date


def _followed(ledger: Ledger, sums: Counter[DayKey]) -> Iterator[tuple[Moved, date]]:
    """What every event moved, with its day; what they mark is added to ``sums``."""
    follower = Follower()
    events = Event.objects.filter(log__key=ledger.log_key).order_by("seq").values_list("seq", "at", "subject", "payload")
    for seq, at, subject, payload in events.iterator(2000):
        day = _day_of(at[:13])
        for mark, n in follower.marks(subject, payload).items():
            sums[day.isoformat(), mark, "", ""] += n
        for move in follower.moves(seq, subject, payload):
            yield move, day


@lru_cache(maxsize=1000)
def _day_of(hour: str) -> date:
    """The day (Asia/Shanghai) of an event's hour: whole hours lie between the two."""
    return timezone.localdate(moment_of(f"{hour}:00:00.000000Z"))


def catch_up() -> int:
    """Make sums and intervals for the ledgers of an earlier version, which have none, or none of rebounds; how many they were."""
    findings, sums = Finding.objects.filter(ledger=OuterRef("pk")), DailySum.objects.filter(ledger=OuterRef("pk"))
    unkept = ~Exists(sums) & Exists(findings)
    unmarked = ~Exists(sums.filter(level=tally.REBOUND)) & Exists(findings.filter(rebounds__gt=0))
    behind = list(Ledger.objects.filter(unkept | unmarked))
    for ledger in behind:
        rebuild(ledger)
    return len(behind)
