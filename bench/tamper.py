"""``make bench NAME=tamper``: a log damaged at random, verified against its last head each time.

A byte of a stored event is changed (in any column, as bytes, be it text then or not), two events are swapped, events are
deleted or put in, the end is cut off and the log's row made to fit. Keys: tried, missed (must be 0), by_kind. ``TRIES`` and
``SEED`` in the environment: how many, and which.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench import installation

if TYPE_CHECKING:
    from taizhang.journal.models import Log

TRIES = int(os.environ.get("TRIES", "10000"))
SEED = int(os.environ.get("SEED", "1"))
EVENTS = 64
COLUMNS = ("at", "name", "subject", "by_id", "by_name", "by_unit", "payload", "node")
FAR = 10_000

Damage = Callable[["Log", random.Random], None]


def main() -> None:
    """Damage, verify, print."""
    installation.start()
    clerk, bureau = installation.people()
    from django.db import connection

    from taizhang.journal.head import Head
    from taizhang.journal.models import Log
    from taizhang.journal.verify import verify
    from taizhang.ledger.actions import adopt

    sheet = installation.sheet(EVENTS - 1, measures_each=1)
    ledger = adopt(opening=installation.opening(bureau), sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)
    log = Log.objects.get(key=ledger.log_key)
    head, dice = Head(log.size, log.root), random.Random(SEED)  # the same again for the same seed
    assert verify(log, head).broken is None
    tried: Counter[str] = Counter()
    missed: list[str] = []
    for n in range(TRIES):
        damage = KINDS[n % len(KINDS)]
        tried[damage.__name__] += 1
        if not found(damage, log, head, dice):
            missed.append(f"{damage.__name__} {n}")
    assert verify(log, head).broken is None, "every damage was taken back"
    figures = {"tried": TRIES, "missed": len(missed), "by_kind": tried, "which": missed[:5], "seed": SEED}
    print(json.dumps({"name": "tamper", "database": connection.vendor, **figures}))


def found(damage: Damage, log: Log, head: object, dice: random.Random) -> bool:
    """Whether verifying tells of one damage, which is then taken back."""
    from django.db import transaction

    from taizhang.journal.models import Log
    from taizhang.journal.verify import verify

    with transaction.atomic():
        damage(log, dice)
        broken = verify(Log.objects.get(pk=log.pk), head).broken  # type: ignore[arg-type]
        transaction.set_rollback(True)
    return broken is not None


def run(statement: str, *values: Any) -> None:
    """Execute one statement that must have changed something."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount, statement


def change_a_byte(log: Log, dice: random.Random) -> None:
    """One byte of one column of one event, for another that the database can hold there."""
    from django.db import connection

    from taizhang.journal.models import Event
    from taizhang.keeping.columns import field_of

    row: dict[str, Any] = dict(Event.objects.filter(log=log, seq=dice.randrange(log.size)).values().get())
    filled = [name for name in COLUMNS if row[name]]
    column = dice.choice(filled)
    value = bytes(row[column]) if column == "node" else row[column].encode()
    changed = bytearray(value)
    place = dice.randrange(len(changed))
    changed[place] = dice.choice([byte for byte in range(1, 256) if byte != value[place]])
    new: object = bytes(changed)
    if column != "node" and connection.vendor == "postgresql":  # no text there that is none: the nearest that is
        text = changed.decode("utf-8", "replace")
        new = text[: field_of(Event, column).max_length or len(text)]
    cast = "%s" if column == "node" or connection.vendor == "postgresql" else "CAST(%s AS TEXT)"
    run(f"UPDATE journal_event SET {column} = {cast} WHERE id = %s", new, row["id"])


def swap_two(log: Log, dice: random.Random) -> None:
    """Two events in each other's place."""
    one, other = dice.sample(range(log.size), 2)
    for was, now in ((one, FAR), (other, one), (FAR, other)):
        run("UPDATE journal_event SET seq = %s WHERE log_id = %s AND seq = %s", now, log.pk, was)


def delete_some(log: Log, dice: random.Random) -> None:
    """One to three events, wherever they stand."""
    for seq in dice.sample(range(log.size), dice.randint(1, 3)):
        run("DELETE FROM journal_event WHERE log_id = %s AND seq = %s", log.pk, seq)


def put_one_in(log: Log, dice: random.Random) -> None:
    """A copy of an event: behind the end, before the beginning, or in between, what follows moved on."""
    place = dice.choice([-1, log.size, log.size + dice.randint(1, 99), dice.randrange(log.size)])
    if 0 <= place < log.size:
        for seq in range(log.size - 1, place - 1, -1):
            run("UPDATE journal_event SET seq = %s WHERE log_id = %s AND seq = %s", seq + 1, log.pk, seq)
    kept = "at, name, subject, by_id, by_name, by_unit, payload, node"
    source = dice.choice([seq for seq in range(log.size) if seq != place])
    run(
        f"INSERT INTO journal_event (log_id, seq, {kept}) SELECT log_id, %s, {kept} FROM journal_event "
        "WHERE log_id = %s AND seq = %s",
        place,
        log.pk,
        source,
    )


def cut_the_end(log: Log, dice: random.Random) -> None:
    """The last events gone, and the log's row made to fit what is left: only an older head can tell."""
    from taizhang.journal.models import Event

    size = dice.randrange(1, log.size)
    run("DELETE FROM journal_event WHERE log_id = %s AND seq >= %s", log.pk, size)
    nodes = {seq: bytes(node) for seq, node in Event.objects.filter(log=log).values_list("seq", "node")}
    peaks, start = [], 0
    for power in range(size.bit_length() - 1, -1, -1):
        if size >> power & 1:
            start += 1 << power
            peaks.append(nodes[start - 1])
    run("UPDATE journal_log SET size = %s, peaks = %s WHERE id = %s", size, b"".join(peaks), log.pk)


KINDS: list[Damage] = [change_a_byte, swap_two, change_a_byte, delete_some, change_a_byte, put_one_in, change_a_byte, cut_the_end]

if __name__ == "__main__":
    main()
