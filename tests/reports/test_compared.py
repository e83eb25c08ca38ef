"""Two snapshots side by side: each thing that differs is told once, under what matters most of it."""

from dataclasses import replace
from datetime import date

import pytest

from taizhang.reports.compared import Kind, changes, compared
from taizhang.reports.facts import Answers, Aspect, CloseOut, Finding, Ledger, Measure
from taizhang.reports.frozen import Frozen, Numbers, Version, plain, read

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
MEASURE = Measure("1.1", "更换管网", "更换管网。", Answers(due=date(2026, 9, 1)), "推进中")
FINDING = Finding(1, "漏损率偏高", measures=(MEASURE,), answers=Answers(due=date(2026, 7, 15)), state="整改中")


def frozen(n, day, *findings):
    ledger = Ledger("台账", "市水务局", "巡察反馈问题", day, (Aspect("供水保障方面", findings),))
    return Frozen(Version(n, day, "a" * 64), ledger, Numbers(), {})


def told(was, now):
    held = compared(frozen(1, JUNE, *was), frozen(2, JULY, *now))
    return [(one.kind, one.number, one.said) for one in held.differences]


CLOSED = replace(FINDING, state="已销号", is_open=False, close_out=CloseOut(closed_on=JULY))
OUT = replace(FINDING, answers=Answers(due=date(2026, 10, 1)))


@pytest.mark.parametrize(
    ("was", "now", "kind", "said"),
    [
        (OUT, replace(CLOSED, answers=OUT.answers), Kind.CLOSED, "由“整改中”到“已销号”"),
        (CLOSED, replace(OUT, answers=CLOSED.answers, rebounds=1), Kind.REOPENED, "反弹1次"),
        (FINDING, OUT, Kind.SLIPPED, "时限由2026年7月15日推迟到2026年10月1日"),
        (FINDING, FINDING, Kind.SLIPPED, "超过时限16天"),
        (OUT, replace(OUT, state="待审定"), Kind.CHANGED, "由“整改中”到“待审定”"),
    ],
)
def test_what_became_of_a_finding(was, now, kind, said):
    [(found, number, lines)] = told([was], [now])
    assert (found, number) == (kind, "1")
    assert said in lines


def test_what_was_late_before_is_not_newly_late():
    late = replace(FINDING, answers=Answers(due=date(2026, 6, 1)))
    assert told([late], [late]) == []


def test_new_and_gone_things_are_told():
    other = replace(OUT, serial=2, measures=())
    assert told([OUT], [OUT, other]) == [(Kind.NEW, "2", ("新列入台账",))]
    assert told([OUT, other], [OUT]) == [(Kind.GONE, "2", ("不再单列",))]


def test_a_measures_progress_is_told():
    now = replace(OUT, measures=(replace(MEASURE, progress="已更换12公里"),))
    assert told([OUT], [now]) == [(Kind.CHANGED, "1.1", ("进展更新为“已更换12公里”",))]


def test_a_monthly_report_has_them_in_its_groups():
    made = changes(frozen(1, JUNE, FINDING), frozen(2, JULY, CLOSED))
    assert (made.since, made.version, len(made.closed), made.slipped) == (JUNE, "1", 1, ())


def test_what_is_frozen_is_read_back_the_same():
    ledger = frozen(1, JUNE, CLOSED, OUT).ledger
    assert read(Ledger, plain(ledger)) == ledger


def test_what_a_later_version_no_longer_knows_is_passed_over():
    assert read(Measure, {**plain(MEASURE), "colour": "red"}) == MEASURE
