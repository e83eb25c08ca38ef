"""Messages go: once a day merged, not at night, at least once, and a crash in between is told. Several workers at once."""

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend

from taizhang.notices import bundling, dealing, scanning, sending
from taizhang.notices.actions import read_all
from taizhang.notices.message_id import message_id
from taizhang.notices.models import Delivery, DeliveryState, Matter, Notice, Preference
from tests.at_once import at_once
from tests.conftest import TODAY

MONDAY = datetime.fromisoformat("2026-11-23T08:00:00+08:00")


@pytest.fixture
def told(ledger, water, mailed, due, clerk, at, transactional_db):
    """A finding near its deadline, of which the water section's contact and the office are told; he has an address."""
    ledger.findings.exclude(serial=1).update(deadline=None)
    due(ledger.findings.get(serial=1), TODAY, clerk)
    mailed(water)
    scanning.scan(at)
    dealing.deal(at)
    return ledger


@pytest.fixture
def written(told):
    """His mail, written and not sent."""
    assert bundling.bundle(MONDAY) == 1
    return Delivery.objects.get()


@pytest.fixture
def broken(monkeypatch):
    """Makes the mail server fail from now on; ``broken(None)`` mends it."""

    def fail(self, messages):
        raise SMTPServerDisconnected

    usual = EmailBackend.send_messages
    return lambda how=fail: monkeypatch.setattr(EmailBackend, "send_messages", how or usual)


def test_in_the_product_it_stands_at_once_and_outside_it_waits_for_the_day(told, water, outbox, at):
    notice = Notice.objects.get(user=water)
    assert (notice.n, notice.send_from) == (1, MONDAY)  # found on a Sunday
    assert [bundling.bundle(at), bundling.bundle(MONDAY - timedelta(minutes=1)), bundling.bundle(MONDAY)] == [0, 0, 1]
    assert sending.send_waiting(MONDAY) == 1
    assert len(outbox) == 1


def test_what_was_read_meanwhile_needs_no_mail(told, water, outbox, at):
    read_all(by=water, at=at)
    assert bundling.bundle(MONDAY) == 0
    assert not Notice.objects.filter(send_from__isnull=False).exists()


def test_the_notices_of_a_day_are_one_message(told, water, due, clerk, outbox, at):
    due(told.findings.get(serial=1), TODAY + timedelta(days=2), clerk)
    scanning.scan(at + timedelta(hours=3))
    dealing.deal(at + timedelta(hours=3))
    assert Notice.objects.filter(user=water).count() == 2
    bundling.bundle(MONDAY)
    sending.send_waiting(MONDAY)
    assert [mail.subject for mail in outbox] == ["台账通知：2 个问题即将到期"]


def test_who_made_the_hours_quiet_meanwhile_is_left_alone(told, water):
    Preference.objects.create(user=water, quiet_until=10)
    assert bundling.bundle(MONDAY) == 0
    assert Notice.objects.get(user=water).send_from == MONDAY + timedelta(hours=2)


def test_who_wants_no_mail_any_more_gets_none(told, water):
    Preference.objects.create(user=water, by_mail=False)
    assert bundling.bundle(MONDAY) == 0
    assert Notice.objects.get(user=water).send_from is None


def test_a_message_is_sent_once_and_says_who_it_is(written, outbox):
    assert [sending.send_waiting(MONDAY), sending.send_waiting(MONDAY)] == [1, 0]
    [mail] = outbox
    assert mail.extra_headers["Message-ID"] == message_id(written)
    assert message_id(written).endswith("@taizhang.example>")
    written.refresh_from_db()
    assert (written.state, written.perhaps_at) == (DeliveryState.SENT, None)


def test_a_crash_after_sending_is_told_and_the_same_message_goes_again(written, outbox, monkeypatch):
    class Killed(BaseException):
        """As kill -9: nothing after it is done."""

    def killed(*args, **more):
        raise Killed

    with monkeypatch.context() as crash:
        crash.setattr(sending, "_settle", killed)
        with pytest.raises(Killed):
            sending.send_waiting(MONDAY)
    assert Delivery.objects.get().state == DeliveryState.SENDING
    assert sending.send_waiting(MONDAY + timedelta(minutes=9)) == 0  # it may still be at it
    assert sending.send_waiting(MONDAY + timedelta(minutes=11)) == 1
    written.refresh_from_db()
    assert (written.state, written.perhaps_at) == (DeliveryState.SENT, MONDAY)
    first, second = (mail.extra_headers["Message-ID"] for mail in outbox)
    assert first == second


def test_a_worker_taken_for_dead_changes_nothing_any_more(written):
    mine = sending.claim(MONDAY)
    sending.recover(MONDAY + timedelta(minutes=11))
    other = sending.claim(MONDAY + timedelta(minutes=11))
    sending.send(mine, MONDAY + timedelta(minutes=12))
    assert Delivery.objects.get().state == DeliveryState.SENDING
    sending.send(other, MONDAY + timedelta(minutes=12))
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_failures_are_tried_again_ever_later_then_given_up(written, broken, outbox):
    broken()
    now, waits = MONDAY, []
    for _ in range(10):
        sending.send_waiting(now)
        row = Delivery.objects.get()
        if row.state == DeliveryState.GIVEN_UP:
            break
        waits.append((row.not_before - now).total_seconds() / 60)
        now = row.not_before
    assert waits == [1, 5, 20, 60, 240]
    assert (row.state, row.tries, row.trouble_told) == (DeliveryState.GIVEN_UP, 6, "发信服务器没有收下")
    broken(None)
    assert sending.send_waiting(now + timedelta(days=1)) == 0


def test_another_try_does_not_come_at_night(written, broken):
    broken()
    sending.send_waiting(MONDAY.replace(hour=19, minute=59, second=30))
    assert Delivery.objects.get().not_before == MONDAY + timedelta(days=1)


def test_what_recovers_is_sent(written, broken, outbox):
    broken()
    sending.send_waiting(MONDAY)
    broken(None)
    sending.send_waiting(MONDAY + timedelta(minutes=1))
    row = Delivery.objects.get()
    assert (row.state, row.tries, row.trouble, len(outbox)) == (DeliveryState.SENT, 2, "", 1)


def test_of_several_workers_each_message_is_taken_by_one(written, outbox, tmp_path):
    copies = [
        Delivery(key=f"k{n}", channel="mail", user=written.user, subject="x", text="x", made_at=MONDAY, not_before=MONDAY)
        for n in range(5)
    ]
    Delivery.objects.bulk_create(copies)
    taken = at_once(tmp_path, *[lambda: sending.send_waiting(MONDAY)] * 4)
    [states] = at_once(tmp_path, lambda: set(Delivery.objects.values_list("state", "tries")))
    assert states == {(DeliveryState.SENT, 1)}
    assert (sum(taken), len(outbox)) == (6, 6)


def test_several_who_pass_on_at_once_tell_everybody_once(ledger, water, due, clerk, at, tmp_path, transactional_db):
    due(ledger.findings.get(serial=1), TODAY, clerk)
    scanning.scan(at)
    assert not [one for one in at_once(tmp_path, *[lambda: dealing.deal(at)] * 4) if isinstance(one, Exception)]
    [kept] = at_once(tmp_path, lambda: sorted(Notice.objects.values_list("user__name", "reason")))
    assert len(kept) == len(set(kept))
    assert (water.name, "soon") in kept


def test_several_who_bundle_at_once_write_one_message(told, tmp_path):
    made = at_once(tmp_path, *[lambda: bundling.bundle(MONDAY)] * 4)
    [count] = at_once(tmp_path, Delivery.objects.count)
    assert (sum(made), count) == (1, 1)


@pytest.mark.django_db
def test_who_dies_while_passing_on_has_told_nobody(ledger, water, due, clerk, at, monkeypatch):
    due(ledger.findings.get(serial=1), TODAY, clerk)
    scanning.scan(at)
    monkeypatch.setattr(dealing, "_to_groups", lambda batch: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dealing.deal(at)
    assert not Notice.objects.exists()
    assert Matter.objects.filter(batch=None).exists()


def test_a_slow_other_side_does_not_keep_the_worker(written, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0)
    assert sending.send_waiting(MONDAY) == 0
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_some_addressees_after_the_others_each_gets_one_message(told, clerk, mailed, at, monkeypatch):
    mailed(clerk, "clerk@water.example")
    Notice.objects.filter(user=clerk).update(send_from=MONDAY)
    monkeypatch.setattr(bundling, "AT_ONCE", 1)
    assert bundling.bundle(MONDAY) == 2
    assert Delivery.objects.values("user").distinct().count() == 2


def test_a_message_at_which_every_worker_dies_is_given_up_in_the_end(written):
    now = MONDAY
    while sending.claim(now):
        now += timedelta(minutes=11)
        sending.recover(now)
    row = Delivery.objects.get()
    assert (row.state, row.tries, bool(row.perhaps_at)) == (DeliveryState.GIVEN_UP, 6, True)
