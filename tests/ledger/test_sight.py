"""What somebody may see, asked of a whole ledger and of a few rows: the same answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledger import actions, policy
from taizhang.ledger.models import Measure

pytestmark = pytest.mark.django_db
PEOPLE = [
    ("office", "市水务局"),
    ("observer", "市水务局"),
    ("contact", "供水科"),
    ("contact", "财务科"),
    ("contact", "河湖科"),
    ("contact", "市水务局"),
    ("leader", "市水务局"),
]


@pytest.fixture
def shared(ledger, clerk, units, at):
    """The finance section leads one measure of a finding that the water section leads."""
    measure = ledger.measures.get(serial=2)
    unit = units["财务科"]
    actions.assign(subject=measure, lead_unit=unit, leader="", assisting="", version=measure.version, by=clerk, at=at)
    return ledger


@pytest.mark.parametrize(("role", "unit"), PEOPLE)
def test_a_few_rows_are_seen_as_in_the_whole_ledger(shared, person, role, unit):
    who = person(role, unit)
    whole = set(policy.visible_findings(who, shared))
    assert set(policy.visible_of(who, shared, shared.findings.all())) == whole
    assert set(policy.visible_of(who, shared, shared.measures.all())) == set(Measure.objects.filter(finding__in=whole))


def test_a_contact_sees_what_his_unit_has_a_part_in_and_nothing_else(shared, contact):
    assert [row.serial for row in policy.visible_of(contact, shared, shared.findings.all())] == [1]
    assert not policy.visible_of(contact, shared, shared.findings.filter(serial=2)).exists()


def test_the_rows_that_are_asked_about_are_all_that_is_read(shared, contact):
    contact.posts  # noqa: B018 - read once for the whole request
    with CaptureQueriesContext(connection) as queries:
        list(policy.visible_of(contact, shared, shared.measures.filter(serial=1)))
    assert len(queries) == 1
    assert "EXISTS" in queries[0]["sql"]
