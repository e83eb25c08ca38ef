"""Approval forms: one paper for many items, one event each; what was changed since is refused with the reason."""

import pytest

from taizhang.journal.models import Event
from taizhang.ledger import actions
from taizhang.ledger.actions import Refused
from taizhang.ledger.approval import lines_of
from taizhang.ledger.models import Signature
from taizhang.ledger.states import FindingState, MeasureState
from tests.ledger.closing import MEETING, paper


@pytest.fixture
def applied(start):
    """Every finding of a ledger applied for, to be decided on inside."""
    way = start("self_check").completed()
    way.submit(way.findings)
    return way


def form_of(way, action="decide", subjects=None):
    return actions.make_form(action=action, subjects=subjects or way.findings, by=way.people["office"], at=way.at)


def signed(way, form, name="周组长", **more):
    wanted = {"paper": paper(name, on=way.day, meeting=MEETING), "by": way.people["office"], "at": way.at, **more}
    return actions.sign_form(form=form, **wanted)


def change(way, finding):
    """The finding is no longer what it was: its 自评 is another."""
    finding.refresh_from_db()
    proof = actions.Given("补充说明", None, "水务〔2026〕9号", "档案室3柜")
    measures = list(finding.measures.all()[:1])
    actions.add_evidence(measures=measures, files=[proof], by=way.people["contact"], at=way.at)


def test_one_signature_decides_every_item_with_an_event_each(applied):
    signed(applied, form_of(applied))
    decided = Event.objects.filter(log__key=applied.ledger.log_key, name="finding:decide")
    assert [event.facts["form"] for event in decided] == [1] * len(applied.findings)
    assert Signature.objects.filter(form__serial=1, action="decide").count() == len(applied.findings)


def test_two_forms_close_what_stands_on_them(applied):
    signed(applied, form_of(applied))
    signed(applied, form_of(applied, "endorse"), "吴局长")
    assert {finding.state for finding in applied.findings} == {FindingState.CLOSED}


def test_an_item_changed_since_the_form_was_made_is_refused_and_the_others_decided(applied):
    form, first = form_of(applied), applied.finding
    change(applied, first)
    outcome = signed(applied, form)
    assert [(row.pk, why) for row, why in outcome.refused] == [(first.pk, "制表后内容有变动，请重新制表送签。")]
    assert len(outcome.done) == len(applied.findings) - 1


def test_the_form_shows_which_of_its_items_still_hold(applied, django_assert_max_num_queries):
    form = form_of(applied)
    change(applied, applied.finding)
    with django_assert_max_num_queries(20):
        assert [line.holds for line in lines_of(form)] == [False, True, True]


def test_what_cannot_be_decided_on_is_named_with_the_reason(start):
    way = start("self_check")
    with pytest.raises(Refused, match="1：现在是“整改中”，不能单位审定"):
        form_of(way)


def test_an_item_waits_on_one_form_only_until_that_is_withdrawn(applied):
    form = form_of(applied)
    with pytest.raises(Refused, match="已在第1号审批表上"):
        form_of(applied)
    actions.withdraw_form(form=form, by=applied.people["office"], at=applied.at)
    assert form_of(applied).serial == 2


def test_a_form_is_signed_once(applied):
    form = form_of(applied)
    signed(applied, form)
    with pytest.raises(Refused, match="已经登记签批"):
        signed(applied, form)


def test_only_the_office_makes_and_registers_forms(applied):
    form = form_of(applied)
    with pytest.raises(Refused, match="整改办"):
        signed(applied, form, by=applied.people["leading_group"])


def test_measures_are_accepted_by_form(start):
    way = start("self_check")
    measures = list(way.ledger.measures.all())
    proof = actions.Given("验收单", None, "水务〔2026〕3号", "档案室3柜")
    actions.add_evidence(measures=measures, files=[proof], by=way.people["contact"], at=way.at)
    actions.hand_in(measures=measures, effects="到位", by=way.people["contact"], at=way.at)
    signed(way, form_of(way, "countersign", measures), "王副局长")
    outcome = signed(way, form_of(way, "accept", measures), "钱主任")
    assert (outcome.refused, {row.state for row in outcome.done}) == ([], {MeasureState.DONE})


def test_a_form_takes_as_many_queries_for_many_items_as_for_one(applied, django_assert_max_num_queries):
    with django_assert_max_num_queries(70):
        signed(applied, form_of(applied))
