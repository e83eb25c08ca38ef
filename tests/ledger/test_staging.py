"""A ledger goes from stage to stage, one at a time, by the office, and each step is an event."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event
from taizhang.ledger import policy
from taizhang.ledger.actions import Refused, open_ledger, set_stage
from taizhang.ledger.models import Stage


@pytest.fixture
def on_site(clerk, opening, at):
    return open_ledger(opening=dataclasses.replace(opening, stage=Stage.ON_SITE), by=clerk, at=at)


def test_a_ledger_goes_on_stage_by_stage(on_site, clerk, at):
    for stage in list(Stage)[1:]:
        on_site = set_stage(ledger=on_site, stage=stage, by=clerk, at=at)
    assert on_site.stage == Stage.ARCHIVED
    last = Event.objects.filter(name="ledger:set_stage").latest("seq")
    assert last.facts == {"was": {"stage": "continuing"}, "now": {"stage": "archived"}}


def test_going_back_wants_a_reason(ledger, clerk, at):
    with pytest.raises(ValidationError, match="理由"):
        set_stage(ledger=ledger, stage=Stage.PLAN, reason=" ", by=clerk, at=at)
    assert set_stage(ledger=ledger, stage=Stage.PLAN, reason="方案要重报", by=clerk, at=at).stage == Stage.PLAN
    assert Event.objects.get(name="ledger:set_stage").facts["reason"] == "方案要重报"


@pytest.mark.parametrize("stage", [Stage.ON_SITE, Stage.CONCENTRATED, Stage.ARCHIVED])
def test_no_stage_is_left_out_and_none_is_entered_twice(ledger, clerk, at, stage):
    with pytest.raises(Refused, match="逐个阶段"):
        set_stage(ledger=ledger, stage=stage, reason="x", by=clerk, at=at)


def test_what_is_open_is_not_archived(ledger, clerk, at):
    set_stage(ledger=ledger, stage=Stage.CONTINUING, by=clerk, at=at)
    ledger.refresh_from_db()
    with pytest.raises(Refused, match="还有2个问题没有办结"):
        set_stage(ledger=ledger, stage=Stage.ARCHIVED, by=clerk, at=at)


def test_only_the_office_moves_it(ledger, person, at):
    for role, unit in (("principal", "市水务局"), ("contact", "供水科"), ("office", "供水科"), ("verifier", "市委巡察办")):
        with pytest.raises(Refused, match="整改办"):
            set_stage(ledger=ledger, stage=Stage.CONTINUING, by=person(role, unit), at=at)


def test_the_loser_of_a_race_moves_nothing(ledger, clerk, at):
    set_stage(ledger=ledger, stage=Stage.CONTINUING, by=clerk, at=at)
    with pytest.raises(ValidationError, match="刚被别人改为“持续整改”"):
        set_stage(ledger=ledger, stage=Stage.PLAN, reason="x", by=clerk, at=at)


def test_more_can_be_brought_into_what_is_not_archived(ledger, on_site, clerk, contact, at):
    assert set(policy.extendable_ledgers(clerk)) == {ledger, on_site}
    assert not policy.extendable_ledgers(contact).exists()
    for stage in list(Stage)[1:]:
        on_site = set_stage(ledger=on_site, stage=stage, by=clerk, at=at)
    assert set(policy.extendable_ledgers(clerk)) == {ledger}
