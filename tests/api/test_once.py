"""A request with a key of its own is done once; what it did and what was answered stand or fall together."""

from datetime import timedelta

import pytest

from taizhang.accounts import repeating
from taizhang.accounts.models import Repeat
from taizhang.journal.models import Event
from tests.api.conftest import Program, token_of
from tests.at_once import at_once

KEY = {"Idempotency-Key": "run-17"}


@pytest.fixture
def place(ledger):
    return f"/ledgers/{ledger.key}/findings/1/actions"


def test_sent_twice_it_is_done_once_and_answered_alike(office, place):
    first = office.post(f"{place}/add_measure", {"text": "更换水泵"}, KEY)
    before = Event.objects.count()
    again = office.post(f"{place}/add_measure", {"text": "更换水泵"}, KEY)
    assert (first.status_code, again.content, again["Idempotency-Replayed"]) == (200, first.content, "true")
    assert Event.objects.count() == before
    assert "Idempotency-Replayed" not in first


def test_another_request_under_the_same_key_is_refused(office, place):
    office.post(f"{place}/add_measure", {"text": "更换水泵"}, KEY)
    for path, body in ((f"{place}/add_measure", {"text": "更换水管"}), (f"{place}/carry_on", {"reason": "未完"})):
        answer = office.post(path, body, KEY)
        assert (answer.status_code, answer.json()["reason"]) == (422, "idempotency")


def test_keys_of_two_programs_are_two(office, program, clerk, place, ledger):
    other = program(clerk)
    for one in (office, other):
        assert one.post(f"{place}/add_measure", {"text": "更换水泵"}, KEY).status_code == 200
    assert ledger.measures.filter(text="更换水泵").count() == 2


def test_a_refusal_leaves_nothing_and_its_key_is_free(office, place):
    assert office.post(f"{place}/add_measure", {"text": " "}, KEY).status_code == 422
    assert not Repeat.objects.exists()
    assert office.post(f"{place}/add_measure", {"text": "更换水泵"}, KEY).status_code == 200


def test_what_breaks_in_between_leaves_neither_deed_nor_answer(office, place, ledger, monkeypatch):
    def broken(*args):
        raise RuntimeError("the power went")

    monkeypatch.setattr(repeating, "keep", broken)
    with pytest.raises(RuntimeError):
        office.post(f"{place}/add_measure", {"text": "更换水泵"}, KEY)
    assert not Repeat.objects.exists()
    assert not ledger.measures.filter(text="更换水泵").exists()


@pytest.mark.parametrize("key", ["", "two words", "x" * 121, "é"])
def test_a_key_is_short_and_plain(office, place, key):
    assert office.post(f"{place}/add_measure", {"text": "更换水泵"}, {"Idempotency-Key": key}).status_code == 422


def test_links_are_told_once_and_kept_nowhere(office, started):
    body = {"rhythm": "once", "as_of": "2026-11-22", "due": "2026-11-30"}
    where = f"/ledgers/{started.ledger.key}/actions/open_round"
    first = office.post(where, body, KEY).json()
    assert first["links"][0]["token"]
    assert "links" not in office.post(where, body, KEY).json()
    assert first["links"][0]["token"] not in Repeat.objects.get().body


def test_old_answers_are_forgotten(office, place, settings):
    office.post(f"{place}/add_measure", {"text": "更换水泵"}, KEY)
    asked = Repeat.objects.get().at
    assert repeating.sweep(asked + timedelta(days=settings.API_ANSWER_DAYS) - timedelta(seconds=1)) == 0
    assert repeating.sweep(asked + timedelta(days=settings.API_ANSWER_DAYS, seconds=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_is_done_once(clerk, ledger, place, tmp_path):
    text = token_of(clerk)

    def send():
        return Program(text).post(f"{place}/add_measure", {"text": "更换水泵"}, KEY).status_code

    codes = at_once(tmp_path, send, send, send)
    assert set(codes) <= {200, 409}
    assert 200 in codes
    [n] = at_once(tmp_path, lambda: ledger.measures.filter(text="更换水泵").count())
    assert n == 1
