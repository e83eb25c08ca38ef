"""More into an open ledger: items handed over on site, the feedback after them, a plan laid on its findings."""

import dataclasses
from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from taizhang.ledger import tally
from taizhang.ledger.actions import Addition, HandedOver, Refused, contain, hand_over, lay, open_ledger
from taizhang.ledger.models import Stage
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.sheet import Aspect, Deadline, Finding, Manifestation, Measure, Responsibility

ITEM = HandedOver("供水抢修电话无人值守", "巡察立改〔2026〕1号", date(2026, 3, 10), "办公室 李强", date(2026, 3, 20))
PLAN = Finding(
    "1.",
    "管网漏损率偏高",
    None,
    (Manifestation("①", "老城区管网超期服役"),),
    (
        Measure("（1）", "建立巡检制度", "建立巡检制度，按月通报。"),
        Measure("（2）", "更换老旧管网", "更换老旧管网。已更换12公里。"),
    ),
    Responsibility("赵副局长", "河湖科"),
    Deadline("2026年12月底前", "2026-12", "限期"),
)


@pytest.fixture
def on_site(clerk, opening, at):
    return open_ledger(opening=dataclasses.replace(opening, stage=Stage.ON_SITE), by=clerk, at=at)


def additions(sheet, onto=()):
    """Every finding of ``sheet``; those named in ``onto`` by their place are laid on the finding given there."""
    pairs = [(aspect, finding) for aspect in sheet.aspects for finding in aspect.findings]
    return [Addition(aspect, finding, dict(onto).get(n)) for n, (aspect, finding) in enumerate(pairs)]


def whole(ledger):
    kept = {str(t) for t in ledger.tallies.exclude(n=0)}
    tally.rebuild(ledger)
    assert {str(t) for t in ledger.tallies.all()} == kept
    assert verify(Log.objects.get(key=ledger.log_key)).broken is None


def test_an_item_handed_over_is_under_way_at_once(on_site, clerk, at, today):
    item = hand_over(ledger=on_site, item=ITEM, by=clerk, at=at)
    assert (item.state, item.notice, item.deadline) == (FindingState.UNDER_WAY, ITEM.notice, ITEM.deadline)
    assert tally.count_line(on_site, today).finding_total == 1
    whole(on_site)


def test_an_item_needs_its_notice_and_the_stage(on_site, ledger, clerk, at):
    with pytest.raises(ValidationError, match="通知书"):
        hand_over(ledger=on_site, item=dataclasses.replace(ITEM, notice=" "), by=clerk, at=at)
    with pytest.raises(Refused, match="进驻"):
        hand_over(ledger=ledger, item=ITEM, by=clerk, at=at)


def test_an_item_contained_in_the_feedback_is_counted_with_it(on_site, sheet, clerk, at, today):
    item = hand_over(ledger=on_site, item=ITEM, by=clerk, at=at)
    first, *_ = lay(ledger=on_site, additions=additions(sheet), source=None, by=clerk, at=at)
    assert tally.count_line(on_site, today).finding_total == 3
    contain(finding=item, within=first, version=item.version, by=clerk, at=at)
    line = tally.count_line(on_site, today)
    assert (line.finding_total, line.within) == (2, 1)
    assert Event.objects.filter(name="finding:contain", subject=item.key).get().facts["now"]["within"] == first.key
    whole(on_site)
    with pytest.raises(Refused):
        contain(finding=item, within=first, version=2, by=clerk, at=at)


def test_an_item_is_contained_only_in_a_finding_of_the_same_feedback(on_site, ledger, clerk, at):
    item = hand_over(ledger=on_site, item=ITEM, by=clerk, at=at)
    for other in (item, ledger.findings.first()):
        with pytest.raises(ValidationError, match="同一台账"):
            contain(finding=item, within=other, version=1, by=clerk, at=at)


def test_a_plan_lays_its_measures_on_the_finding_it_answers(ledger, clerk, units, at):
    finding = ledger.findings.get(serial=1)
    before = ledger.measures.count()
    lay(ledger=ledger, additions=[Addition(Aspect(None, "供水"), PLAN, finding)], source=None, by=clerk, at=at)
    laid = ledger.measures.get(serial=before + 1)
    assert (laid.finding, laid.text, laid.state) == (finding, "建立巡检制度，按月通报。", MeasureState.DRAFTED)
    assert ledger.measures.count() == before + 1, "a measure that is there word for word is not laid on again"
    assert finding.manifestations.count() == 2
    whole(ledger)


def test_a_finding_keeps_its_words_and_takes_over_what_it_lacks(ledger, clerk, units, at):
    said, silent = ledger.findings.get(serial=1), ledger.findings.get(serial=2)
    pairs = [Addition(Aspect(None, "供水"), PLAN, said), Addition(Aspect(None, "供水"), PLAN, silent)]
    lay(ledger=ledger, additions=pairs, source=None, by=clerk, at=at)
    said.refresh_from_db()
    silent.refresh_from_db()
    assert (said.leader, said.lead_unit, said.deadline) == ("王副局长", units["供水科"], date(2026, 11, 30))
    assert (silent.leader, silent.lead_unit, silent.deadline) == ("赵副局长", units["河湖科"], date(2026, 12, 31))
    assert silent.statement == "水费收缴不规范"
    whole(ledger)


def test_laying_the_same_paper_again_changes_nothing(planned, sheet, clerk, at):
    onto = list(enumerate(planned.findings.order_by("position")))
    size = Log.objects.get(key=planned.log_key).size
    assert lay(ledger=planned, additions=additions(sheet, onto), source=None, by=clerk, at=at) == []
    assert Log.objects.get(key=planned.log_key).size == size


def test_new_findings_stand_at_the_end_of_their_aspect(ledger, clerk, at):
    aspect = ledger.aspects.first()
    new = [Addition(Aspect(aspect.number, aspect.title), Finding(f"{n}.", f"新问题{n}"), None) for n in range(12)]
    lay(ledger=ledger, additions=new, source=None, by=clerk, at=at)
    order = list(ledger.findings.order_by("position").values_list("aspect__title", flat=True))
    assert Counter(order) == {aspect.title: 14, "资金管理方面": 1}
    assert order[-1] == "资金管理方面"
    assert sorted(ledger.findings.values_list("serial", flat=True)) == list(range(1, 16))
    whole(ledger)


def test_only_the_bodys_office_extends_a_ledger(ledger, contact, at):
    with pytest.raises(Refused):
        lay(ledger=ledger, additions=[], source=None, by=contact, at=at)


def test_a_measure_that_is_there_is_filled_where_it_says_nothing(ledger, clerk, units, at):
    said, silent = ledger.measures.get(serial=1), ledger.measures.get(serial=2)
    told = [
        Measure(None, m.title, m.text, None, Responsibility("钱科长", "办公室"), Deadline("2026-12", "2026-12"))
        for m in (said, silent)
    ]
    addition = Addition(Aspect(None, "供水"), Finding(None, "管网漏损率偏高", measures=tuple(told)), said.finding)
    lay(ledger=ledger, additions=[addition], source=None, by=clerk, at=at)
    silent.refresh_from_db()
    assert (silent.leader, silent.lead_unit, silent.deadline_text, silent.deadline) == (
        "钱科长",
        units["办公室"],
        "长期坚持",
        None,
    )
    filled = Event.objects.filter(name="finding:lay").get().facts["filled"]
    assert filled == {
        silent.key: ["lead_unit", "lead_unit_text", "leader"],
        said.key: ["deadline", "deadline_text", "horizon", "lead_unit", "lead_unit_text", "leader"],
    }
    whole(ledger)


def test_a_name_means_the_unit_that_a_person_said(ledger, clerk, units, at):
    plan = dataclasses.replace(PLAN, statement="新问题", responsibility=Responsibility(None, "水利科"))
    laid = [Addition(Aspect(None, "供水"), plan, None)]
    [row] = lay(ledger=ledger, additions=laid, source=None, units={"水利科": units["河湖科"]}, by=clerk, at=at)
    assert (row.lead_unit, row.lead_unit_text) == (units["河湖科"], "水利科")
    assert Event.objects.get(name="ledger:lay").facts["units"] == {"水利科": "河湖科"}
