"""Snapshots: what a ledger said on a day, frozen; what happens later changes none of it."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.cli.proving import verify_all
from taizhang.journal.models import Event
from taizhang.ledger import actions, snapshots
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Snapshot, SnapshotPart
from taizhang.reports.frozen import plain
from tests.ledger.closing import paper, way

pytestmark = pytest.mark.django_db


def report(measure, text, by, at):
    measure.refresh_from_db()
    said = {"text": text, "as_of": at.date(), "degree": "under_way"}
    return actions.report_progress(subject=measure, **said, version=measure.version, by=by, at=at)


def measure_of(told, serial):
    return next(task.measure for task in told.ledger.tasks() if task.measure.number == serial)


@pytest.fixture
def taken(ledger, clerk, at):
    report(ledger.measures.get(serial=1), "已更换13公里", clerk, at)
    return actions.take_snapshot(ledger=ledger, by=clerk, at=at)


def test_it_says_what_the_ledger_said(taken):
    told = snapshots.opened(taken)
    assert [aspect.title for aspect in told.ledger.aspects] == ["供水保障方面", "资金管理方面"]
    assert measure_of(told, "1.1").progress == "已更换13公里"
    assert (told.numbers.finding_total, told.numbers.measure_total, told.numbers.manifestations) == (2, 4, 2)
    assert told.figures["supervision.opened"] == 0


def test_it_is_named_with_its_day_and_digest(taken):
    told = snapshots.opened(taken)
    assert str(told.version) == f"数据版本1（截至2026年11月22日，校验码{taken.digest[:8]}）" == told.ledger.version


def test_what_happens_later_changes_nothing_in_it(taken, ledger, clerk, at):
    before = plain(snapshots.opened(taken).ledger)
    report(ledger.measures.get(serial=1), "已更换20公里", clerk, at + timedelta(days=1))
    assert plain(snapshots.opened(taken).ledger) == before


def test_the_log_keeps_its_digest(taken):
    [event] = Event.objects.filter(name="ledger:snapshot")
    assert (event.subject, event.facts["digest"], event.facts["as_of"]) == ("snapshot:1", taken.digest, "2026-11-22")


def test_what_was_changed_by_hand_is_found(taken):
    assert [wrong for _, wrong in snapshots.damaged()] == [False]
    SnapshotPart.objects.update(packed=b"x")
    assert [wrong for _, wrong in snapshots.damaged()] == [True]
    with pytest.raises(snapshots.Damaged):
        snapshots.opened(taken)


def test_the_verify_command_holds_it_against_the_log(taken, capsys):
    assert verify_all({}) == 0
    Snapshot.objects.update(about=taken.about.replace("漏损", "漏水"), digest="0" * 64)
    assert verify_all({}) == 1
    assert "与生成时不符" in capsys.readouterr().out


def test_of_a_past_day_it_is_the_one_taken_that_day(taken, ledger, clerk, at):
    later = at + timedelta(days=3)
    finding = ledger.findings.get(serial=1)
    report(ledger.measures.get(serial=1), "已更换20公里", clerk, later)
    actions.set_deadline(subject=finding, deadline=date(2027, 3, 1), horizon="限期", version=finding.version, by=clerk, at=later)
    actions.add_measure(finding=ledger.findings.get(serial=2), text="新增措施。", by=clerk, at=later)
    again = actions.take_snapshot(ledger=ledger, as_of=at.date(), by=clerk, at=later)
    then, now = snapshots.opened(taken), snapshots.opened(again)
    assert plain(now.ledger.aspects) == plain(then.ledger.aspects)
    assert now.numbers == then.numbers


def test_what_the_events_do_not_tell_is_not_made_up(ledger, clerk, at):
    ledger.findings.filter(serial=1).update(state="on_notice")
    with pytest.raises(ValidationError, match="办理记录没有说全问题1在2026-11-22的状态"):
        actions.take_snapshot(ledger=ledger, as_of=at.date(), by=clerk, at=at + timedelta(days=1))


@pytest.mark.parametrize(("days", "why"), [(1, "不能晚于今天"), (-1, "还没有这个台账")])
def test_no_snapshot_of_a_day_without_a_ledger(ledger, clerk, at, days, why):
    with pytest.raises(ValidationError, match=why):
        actions.take_snapshot(ledger=ledger, as_of=at.date() + timedelta(days=days), by=clerk, at=at)


@pytest.mark.parametrize(("taken_after", "barred"), [(True, True), (False, False)])
def test_a_close_out_that_was_counted_is_undone_no_more(taken_after, barred, clerk, sheet, opening, person, units):
    closing = way("self_check", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units)
    if not taken_after:
        actions.take_snapshot(ledger=closing.ledger, by=closing.people["office"], at=closing.at)
    closing.endorsed()
    if taken_after:
        actions.take_snapshot(ledger=closing.ledger, by=closing.people["office"], at=closing.at)
    undo = {"finding": closing.finding, "reason": "佐证张冠李戴", "by": closing.people["principal"], "at": closing.at}
    with pytest.raises(Refused, match="“数据版本1.*已经计入这次销号") if barred else nullcontext():
        actions.undo_close(**undo)


def test_what_is_registered_later_was_not_known_that_day(clerk, sheet, opening, person, units):
    closing = way("inspection", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units)
    closing.completed().submit()
    taken = actions.take_snapshot(ledger=closing.ledger, by=closing.people["office"], at=closing.at)
    later = closing.later(1)
    later.decide(paper=paper("周组长", on=closing.day), by=closing.people["office"], meeting="党组会第21次")
    assert later.finding.decided_on == closing.day
    again = actions.take_snapshot(ledger=closing.ledger, as_of=closing.day, by=closing.people["office"], at=later.at)
    then, now = snapshots.opened(taken).ledger, snapshots.opened(again).ledger
    assert (now.organising, now.aspects) == (then.organising, then.aspects)


def test_what_happens_while_it_is_read_is_read_again(ledger, clerk, at, monkeypatch):
    from taizhang.ledger.actions import freezing

    def read(*args, **kwargs):
        text = freezing_text(*args, **kwargs)
        if len(tries) < 2:
            report(ledger.measures.get(serial=1), f"已更换{len(tries)}公里", clerk, at)
        tries.append(text)
        return text

    tries, freezing_text = [], freezing.text_of
    monkeypatch.setattr(freezing, "text_of", read)
    taken = actions.take_snapshot(ledger=ledger, by=clerk, at=at)
    assert (len(tries), measure_of(snapshots.opened(taken), "1.1").progress) == (3, "已更换1公里")


def test_only_the_office_takes_one(ledger, contact, at):
    with pytest.raises(Refused, match="数据版本由整改办生成"):
        actions.take_snapshot(ledger=ledger, by=contact, at=at)
