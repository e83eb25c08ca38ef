"""Findings and measures added by a list: places, numbers, events, rights."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event, Log
from taizhang.journal.verify import verify
from taizhang.ledger import as_of, tally
from taizhang.ledger.actions import Charge, Drafted, NewFinding, Refused, add_findings, add_measure_many
from taizhang.ledger.models import DailySum, Interval, Stage
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.sheet import Aspect, Manifestation

WATER, OTHER = Aspect("（一）", "供水保障方面"), Aspect("（三）", "队伍建设方面")


def new(statement="抢修不及时", aspect=WATER, **said):
    return NewFinding(aspect, statement, **said)


def whole(ledger):
    """Tallies, counts by day and the log are what the events alone would make them."""
    kept = {str(t) for t in ledger.tallies.exclude(n=0)}
    tally.rebuild(ledger)
    assert {str(t) for t in ledger.tallies.all()} == kept
    days = [sorted(model.objects.filter(ledger=ledger).exclude(**out).values_list(*names)) for model, names, out in BY_DAY]
    as_of.rebuild(ledger)
    assert [sorted(m.objects.filter(ledger=ledger).exclude(**out).values_list(*names)) for m, names, out in BY_DAY] == days
    assert verify(Log.objects.get(key=ledger.log_key)).broken is None


BY_DAY = (
    (DailySum, ("day", "level", "state", "degree", "n"), {"n": 0}),
    (Interval, ("subject", "level", "state", "degree", "since"), {}),
)


def test_new_findings_stand_at_the_end_of_their_aspect_with_all_that_is_said_of_them(ledger, units, clerk, at):
    charge = Charge(units["财务科"], "财务科", "李副局长", "办公室", date(2027, 3, 31), "", "限期")
    said = {
        "manifestations": [Manifestation("①", "夜间无人")],
        "charge": charge,
        "measures": [("值班到岗。", Charge()), ("按月通报。", Charge(units["河湖科"]))],
    }
    [row] = add_findings(ledger=ledger, new=[new(**said)], by=clerk, at=at)
    assert [f.statement for f in ledger.findings.order_by("position")][2] == "抢修不及时"
    row.refresh_from_db()
    assert (row.serial, row.state, row.lead_unit, row.leader) == (4, FindingState.AWAITING_PLAN, units["财务科"], "李副局长")
    first, second = row.measures.order_by("position")
    assert (first.serial, first.state, first.responsible.lead_unit) == (5, MeasureState.DRAFTED, units["财务科"])
    assert second.responsible.lead_unit == units["河湖科"]
    whole(ledger)


def test_each_new_finding_leaves_one_event(ledger, clerk, at):
    before = Log.objects.get(key=ledger.log_key).size
    add_findings(ledger=ledger, new=[new("一"), new("二", OTHER), new("三")], by=clerk, at=at)
    names = Event.objects.filter(log__key=ledger.log_key, seq__gte=before).order_by("seq").values_list("name", "subject")
    assert list(names) == [("finding:add", f"finding:{n}") for n in (4, 5, 6)]
    assert [f.statement for f in ledger.findings.order_by("position")][2:4] == ["一", "三"]
    assert ledger.aspects.get(title=OTHER.title).findings.get().statement == "二"
    whole(ledger)


@pytest.mark.parametrize(
    ("role", "unit"), [("contact", "供水科"), ("leader", "市水务局"), ("office", "江岸市"), ("administrator", "江岸市")]
)
def test_only_the_office_adds_findings(role, unit, ledger, person, at):
    with pytest.raises(Refused, match="整改办"):
        add_findings(ledger=ledger, new=[new()], by=person(role, unit), at=at)


def test_an_archived_ledger_takes_nothing(ledger, clerk, at):
    ledger.stage = Stage.ARCHIVED
    ledger.save()
    with pytest.raises(Refused, match="归档"):
        add_findings(ledger=ledger, new=[new()], by=clerk, at=at)


@pytest.mark.parametrize(
    "wrong",
    [{"statement": "  "}, {"aspect": Aspect(None, " ")}, {"measures": [("", Charge())]}, {"charge": Charge(leader="长" * 121)}],
)
def test_what_cannot_be_kept_keeps_all_of_it_out(wrong, ledger, clerk, at):
    with pytest.raises(ValidationError):
        add_findings(ledger=ledger, new=[new("好的"), new(**wrong)], by=clerk, at=at)
    assert ledger.findings.count() == 3


def test_a_drafted_measure_takes_its_unit_and_deadline(planned, units, clerk, at):
    draft = Drafted(planned.findings.get(serial=1), "建立分区计量。", Charge(units["河湖科"], deadline=date(2027, 1, 31)))
    [row] = add_measure_many(drafts=[draft], by=clerk, at=at).done
    assert (row.lead_unit, row.deadline, row.place) == (units["河湖科"], date(2027, 1, 31), 3)
    whole(planned)


def test_drafted_measures_keep_their_order_under_each_finding(planned, clerk, at):
    first, second = planned.findings.order_by("position")[:2]
    add_measure_many(drafts=[Drafted(first, "甲。"), Drafted(second, "乙。"), Drafted(first, "丙。")], by=clerk, at=at)
    assert [m.text for m in first.measures.order_by("position")][2:] == ["甲。", "丙。"]
    first.refresh_from_db()
    assert first.version == 2
    whole(planned)


def test_who_drafts_but_does_not_assign_drafts_words_only(planned, units, person, at):
    water, finding = person("contact", "供水科"), planned.findings.get(serial=1)
    outcome = add_measure_many(
        drafts=[Drafted(finding, "甲。"), Drafted(finding, "乙。", Charge(units["财务科"]))], by=water, at=at
    )
    assert [row.text for row in outcome.done] == ["甲。"]
    assert [why for _, why in outcome.refused] == ["“明确责任”由整改办办理。"]


def test_of_aspects_of_one_title_the_number_tells_which(ledger, clerk, at):
    add_findings(
        ledger=ledger, new=[new("一", Aspect("（二）", WATER.title)), new("二", Aspect("（一）", WATER.title))], by=clerk, at=at
    )
    assert {f.aspect.number for f in ledger.findings.filter(statement__in=["一", "二"])} == {"（一）"}
    assert ledger.aspects.filter(title=WATER.title).count() == 1


def test_queries_do_not_grow_with_the_batch(ledger, clerk, at, django_assert_max_num_queries):
    clerk.posts  # noqa: B018 - read once for the whole request
    finding = ledger.findings.get(serial=1)
    with django_assert_max_num_queries(32):
        add_findings(ledger=ledger, new=[new(f"问题{n}", measures=[("措施。", Charge())]) for n in range(40)], by=clerk, at=at)
    with django_assert_max_num_queries(32):
        add_measure_many(drafts=[Drafted(finding, f"措施{n}。") for n in range(40)], by=clerk, at=at)
    whole(ledger)
