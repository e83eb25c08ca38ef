"""A comparison is kept while nothing has happened, and never longer."""

from datetime import timedelta

import pytest

from taizhang.accounts.actions import add_unit
from taizhang.accounts.policy import Refused
from taizhang.intake import actions
from taizhang.intake.actions import comparing
from taizhang.journal.append import SYSTEM
from taizhang.ledger.models import Measure
from tests.intake.test_delivered import report
from tests.intake.workbooks import delivered, exported, filled, merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(ledger, clerk, at, today):
    return delivered(clerk, ledger, at, today, filled(exported(clerk, ledger, today), {("M1", "整改进展"): "已更换15公里"}))


@pytest.fixture
def looked(delivery, clerk, today):
    return actions.compared(delivery, clerk, today)


def test_what_was_looked_at_is_merged_as_it_is(delivery, looked, clerk, at, today, monkeypatch):
    monkeypatch.setattr(comparing, "Comparison", None)  # a second comparison would fail
    actions.merge(delivery=delivery, tokens=[looked.items[0].token], by=clerk, at=at)
    assert Measure.objects.get(serial=1).progress == "已更换15公里"
    assert comparing._kept == []


def test_an_event_of_the_ledger_makes_it_anew(delivery, looked, clerk, at, today):
    report(Measure.objects.get(serial=2), "增设10处", clerk, at)
    assert actions.compared(delivery, clerk, today) is not looked


def test_an_event_of_the_site_makes_it_anew(delivery, looked, units, clerk, at, today):
    add_unit(name="工程科", parent=units["市水务局"], by=SYSTEM, at=at)
    assert actions.compared(delivery, clerk, today) is not looked


def test_another_person_day_or_language_has_its_own(delivery, looked, person, clerk, today):
    from django.utils.translation import override

    assert actions.compared(delivery, person("office", "市水务局", "李敏"), today) is not looked
    assert actions.compared(delivery, clerk, today + timedelta(days=1)) is not looked
    with override("en"):
        assert actions.compared(delivery, clerk, today) is not looked


def test_what_is_put_aside_is_let_go(delivery, looked, clerk, at):
    actions.put_aside(delivery=delivery, by=clerk, at=at)
    assert comparing._kept == []


def test_rights_are_asked_again_when_it_is_written(delivery, looked, clerk, at):
    """Taken away without an event, as nobody can but by the database: the batch asks all the same."""
    clerk.memberships.all().delete()
    del clerk._posts
    with pytest.raises(Refused):
        actions.merge(delivery=delivery, tokens=[looked.items[0].token], by=clerk, at=at)
    assert Measure.objects.get(serial=1).progress == ""


def test_merging_lets_nothing_stale_through(ledger, delivery, looked, clerk, at, today):
    merged(clerk, ledger, at, today, ("别人的.xlsx", filled(exported(clerk, ledger, today), {("M1", "整改进展"): "另一句"})))
    with pytest.raises(actions.Moved):
        actions.merge(delivery=delivery, tokens=[i.token for i in looked.items], by=clerk, at=at)
    assert Measure.objects.get(serial=1).progress == "另一句"
