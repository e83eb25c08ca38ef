"""What was said of a ledger when it was opened, corrected; which ledger it looks back at; which finding another repeats."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.policy import Refused
from taizhang.journal.models import Event
from taizhang.ledger import actions, as_of, tally, told_ledger
from taizhang.ledger.actions import LedgerFacts
from taizhang.ledger.models import Ledger
from taizhang.ledger.papers_due import papers_due
from taizhang.ledger.working_days import calendar
from tests.ledger.test_as_of import same_again
from tests.ledger.test_ending_ledgers import other  # noqa: F401 - a fixture


def correct(ledger, by, at, seen=None, **more):
    now = LedgerFacts.of(Ledger.objects.get(pk=ledger.pk))
    return actions.correct_ledger(ledger=ledger, said=replace(now, **more), seen=seen or now, by=by, at=at)


def test_a_corrected_date_moves_what_hangs_on_it(ledger, clerk, at):
    ledger.stage, ledger.feedback_on = "plan", date(2026, 3, 2)
    ledger.save()
    was = papers_due(ledger, at.date(), calendar(), plan_sent=False)
    row = correct(ledger, clerk, at, feedback_on=date(2026, 3, 12))
    now = papers_due(row, at.date(), calendar(), plan_sent=False)
    assert [(two.day - one.day).days for one, two in zip(was, now, strict=True) if one.name == "整改方案" and one.day] == [10]
    event = Event.objects.get(log__key=ledger.log_key, name="ledger:correct")
    assert told_ledger.sentence(event) == "更正：将反馈日期由“2026年3月2日”改为“2026年3月12日”"


def test_what_is_as_it_was_leaves_no_event(ledger, clerk, at):
    correct(ledger, clerk, at)
    assert not Event.objects.filter(name="ledger:correct").exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": "  "}, "台账名称"),
        ({"feedback_on": date(2026, 3, 2), "concentrated_until": date(2026, 3, 1)}, "不能早于"),
        ({"title": "台" * 201}, "200"),
    ],
)
def test_what_cannot_be_meant_is_refused(ledger, clerk, at, said, why):
    with pytest.raises(ValidationError, match=why):
        correct(ledger, clerk, at, **said)


def test_the_loser_of_a_race_writes_nothing(ledger, clerk, at):
    with pytest.raises(ValidationError, match="刚被别人改过"):
        correct(ledger, clerk, at, seen=LedgerFacts("别的名称"), title="新名称")


def test_only_the_office_corrects(ledger, person, at):
    with pytest.raises(Refused, match="整改办"):
        correct(ledger, person("principal", "市水务局"), at, title="新名称")


def test_a_ledger_names_the_one_whose_inspection_it_looks_back_at(ledger, opening, clerk, at):
    again = opening.__class__(**{n: getattr(opening, n) for n in opening.__dataclass_fields__} | {"follows": ledger})
    row = actions.open_ledger(opening=again, by=clerk, at=at)
    assert (row.follows, row.follows_title) == (ledger, ledger.title)
    facts = Event.objects.get(log__key=row.log_key, name="ledger:open").facts
    assert (facts["follows"], facts["follows_title"]) == (ledger.log_key, ledger.title)


def test_one_that_is_kept_elsewhere_is_named_in_words(ledger, clerk, at):
    assert correct(ledger, clerk, at, follows_title="2023年巡察").follows_title == "2023年巡察"


def test_a_ledger_does_not_follow_itself(ledger, clerk, at):
    with pytest.raises(ValidationError, match="另一本"):
        correct(ledger, clerk, at, follows=ledger)


def name(finding, by, at, **more):
    finding.refresh_from_db()
    return actions.name_earlier(**{"finding": finding, "earlier": None, "version": finding.version, "by": by, "at": at, **more})


def test_a_finding_that_repeats_an_earlier_one_is_counted(ledger, other, clerk, at):  # noqa: F811
    old, new = ledger.findings.get(serial=1), other.findings.get(serial=1)
    row = name(new, clerk, at, earlier=old)
    assert (row.repeats, row.repeats_text) == (old, "《2026年巡察整改台账》问题1")
    assert list(old.repeated_by.all()) == [row]
    assert (tally.count_line(other, at.date()).repeats, as_of.counts(other, at.date()).repeats) == (1, 1)
    same_again(other)
    name(row, clerk, at)
    assert (tally.count_line(other, at.date()).repeats, as_of.counts(other, at.date()).repeats) == (0, 0)
    same_again(other)


def test_an_earlier_finding_in_no_ledger_here_is_named_in_words(ledger, clerk, at):
    row = name(ledger.findings.get(serial=1), clerk, at, text="2021年审计报告第三条")
    assert (row.repeats, row.repeats_text) == (None, "2021年审计报告第三条")


def test_findings_do_not_repeat_each_other_in_a_circle(ledger, other, clerk, at):  # noqa: F811
    old, new = ledger.findings.get(serial=1), other.findings.get(serial=1)
    name(new, clerk, at, earlier=old)
    with pytest.raises(ValidationError, match="问题自己"):
        name(old, clerk, at, earlier=new)


def test_what_one_may_not_see_cannot_be_named(ledger, other, clerk, person, at):  # noqa: F811
    new = other.findings.get(serial=1)
    stranger = person("verifier", "市委巡察办", "孙审核")
    Ledger.objects.filter(pk=ledger.pk).update(supervised_by=None)
    ledger.supervising_bodies.all().update(unit=None)
    with pytest.raises(ValidationError, match="找不到"):
        name(new, stranger, at, earlier=ledger.findings.get(serial=1))
