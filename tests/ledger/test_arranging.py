"""A ledger moved to another profile, its route's bodies and its office: shown before, told after, refused where it contradicts."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event
from taizhang.ledger import policy
from taizhang.ledger.actions import (
    Refused,
    copy_profile,
    edit_copy,
    open_ledger,
    set_bodies,
    set_office_unit,
    set_profile,
    set_stage,
)
from taizhang.ledger.models import Finding, Stage
from taizhang.ledger.rerouting import RouteBody, bodies_after, bodies_now, contradictions
from taizhang.ledger.states import FindingState
from taizhang.profiles import shipped
from taizhang.profiles.shape import Agreement, ClosingUnit

AUDIT, INSPECTION, SELF_CHECK = shipped("audit"), shipped("inspection"), shipped("self_check")
REASON = "上级要求"


@pytest.fixture
def own(clerk, units, at):
    """The bureau's own inspection profile, by which any one of the bodies is enough."""
    copy = copy_profile(body=units["市水务局"], of=INSPECTION, name="本局巡察", by=clerk, at=at)
    easier = replace(copy.profile, closing=replace(copy.profile.closing, agreement=Agreement.ANY))
    return edit_copy(copy=copy, profile=easier, by=clerk, at=at).profile


def told(ledger, name):
    return [event.facts for event in Event.objects.filter(log__key=ledger.log_key, name=name).order_by("seq")]


def in_state(ledger, state):
    """A finding stands in ``state``, as far as the tallies know: how it came there is tried elsewhere."""
    finding = ledger.findings.get(serial=1)
    tallies = ledger.tallies.filter(scope="all", level="finding", state=finding.state)
    tallies.update(state=state)


def test_moving_pins_the_version_and_leaves_one_event(ledger, own, clerk, at):
    moved = set_profile(ledger=ledger, profile=own, reason=f" {REASON} ", by=clerk, at=at)
    assert moved.profile == own
    [facts] = told(ledger, "ledger:set_profile")
    assert (facts["was"]["name"], facts["now"]["name"], facts["reason"]) == ("巡视巡察", "本局巡察", REASON)
    assert "“销号·审核单位的同意”由“全部同意”改为“任一同意”。" in facts["changes"]


def test_the_same_version_leaves_no_event(ledger, clerk, at):
    set_profile(ledger=ledger, profile=INSPECTION, reason="", by=clerk, at=at)
    assert told(ledger, "ledger:set_profile") == []


def test_a_reason_is_wanted(ledger, own, clerk, at):
    with pytest.raises(ValidationError, match="理由"):
        set_profile(ledger=ledger, profile=own, reason=" ", by=clerk, at=at)


def test_only_what_the_body_can_choose_is_taken(ledger, clerk, at):
    strange = replace(INSPECTION, lamps=replace(INSPECTION.lamps, soon=30))
    with pytest.raises(ValidationError, match="不是本单位现行"):
        set_profile(ledger=ledger, profile=strange, reason=REASON, by=clerk, at=at)


def test_the_loser_of_a_race_moves_nothing(ledger, own, clerk, at):
    seen = type(ledger).objects.get(pk=ledger.pk)
    set_profile(ledger=ledger, profile=own, reason=REASON, by=clerk, at=at)
    with pytest.raises(ValidationError, match="刚被别人改为“本局巡察”"):
        set_profile(ledger=seen, profile=AUDIT, reason=REASON, by=clerk, at=at)


@pytest.mark.parametrize("role", ["principal", "contact", "verifier", "administrator"])
def test_only_the_office_arranges(ledger, own, person, role, at):
    other = person(role, "市委巡察办" if role == "verifier" else "市水务局")
    with pytest.raises(Refused, match="由整改办设置"):
        set_profile(ledger=ledger, profile=own, reason=REASON, by=other, at=at)
    with pytest.raises(Refused, match="由整改办设置"):
        set_bodies(ledger=ledger, bodies=[], seen=bodies_now(ledger), by=other, at=at)


def test_an_archived_ledger_stays_as_it_is(clerk, opening, own, at):
    ledger = open_ledger(opening=replace(opening, stage=Stage.ON_SITE), by=clerk, at=at)
    for stage in list(Stage)[1:]:
        ledger = set_stage(ledger=ledger, stage=stage, by=clerk, at=at)
    with pytest.raises(Refused, match="已归档"):
        set_profile(ledger=ledger, profile=own, reason=REASON, by=clerk, at=at)


# --- what is decided stays decided ---


@pytest.mark.parametrize("state", [FindingState.AWAITING_DECISION, FindingState.AWAITING_VERIFICATION, FindingState.ON_NOTICE])
def test_the_rules_of_closing_do_not_change_under_what_is_in_review(ledger, own, clerk, at, state):
    in_state(ledger, state)
    with pytest.raises(Refused, match="销号的层级、路线和条件现在不能改"):
        set_profile(ledger=ledger, profile=own, reason=REASON, by=clerk, at=at)
    assert told(ledger, "ledger:set_profile") == []


def test_other_words_may_change_even_then(ledger, clerk, units, at):
    copy = copy_profile(body=units["市水务局"], of=INSPECTION, name="改叫法", by=clerk, at=at)
    in_state(ledger, FindingState.AWAITING_VERIFICATION)
    moved = set_profile(ledger=ledger, profile=copy.profile, reason=REASON, by=clerk, at=at)
    assert moved.pinned == copy


def test_the_substitute_does_not_change_under_what_waits_for_acceptance(ledger):
    ledger.tallies.filter(level="measure", state="under_way", scope="all").update(state="awaiting_review")
    assert any("待审" in why for why in contradictions(ledger, SELF_CHECK)) == (
        INSPECTION.closing.substitute.role != SELF_CHECK.closing.substitute.role
    )


def test_what_was_closed_apart_is_not_joined_again(ledger, clerk, units, at):
    by_parts = replace(INSPECTION, closing=replace(INSPECTION.closing, unit=ClosingUnit.MANIFESTATION))
    copy = copy_profile(body=units["市水务局"], of=by_parts, name="按具体表现", by=clerk, at=at)
    moved = set_profile(ledger=ledger, profile=copy.profile, reason=REASON, by=clerk, at=at)
    assert contradictions(moved, INSPECTION) == []
    Finding.objects.get(ledger=ledger, serial=1).manifestations.update(state=FindingState.UNDER_WAY)
    assert contradictions(moved, INSPECTION) == ["已有具体表现单独销号，不能再改为按问题销号。"]


# --- the bodies of the route ---


def test_bodies_follow_the_profile_and_keep_their_units(ledger, clerk, at, units):
    assert [body.name for body in bodies_after(ledger, AUDIT)] == ["审计机关"]
    assert bodies_after(ledger, SELF_CHECK) == []
    back = set_profile(ledger=ledger, profile=AUDIT, reason=REASON, by=clerk, at=at)
    assert [body.name for body in bodies_now(back)] == ["审计机关"]
    assert told(ledger, "ledger:set_profile")[0]["bodies"]["now"] == [{"name": "审计机关"}]


def test_a_body_added_by_hand_stays(ledger, clerk, at, units):
    seen = bodies_now(ledger)
    set_bodies(ledger=ledger, bodies=[*seen, RouteBody("市委督查室", units["江岸市"])], seen=seen, by=clerk, at=at)
    assert RouteBody("市委督查室", units["江岸市"]) in bodies_after(ledger, AUDIT)


def test_bodies_are_set_with_one_event_and_keep_their_rows(ledger, clerk, at, units):
    seen, rows = bodies_now(ledger), {row.name: row.pk for row in ledger.supervising_bodies.all()}
    wanted = [RouteBody("组织部门"), RouteBody("巡察办", units["市委巡察办"])]
    set_bodies(ledger=ledger, bodies=wanted, seen=seen, by=clerk, at=at)
    assert bodies_now(ledger) == wanted
    assert {row.name: row.pk for row in ledger.supervising_bodies.all()} == {name: rows[name] for name in ("组织部门", "巡察办")}
    assert len(told(ledger, "ledger:set_bodies")) == 1


def test_bodies_as_they_were_leave_no_event(ledger, clerk, at):
    seen = bodies_now(ledger)
    set_bodies(ledger=ledger, bodies=seen, seen=seen, by=clerk, at=at)
    assert told(ledger, "ledger:set_bodies") == []


@pytest.mark.parametrize(
    ("names", "says"), [((), "至少要有一个"), (("巡察办", "巡察办"), "写了两次"), ((" ",), "请写明"), (("办" * 121,), "请写明")]
)
def test_names_of_bodies_are_held_to(ledger, clerk, at, names, says):
    with pytest.raises(ValidationError, match=says):
        set_bodies(ledger=ledger, bodies=[RouteBody(name) for name in names], seen=bodies_now(ledger), by=clerk, at=at)


def test_while_somebody_verifies_only_the_unit_of_a_body_can_be_set(ledger, clerk, at, units):
    in_state(ledger, FindingState.AWAITING_VERIFICATION)
    seen = bodies_now(ledger)
    with pytest.raises(Refused, match="不能增减或改名"):
        set_bodies(ledger=ledger, bodies=seen[:1], seen=seen, by=clerk, at=at)
    matched = [RouteBody(body.name, units["江岸市"]) for body in seen]
    set_bodies(ledger=ledger, bodies=matched, seen=seen, by=clerk, at=at)
    assert bodies_now(ledger) == matched


def test_the_loser_over_bodies_writes_nothing(ledger, clerk, at):
    with pytest.raises(ValidationError, match="刚被别人改过"):
        set_bodies(ledger=ledger, bodies=[RouteBody("巡察办")], seen=[RouteBody("别的")], by=clerk, at=at)


def test_inside_the_body_nobody_supervises(clerk, opening, at):
    ledger = open_ledger(opening=replace(opening, profile=SELF_CHECK), by=clerk, at=at)
    with pytest.raises(Refused, match="内部审定"):
        set_bodies(ledger=ledger, bodies=[RouteBody("巡察办")], seen=[], by=clerk, at=at)


def test_a_matched_body_may_know_of_the_ledger(clerk, opening, person, units, at):
    ledger = open_ledger(opening=replace(opening, supervised_by=None), by=clerk, at=at)
    verifier = person("verifier", "江岸市")
    assert not policy.visible_ledgers(verifier).exists()
    seen = bodies_now(ledger)
    set_bodies(ledger=ledger, bodies=[RouteBody("巡察办", units["江岸市"]), *seen[1:]], seen=seen, by=clerk, at=at)
    assert list(policy.visible_ledgers(verifier)) == [ledger]


# --- the office ---


def test_the_office_sits_in_a_part_of_the_body(ledger, clerk, units, at):
    for unit in (units["办公室"], units["办公室"], None):
        set_office_unit(ledger=ledger, unit=unit, by=clerk, at=at)
    assert told(ledger, "ledger:set_office_unit") == [{"was": None, "now": "办公室"}, {"was": "办公室", "now": None}]
    with pytest.raises(ValidationError, match="不在“市水务局”里面"):
        set_office_unit(ledger=ledger, unit=units["市委巡察办"], by=clerk, at=at)
