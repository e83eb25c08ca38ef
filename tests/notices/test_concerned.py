"""Whom something concerns: who answers for it or keeps the ledger, and never somebody who may not see it."""

import random

import pytest

from taizhang.accounts.actions import close_account, give_role
from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.journal.append import SYSTEM
from taizhang.ledger import actions as ledger_actions
from taizhang.ledger import policy
from taizhang.notices import concerned, dealing, scanning
from taizhang.notices.models import Notice, Preference
from taizhang.notices.reasons import EVERYBODY
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def told():
    return {(n.user.name, n.reason, n.n) for n in Notice.objects.select_related("user") if n.user}


@pytest.fixture
def late(ledger, units, clerk, due, at):
    """Two findings that are late: the water section's and the finance section's."""
    second = ledger.findings.get(serial=2)
    said = {"leader": "", "assisting": "", "version": second.version, "by": clerk, "at": at}
    ledger_actions.assign(subject=second, lead_unit=units["财务科"], **said)
    for serial in (1, 2):
        due(ledger.findings.get(serial=serial), TODAY, clerk)
    ledger.findings.update(deadline=TODAY.replace(day=20))
    ledger.findings.filter(serial=3).update(deadline=None)
    return ledger


def test_units_are_told_of_what_they_lead_and_the_office_of_all(late, water, contact, clerk, at):
    scanning.scan(at)
    dealing.deal(at)
    assert told() == {(clerk.name, "overdue", 2), (water.name, "overdue", 1), (contact.name, "overdue", 1)}


def test_passing_on_again_tells_nobody_twice(late, water, at):
    for _ in range(3):
        scanning.scan(at)
        dealing.deal(at)
    assert Notice.objects.filter(user=water).count() == 1


def test_who_watches_verifies_or_administers_is_not_told_of_each_deadline(late, person, at):
    for role, unit in (
        ("verifier", "市委巡察办"),
        ("observer", "市水务局"),
        ("administrator", "市水务局"),
        ("principal", "市水务局"),
    ):
        person(role, unit)
    scanning.scan(at)
    dealing.deal(at)
    assert {name for name, *_ in told()} == {"张敏"}


def test_a_closed_account_is_told_nothing(late, water, at):
    close_account(user=water, by=SYSTEM, at=at)
    scanning.scan(at)
    dealing.deal(at)
    assert water.name not in {name for name, *_ in told()}


def test_what_somebody_left_out_is_not_told_him(late, water, at):
    Preference.objects.create(user=water, left_out="soon,overdue")
    scanning.scan(at)
    dealing.deal(at)
    assert water.name not in {name for name, *_ in told()}


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_told_of_what_the_policy_does_not_let_him_see(ledger, units, clerk, person, at, seed):
    """Random people, units and leaders: what concerns somebody is part of what he may see, and for a contact all of it."""
    rng = random.Random(seed)
    people = [person(rng.choice(list(Role)), rng.choice(list(units)), f"人{n}") for n in range(8)]
    for user in rng.sample(people, 4):
        give_role(user=user, unit=rng.choice(list(units.values())), role=rng.choice(list(Role)), by=SYSTEM, at=at)
    for row in [*ledger.findings.all(), *ledger.measures.all()]:
        type(row).objects.filter(pk=row.pk).update(lead_unit=rng.choice([*units.values(), None]))
    ledger.findings.update(leader_user=rng.choice(people))
    ledger.refresh_from_db()
    pks = list(ledger.findings.values_list("pk", flat=True))
    answers = concerned.answering(pks)
    paths = {path for found in answers.paths.values() for path in found}
    found = concerned.people([ledger], paths, {pk for pk in answers.leaders.values() if pk})
    assert {user.pk for user in found} >= {
        user.pk for user in User.objects.filter(memberships__role=Role.OFFICE, memberships__unit=ledger.body)
    }
    for user in User.objects.filter(pk__in=[one.pk for one in [*people, clerk]]):
        knows = policy.visible_ledgers(user).filter(pk=ledger.pk).exists()
        sees = set(policy.visible_findings(user, ledger).values_list("pk", flat=True)) if knows else set()
        assert concerned.knows(user, ledger) == knows
        his = concerned.his(user, ledger, pks, answers, EVERYBODY)
        assert his <= sees
        if not policy.relations(user, ledger) & policy.SEE_ALL:
            assert his == sees
            assert not sees or user in found
