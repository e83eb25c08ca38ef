"""Two who decide at the same moment: one wins, the other is told how it stands."""

import pytest

from taizhang.journal.models import Event
from taizhang.ledger.models import Finding
from taizhang.ledger.states import FindingState
from tests.at_once import at_once
from tests.ledger.closing import paper

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_endorsements_closes_and_the_other_is_told(start, tmp_path):
    way = start("self_check").completed()
    way.submit(), way.decide()
    signed = paper("吴局长")
    told = at_once(tmp_path, way.endorse, lambda: way.endorse(paper=signed, by=way.people["office"]))
    assert sorted(len(outcome.done) for outcome in told) == [0, 1]
    [why] = [why for outcome in told for _, why in outcome.refused]
    assert why == "现在是“已销号”，不能签字背书。"


def test_of_one_returned_and_endorsed_at_once_only_one_happens(start, tmp_path):
    way = start("self_check").completed()
    way.submit(), way.decide()
    told = at_once(tmp_path, way.endorse, way.give_back)
    assert sorted(len(outcome.done) for outcome in told) == [0, 1]


def test_two_bodies_at_once_both_count(start, tmp_path):
    way = start("inspection").endorsed()
    way.agree("巡察办")
    at_once(tmp_path, lambda: way.agree("纪检监察机关"), lambda: way.agree("组织部门"))
    states, agreed = at_once(
        tmp_path,
        lambda: Finding.objects.get(serial=1).state,
        lambda: Event.objects.filter(name="finding:agree").count(),
    )
    assert (states, agreed) == (FindingState.CLOSED, 3)
