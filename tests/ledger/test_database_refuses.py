"""What the database itself refuses, whoever asks: raw SQL past every action. Each good row differs from a bad one in one value."""

import pytest
from django.db import IntegrityError, connection, transaction

from taizhang.ledger import actions
from taizhang.ledger.actions import Conflict
from taizhang.ledger.states import MeasureState
from tests.at_once import at_once

pytestmark = pytest.mark.django_db

CLOSED = {
    "state": "closed",
    "responsible_unit": "供水科",
    "submitted_on": "2026-11-01",
    "decided_by": "周组长",
    "decided_on": "2026-11-05",
    "closed_by": "韩主任",
    "closed_unit": "市委巡察办",
    "closed_on": "2026-11-10",
}
DONE = {
    "state": "done",
    "handed_in_by": "李强",
    "handed_in_on": "2026-11-01",
    "countersigned_on": "2026-11-02",
    "accepted_by": "张敏",
    "accepted_on": "2026-11-03",
}
NOT_CLOSED_SO = [
    {"decided_by": ""},
    {"closed_by": ""},
    {"closed_by": "周组长"},  # one person for both
    {"closed_unit": ""},
    {"closed_unit": "供水科"},  # the responsible unit itself
    {"submitted_on": None},
    {"decided_on": None},
    {"closed_on": None},
    {"decided_on": "2026-10-31"},  # decided before it was applied for
    {"closed_on": "2026-11-04"},  # closed before it was decided
]
NOT_DONE_SO = [
    {"handed_in_by": ""},
    {"accepted_by": ""},
    {"accepted_by": "李强"},
    {"handed_in_on": None},
    {"countersigned_on": None},
    {"accepted_on": None},
    {"countersigned_on": "2026-10-31"},
    {"accepted_on": "2026-11-01"},
]
NEVER = [
    ("ledger_finding", {"state": "forgotten"}),
    ("ledger_finding", {"degree_self": "perfect"}),
    ("ledger_finding", {"degree_recognised": "perfect"}),
    ("ledger_finding", {"state": "transferred", "settled_reference": ""}),
    ("ledger_finding", {"state": "conceded", "settled_reference": ""}),
    ("ledger_finding", {"on_notice_from": "2026-11-02", "on_notice_until": "2026-11-01"}),
    ("ledger_finding", {"on_notice_from": "2026-11-02", "on_notice_until": None}),
    ("ledger_finding", {"serial": 2}),  # another's number
    ("ledger_measure", {"state": "forgotten"}),
    ("ledger_measure", {"degree_self": "perfect"}),
    ("ledger_measure", {"rhythm": "每天"}),
    ("ledger_measure", {"rhythm_day": 32}),
    ("ledger_measure", {"serial": 2}),
    ("ledger_manifestation", {"state": "forgotten"}),
]


@transaction.atomic
def update(table, row, values):
    with connection.cursor() as cursor:
        places = ", ".join(f"{name} = %s" for name in values)
        cursor.execute(f"UPDATE {table} SET {places} WHERE id = %s", [*values.values(), row.pk])
        assert cursor.rowcount == 1


@transaction.atomic
def insert(table, values):
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(values))
        cursor.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", [*values.values()])


@pytest.fixture
def rows(ledger):
    """The first finding, measure and manifestation by the names of their tables."""
    finding = ledger.findings.get(serial=1)
    return {
        "ledger_finding": finding,
        "ledger_measure": ledger.measures.get(serial=1),
        "ledger_manifestation": finding.manifestations.first(),
    }


@pytest.mark.parametrize("table", ["ledger_finding", "ledger_manifestation"])
@pytest.mark.parametrize("wrong", [{}, *NOT_CLOSED_SO], ids=str)
def test_nothing_is_closed_without_two_deciders_the_last_outside_and_days_in_order(rows, table, wrong):
    if not wrong:
        update(table, rows[table], CLOSED)
        return
    with pytest.raises(IntegrityError, match=r"two_deciders|dates_in_order"):
        update(table, rows[table], {**CLOSED, **wrong})


@pytest.mark.parametrize("wrong", [{}, *NOT_DONE_SO], ids=str)
def test_no_measure_is_completed_by_one_person_or_with_days_out_of_order(rows, wrong):
    if not wrong:
        update("ledger_measure", rows["ledger_measure"], DONE)
        return
    with pytest.raises(IntegrityError, match=r"two_deciders|dates_in_order"):
        update("ledger_measure", rows["ledger_measure"], {**DONE, **wrong})


@pytest.mark.parametrize(("table", "values"), NEVER, ids=str)
def test_what_can_never_be_is_refused(rows, table, values):
    with pytest.raises(IntegrityError):
        update(table, rows[table], values)


def test_nothing_stands_within_or_is_merged_into_itself(rows):
    for table, column in (("ledger_finding", "within_id"), ("ledger_measure", "merged_into_id")):
        with pytest.raises(IntegrityError, match="itself"):
            update(table, rows[table], {column: rows[table].pk})


CYCLE = {"number": 1, "opened_on": "2026-11-01", "decided_by": "", "closed_by": "", "degree_recognised": "", "content": ""}
ENDED = {**CYCLE, "ended_on": "2026-11-10", "decided_by": "周组长", "closed_by": "韩主任"}


def test_a_finding_has_one_open_cycle(rows):
    of = {"finding_id": rows["ledger_finding"].pk}
    insert("ledger_cycle", {**of, **ENDED})
    insert("ledger_cycle", {**of, **CYCLE, "number": 2})
    with pytest.raises(IntegrityError):
        insert("ledger_cycle", {**of, **CYCLE, "number": 3})
    with pytest.raises(IntegrityError):
        insert("ledger_cycle", {**of, **ENDED})


@pytest.mark.parametrize(
    "wrong", [{"decided_by": ""}, {"closed_by": ""}, {"closed_by": "周组长"}, {"ended_on": "2026-10-01"}], ids=str
)
def test_a_cycle_ends_by_two_deciders_after_it_began(rows, wrong):
    with pytest.raises(IntegrityError, match="cycle_"):
        insert("ledger_cycle", {"finding_id": rows["ledger_finding"].pk, **ENDED, **wrong})


INTERVAL = {"subject": "finding:1", "level": "finding", "state": "closed", "degree": "", "since": 9, "since_day": "2026-11-22"}


def test_a_thing_stands_in_one_place_at_a_time_and_not_backwards(ledger):
    with pytest.raises(IntegrityError):
        insert("ledger_interval", {"ledger_id": ledger.pk, **INTERVAL})
    with pytest.raises(IntegrityError, match="interval_in_order"):
        insert("ledger_interval", {"ledger_id": ledger.pk, **INTERVAL, "until": 8, "until_day": "2026-11-22"})
    insert("ledger_interval", {"ledger_id": ledger.pk, **INTERVAL, "until": 9, "until_day": "2026-11-22"})


PLAN = {
    "version": 1,
    "state": "in_review",
    "text": "{}",
    "content": "x",
    "sent_on": "2026-11-01",
    "approved_by": "",
    "meeting": "",
}
APPROVED = {**PLAN, "state": "approved", "approved_on": "2026-11-09", "approved_by": "周局长", "meeting": "党组会第9次"}


def test_one_version_of_the_plan_is_in_review(ledger):
    insert("ledger_plan", {"ledger_id": ledger.pk, **PLAN})
    with pytest.raises(IntegrityError):
        insert("ledger_plan", {"ledger_id": ledger.pk, **PLAN, "version": 2})


@pytest.mark.parametrize("wrong", [{"approved_by": ""}, {"approved_on": None}, {"meeting": ""}, {"state": "liked"}], ids=str)
def test_a_plan_is_approved_by_a_signature_and_a_meeting(ledger, wrong):
    insert("ledger_plan", {"ledger_id": ledger.pk, **APPROVED, "version": 2})
    with pytest.raises(IntegrityError, match="plan_"):
        insert("ledger_plan", {"ledger_id": ledger.pk, **APPROVED, **wrong})


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_one_wins_and_the_other_is_told(ledger, clerk, at, tmp_path):
    def report(text):
        measure = ledger.measures.get(serial=1)
        return lambda: actions.report_progress(
            subject=measure, text=text, as_of=at.date(), degree="done", version=measure.version, by=clerk, at=at
        )

    one, other = sorted(at_once(tmp_path, report("甲"), report("乙")), key=lambda said: isinstance(said, Conflict))
    assert isinstance(other, Conflict)
    assert (one.progress, other.row.progress) == (one.progress, one.progress)
    assert {one.progress, other.wanted["progress"]} == {"甲", "乙"}
    [(progress, version)] = at_once(tmp_path, lambda: ledger.measures.values_list("progress", "version").get(serial=1))
    assert (progress, version) == (one.progress, one.version)
    assert MeasureState(one.state) == MeasureState.UNDER_WAY
