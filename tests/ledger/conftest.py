"""What tests of a close-out, and of the life of a measure, start from."""

import pytest

from taizhang.ledger import actions
from tests.ledger.closing import way
from tests.ledger.measures import Work


@pytest.fixture
def start(clerk, sheet, opening, person, units):
    """Begins a ledger by the code of its profile: ``start("audit")``."""
    return lambda code, **more: way(code, clerk=clerk, sheet=sheet, opening=opening, person=person, units=units, **more)


@pytest.fixture
def work(approved, clerk, person, at):
    """The plan approved, the first two measures issued, the leader's account his."""
    leader = person("leader", "市水务局", "王建国")
    actions.own_up(findings=[approved.findings.get(serial=1)], by=leader, at=at)
    outcome = actions.issue(measures=list(approved.measures.filter(serial__in=[1, 2])), by=clerk, at=at)
    assert not outcome.refused
    return Work(approved, clerk, person("contact", "供水科", "赵联络"), leader)
