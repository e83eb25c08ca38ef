"""Handing work on: what is open is listed, both confirm on screen or paper, then it is the other's, one event each."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from taizhang.ledger import actions, history
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Finding, Handover


@pytest.fixture
def way(start, person):
    made = start("self_check")
    made.people["giver"] = person("leader", "市水务局", "王国强")
    made.people["taker"] = person("leader", "市水务局", "李卫民")
    Finding.objects.filter(ledger=made.ledger, serial__lte=2).update(leader="王国强", leader_user=made.people["giver"])
    made.ledger.measures.filter(serial=1).update(leader="王国强", leader_user=made.people["giver"])
    return made


def make(way, **more):
    said = {"ledger": way.ledger, "kind": "leader", "giver": "王国强", "taker": "李卫民", "reason": "分工调整"}
    return actions.make_handover(**{**said, "by": way.people["office"], "at": way.at, **more})


def confirm(way, handover, side, who=None, **more):
    return actions.confirm_handover(handover=handover, side=side, by=way.people[who or side], at=way.at, **more)


def test_what_is_open_is_listed_with_whose_accounts_are_meant(way):
    handover = make(way)
    assert [item.subject.key for item in handover.items.all()] == ["finding:1", "finding:2", "measure:1"]
    assert (handover.giver_user, handover.taker_user) == (way.people["giver"], way.people["taker"])


def test_nothing_passes_before_both_have_confirmed(way):
    handover = make(way)
    confirm(way, handover, "taker")
    assert way.finding.leader == "王国强"
    confirm(way, handover, "giver")
    assert (way.finding.leader, way.finding.leader_user) == ("李卫民", way.people["taker"])
    assert way.ledger.measures.get(serial=1).leader == "李卫民"


def test_each_item_keeps_an_event_and_the_log_is_whole(way):
    handover = make(way)
    for side in ("giver", "taker"):
        confirm(way, handover, side)
    events = list(Event.objects.filter(log__key=way.ledger.log_key).order_by("seq"))[-6:]
    assert [event.name for event in events] == [
        "handover:make_handover", "handover:confirm_handover", "handover:confirm_handover",
        "finding:take_over", "finding:take_over", "measure:take_over",
    ]  # fmt: skip
    assert history.sentence(events[-1]) == "“王国强”交接给“李卫民”（第1号交接单）"
    assert verify(Log.objects.get(key=way.ledger.log_key)).broken is None


def test_what_he_owned_up_is_owned_up_by_the_other(way):
    actions.own_up(findings=[way.finding], by=way.people["giver"], at=way.at)
    handover = make(way)
    for side in ("giver", "taker"):
        confirm(way, handover, side)
    assert (way.finding.owned_by, way.finding.owned_on) == ("李卫民", way.day)


def test_signed_on_paper_the_office_registers_it(way):
    handover = make(way.later(-3))
    more = {"on": way.day - timedelta(1), "on_paper": True, "reference": "交接单〔2026〕1号", "who": "office"}
    confirm(way, handover, "giver", **more)
    done = confirm(way, handover, "taker", **more)
    assert (done.given_on, done.taken_on_paper, done.reference) == (way.day - timedelta(1), True, "交接单〔2026〕1号")
    assert way.finding.leader == "李卫民"


@pytest.mark.parametrize("who", ["taker", "office", "contact"])
def test_nobody_confirms_for_another_on_screen(who, way):
    with pytest.raises(Refused, match="由王国强本人确认"):
        confirm(way, make(way), "giver", who=who)


def test_only_the_office_makes_registers_and_withdraws(way):
    handover = make(way)
    with pytest.raises(Refused, match="交接单由整改办制作"):
        make(way, by=way.people["giver"])
    with pytest.raises(Refused, match="由整改办登记"):
        confirm(way, handover, "taker", who="giver", on_paper=True)
    with pytest.raises(Refused, match="交接单由整改办制作"):
        actions.withdraw_handover(handover=handover, by=way.people["giver"], at=way.at)


def test_withdrawn_nobody_confirms_it(way):
    handover = actions.withdraw_handover(handover=make(way), by=way.people["office"], at=way.at)
    with pytest.raises(Refused, match="已经作废"):
        confirm(way, handover, "giver")


def test_it_is_confirmed_once_and_not_withdrawn_when_done(way):
    handover = make(way)
    confirm(way, handover, "giver")
    with pytest.raises(Refused, match="这一方已经确认过了"):
        confirm(way, handover, "giver")
    confirm(way, handover, "taker")
    with pytest.raises(Refused, match="已经办完或作废"):
        actions.withdraw_handover(handover=handover, by=way.people["office"], at=way.at)


def test_what_went_to_somebody_else_meanwhile_stays_there(way):
    handover = make(way)
    Finding.objects.filter(pk=way.finding.pk).update(leader="赵明")
    for side in ("giver", "taker"):
        confirm(way, handover, side)
    assert [finding.leader for finding in way.findings[:2]] == ["赵明", "李卫民"]


def test_a_contact_hands_on_what_his_unit_leads_and_nothing_in_it_changes(way, units, person):
    new, before = person("contact", "供水科", "钱新"), list(Finding.objects.order_by("pk").values())
    handover = make(way, kind="contact", giver="赵联络", taker="钱新", unit=units["供水科"])
    assert handover.taker_user == new
    assert {item.subject.lead_unit for item in handover.items.all()} == {units["供水科"]}
    way.people |= {"giver": way.people["contact"], "taker": new}
    for side in ("giver", "taker"):
        confirm(way, handover, side)
    assert not Handover.objects.get().is_open
    assert list(Finding.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"taker": "王国强"}, "不能是同一个人"), ({"giver": "无此人"}, "名下没有要交接的事项"), ({"reason": " "}, "请写明交接的原因"),
        ({"kind": "怪"}, "没有“怪”这种交接"), ({"kind": "contact", "giver": "赵联络"}, "名下没有要交接的事项"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_handover_is_said(said, why, way):
    with pytest.raises(ValidationError, match=why):
        make(way, **said)
