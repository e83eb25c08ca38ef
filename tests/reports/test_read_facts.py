"""Facts from a paper that was read: numbers, days, who answers, what counts as done."""

from datetime import date

import pytest

from taizhang.reading import Reading
from taizhang.reading.facts import Inspection
from taizhang.reports.read_facts import of_reading
from taizhang.sheet import Aspect, Deadline, Finding, Measure, Responsibility, Sheet


def told(measure, **finding):
    sheet = Sheet("台账", (Aspect("一", "供水方面", (Finding("1", "管网老旧", measures=(measure,), **finding),)),))
    return of_reading(Reading("", sheet=sheet), body="市水务局", as_of=date(2026, 11, 22))


def only(ledger):
    return next(ledger.tasks()).measure


@pytest.mark.parametrize(
    ("state", "is_open"),
    [("完成", False), ("已完成", False), ("整改完成", False), ("已销号", False), ("终止", False)]
    + [(state, True) for state in (None, "正在推进", "未完成", "尚未完成", "基本完成", "阶段性完成")],
)
def test_what_counts_as_done(state, is_open):
    assert only(told(Measure("1", "换管", "换管。", state=state))).is_open == is_open


@pytest.mark.parametrize(
    ("iso", "text", "due", "shown"),
    [
        ("2026-06-30", "6月30日", date(2026, 6, 30), "2026年6月30日"),
        ("2026-02", "2026年2月底前", date(2026, 2, 28), "2026年2月底前"),
        (None, "长期坚持", None, "长期坚持"),
        ("2026", "2026年内", None, "2026年内"),
    ],
)
def test_a_deadline_has_its_last_day_and_its_own_words(iso, text, due, shown):
    answers = only(told(Measure("1", "换管", "换管。", deadline=Deadline(text, iso)))).answers
    assert (answers.due, answers.deadline) == (due, shown)


def test_a_measure_that_names_nobody_has_who_answers_for_its_finding():
    who = Responsibility("王建国", "供水科", ("财务科",))
    answers = only(told(Measure("1", "换管", "换管。"), responsibility=who)).answers
    assert (answers.leader, answers.lead_unit, answers.assisting) == ("王建国", "供水科", "财务科")


def test_the_paper_says_what_is_put_right_unless_somebody_says_it():
    audited = Reading("", sheet=Sheet(), inspection=Inspection("审计", body="市审计局", feedback_on="2026-03-02"))
    told = of_reading(audited, body="市水务局", as_of=date(2026, 11, 22))
    assert (told.subject, told.inspected_by, told.feedback_on) == ("审计查出问题", "市审计局", date(2026, 3, 2))
    assert of_reading(audited, body="市水务局", as_of=date(2026, 11, 22), source="督察").subject == "督察反馈问题"
