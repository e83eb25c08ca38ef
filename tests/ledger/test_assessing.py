"""The unit's own degree, amounts, and who was held to account: counts with their kind, the version held."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.journal.models import Event
from taizhang.ledger import actions, history
from taizhang.ledger.actions import Conflict, HeldToAccount, Sum
from taizhang.ledger.models import Measure
from taizhang.ledger.states import MeasureState


def assess(way, degree, **more):
    finding = way.finding
    said = {"version": finding.version, "by": way.people["contact"], "at": way.at, **more}
    return actions.assess(finding=finding, degree=degree, **said)


def amounts(way, *sums, **more):
    finding = way.finding
    said = {"version": finding.version, "by": way.people["contact"], "at": way.at, **more}
    return actions.record_amounts(finding=finding, amounts=[Sum(*one) for one in sums], **said)


def held(way, *counts):
    finding = way.finding
    told = [HeldToAccount(*one) for one in counts]
    return actions.record_accountability(
        finding=finding, counts=told, version=finding.version, by=way.people["office"], at=way.at
    )


@pytest.mark.parametrize(
    ("state", "degree", "allowed"),
    [
        (MeasureState.STAGE_DONE, "done", False),
        (MeasureState.STAGE_DONE, "basically_done", True),
        (MeasureState.UNDER_WAY, "basically_done", False),
        (MeasureState.UNDER_WAY, "not_started", True),
    ],
)
def test_it_is_at_most_what_the_measures_allow(state, degree, allowed, start):
    way = start("inspection")
    Measure.objects.filter(finding=way.finding).update(state=state)
    if allowed:
        assert assess(way, degree).degree_self == degree
        return
    with pytest.raises(ValidationError, match="够不上自评"):
        assess(way, degree)


def test_it_is_done_when_all_measures_are(start):
    assert assess(start("inspection").completed(), "done").degree_self == "done"


def test_the_same_degree_leaves_no_event(start):
    way = start("inspection")
    assess(way, "under_way"), assess(way, "under_way")
    assert Event.objects.filter(name="finding:assess").count() == 1


def test_the_loser_of_a_race_is_told(start):
    with pytest.raises(Conflict):
        assess(start("inspection"), "under_way", version=77)


def test_amounts_are_kept_by_kind_in_fen_and_told_in_yuan(start):
    way = start("audit")
    amounts(way, ("上缴财政", 123456750, 100000000), ("调账", 50000, 0))
    event = history.last_of(way.finding)
    assert history.sentence(event) == (
        "登记金额：上缴财政问题金额1,234,567.50元、已整改1,000,000元；调账问题金额500元、已整改0元"
    )


def test_what_was_recorded_before_is_replaced(start):
    way = start("audit")
    amounts(way, ("上缴财政", 100, 0)), amounts(way, ("调账", 5, 5))
    assert [(one.kind, one.found) for one in way.finding.amounts.all()] == [("调账", 5)]


@pytest.mark.parametrize(
    ("sums", "why"),
    [
        ([("请客", 1, 1)], "没有“请客”这种整改金额"),
        ([("调账", 1, 1), ("调账", 2, 2)], "同一种类只写一行"),
        ([("调账", -1, 0)], "不能小于零"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(sums, why, start):
    with pytest.raises(ValidationError, match=why):
        amounts(start("audit"), *sums)


def test_accountability_is_counts_by_kind(start):
    way = start("inspection")
    held(way, ("诫勉", 0, 2), ("通报批评", 1, 0))
    assert history.sentence(history.last_of(way.finding)) == "登记问责，诫勉：组织0个、2人；通报批评：组织1个、0人"
    assert [(one.kind, one.organisations, one.people) for one in way.finding.accountability.all()] == [
        ("诫勉", 0, 2),
        ("通报批评", 1, 0),
    ]
