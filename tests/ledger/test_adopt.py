"""Adopting: a Sheet becomes rows, events and tallies in one transaction."""

import dataclasses
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from taizhang.ledger import tally
from taizhang.ledger.actions import Refused, adopt
from taizhang.ledger.adoption import claimed_degree, last_day
from taizhang.ledger.models import Ledger
from taizhang.ledger.states import Degree, FindingState, MeasureState
from taizhang.sheet import Sheet


def test_the_rows_are_the_sheets(ledger, sheet):
    counts = sheet.counts()
    assert ledger.aspects.count() == counts.aspects == 2
    assert ledger.findings.filter(stated=True).count() == counts.findings == 2
    assert ledger.measures.count() == counts.measures == 4
    assert ledger.findings.get(stated=False).statement == "资金管理方面"


def test_one_adopt_event_and_one_add_each(ledger):
    names = list(Event.objects.filter(log__key=ledger.log_key).values_list("name", flat=True))
    assert names == ["ledger:adopt", "finding:add", "finding:add", "finding:add"]


def test_the_events_tell_what_was_adopted_and_the_log_is_whole(ledger):
    event = Event.objects.get(log__key=ledger.log_key, subject="finding:1", name="finding:add")
    assert event.facts["statement"] == "管网漏损率偏高"
    assert [m["title"] for m in event.facts["measures"]] == ["更换老旧管网", "增设监测点"]
    assert verify(Log.objects.get(key=ledger.log_key)).broken is None


def test_a_report_brings_work_under_way_and_closes_nothing(ledger):
    assert set(ledger.findings.values_list("state", flat=True)) == {FindingState.UNDER_WAY}
    first = ledger.measures.get(serial=1)
    assert (first.state, first.degree_self) == (MeasureState.UNDER_WAY, Degree.DONE)


def test_a_plan_brings_work_to_be_planned(planned):
    assert set(planned.findings.values_list("state", flat=True)) == {FindingState.AWAITING_PLAN}
    assert set(planned.measures.values_list("state", "degree_self")) == {(MeasureState.DRAFTED, "")}


def test_units_are_matched_by_name_and_deadlines_fall_on_the_last_day(ledger, units):
    finding = ledger.findings.get(serial=1)
    assert (finding.lead_unit, finding.leader) == (units["供水科"], "王副局长")
    assert (finding.deadline, finding.deadline_text) == (date(2026, 11, 30), "2026年11月底前")
    assert ledger.measures.get(serial=2).long_term


def test_a_measure_inherits_what_it_does_not_say(ledger):
    first, second = ledger.measures.filter(finding__serial=1).order_by("serial")
    assert first.due == first.responsible == first.finding
    assert second.due == second


def test_the_tallies_are_what_counting_the_rows_gives(ledger, today):
    kept = {t.__str__() for t in ledger.tallies.all()}
    tally.rebuild(ledger)
    assert {t.__str__() for t in ledger.tallies.all()} == kept
    line = tally.count_line(ledger, today)
    assert (line.finding_total, line.measure_total, line.manifestations, line.claimed_done) == (2, 4, 2, 1)


def test_overdue_is_counted_from_the_day_after(ledger):
    assert tally.count_line(ledger, date(2026, 11, 30)).overdue == 0
    assert tally.count_line(ledger, date(2026, 12, 1)).overdue == 1


def test_only_the_bodys_office_opens_its_ledger(person, sheet, opening, at):
    for stranger in (person("office", "供水科"), person("contact", "市水务局"), person("administrator", "市水务局")):
        with pytest.raises(Refused, match="市水务局"):
            adopt(opening=opening, sheet=sheet, source=None, reported=True, by=stranger, at=at)
    assert not Ledger.objects.exists()


def test_an_empty_sheet_or_title_is_refused_and_leaves_nothing(clerk, sheet, opening, at):
    for kwargs in ({"sheet": Sheet()}, {"opening": dataclasses.replace(opening, title=" ")}):
        with pytest.raises(ValidationError):
            adopt(**{"opening": opening, "sheet": sheet, "source": None, "reported": True, "by": clerk, "at": at, **kwargs})
    assert not Ledger.objects.exists()
    assert not Log.objects.filter(key__startswith="ledger:").exists()


@pytest.mark.parametrize(
    ("words", "degree"),
    [
        ("已完成", Degree.DONE), ("整改到位", Degree.DONE), ("基本完成", Degree.BASICALLY_DONE), ("阶段性完成", Degree.BASICALLY_DONE),
        ("正在推进", Degree.UNDER_WAY), ("持续推进", Degree.UNDER_WAY), ("未启动", Degree.NOT_STARTED), ("", ""), (None, ""), ("其他", ""),
    ],
)  # fmt: skip
def test_a_papers_own_words_claim_a_degree(words, degree):
    assert claimed_degree(words) == degree


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2026-06", date(2026, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-06-15", date(2026, 6, 15)),
        ("2026", None),
        (None, None),
    ],
)
def test_a_deadline_falls_on_the_last_day_of_its_precision(iso, day):
    assert last_day(iso) == day
