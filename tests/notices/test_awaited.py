"""Rounds of collecting progress and handovers: told to whom they wait for, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taizhang.accounts.policy import Refused
from taizhang.ledger import actions as ledger_actions
from taizhang.ledger.models import HandoverKind
from taizhang.notices import clearing, dealing, following, tasks
from taizhang.notices.models import Delivery, Matter, Notice
from taizhang.supervision import actions as rounds
from tests.conftest import TODAY
from tests.supervision.rounds import AS_OF, begin, share

pytestmark = pytest.mark.django_db


def told(at):
    """Who was told what of what happened since."""
    Notice.objects.all().delete()
    following.follow(at)
    dealing.deal(at)
    return {(n.user.name if n.user else n.group.name, n.reason) for n in Notice.objects.all()}


@pytest.fixture
def shared(ledger, units, clerk, at):
    return share(ledger, units["财务科"], clerk, at)


def test_a_round_is_told_to_the_contacts_of_the_units_asked(shared, water, contact, person, group, clerk, at):
    person("contact", "河湖科", "周联络")
    begin(shared, clerk, at)
    assert told(at) == {(water.name, "round_opened"), (contact.name, "round_opened"), (group.name, "round_opened")}


def test_only_who_has_not_answered_is_reminded(shared, water, contact, clerk, at):
    opened = begin(shared, clerk, at)
    told(at)
    measure = shared.measures.get(serial=3)
    said = {"text": "已规范", "as_of": AS_OF, "degree": "", "version": measure.version}
    ledger_actions.report_progress(subject=measure, by=contact, at=at, **said)
    rounds.chase(round=opened.round, by=clerk, at=at)
    assert told(at) == {(water.name, "chased")}


def test_a_round_that_is_over_meanwhile_reminds_nobody(shared, water, clerk, at):
    opened = begin(shared, clerk, at)
    rounds.close_round(round=opened.round, by=clerk, at=at)
    assert told(at) == set()


def test_reminding_again_waits_for_the_next_day(shared, water, clerk, at):
    opened = begin(shared, clerk, at)
    assert rounds.chase(round=opened.round, by=clerk, at=at) == 2
    with pytest.raises(Refused, match="今天已经提醒过"):
        rounds.chase(round=opened.round, by=clerk, at=at + timedelta(hours=13, minutes=59))  # still the 22nd in Shanghai
    assert rounds.chase(round=opened.round, by=clerk, at=at + timedelta(hours=14)) == 2


def test_a_handover_is_told_to_the_two_who_confirm_it(ledger, person, clerk, at):
    giver, taker = person("leader", "市水务局", "王副局长"), person("leader", "市水务局", "刘副局长")
    parties = {"giver": giver.name, "taker": taker.name, "giver_user": giver, "taker_user": taker}
    ledger_actions.make_handover(
        ledger=ledger, kind=HandoverKind.LEADER, unit=None, reason="分工调整", by=clerk, at=at, **parties
    )
    assert told(at) == {(giver.name, "handover"), (taker.name, "handover")}


def test_the_worker_passes_on_what_happened_by_the_clock(shared, water, clerk):
    begin(shared, clerk, timezone.now(), as_of=timezone.localdate(), due=timezone.localdate())
    tasks.scan(), tasks.pass_on(), tasks.pass_on()
    assert Notice.objects.filter(user=water, reason="round_opened").count() == 1


def test_what_nobody_looks_at_any_more_is_deleted(ledger, clerk, at):
    Matter.objects.create(ledger=ledger, thing="finding:1", reason="soon", day=TODAY, made_at=at, batch=1)
    Notice.objects.create(user=clerk, ledger=ledger, reason="soon", n=1, batch=1, made_at=at)
    Delivery.objects.create(key="a", user=clerk, channel="mail", state="sent", made_at=at, not_before=at)
    Delivery.objects.create(key="b", user=clerk, channel="mail", made_at=at, not_before=at)
    assert [clearing.clear(at + timedelta(days=days)) for days in (180, 181, 801)] == [0, 2, 1]
    assert Delivery.objects.get().key == "b"
