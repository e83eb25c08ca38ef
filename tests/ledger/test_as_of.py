"""Counts as of a day: what was counted that day, the same from the events alone as what was kept."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledger import actions, as_of, tally
from taizhang.ledger.actions import Addition, HandedOver
from taizhang.ledger.actions.writing import Written, write
from taizhang.ledger.models import DailySum, Finding, Interval, Manifestation, Measure, Stage
from taizhang.ledger.states import Degree, FindingState, MeasureState
from taizhang.ledger.tally import count_line
from taizhang.sheet import Aspect
from taizhang.sheet import Finding as Problem
from taizhang.sheet import Manifestation as Shown
from taizhang.sheet import Measure as Step

DAY = timedelta(days=1)
NOON = timedelta(hours=2)  # AT is ten in the morning in Shanghai


def kept(ledger):
    """Intervals and daily sums as they stand; a sum of nothing is none."""
    intervals = Interval.objects.filter(ledger=ledger).values_list(
        "subject", "level", "state", "degree", "since", "since_day", "until", "until_day"
    )
    sums = DailySum.objects.filter(ledger=ledger).exclude(n=0).values_list("day", "level", "state", "degree", "n")
    return set(intervals), set(sums)


def same_again(ledger):
    before = kept(ledger)
    as_of.rebuild(ledger)
    assert kept(ledger) == before


def report(measure, degree, by, at):
    measure.refresh_from_db()
    return actions.report_progress(
        subject=measure, text=f"进展{at}", as_of=at.date(), degree=degree, version=measure.version, by=by, at=at
    )


def moved(ledger, row, fields, by, at, shown=()):
    """A change of state as actions write it, whatever its conditions."""
    [row] = actions.writing.gather([row])
    write("submit", [Written(row, fields, shown=shown)], by=by, at=at)
    return row


@pytest.fixture
def busy(ledger, clerk, at):
    """The ledger after three more days: a degree told and told again, a finding sent on and back, a paper laid on it."""
    first = ledger.measures.get(serial=1)
    report(first, "under_way", clerk, at + DAY)
    report(first, "done", clerk, at + DAY + NOON)
    finding = ledger.findings.get(serial=1)
    moved(ledger, finding, {"state": str(FindingState.AWAITING_DECISION)}, clerk, at + 2 * DAY)
    moved(ledger, finding, {"state": str(FindingState.UNDER_WAY)}, clerk, at + 3 * DAY)
    new = Problem("9.", "巡检不到位", None, (Shown("①", "漏检"),), (Step("一是", "定人定岗", "定人定岗。"),))
    more = Problem("1.", "管网漏损率偏高", None, (Shown("③", "阀门失修"),), (Step("三是", "更换阀门", "更换阀门。"),))
    aspect = Aspect("（一）", "供水保障方面", ())
    additions = [Addition(aspect, more, finding), Addition(aspect, new, None)]
    actions.lay(ledger=ledger, additions=additions, source=None, by=clerk, at=at + 3 * DAY)
    return ledger


def test_the_counts_of_today_are_those_of_the_tallies(busy, at):
    line, now = as_of.counts(busy, (at + 3 * DAY).date()), count_line(busy, at.date())
    assert (+line.findings, +line.measures, +line.degrees) == (+now.findings, +now.measures, +now.degrees)
    assert (line.manifestations, line.within) == (now.manifestations, now.within)


def test_the_counts_of_a_day_are_what_was_recorded_at_its_end(ledger, clerk, at):
    recorded = {}
    for n, degree in enumerate(["under_way", "done", "", "basically_done"]):
        report(ledger.measures.get(serial=2), degree, clerk, at + n * DAY)
        recorded[(at + n * DAY).date()] = +count_line(ledger, at.date()).degrees
    assert {day: +as_of.counts(ledger, day).degrees for day in recorded} == recorded


def test_before_the_ledger_there_was_nothing(ledger, at):
    line = as_of.counts(ledger, (at - DAY).date())
    assert (line.finding_total, line.measure_total, line.manifestations) == (0, 0, 0)


def test_a_day_is_shanghais(ledger, clerk, at):
    evening = datetime(2026, 11, 22, 16, 30, tzinfo=at.tzinfo)  # half past midnight there
    report(ledger.measures.get(serial=2), "basically_done", clerk, evening)
    assert [as_of.counts(ledger, date(2026, 11, day)).degrees[Degree.BASICALLY_DONE] for day in (22, 23)] == [0, 1]


def test_everything_comes_out_of_the_events_again(busy):
    same_again(busy)


def test_a_ledger_opened_on_site_comes_out_of_its_events_again(clerk, opening, at):
    on_site = actions.open_ledger(opening=opening.__class__(**{**fields(opening), "stage": Stage.ON_SITE}), by=clerk, at=at)
    item = actions.hand_over(ledger=on_site, item=HandedOver("井盖缺失", "通知〔2026〕1号", at.date()), by=clerk, at=at)
    paper = Problem("1.", "设施管护不到位", None, (), (Step("一是", "全面排查", "全面排查。"),))
    addition = Addition(Aspect("（一）", "供水保障方面", ()), paper, None)
    [found] = actions.lay(ledger=on_site, additions=[addition], source=None, by=clerk, at=at + DAY)
    actions.contain(finding=item, within=found, version=item.version, by=clerk, at=at + 2 * DAY)
    days = [(at + n * DAY).date() for n in range(3)]
    assert [(as_of.counts(on_site, day).finding_total, as_of.counts(on_site, day).within) for day in days] == [
        (1, 0), (2, 0), (1, 1)
    ]  # fmt: skip
    same_again(on_site)


def test_a_measure_drafted_on_screen_is_counted_from_that_day(planned, clerk, at):
    actions.add_measure(finding=planned.findings.get(serial=1), text="巡检到岗到人。", by=clerk, at=at + DAY)
    totals = [as_of.counts(planned, (at + n * DAY).date()).measure_total for n in (0, 1)]
    assert totals == [4, 5]
    same_again(planned)


def fields(opening):
    return {name: getattr(opening, name) for name in opening.__dataclass_fields__}


def test_a_finding_without_a_statement_has_its_intervals_and_is_counted_nowhere(ledger, at):
    unstated = Finding.objects.get(ledger=ledger, stated=False)
    assert ledger.intervals.get(subject=unstated.key).level == "unstated"
    assert as_of.counts(ledger, at.date()).finding_total == ledger.findings.filter(stated=True).count()


def test_manifestations_that_change_with_their_finding_are_followed(ledger, clerk, at):
    finding = ledger.findings.get(serial=1)
    one, _ = finding.manifestations.select_related("finding").all()
    moved(ledger, finding, {}, clerk, at + DAY, shown=[(one, {"state": str(FindingState.UNDER_WAY)})])
    standing = as_of.standing_on(ledger, (at + DAY).date()).filter(level="manifestation")
    assert dict(standing.values_list("subject", "state")) == {"manifestation:1.10": "under_way", "manifestation:1.20": ""}
    assert Manifestation.objects.get(pk=one.pk).state == "under_way"
    assert as_of.counts(ledger, (at + DAY).date()).manifestations == 2
    same_again(ledger)
    counted = {str(t) for t in ledger.tallies.exclude(n=0)}
    tally.rebuild(ledger)
    assert {str(t) for t in ledger.tallies.all()} == counted


def test_the_list_behind_a_count_is_as_long_as_the_count(busy, at):
    for n in range(4):
        day = (at + n * DAY).date()
        listed = as_of.standing_on(busy, day).filter(level="measure").count()
        assert listed == as_of.counts(busy, day).measure_total > 0


def test_every_thing_has_one_open_interval(busy):
    rows = busy.findings.count() + busy.measures.count() + Manifestation.objects.filter(finding__ledger=busy).count()
    assert busy.intervals.filter(until=None).count() == rows


def test_what_moves_nothing_costs_nothing(ledger, clerk, at):
    measure = ledger.measures.get(serial=1)
    with CaptureQueriesContext(connection) as queries:
        report(measure, measure.degree_self, clerk, at)
    assert not [q for q in queries if "ledger_interval" in q["sql"] or "dailysum" in q["sql"]]


def test_a_batch_takes_as_many_queries_as_one(planned, clerk, at):
    rows = list(Measure.objects.filter(ledger=planned).order_by("serial"))

    def taken(some):
        [*some] = actions.writing.gather(some)
        with CaptureQueriesContext(connection) as queries:
            write("issue", [Written(row, {"state": str(MeasureState.UNDER_WAY)}) for row in some], by=clerk, at=at)
        return len(queries)

    assert taken(rows[:1]) == taken(rows[1:])


def test_a_ledger_of_an_earlier_version_catches_up(busy):
    before = kept(busy)
    Interval.objects.all().delete()
    DailySum.objects.all().delete()
    assert as_of.catch_up() == 1
    assert kept(busy) == before
    assert as_of.catch_up() == 0


def test_the_way_of_a_measure_comes_out_of_its_events_again(work):
    work.accepted()
    line = as_of.counts(work.ledger, work.day)
    assert line.measures_done == 1
    same_again(work.ledger)
