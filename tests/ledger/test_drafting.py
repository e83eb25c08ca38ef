"""Measures drafted on screen: they come in with a version of the plan, and are reworded freely until then."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event
from taizhang.ledger import actions, plans, tally
from taizhang.ledger.actions import Refused

TEXT = "建立分区计量台账。每月分析一次。"


def add(ledger, by, at, text=TEXT, serial=1):
    return actions.add_measure(finding=ledger.findings.get(serial=serial), text=text, by=by, at=at)


def test_a_measure_is_drafted_after_the_others(planned, clerk, at):
    row = add(planned, clerk, at)
    assert (row.serial, row.position, row.state, row.title) == (5, 30, "drafted", "建立分区计量台账")
    assert plans.drawn_up(planned).findings[0].measures[-1].text == TEXT


def test_it_is_counted_and_its_event_tells_it(planned, clerk, at):
    row = add(planned, clerk, at)
    kept = {str(t) for t in planned.tallies.exclude(n=0)}
    tally.rebuild(planned)
    assert {str(t) for t in planned.tallies.all()} == kept
    [told] = Event.objects.get(name="finding:add_measure").facts["measures"]
    assert (told["key"], told["state"]) == (row.key, "drafted")


def test_its_words_are_mended_until_the_plan_is_approved(planned, clerk, at):
    row = add(planned, clerk, at)
    row = actions.reword(measure=row, text="建立计量台账。", version=row.version, by=clerk, at=at)
    assert (row.title, row.text) == ("建立计量台账", "建立计量台账。")
    row.plan_version = 1
    row.save()
    with pytest.raises(Refused, match="方案调整"):
        actions.reword(measure=row, text=TEXT, version=row.version, by=clerk, at=at)


def test_a_measure_says_something(planned, clerk, at):
    with pytest.raises(ValidationError, match="写明"):
        add(planned, clerk, at, text=" ")


def test_who_does_not_answer_for_the_finding_drafts_nothing(planned, contact, at):
    with pytest.raises(Refused, match="拟定措施"):
        add(planned, contact, at)
