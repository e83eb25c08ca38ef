"""Telling programs: in the order of the log, signed, at least once, never a word of a finding; and no more after too long."""

import hmac
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.policy import Refused
from taizhang.journal.models import Event
from taizhang.ledger import actions
from taizhang.notices.hooks import sending
from taizhang.notices.hooks.actions import end_subscription, resume_subscription, subscribe_to_ledger, subscribe_to_site
from taizhang.notices.hooks.models import Attempt, Subscription
from taizhang.notices.hooks.signing import HEADER
from taizhang.notices.outside import Answer, Unreachable
from tests.conftest import AT

WHERE = "https://oa.water.example/hook?key=own-secret"


class Receiver:
    """A program that is told; ``codes`` is what it answers, one after the other, the last for ever."""

    def __init__(self, *codes):
        self.codes, self.bodies, self.headers = list(codes or (204,)), [], []

    def __call__(self, url, body, headers):
        self.bodies.append(body)
        self.headers.append(headers)
        code = self.codes.pop(0) if len(self.codes) > 1 else self.codes[0]
        if isinstance(code, Exception):
            raise code
        return Answer(code, b"")

    @property
    def seqs(self):
        return [event["seq"] for body in self.bodies for event in json.loads(body)["events"]]


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    monkeypatch.setattr("taizhang.notices.hooks.actions.find", lambda url: None)


@pytest.fixture
def subscribe(ledger, clerk):
    def make(kinds="", by=clerk, name="局办公系统"):
        return subscribe_to_ledger(ledger=ledger, name=name, address=WHERE, kinds=kinds, by=by, at=AT)

    return make


def happen(ledger, clerk, n=1):
    finding = ledger.findings.get(serial=1)
    return [actions.add_measure(finding=finding, text=f"不可外传的措施{i}", by=clerk, at=AT) for i in range(n)]


def test_what_happens_from_now_on_is_told_once_and_in_order(subscribe, ledger, clerk):
    subscribe()
    happen(ledger, clerk, 3)
    receiver = Receiver()
    assert sending.send_due(AT, receiver) == 1
    assert sending.send_due(AT, receiver) == 0
    newest = Event.objects.filter(log__key=ledger.log_key).order_by("-seq").values_list("seq", flat=True)[:3]
    assert receiver.seqs == sorted(newest)


def test_no_word_of_a_finding_and_nobodys_name_goes_out(subscribe, ledger, clerk):
    subscribe()
    happen(ledger, clerk)
    receiver = Receiver()
    sending.send_due(AT, receiver)
    text = receiver.bodies[0].decode()
    assert "不可外传" not in text
    assert clerk.name not in text
    assert set(json.loads(text)["events"][0]) == {"seq", "at", "name", "subject"}


def test_the_signature_is_over_time_and_body(subscribe, ledger, clerk):
    _, secret = subscribe()
    happen(ledger, clerk)
    receiver = Receiver()
    sending.send_due(AT, receiver)
    stamp, _sep, given = receiver.headers[0][HEADER].removeprefix("t=").partition(",v1=")
    assert int(stamp) == int(AT.timestamp())
    assert given == hmac.new(secret.encode(), f"{stamp}.".encode() + receiver.bodies[0], sha256).hexdigest()


def test_only_what_was_asked_for_is_told(subscribe, ledger, clerk):
    subscribe("finding:assign measure:issue")
    happen(ledger, clerk, 2)
    receiver = Receiver()
    assert sending.send_due(AT, receiver) == 0
    assert Subscription.objects.get().seq > 0
    row = ledger.findings.get(serial=2)
    actions.assign(subject=row, lead_unit=None, leader="李副局长", assisting="", version=row.version, by=clerk, at=AT)
    assert sending.send_due(AT, receiver) == 1
    assert json.loads(receiver.bodies[0])["events"][0]["name"] == "finding:assign"


@pytest.mark.parametrize("trouble", [500, 301, Unreachable("对方没有及时回应", perhaps=True)])
def test_what_was_not_taken_is_told_again_later(subscribe, ledger, clerk, trouble):
    subscribe()
    happen(ledger, clerk)
    receiver = Receiver(trouble, 200)
    assert sending.send_due(AT, receiver) == 0
    assert sending.send_due(AT, receiver) == 0
    assert sending.send_due(AT + timedelta(minutes=1), receiver) == 1
    assert receiver.bodies[0] == receiver.bodies[1]
    assert receiver.headers[0]["Taizhang-Delivery"] == receiver.headers[1]["Taizhang-Delivery"]
    assert [one.is_taken for one in Attempt.objects.order_by("pk")] == [False, True]
    row = Subscription.objects.get()
    assert (row.tries, row.failing_since, row.try_at) == (0, None, None)


def test_it_is_tried_ever_less_often_and_after_too_long_no_more(subscribe, ledger, clerk):
    row, _ = subscribe()
    happen(ledger, clerk)
    receiver, now = Receiver(503), AT
    while row.disabled_at is None:
        sending.send_due(now, receiver)
        row.refresh_from_db()
        now = row.try_at
    assert len(receiver.bodies) < 40
    assert row.disabled_at - row.failing_since >= sending.TOO_LONG
    assert sending.send_due(now + timedelta(days=9), receiver) == 0
    resume_subscription(subscription=row, by=clerk, at=AT)
    assert sending.send_due(now, Receiver()) == 1


def test_many_events_go_in_several_messages(subscribe, ledger, clerk, monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    subscribe()
    happen(ledger, clerk, 5)
    receiver = Receiver()
    assert sending.send_due(AT, receiver) == 3
    assert receiver.seqs == sorted(set(receiver.seqs))
    assert len(receiver.seqs) == 5


def test_of_two_workers_one_tells(subscribe, ledger, clerk):
    subscribe()
    happen(ledger, clerk)
    row = Subscription.objects.get()
    assert sending._leased(row, AT)
    assert not sending._leased(row, AT)


def test_the_office_sets_its_ledgers_an_administrator_the_sites(subscribe, person, contact):
    for by in (contact, person("administrator", "市水务局")):
        with pytest.raises(Refused, match="整改办"):
            subscribe(by=by)
    with pytest.raises(Refused, match="系统管理员"):
        subscribe_to_site(name="统一认证", address=WHERE, by=contact, at=AT)


def test_neither_address_nor_secret_stands_in_an_event(subscribe, clerk):
    row, secret = subscribe()
    end_subscription(subscription=row, by=clerk, at=AT)
    assert not Event.objects.filter(payload__contains="own-secret").exists()
    assert not Event.objects.filter(payload__contains=secret).exists()
    assert secret not in str(vars(row))
    assert sending.send_due(AT, Receiver()) == 0


@pytest.mark.parametrize("kinds", ["finding", "finding:submit;drop", "*:*", "Finding:submit"])
def test_an_event_is_called_by_its_name(subscribe, kinds):
    with pytest.raises(ValidationError, match="事件"):
        subscribe(kinds)


def test_no_address_leads_inside(ledger, clerk, monkeypatch):
    from taizhang.notices import outside

    monkeypatch.setattr("taizhang.notices.hooks.actions.find", outside.find)
    for address in ("http://127.0.0.1/", "https://localhost/x", "ftp://a.example/", "https://u:p@a.example/"):
        with pytest.raises(ValidationError):
            subscribe_to_ledger(ledger=ledger, name="内部", address=address, by=clerk, at=AT)
