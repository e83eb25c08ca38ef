"""A ledger as forms tell it: who answers for what, what was returned or extended, how the plan was approved, as of a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from taizhang.ledger import actions, form_facts, sheet_facts
from taizhang.ledger.models import Accountability, Amount, AmountKind
from taizhang.reports import forms
from tests.ledger import closing


def told(ledger, day):
    return form_facts.of_ledger(ledger, ledger.findings.all(), day)


@pytest.fixture
def today(at):
    return timezone.localdate(at)


def test_how_the_plan_was_approved_is_told_from_the_day_on_which_it_was_recorded(approved, today, principal_signed):
    before, now = told(approved, today - timedelta(days=1)).organising, told(approved, today).organising
    assert before.approved_on is None
    assert (now.approved_on, now.meeting) == (principal_signed.signed_on, principal_signed.meeting)
    assert now.meetings == (principal_signed.meeting,)


def test_money_and_accountability_go_along(approved, today):
    finding = approved.findings.first()
    Amount.objects.create(finding=finding, kind=AmountKind.TO_TREASURY, found=1_000_000, rectified=500_000)
    Accountability.objects.create(finding=finding, kind="诫勉", organisations=0, people=2)
    one = next(held for _, held in told(approved, today).findings() if held.serial == finding.serial)
    assert (one.amounts[0].kind, one.amounts[0].rectified) == ("上缴财政", 500_000)
    assert one.accountability[0].people == 2


def test_what_was_sent_back_says_how_often(clerk, sheet, opening, person, units):
    way = closing.way("inspection", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units).completed()
    way.submit()
    assert not way.give_back().refused
    held = {finding.serial: finding.returned for _, finding in told(way.ledger, way.day).findings()}
    assert held[way.finding.serial] == 1
    assert sum(held.values()) == 1
    before = told(way.ledger, way.day - timedelta(days=1))
    assert not any(finding.returned for _, finding in before.findings())


def test_items_of_the_time_on_site_stand_by_themselves_too(approved, today):
    finding = approved.findings.first()
    finding.notice, finding.handed_over_on = "立改〔2026〕1号", date(2026, 3, 5)
    finding.save()
    facts = told(approved, today)
    assert [one.on_site.notice for one in facts.handed_over] == ["立改〔2026〕1号"]
    assert finding.serial in [one.serial for _, one in facts.findings()]


def test_words_are_the_profiles(approved, today):
    words = told(approved, today).words
    assert (words.under_way, words.in_hand, words.ended) == ("整改中", "推进中", "终止")


def test_forms_of_a_change_have_both_days_as_papers_write_them(approved, clerk, at):
    actions.issue(measures=[approved.measures.get(serial=1)], by=clerk, at=at)
    row = approved.measures.get(serial=1)
    day = timezone.localdate(at)
    row = actions.report_progress(subject=row, text="已更换十二公里", as_of=day, degree="", version=row.version, by=clerk, at=at)
    wanted = {"deadline": date(2026, 12, 20)}
    change = actions.ask_change(subject=row, wanted=wanted, reason="汛期不能施工", version=row.version, by=clerk, at=at)
    extension = sheet_facts.of_change(change, ("责任领导意见",))
    assert [line.wanted for line in extension.lines] == ["2026年12月20日"]
    assert extension.only_the_day
    assert extension.measure.progress == "已更换十二公里"
    assert forms.extension(extension).title == "整改时限延期申请表"
