"""The way to 销号 on every route: two deciders, the last outside, nothing closed that is not done."""

import pytest

from taizhang.ledger.models import Cycle
from taizhang.ledger.states import FindingState
from taizhang.profiles import PROFILES, shipped
from taizhang.profiles.shape import Route

INSIDE = [code for code in PROFILES if shipped(code).closing.route == Route.INSIDE]


@pytest.mark.parametrize("code", INSIDE)
def test_inside_the_endorsement_closes(code, start):
    finding = start(code).endorsed().finding
    assert (finding.state, finding.decided_by, finding.closed_by) == (FindingState.CLOSED, "周组长", "吴局长")


@pytest.mark.parametrize("code", sorted(set(PROFILES) - set(INSIDE)))
def test_otherwise_it_closes_when_every_body_has_agreed(code, start):
    way = start(code).endorsed()
    for body in shipped(code).closing.bodies:
        assert way.finding.state == FindingState.AWAITING_VERIFICATION
        assert not way.agree(body).refused
    closed = FindingState.ON_NOTICE if shipped(code).closing.notice else FindingState.CLOSED
    assert (way.finding.state, way.finding.degree_recognised) == (closed, "done")


def test_a_cycle_is_open_from_the_first_application_and_frozen_at_the_close(start):
    way = start("self_check").completed()
    way.submit()
    assert Cycle.objects.get().ended_on is None
    way.decide()
    way.endorse()
    cycle = Cycle.objects.get()
    assert (cycle.ended_on, cycle.closed_by, len(cycle.content)) == (way.day, "吴局长", 64)
