"""A body's own policy profiles: copied, edited version by version, the usual one chosen; who may, and what is recorded."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event
from taizhang.ledger import pinning
from taizhang.ledger.actions import Refused, choose_usual, copy_profile, edit_copy, open_ledger
from taizhang.profiles import digest, shipped
from taizhang.profiles.limit import Limit, LimitUnit

INSPECTION = shipped("inspection")


@pytest.fixture
def copy(clerk, units, at):
    return copy_profile(body=units["市水务局"], of=INSPECTION, name="市级巡察（本局）", by=clerk, at=at)


def told(name):
    return [event.facts for event in Event.objects.filter(name=name).order_by("seq")]


def edited(profile, days=10):
    return replace(profile, lamps=replace(profile.lamps, soon=days))


def test_a_copy_has_a_name_and_a_code_of_its_own(copy, units):
    assert (copy.body, copy.name, copy.latest) == (units["市水务局"], "市级巡察（本局）", True)
    assert copy.code.startswith("inspection-")
    assert replace(copy.profile, name=INSPECTION.name, code="inspection") == INSPECTION
    assert told("profile:copy")[0]["of"] == "巡视巡察"


def test_two_bodies_copies_are_never_one(copy, clerk, units, at):
    with pytest.raises(ValidationError, match="已有名为"):
        copy_profile(body=units["市水务局"], of=INSPECTION, name="市级巡察（本局）", by=clerk, at=at)
    assert copy_profile(body=units["市水务局"], of=copy.profile, name="另一份", by=clerk, at=at).code != copy.code


def test_editing_makes_a_version_and_leaves_the_old_one(copy, clerk, at):
    saved = edit_copy(copy=copy, profile=edited(copy.profile), by=clerk, at=at)
    copy.refresh_from_db()
    assert (saved.latest, copy.latest, saved.code) == (True, False, copy.code)
    assert copy.profile.lamps.soon == 7
    assert told("profile:edit")[0]["changes"] == ["“预警·蓝灯：到期前”由“7天”改为“10天”。"]


def test_what_is_as_it_was_makes_no_version(copy, clerk, at):
    assert edit_copy(copy=copy, profile=copy.profile, by=clerk, at=at) == copy
    assert told("profile:edit") == []


def test_going_back_to_an_earlier_text_makes_it_the_newest_again(copy, clerk, at):
    saved = edit_copy(copy=copy, profile=edited(copy.profile), by=clerk, at=at)
    assert edit_copy(copy=saved, profile=copy.profile, by=clerk, at=at) == copy
    assert [p.digest for p in pinning.copies_of(copy.body).filter(latest=True)] == [copy.digest]


def test_the_loser_of_a_race_writes_nothing(copy, clerk, at):
    edit_copy(copy=copy, profile=edited(copy.profile), by=clerk, at=at)
    with pytest.raises(ValidationError, match="刚被别人改过"):
        edit_copy(copy=copy, profile=edited(copy.profile, 20), by=clerk, at=at)


def test_the_code_of_a_copy_never_changes(copy, clerk, at):
    stolen = replace(edited(copy.profile), code="audit")
    assert edit_copy(copy=copy, profile=stolen, by=clerk, at=at).code == copy.code


def test_only_the_bodys_office_copies_and_edits(copy, person, units, at):
    for role, unit in (("principal", "市水务局"), ("office", "供水科"), ("administrator", "市水务局"), ("office", "江岸市")):
        other = person(role, unit)
        with pytest.raises(Refused, match="整改办"):
            copy_profile(body=units["市水务局"], of=INSPECTION, name="x", by=other, at=at)
        with pytest.raises(Refused, match="整改办"):
            edit_copy(copy=copy, profile=edited(copy.profile), by=other, at=at)


def test_what_comes_with_the_product_is_not_edited(ledger, clerk, at):
    with pytest.raises(Refused, match="先复制一份"):
        edit_copy(copy=ledger.pinned, profile=edited(INSPECTION), by=clerk, at=at)


def test_a_body_may_use_the_copies_of_the_units_above_it(person, units, at):
    above = person("office", "江岸市")
    copy = copy_profile(body=units["江岸市"], of=INSPECTION, name="全市办法", by=above, at=at)
    assert pinning.offered(units["市水务局"], copy.code) == copy.profile
    assert pinning.offered(units["市委巡察办"], copy.code) == copy.profile
    assert copy.code not in {offer.name for offer in pinning.offers(units["市水务局"])} - {copy.code}


def test_a_copy_stays_within_its_branch(copy, units):
    assert pinning.offered(units["市委巡察办"], copy.code) is None


def test_proposed_is_the_usual_then_the_own_then_what_is_meant_for_the_source(copy, clerk, units, at):
    bureau = units["市水务局"]
    assert pinning.proposed(bureau, "巡察") == copy.profile
    assert pinning.proposed(bureau, "审计") == shipped("audit")
    choose_usual(body=bureau, name="inspection", by=clerk, at=at)
    assert pinning.proposed(bureau, "巡察") == INSPECTION
    assert pinning.proposed(bureau, "审计") == shipped("audit")


def test_a_usual_profile_is_chosen_from_what_there_is_and_leaves_one_event(clerk, units, at):
    for _ in range(2):
        choose_usual(body=units["市水务局"], name="audit", by=clerk, at=at)
    assert told("profile:choose") == [{"body": "市水务局", "was": None, "now": "audit"}]
    with pytest.raises(ValidationError, match="没有“none”"):
        choose_usual(body=units["市水务局"], name="none", by=clerk, at=at)


def test_a_new_ledger_pins_the_version_of_the_day(copy, clerk, opening, at):
    first = open_ledger(opening=opening, by=clerk, at=at)
    changed = replace(copy.profile, plan=replace(copy.profile.plan, due=Limit(10, LimitUnit.DAYS)))
    edit_copy(copy=copy, profile=changed, by=clerk, at=at)
    second = open_ledger(opening=opening, by=clerk, at=at)
    assert (str(first.profile.plan.due), str(second.profile.plan.due)) == ("1个月", "10天")
    assert second.pinned_id == digest(second.profile)
