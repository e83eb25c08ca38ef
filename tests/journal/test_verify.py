"""A log is whole until somebody changes it, and then the first changed place is named."""

import pytest
from django.db import connection, transaction

from taizhang.journal.append import SYSTEM, Actor, Entry, append
from taizhang.journal.head import Head
from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from taizhang.journal.verify_many import verify_many

pytestmark = pytest.mark.django_db
IN_MEMORY = connection.vendor == "sqlite"  # the tests' SQLite is
CLERK = Actor("user:1", "张敏", "市水务局")


@pytest.fixture
def log(at):
    for n in range(11):
        append("ledger:x", [Entry("finding:add", f"finding:{n}", {"statement": f"问题{n}"})], by=CLERK, at=at)
    return Log.objects.get(key="ledger:x")


def head(log):
    return Head(log.size, log.root)


def test_a_log_as_it_was_written_is_whole(log):
    verdict = verify(log)
    assert verdict.broken is None
    assert str(verdict.head).startswith("11:")


def test_events_appended_in_one_go_make_the_same_log_as_one_by_one(log, at):
    entries = [Entry("finding:add", f"finding:{n}", {"statement": f"问题{n}"}) for n in range(11)]
    batch = append("ledger:y", entries, by=CLERK, at=at)
    assert [e.seq for e in batch.events.all()] == list(range(11))
    assert verify(batch).broken is None


@pytest.mark.parametrize("column", ["at", "name", "subject", "by_id", "by_name", "by_unit", "payload"])
@pytest.mark.parametrize("seq", [0, 5, 10])
def test_any_changed_column_is_named_by_its_event(log, column, seq):
    Event.objects.filter(log=log, seq=seq).update(**{column: "x"})
    assert verify(log).broken.seq == seq


def test_a_changed_node_is_named(log):
    Event.objects.filter(log=log, seq=3).update(node=b"\0" * 32)
    assert verify(log).broken.seq == 3


def test_a_missing_event_is_named(log):
    Event.objects.filter(log=log, seq=4).delete()
    assert (verify(log).broken.kind, verify(log).broken.seq) == ("missing", 4)


def test_two_swapped_events_are_named(log):
    Event.objects.filter(log=log, seq=2).update(seq=99)
    Event.objects.filter(log=log, seq=3).update(seq=2)
    Event.objects.filter(log=log, seq=99).update(seq=3)
    assert verify(log).broken.seq == 2


@pytest.mark.parametrize("seq", [-1, 11, 500])
def test_an_event_put_in_from_outside_is_found(log, seq):
    event = log.events.last()
    Event.objects.create(log=log, seq=seq, at=event.at, name="x", subject="x", by_name="x", payload="{}", node=event.node)
    assert verify(log).broken is not None


def test_a_tail_cut_cleanly_is_found_only_by_an_older_head(log, at):
    older = head(log)
    with transaction.atomic():
        Event.objects.filter(log=log, seq__gte=5).delete()
        frontier_log = append("ledger:shadow", [], by=SYSTEM, at=at)
        for event in log.events.all():
            entry = Entry(event.name, event.subject, event.facts)
            frontier_log = append("ledger:shadow", [entry], by=CLERK, at=at)
        Log.objects.filter(pk=log.pk).update(size=5, peaks=peaks_of_first_five(log))
    log.refresh_from_db()
    assert frontier_log.size == 5
    assert verify(log).broken is None
    assert verify(log, older).broken.kind == "cut"


def peaks_of_first_five(log):
    nodes = {e.seq: bytes(e.node) for e in log.events.all()}
    return nodes[3] + nodes[4]


def test_a_rewritten_past_is_found_by_an_older_head(log, at):
    older = head(log)
    Log.objects.filter(pk=log.pk).update(key="ledger:old")
    for n in range(12):
        append("ledger:x", [Entry("finding:add", f"finding:{n}", {"statement": "改写"})], by=CLERK, at=at)
    rewritten = Log.objects.get(key="ledger:x")
    assert verify(rewritten).broken is None
    assert verify(rewritten, older).broken.kind == "unlike_head"


def test_an_older_head_that_fits_is_no_alarm(log, at):
    older = head(log)
    append("ledger:x", [Entry("finding:assign", "finding:1", {})], by=CLERK, at=at)
    log.refresh_from_db()
    assert verify(log, older).broken is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="bytes that are no text can only stand in SQLite")
def test_bytes_that_are_no_text_any_more_are_named_not_a_crash(log):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_event SET payload = CAST(x'ff00fe' AS TEXT) WHERE log_id = %s AND seq = 6", [log.pk])
    assert verify(log).broken.seq == 6


def test_a_head_is_read_back_as_it_was_written(log):
    assert Head.parse(str(head(log))) == head(log)
    with pytest.raises(ValueError, match="日志头"):
        Head.parse("11")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_its_change(at):
    with pytest.raises(transaction.TransactionManagementError):
        append("ledger:x", [Entry("finding:add", "finding:1", {})], by=SYSTEM, at=at)
    assert not Event.objects.exists()


def test_an_event_appended_while_a_log_is_verified_is_no_stranger(log, at):
    as_read = Log.objects.get(pk=log.pk)
    append("ledger:x", [Entry("finding:assign", "finding:1", {})], by=CLERK, at=at)
    assert verify(as_read).broken is None
    assert verify(as_read).head.size == 11


def test_several_logs_are_verified_in_their_order(log, at):
    append("ledger:y", [Entry("finding:add", "finding:1", {})], by=CLERK, at=at)
    Event.objects.filter(log=log, seq=3).update(name="x")
    verdicts = verify_many(list(Log.objects.order_by("key")), {})
    assert [(v.key, v.broken and v.broken.seq) for v in verdicts] == [("ledger:x", 3), ("ledger:y", None)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(IN_MEMORY, reason="a database in memory is not seen by another process")
def test_several_processes_find_what_one_finds(at):
    for key in ("ledger:x", "ledger:y", "ledger:z"):
        with transaction.atomic():
            append(key, [Entry("finding:add", f"finding:{n}", {}) for n in range(5)], by=CLERK, at=at)
    Event.objects.filter(log__key="ledger:y", seq=2).update(name="x")
    logs = list(Log.objects.order_by("key"))
    assert verify_many(logs, {}, processes=2) == verify_many(logs, {}, processes=1)
