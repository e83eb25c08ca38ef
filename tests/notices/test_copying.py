"""Heads are copied to who keeps them outside: once for each state of the log, weekly and at a close-out, with no finding's text."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.policy import Refused
from taizhang.journal.head import Typed
from taizhang.journal.heads import head_of
from taizhang.journal.models import Event
from taizhang.ledger.actions import set_office_unit
from taizhang.ledger.told_ledger import sentence
from taizhang.notices import copying, sending
from taizhang.notices.actions import copy_heads
from taizhang.notices.models import Delivery, HeadCopies

MONDAY = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
WEEK = timedelta(days=7)
OFFICE = "xunchaban@city.example"


@pytest.fixture
def copied(ledger, clerk):
    copy_heads(ledger=ledger, addresses=[OFFICE], by=clerk, at=MONDAY)
    return ledger


def happen(ledger, units, clerk, at, unit="办公室"):
    ledger.refresh_from_db()
    set_office_unit(ledger=ledger, unit=units[unit], by=clerk, at=at)


def test_the_head_is_sent_at_once_and_can_be_held_against_the_ledger(copied, outbox):
    head = head_of(copied.log_key)
    assert copying.copy(MONDAY) == 1
    sending.send_waiting(MONDAY)
    [mail] = outbox
    assert mail.to == [OFFICE]
    assert head.printed in mail.body
    assert str(head) in mail.body
    assert Typed.parse(mail.body).fits(head)
    assert "2026年11月23日 10:00" in mail.body


def test_no_mail_says_anything_of_a_finding(copied, outbox):
    copying.copy(MONDAY)
    sending.send_waiting(MONDAY)
    told = outbox[0].subject + outbox[0].body
    assert not any(word in told for finding in copied.findings.all() for word in (finding.statement, finding.aspect.title))


def test_each_week_what_has_grown_is_copied_again(copied, units, clerk):
    assert [copying.copy(MONDAY), copying.copy(MONDAY), copying.copy(MONDAY + WEEK)] == [1, 0, 0]
    happen(copied, units, clerk, MONDAY + WEEK)
    assert copying.copy(MONDAY + timedelta(days=6)) == 0
    assert copying.copy(MONDAY + WEEK) == 1
    keys = Delivery.objects.order_by("pk").values_list("key", flat=True)
    assert [key.split(":")[2] for key in keys] == ["5", "6"]


def test_when_something_was_closed_a_copy_goes_without_waiting(start, clerk):
    way = start("self_check")
    copy_heads(ledger=way.ledger, addresses=[OFFICE], by=clerk, at=MONDAY)
    copying.copy(MONDAY)
    way.completed().submit()
    assert copying.copy(MONDAY) == 0
    way.decide()
    way.endorse()
    assert way.finding.state == "closed"
    assert [copying.copy(MONDAY), copying.copy(MONDAY)] == [1, 0]


def test_who_is_new_has_the_head_at_once_and_the_others_not_twice(copied, clerk):
    copying.copy(MONDAY)
    copy_heads(ledger=copied, addresses=[OFFICE, "jiwei@city.example"], by=clerk, at=MONDAY)
    copying.copy(MONDAY)
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["jiwei@city.example", OFFICE, OFFICE]
    assert len(set(Delivery.objects.filter(address=OFFICE).values_list("key", flat=True))) == 2  # the log has grown by this


def test_nobody_is_written_to_at_night_or_when_nobody_is_named(copied, clerk):
    copying.copy(MONDAY.replace(hour=22))
    assert Delivery.objects.get().not_before.astimezone(MONDAY.tzinfo).hour == 8
    copy_heads(ledger=copied, addresses=[], by=clerk, at=MONDAY)
    assert copying.copy(MONDAY + WEEK) == 0


def test_what_is_said_leaves_one_event_and_what_stays_none(copied, clerk):
    copy_heads(ledger=copied, addresses=[f" {OFFICE} ", OFFICE, ""], by=clerk, at=MONDAY)
    [event] = Event.objects.filter(name="ledger:copy_heads")
    assert event.facts == {"was": [], "now": [OFFICE]}
    assert sentence(event) == f"校验码抄送给{OFFICE}"


@pytest.mark.parametrize("addresses", [["巡察办"], [f"a{n}@city.example" for n in range(11)], ["a@b.example\nBcc: c@d.example"]])
def test_what_is_no_address_is_refused(ledger, clerk, addresses):
    with pytest.raises(ValidationError):
        copy_heads(ledger=ledger, addresses=addresses, by=clerk, at=MONDAY)
    assert not HeadCopies.objects.exists()


def test_only_the_office_says_to_whom(ledger, contact, person):
    for user in (contact, person("leading_group", "市水务局"), person("verifier", "市委巡察办"), person("office", "供水科")):
        with pytest.raises(Refused):
            copy_heads(ledger=ledger, addresses=[OFFICE], by=user, at=MONDAY)


def test_two_workers_write_one_message(copied):
    row = HeadCopies.objects.get()
    copying.copy(MONDAY)
    HeadCopies.objects.update(size=row.size, copied_on=None)  # as if the first had died before it said so
    copying.copy(MONDAY)
    assert Delivery.objects.count() == 1
