"""What comes to be noted: by the calendar and by events, each thing once for a reason and a day, whoever looks how often."""

from datetime import timedelta

import pytest

from taizhang.ledger import actions as ledger_actions
from taizhang.ledger.models import Ledger
from taizhang.notices import following, scanning
from taizhang.notices.models import Cursor, Matter
from tests.at_once import at_once
from tests.conftest import TODAY
from tests.supervision.rounds import begin, share

pytestmark = pytest.mark.django_db


def noted():
    return sorted(Matter.objects.values_list("thing", "reason", "day"))


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (8, None),
        (7, ("soon", 7)),
        (1, ("soon", 1)),
        (0, ("soon", 0)),
        (-1, ("overdue", 0)),
        (-7, ("overdue", -6)),
        (-8, ("overdue", 0)),
        (-9, ("overdue", -1)),
    ],
)
def test_a_deadline_is_told_when_near_then_when_past_and_again_each_week(planned, clerk, due, at, days, found):
    """The first finding's deadline lies ``days`` ahead; what is told is noted for the deadline, or the day that lateness counts from."""
    later = at - timedelta(days=days)
    due(planned.findings.get(serial=1), TODAY, clerk)
    planned.findings.exclude(serial=1).update(deadline=None)
    scanning.scan(later)
    reason, offset = found or (None, None)
    day = TODAY if reason == "soon" else later.date() + timedelta(days=offset or 0)
    assert noted() == ([("finding:1", reason, day)] if found else [])


def test_looking_again_finds_nothing_new(planned, clerk, due, at):
    due(planned.findings.get(serial=1), TODAY, clerk)
    assert [scanning.scan(at + timedelta(hours=hours)) for hours in (0, 1, 12)] == [1, 0, 0]
    assert scanning.scan(at + timedelta(days=1)) == 1  # now it is late
    assert [scanning.scan(at + timedelta(days=days)) for days in range(2, 10)] == [0] * 6 + [1, 0]


def test_a_new_deadline_is_told_anew(planned, clerk, due, at):
    finding = planned.findings.get(serial=1)
    due(finding, TODAY, clerk)
    scanning.scan(at)
    due(finding, TODAY + timedelta(days=3), clerk)
    assert scanning.scan(at) == 1


def test_what_is_closed_or_of_an_archived_ledger_is_not_told(planned, clerk, due, at):
    due(planned.findings.get(serial=1), TODAY, clerk)
    Ledger.objects.update(stage="archived")
    assert scanning.scan(at) == 0
    Ledger.objects.update(stage="concentrated", ended="cancelled", ended_on=TODAY, ended_reason="重复", ended_by="周组长")
    assert scanning.scan(at) == 0


def test_several_who_look_at_once_note_it_once(planned, clerk, due, at, tmp_path, transactional_db):
    due(planned.findings.get(serial=1), TODAY, clerk)
    at_once(tmp_path, *[lambda: scanning.scan(at)] * 4)
    [count] = at_once(tmp_path, Matter.objects.count)
    assert count == 1


def test_returned_reviewed_and_rebound_follow_the_events(start, at):
    way = start("self_check").completed()
    way.submit(), way.give_back()
    following.follow(at)
    assert ("finding:1", "returned", TODAY) in noted()
    assert {thing for thing, reason, _ in noted() if reason == "reviewed"} == {f"measure:{serial}" for serial in (1, 2, 3, 4)}


def test_a_close_out_is_told_when_it_comes_about_and_not_before(start, at):
    way = start("self_check").completed()
    way.submit(), way.decide()
    following.follow(at)
    assert "finding:1" not in {thing for thing, *_ in noted()}
    way.endorse()
    following.follow(at)
    assert ("finding:1", "reviewed", TODAY) in noted()


def test_what_failed_when_looked_at_again_is_told(start, at):
    way = start("self_check").endorsed()
    look = {"kind": "own_check", "carried_out_on": TODAY, "found": "漏损率回升", "reference": "", "checked_by": ""}
    new_date = TODAY + timedelta(days=30)
    ledger_actions.look_back(findings=[way.finding], passed=False, new_date=new_date, by=way.people["office"], at=at, **look)
    following.follow(at)
    assert ("finding:1", "rebound", TODAY) in noted()


def test_a_log_is_read_on_from_where_it_was_read_to(ledger, units, clerk, at):
    share(ledger, units["财务科"], clerk, at)
    assert following.follow(at) == 0
    begin(ledger, clerk, at)
    assert [following.follow(at), following.follow(at)] == [1, 0]
    assert noted() == [("round:1", "round_opened", TODAY)]
    assert Cursor.objects.get().seq == Cursor.objects.get().log.size


def test_what_is_read_twice_is_noted_once(ledger, units, clerk, at):
    begin(share(ledger, units["财务科"], clerk, at), clerk, at)
    following.follow(at)
    Cursor.objects.update(seq=0)  # as after a crash before the cursor was kept
    following.follow(at)
    assert len(noted()) == 1


def test_what_happened_long_ago_is_no_news(ledger, units, clerk, at):
    begin(share(ledger, units["财务科"], clerk, at), clerk, at)
    following.follow(at + timedelta(days=8))
    assert noted() == []
