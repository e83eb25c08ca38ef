"""Manifestations closed apart from their finding: agreed to in part, or closed one by one where the profile says so."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from taizhang.ledger import actions, tally
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Manifestation, Measure
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.profiles import shipped
from taizhang.profiles.shape import ClosingUnit
from tests.ledger.closing import paper

BODIES = shipped("inspection").closing.bodies
CLOSED, UNDER_WAY, ON_NOTICE = FindingState.CLOSED, FindingState.UNDER_WAY, FindingState.ON_NOTICE


def parts(way):
    return list(Manifestation.objects.filter(finding=way.finding).order_by("position"))


def states(way):
    return [part.state for part in parts(way)]


def in_part(way, body, kept=slice(0, 1), **more):
    bodies = {one.name: one for one in way.ledger.supervising_bodies.all()}
    wanted = {"reason": "监测点还不足", "new_date": way.later(30).day, "by": way.people["office"], "at": way.at, **more}
    said = paper(f"{body}的人", body, way.day)
    return actions.agree_in_part(
        finding=way.finding, manifestations=parts(way)[kept], body=bodies[body], **{"paper": said, **wanted}
    )


def test_what_is_agreed_to_closes_and_the_finding_goes_on_with_the_rest(start):
    way = start("audit").endorsed()
    in_part(way, "审计机关")
    assert (way.finding.state, states(way)) == (UNDER_WAY, [CLOSED, UNDER_WAY])
    assert (parts(way)[0].closed_by, parts(way)[1].deadline) == ("审计机关的人", way.later(30).day)


def test_the_finding_closes_with_the_last(start):
    way = start("audit").endorsed()
    in_part(way, "审计机关")
    way.submit(), way.decide(), way.endorse(), way.agree("审计机关")
    assert (way.finding.state, states(way)) == (CLOSED, [CLOSED, CLOSED])


def test_what_one_body_sends_back_is_out_and_the_others_speak_to_the_rest(start):
    way = start("inspection").endorsed()
    in_part(way, BODIES[0])
    assert (way.finding.state, states(way)) == (FindingState.AWAITING_VERIFICATION, ["", UNDER_WAY])
    way.agree(BODIES[1]), way.agree(BODIES[2])
    assert (way.finding.state, states(way)) == (UNDER_WAY, [CLOSED, UNDER_WAY])


def test_part_of_it_goes_on_notice_where_the_profile_asks_for_one(start):
    way = start("environment").endorsed()
    first, second = shipped("environment").closing.bodies
    in_part(way, first), way.agree(second)
    assert (way.finding.state, states(way)) == (ON_NOTICE, [ON_NOTICE, UNDER_WAY])
    actions.end_notice(findings=[way.finding], by=way.people["office"], at=way.later(30).at)
    assert (way.finding.state, states(way)) == (UNDER_WAY, [CLOSED, UNDER_WAY])


@pytest.mark.parametrize("kept", [slice(0, 0), slice(0, 2)])
def test_in_part_is_neither_all_nor_nothing(kept, start):
    with pytest.raises(Refused, match="部分同意要有同意的，也要有退回的"):
        in_part(start("audit").endorsed(), "审计机关", kept)


def test_it_says_why_the_rest_goes_back(start):
    with pytest.raises(ValidationError, match="退回的理由"):
        in_part(start("audit").endorsed(), "审计机关", reason="")


def test_the_event_tells_which_and_the_history_says_it(start):
    from taizhang.ledger import history

    way = start("audit").endorsed()
    in_part(way, "审计机关")
    event = history.last_of(way.finding)
    assert event.facts["manifestations"]["manifestation:1.10"]["now"]["state"] == CLOSED
    assert "同意1条具体表现，退回1条，新的时限2026年12月22日，同意的具体表现予以销号，其余继续整改" in history.sentence(event)


class TestOneByOne:
    """Where the closing unit is the manifestation, those that are ready are applied for."""

    @pytest.fixture
    def half(self, start):
        """A finding with one manifestation whose measure is done and one whose is not."""
        profile = shipped("self_check")
        way = start("self_check", profile=replace(profile, closing=replace(profile.closing, unit=ClosingUnit.MANIFESTATION)))
        for measure, part in zip(way.finding.measures.order_by("position"), parts(way), strict=True):
            measure.answers.add(part)
        way.completed()
        Measure.objects.filter(serial=2).update(state=MeasureState.UNDER_WAY)
        return way

    def test_the_ready_one_closes_and_the_finding_stays_open(self, half):
        half.submit(), half.decide(), half.endorse()
        assert (half.finding.state, states(half)) == (UNDER_WAY, [CLOSED, UNDER_WAY])

    def test_the_other_follows_when_it_is_ready_and_the_finding_with_it(self, half):
        half.submit(), half.decide(), half.endorse()
        Measure.objects.filter(serial=2).update(state=MeasureState.DONE)
        half.submit(), half.decide(), half.endorse()
        assert (half.finding.state, states(half)) == (CLOSED, [CLOSED, CLOSED])

    def test_none_ready_is_not_applied_for(self, half):
        Measure.objects.filter(finding=half.finding).update(state=MeasureState.UNDER_WAY)
        [(_, why)] = half.submit().refused
        assert why == "还有2条措施没有完成：1.1、1.2。"

    def test_a_measure_that_names_no_manifestation_holds_all_of_them_up(self, half):
        Measure.objects.get(serial=2).answers.clear()
        [(_, why)] = half.submit().refused
        assert why == "还有1条措施没有完成：1.2。"


def test_tallies_of_parts_are_what_a_recount_gives(start):
    way = start("audit").endorsed()
    in_part(way, "审计机关")
    kept = {str(one) for one in way.ledger.tallies.exclude(n=0)}
    tally.rebuild(way.ledger)
    assert {str(one) for one in way.ledger.tallies.exclude(n=0)} == kept
