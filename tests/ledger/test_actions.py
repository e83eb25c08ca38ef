"""Every action: one change, one event, the policy asked, the tallies right, the version held."""

import importlib
import inspect
import pkgutil
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.journal.models import Event
from taizhang.ledger import actions, tally
from taizhang.ledger.actions import Conflict, Refused
from taizhang.ledger.states import MOVES, MeasureState

DEADLINE = date(2026, 12, 1)
# The other verbs need a ledger that has come further: they are tried where their own rules are.
TRIED = ["assign", "issue", "report_progress", "set_deadline"]


def events(ledger):
    return list(Event.objects.filter(log__key=ledger.log_key).order_by("seq"))


def try_out(action, ledger, by, at):
    """Call ``action`` on the first finding or measure of ``ledger`` in a way that would change something."""
    finding, measure = ledger.findings.get(serial=1), ledger.measures.get(serial=1)
    calls = {
        "assign": lambda: actions.assign(
            subject=finding, lead_unit=None, leader="李副局长", assisting="", version=finding.version, by=by, at=at
        ),
        "set_deadline": lambda: actions.set_deadline(
            subject=finding, deadline=DEADLINE, horizon="限期", version=finding.version, by=by, at=at
        ),
        "report_progress": lambda: actions.report_progress(
            subject=measure, text="已更换13公里", as_of=date(2026, 11, 20), degree="done", version=measure.version, by=by, at=at
        ),
        "issue": lambda: actions.issue(measures=[measure], by=by, at=at),
    }
    return calls[action]()


@pytest.mark.parametrize("verb", actions.VERBS, ids=lambda f: f.__name__)
def test_a_verb_takes_only_named_arguments_with_by_and_at(verb):
    parameters = inspect.signature(verb).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert {"by", "at"} <= set(parameters)


# What the actions share: how they write, sign, and see who signs.
SHARED = ("writing", "signing", "capacities", "concluding", "containing")


def test_every_verb_of_the_room_is_listed():
    """Found by looking: every public function of the package's modules, but for what they share."""
    modules = [importlib.import_module(found.name) for found in pkgutil.iter_modules(actions.__path__, f"{actions.__name__}.")]
    functions = {f for module in modules for _, f in inspect.getmembers(module, inspect.isfunction) if f.__name__[0] != "_"}
    ours = {module.__name__ for module in modules} - {f"{actions.__name__}.{name}" for name in SHARED}
    assert {f for f in functions if f.__module__ in ours} == set(actions.VERBS)


def test_every_verb_that_is_not_about_the_whole_ledger_is_a_row_of_the_table():
    verbs = {verb.__name__ for verb in actions.VERBS} - {verb.__name__ for verb in actions.LEDGER_VERBS}
    assert {re.sub("_(measures|findings|many)$", "", verb) for verb in verbs} == {row.action for row in MOVES}


@pytest.mark.parametrize("action", TRIED)
def test_a_verb_leaves_one_event_and_right_tallies(action, ledger, approved, clerk, at):
    subject = approved if action == "issue" else ledger
    before = len(events(subject))
    try_out(action, subject, clerk, at)
    assert [e.name.partition(":")[2] for e in events(subject)[before:]] == [action]
    kept = {str(t) for t in subject.tallies.exclude(n=0)}
    tally.rebuild(subject)
    assert {str(t) for t in subject.tallies.all()} == kept


@pytest.mark.parametrize("action", sorted(set(TRIED) - {"issue"}))
def test_who_may_not_is_told_and_nothing_happens(action, ledger, person, at):
    before = len(events(ledger))
    with pytest.raises(Refused, match="整改办"):
        try_out(action, ledger, person("contact", "办公室"), at)
    assert len(events(ledger)) == before


@pytest.mark.parametrize("action", TRIED)
def test_a_verb_takes_a_handful_of_queries(action, ledger, approved, clerk, at):
    clerk.posts  # noqa: B018 - read once for the whole request
    with CaptureQueriesContext(connection) as queries:
        try_out(action, approved if action == "issue" else ledger, clerk, at)
    assert len(queries) <= 18


def test_what_is_as_it_was_leaves_no_event(ledger, clerk, at):
    finding = ledger.findings.get(serial=1)
    before = len(events(ledger))
    actions.set_deadline(
        subject=finding, deadline=finding.deadline, horizon=finding.horizon, version=finding.version, by=clerk, at=at
    ) if finding.deadline_text == "" else None
    actions.assign(
        subject=finding,
        lead_unit=finding.lead_unit,
        leader=finding.leader,
        assisting="",
        version=finding.version,
        by=clerk,
        at=at,
    )
    assert len(events(ledger)) == before


def test_the_loser_of_a_race_is_shown_both_values(ledger, clerk, at):
    mine, theirs = ledger.findings.get(serial=1), ledger.findings.get(serial=1)
    actions.set_deadline(subject=theirs, deadline=date(2026, 12, 5), horizon="", version=theirs.version, by=clerk, at=at)
    with pytest.raises(Conflict) as conflict:
        actions.set_deadline(subject=mine, deadline=DEADLINE, horizon="", version=mine.version, by=clerk, at=at)
    assert (conflict.value.row.deadline, conflict.value.wanted["deadline"]) == (date(2026, 12, 5), DEADLINE)


def test_an_event_keeps_names_as_they_were(ledger, clerk, units, at):
    finding = ledger.findings.get(serial=1)
    actions.assign(subject=finding, lead_unit=units["财务科"], leader="王局", assisting="", version=1, by=clerk, at=at)
    event = events(ledger)[-1]
    assert event.facts == {
        "was": {"lead_unit": "供水科", "leader": "王副局长", "lead_unit_text": "供水科"},
        "now": {"lead_unit": "财务科", "leader": "王局", "lead_unit_text": "财务科"},
    }
    assert (event.by_name, event.by_unit) == ("张敏", "市水务局")


def test_a_batch_issues_what_is_ready_and_says_why_the_rest_is_not(approved, clerk, at):
    ready, lasting, bare = approved.measures.filter(serial__in=[1, 2, 3]).order_by("serial")
    outcome = actions.issue(measures=[ready, lasting, bare], by=clerk, at=at)
    assert [m.serial for m in outcome.done] == [1, 2]
    assert [(m.serial, why) for m, why in outcome.refused] == [(3, "还没有牵头单位，请先明确责任。")]
    assert approved.measures.get(serial=1).state == MeasureState.UNDER_WAY


def test_nothing_is_issued_before_the_plan_is_approved(planned, clerk, at):
    outcome = actions.issue(measures=list(planned.measures.all()), by=clerk, at=at)
    assert {why for _, why in outcome.refused} == {"整改方案还没有获批，不能下达。"}


def test_progress_needs_words_and_a_day_that_has_been(ledger, clerk, at):
    measure = ledger.measures.get(serial=1)
    for text, as_of in (("  ", date(2026, 11, 20)), ("有进展", date(2026, 11, 23))):
        with pytest.raises(ValidationError):
            actions.report_progress(subject=measure, text=text, as_of=as_of, degree="", version=1, by=clerk, at=at)


def test_a_contact_reports_on_what_his_unit_leads_and_inherits(ledger, person, clerk, at):
    water = person("contact", "供水科")
    measure = ledger.measures.get(serial=1)
    done = actions.report_progress(
        subject=measure, text="完成", as_of=date(2026, 11, 20), degree="done", version=1, by=water, at=at
    )
    assert (done.progress, done.degree_self, done.version) == ("完成", "done", 2)
