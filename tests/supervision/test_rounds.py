"""Rounds: opened for every unit that leads something, told by whatever way, closed with who had not; the next one proposed."""

import importlib
import inspect
import pkgutil
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from taizhang.accounts.policy import Refused
from taizhang.journal.models import Event
from taizhang.ledger import actions as ledger_actions
from taizhang.supervision import actions, chasing, rhythms
from taizhang.supervision.asked import shares
from taizhang.supervision.changed import since_the_last
from taizhang.supervision.models import Invitation, Rhythm, Round
from taizhang.supervision.tasks import propose_rounds
from tests.supervision.rounds import AS_OF, DUE

pytestmark = pytest.mark.django_db


def names(ledger, of):
    events = Event.objects.filter(log__key=ledger.log_key, name__startswith=of)
    return list(events.order_by("seq").values_list("name", flat=True))


def report(measure, by, at, as_of=AS_OF, text="已更换15公里"):
    measure.refresh_from_db()
    ledger_actions.report_progress(subject=measure, text=text, as_of=as_of, degree="", version=measure.version, by=by, at=at)


def standing(round_):
    return {share.unit.name: (share.told, share.asked) for share in shares(round_)}


@pytest.mark.parametrize("verb", actions.VERBS, ids=lambda f: f.__name__)
def test_a_verb_takes_only_named_arguments_with_by_and_at(verb):
    parameters = inspect.signature(verb).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert {"by", "at"} <= set(parameters)


def test_every_verb_of_the_room_is_listed():
    found = [importlib.import_module(f"{actions.__name__}.{m.name}") for m in pkgutil.iter_modules(actions.__path__)]
    functions = {
        f for module in found for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__
    }
    shared = {"invite", "held_ledger", "held_round", "held_link", "note"}
    assert {f for f in functions if f.__name__[0] != "_" and f.__name__ not in shared} == set(actions.VERBS)


def test_every_unit_that_leads_something_is_asked(opened):
    assert standing(opened.round) == {"供水科": (0, 2), "财务科": (0, 1)}
    assert names(opened.round.ledger, "round:") == ["round:open"]


def test_only_the_hash_of_a_token_is_kept(opened):
    kept = " ".join(str(value) for row in Invitation.objects.values() for value in row.values())
    told = " ".join(Event.objects.values_list("payload", flat=True))
    assert not any(token in kept or token in told for _, token in opened.tokens)
    assert {len(token) for _, token in opened.tokens} == {43}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"rhythm": "daily"}, "周期"),
        ({"due": AS_OF - timedelta(days=1)}, "不能早于截至日期"),
        ({"as_of": date(2026, 11, 1), "due": date(2026, 11, 2)}, "不能早于今天"),
        ({"due": DUE + timedelta(days=400)}, "一年"),
    ],
)
def test_what_cannot_be_meant_is_refused(shared, clerk, at, said, why):
    with pytest.raises(ValidationError, match=why):
        actions.open_round(**{"ledger": shared, "rhythm": "week", "as_of": AS_OF, "due": DUE, "by": clerk, "at": at, **said})


def test_only_the_office_collects(shared, person, contact, at):
    for user in (contact, person("leader", "市水务局"), person("verifier", "市委巡察办")):
        with pytest.raises(Refused, match="整改办"):
            actions.open_round(ledger=shared, rhythm="week", as_of=AS_OF, due=DUE, by=user, at=at)


def test_one_round_at_a_time(opened, shared, clerk, at):
    with pytest.raises(Refused, match="上一轮"):
        actions.open_round(ledger=shared, rhythm="week", as_of=AS_OF, due=DUE, by=clerk, at=at)
    with pytest.raises(IntegrityError):
        Round.objects.create(ledger=shared, serial=9, rhythm="week", as_of=AS_OF, due=DUE)


def test_told_by_whatever_way_counts(opened, shared, clerk, contact, at):
    report(shared.measures.get(serial=1), clerk, at)
    report(shared.measures.get(serial=2), clerk, at, as_of=AS_OF - timedelta(days=1))
    report(shared.measures.get(serial=3), contact, at)
    assert standing(opened.round) == {"供水科": (1, 2), "财务科": (1, 1)}


def test_a_day_ahead_is_answered_by_what_is_told_from_now_on(shared, clerk, at, today):
    ahead = today + timedelta(days=8)
    opened = actions.open_round(ledger=shared, rhythm="month", as_of=ahead, due=ahead, by=clerk, at=at)
    report(shared.measures.get(serial=1), clerk, at, as_of=today)
    assert standing(opened.round)["供水科"] == (1, 2)


def test_the_reminder_names_who_is_late_and_no_finding(opened, shared, contact, at, today):
    report(shared.measures.get(serial=3), contact, at)
    said = chasing.text(opened.round, shares(opened.round), today)
    assert said.startswith("请供水科于11月27日前报送整改进展（截至11月20日的情况）")
    assert "管网" not in said
    assert "已过3天" in chasing.text(opened.round, shares(opened.round), DUE + timedelta(days=3))


def test_nobody_late_leaves_nothing_to_say(opened, shared, clerk, at, today):
    for serial in (1, 2, 3):
        report(shared.measures.get(serial=serial), clerk, at)
    assert chasing.text(opened.round, shares(opened.round), today) == ""


def test_closing_keeps_who_had_told_how_much(opened, shared, clerk, contact, at):
    report(shared.measures.get(serial=3), contact, at)
    closed = actions.close_round(round=opened.round, by=clerk, at=at)
    report(shared.measures.get(serial=1), clerk, at)
    assert standing(closed) == {"供水科": (0, 2), "财务科": (1, 1)}
    event = Event.objects.get(log__key=shared.log_key, name="round:close")
    assert event.facts == {"units": 2, "late": ["供水科"]}


def test_what_changed_runs_from_round_to_round(opened, shared, clerk, contact, at):
    report(shared.measures.get(serial=3), contact, at)
    first = actions.close_round(round=opened.round, by=clerk, at=at)
    report(shared.measures.get(serial=1), clerk, at)
    second = actions.open_round(ledger=shared, rhythm="week", as_of=AS_OF, due=DUE, by=clerk, at=at).round
    report(shared.measures.get(serial=2), clerk, at)
    report(shared.measures.get(serial=2), clerk, at, text="又增设3处")
    assert [(c.word, c.n) for c in since_the_last(first)] == [("报进展", 1)]
    assert [(c.word, c.n) for c in since_the_last(second)] == [("报进展", 2)]


@pytest.mark.parametrize(
    ("rhythm", "day", "then"),
    [
        (Rhythm.WEEK, date(2026, 12, 28), date(2027, 1, 4)),
        (Rhythm.HALF_MONTH, date(2026, 11, 10), date(2026, 11, 15)),
        (Rhythm.HALF_MONTH, date(2026, 11, 15), date(2026, 11, 30)),
        (Rhythm.HALF_MONTH, date(2026, 12, 31), date(2027, 1, 15)),
        (Rhythm.MONTH, date(2027, 1, 31), date(2027, 2, 28)),
        (Rhythm.MONTH, date(2027, 2, 28), date(2027, 3, 31)),
        (Rhythm.MONTH, date(2026, 12, 25), date(2027, 1, 25)),
        (Rhythm.QUARTER, date(2026, 12, 31), date(2027, 3, 31)),
        (Rhythm.ONCE, date(2026, 12, 31), None),
    ],
)
def test_the_rhythm_says_which_day_comes_next(rhythm, day, then):
    assert rhythms.next_day(rhythm, day) == then


def test_the_next_round_is_proposed_when_it_comes_round(opened, shared, clerk, at):
    actions.close_round(round=opened.round, by=clerk, at=at)
    assert propose_rounds(date(2026, 11, 26)) == 0
    assert propose_rounds(date(2026, 11, 27)) == 1
    assert propose_rounds(date(2026, 11, 27)) == 0
    proposed = shared.rounds.get(closed_at=None)
    assert (proposed.as_of, proposed.due, proposed.serial) == (date(2026, 11, 30), date(2026, 12, 7), 2)
    again = actions.open_round(ledger=shared, rhythm="week", as_of=proposed.as_of, due=proposed.due, by=clerk, at=at).round
    assert again.pk == proposed.pk


def test_who_declines_is_not_asked_again(opened, shared, clerk, at):
    actions.close_round(round=opened.round, by=clerk, at=at)
    propose_rounds(date(2026, 11, 27))
    actions.decline_round(round=shared.rounds.get(closed_at=None), by=clerk, at=at)
    assert propose_rounds(date(2027, 1, 27)) == 0


def test_opening_and_closing_ask_the_same_few_queries_whatever_the_units(opened, shared, clerk, at):
    with CaptureQueriesContext(
        connection,
    ) as closing:
        actions.close_round(round=opened.round, by=clerk, at=at)
    with CaptureQueriesContext(connection) as opening:
        actions.open_round(ledger=shared, rhythm="week", as_of=AS_OF, due=DUE, by=clerk, at=at)
    assert len(closing) <= 16
    assert len(opening) <= 16


def test_figures_as_of_a_day(opened, shared, clerk, contact, at, today):
    [path] = [path for path in settings.FIGURES if "supervision" in path]
    figures = import_string(path)
    report(shared.measures.get(serial=3), contact, at)
    actions.close_round(round=opened.round, by=clerk, at=at + timedelta(days=2))
    assert figures(shared, today) == {"opened": 1, "closed": 0, "units_asked": 0, "units_answered": 0}
    assert figures(shared, today + timedelta(days=2)) == {"opened": 1, "closed": 1, "units_asked": 2, "units_answered": 1}
