"""Items handed over on site: closed with the finding that contains them, and back with it; what settled findings leave rests."""

import pytest

from taizhang.ledger import actions, policy, tally
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.states import FindingState
from tests.ledger.closing import paper
from tests.ledger.test_as_of import same_again


@pytest.fixture
def containing(start):
    """A ledger on its way whose first finding contains one item that was handed over on site and has no measure."""
    made = start("self_check")
    item = made.ledger.findings.get(serial=2)
    item.measures.all().delete()
    Finding.objects.filter(pk=item.pk).update(within=made.finding, handed_over_on=made.day, notice="通知1号")
    tally.rebuild(made.ledger)
    return made


def item_of(made):
    return made.ledger.findings.get(serial=2)


def test_it_is_closed_with_the_finding_that_contains_it(containing):
    made = containing.endorsed()
    item, row = item_of(made), made.finding
    assert (item.state, item.closed_by, item.closed_on) == (FindingState.CLOSED, row.closed_by, row.closed_on)
    assert (item.look_back_on, item.cycles.get().ended_on) == (None, row.closed_on)


def test_what_is_open_under_it_keeps_the_finding_from_being_closed(containing):
    item = item_of(containing)
    Measure.objects.create(ledger=containing.ledger, finding=item, serial=99, position=10, text="补装井盖", state="under_way")
    containing.completed()
    Measure.objects.filter(serial=99).update(state="under_way")
    [(_, why)] = actions.submit(findings=[containing.finding], by=containing.people["office"], at=containing.at).refused
    assert "2.1" in why


def test_a_mistake_undone_brings_both_back(containing):
    made = containing.endorsed()
    actions.undo_close(finding=made.finding, reason="佐证张冠李戴", by=made.people["principal"], at=made.at)
    assert {row.state for row in (made.finding, item_of(made))} == {FindingState.UNDER_WAY}
    assert item_of(made).cycles.get().ended_on is None


def test_the_measures_of_a_conceded_finding_rest(start):
    made = start("self_check")
    signed = {"paper": paper("周组长", on=made.day), "by": made.people["office"], "at": made.at}
    actions.concede(finding=made.finding, reason="管线改线", consent="函7号", **signed)
    measure = Measure.objects.select_related("finding").get(ledger=made.ledger, serial=1)
    assert policy.why_not(made.people["office"], "report_progress", measure) == "问题认结，措施不再办理。"
    actions.resume(findings=[made.finding], reason="条件具备", new_date=made.later(9).day, by=made.people["office"], at=made.at)
    again = Measure.objects.get(pk=measure.pk)
    assert policy.why_not(made.people["office"], "report_progress", again) is None
    same_again(made.ledger)
