"""A ledger cancelled or merged into another: what goes over, what stays, who decides, what bars it, and what counts when."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.policy import Refused
from taizhang.journal.models import Event
from taizhang.ledger import actions, as_of, desk, ending, listing, policy, tally
from taizhang.ledger.models import Ending, Finding, Measure
from taizhang.ledger.states import FindingState, MeasureState
from tests.ledger.closing import paper
from tests.ledger.test_as_of import same_again

DAY = timedelta(days=1)
WHY = "两次检查的问题重复，合并办理"


@pytest.fixture
def other(clerk, opening, sheet, at):
    """Another ledger of the same body, from a report."""
    said = {name: getattr(opening, name) for name in opening.__dataclass_fields__}
    again = opening.__class__(**{**said, "title": "2027年巡察整改台账"})
    return actions.adopt(opening=again, sheet=sheet, source=None, reported=True, by=clerk, at=at)


@pytest.fixture
def group(person):
    return person("leading_group", "市水务局", "周组长")


def signed_paper(at):
    return paper("周组长", "市水务局", at.date())


def merged(ledger, other, clerk, at):
    return actions.merge_ledger(ledger=ledger, into=other, reason=WHY, paper=signed_paper(at), by=clerk, at=at)


def right(ledger):
    """The tallies are the rows, and the days' counts those of the events."""
    kept = {str(t) for t in ledger.tallies.exclude(n=0)}
    tally.rebuild(ledger)
    assert {str(t) for t in ledger.tallies.all()} == kept
    same_again(ledger)


def test_a_cancelled_ledger_is_read_and_not_written(ledger, clerk, at):
    gone = actions.cancel_ledger(ledger=ledger, reason="重复建账", paper=signed_paper(at), by=clerk, at=at)
    assert (gone.ended, gone.ended_by, gone.ended_on) == (Ending.CANCELLED, "周组长", at.date())
    finding = Finding.objects.get(ledger=ledger, serial=1)
    assert policy.why_not(clerk, "assign", finding) == "台账已撤销，不再变动。"
    with pytest.raises(Refused, match="已撤销"):
        actions.set_stage(ledger=gone, stage="plan", by=clerk, at=at)
    with pytest.raises(Refused, match="已撤销"):
        actions.cancel_ledger(ledger=ledger, reason="再撤一次", paper=signed_paper(at), by=clerk, at=at)


def test_nothing_of_a_cancelled_ledger_is_late_or_on_a_desk(ledger, clerk, at):
    ledger.findings.filter(serial=1).update(deadline=at.date() - DAY)
    tally.rebuild(ledger)
    assert (tally.count_line(ledger, at.date()).overdue, len(desk.desk(clerk, at.date()).late)) == (1, 1)
    gone = actions.cancel_ledger(ledger=ledger, reason="重复建账", paper=signed_paper(at), by=clerk, at=at)
    assert (tally.count_line(gone, at.date()).overdue, desk.desk(clerk, at.date()).late) == (0, [])
    assert not listing.select(clerk, gone, listing.Selection(deadline="late"), at.date()).exists()


def test_the_leading_group_decides_itself_and_the_office_registers(ledger, clerk, group, person, at):
    assert "领导小组" in ending.why_not_end(clerk, ledger)
    assert ending.why_not_end(clerk, ledger, on_paper=True) is None
    assert ending.why_not_end(group, ledger) is None
    assert ending.why_not_end(group, ledger, on_paper=True) == "纸质签批由整改办登记。"
    assert ending.why_not_end(person("contact", "供水科"), ledger, on_paper=True) == "纸质签批由整改办登记。"
    assert actions.cancel_ledger(ledger=ledger, reason="重复建账", by=group, at=at).ended_by == "周组长"


def test_what_is_open_goes_on_in_the_other_ledger(ledger, other, clerk, at):
    before = other.findings.count()
    merged(ledger, other, clerk, at)
    olds, news = ledger.findings.order_by("position"), other.findings.exclude(came_from=None).order_by("came_from__position")
    assert [new.came_from for new in news] == list(olds)
    assert [new.statement for new in news] == [old.statement for old in olds]
    assert other.findings.count() == before + olds.count()
    assert [old.went_to for old in olds] == [f"《2027年巡察整改台账》问题{new.serial}" for new in news]
    assert other.measures.filter(finding__in=news).count() == ledger.measures.count()
    assert len(set(other.measures.values_list("serial", flat=True))) == other.measures.count()
    assert other.aspects.count() == ledger.aspects.count()  # those of the same title are the same


def test_counts_move_with_what_went_over_and_days_before_stay(ledger, other, clerk, at):
    days = [at.date(), (at + DAY).date()]
    was = [(as_of.counts(one, days[0]).finding_total, as_of.counts(one, days[0]).measure_total) for one in (ledger, other)]
    gone = merged(ledger, other, clerk, at + DAY)
    now = [(as_of.counts(one, days[0]).finding_total, as_of.counts(one, days[0]).measure_total) for one in (ledger, other)]
    assert now == was
    assert as_of.counts(ledger, days[1]).finding_total == 0
    assert as_of.counts(ledger, days[1]).gone == ledger.findings.filter(stated=True).count()
    assert as_of.counts(other, days[1]).finding_total == was[0][0] + was[1][0]
    assert tally.count_line(gone, days[1]).measure_total == 0
    right(ledger)
    right(other)


def test_what_is_closed_stays_where_it_is(start, clerk, at):
    made = start("self_check").endorsed()
    target = start("self_check").ledger
    gone = actions.merge_ledger(
        ledger=made.ledger, into=target, reason=WHY, paper=signed_paper(made.at), by=made.people["office"], at=made.at
    )
    closed = gone.findings.get(state=FindingState.CLOSED)
    assert (closed.went_to, closed.went_as.count()) == ("", 0)
    assert tally.count_line(gone, made.at.date()).closed == 1
    right(gone)
    right(target)


def test_proof_goes_along(work, clerk, opening, sheet, at):
    work.accepted()
    said = {name: getattr(opening, name) for name in opening.__dataclass_fields__}
    target = actions.open_ledger(opening=opening.__class__(**{**said, "title": "另一本"}), by=clerk, at=work.at)
    actions.merge_ledger(ledger=work.ledger, into=target, reason=WHY, paper=signed_paper(work.at), by=clerk, at=work.at)
    old, new = (Measure.objects.get(ledger=one, state=MeasureState.DONE) for one in (work.ledger, target))
    assert (new.accepted_by, new.handed_in_on) == (old.accepted_by, old.handed_in_on)
    assert list(new.evidence.values_list("name", "slot__what")) == list(old.evidence.values_list("name", "slot__what"))
    assert new.plan_version is None
    right(target)


def test_each_side_keeps_events_that_name_the_other(ledger, other, clerk, at):
    merged(ledger, other, clerk, at)
    gone = Event.objects.get(log__key=ledger.log_key, name="ledger:merge").facts
    came = Event.objects.get(log__key=other.log_key, name="ledger:take_in").facts
    assert (gone["into"], gone["title"], gone["reason"]) == (other.log_key, other.title, WHY)
    assert (came["ledger"], came["title"], came["findings"]) == (ledger.log_key, ledger.title, gone["findings"])
    told = Event.objects.filter(log__key=other.log_key, name="finding:come_over")
    assert [json.loads(e.payload)["came_from"] for e in told] == [f"《{ledger.title}》问题{n}" for n in (1, 2, 3)]


def test_what_waits_for_a_decision_bars_merging_and_not_cancelling(work, clerk, other):
    work.handed_in()
    [why] = ending.bars(work.ledger, merging=True)
    assert why == "还有1条措施待审。"
    assert ending.bars(work.ledger, merging=False) == []
    with pytest.raises(Refused, match="待审"):
        merged(work.ledger, other, clerk, work.at)
    assert not Finding.objects.exclude(came_from=None).exists()


def test_a_ledger_is_merged_into_another_of_the_same_body_only(ledger, clerk, at):
    with pytest.raises(ValidationError, match="另一本"):
        merged(ledger, ledger, clerk, at)


def test_one_that_is_over_takes_nothing_in(ledger, other, clerk, at):
    actions.cancel_ledger(ledger=other, reason="重复建账", paper=signed_paper(at), by=clerk, at=at)
    with pytest.raises(Refused, match="已撤销"):
        merged(ledger, other, clerk, at)
    assert list(ending.others(clerk, ledger)) == []
