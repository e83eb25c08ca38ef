"""Findings handed on or conceded: in writing, by the leading group, with a review each year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from taizhang.ledger import actions
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Signature, Stage
from taizhang.ledger.states import FindingState
from tests.ledger.closing import paper


def transfer(way, **more):
    said = {"receipt": "市交函〔2026〕3号", "body": "市交通局", "by": way.people["leading_group"], "at": way.at, **more}
    return actions.transfer(finding=way.finding, **said)


def concede(way, **more):
    said = {
        "reason": "河道已改线",
        "consent": "巡察办函〔2026〕7号",
        "review_on": None,
        "by": way.people["leading_group"],
        "at": way.at,
    }
    return actions.concede(finding=way.finding, **{**said, **more})


def test_it_is_handed_on_under_the_receivers_number(start):
    finding = transfer(start("inspection"))
    assert (finding.state, finding.settled_with, finding.settled_reference) == (
        FindingState.TRANSFERRED, "市交通局", "市交函〔2026〕3号",
    )  # fmt: skip


def test_it_is_conceded_with_consent_and_looked_at_again_within_a_year(start):
    finding = concede(start("inspection"))
    assert (finding.state, finding.settled_with, finding.review_on) == (FindingState.CONCEDED, "市委巡察办", date(2027, 11, 22))


@pytest.mark.parametrize("on", [date(2026, 11, 22), date(2027, 11, 23)])
def test_the_review_is_ahead_and_not_later_than_the_profile_says(on, start):
    with pytest.raises(ValidationError, match="下次复核的日期"):
        concede(start("inspection"), review_on=on)


@pytest.mark.parametrize("missing", ["reason", "consent"])
def test_conceding_needs_the_reason_and_the_consent(missing, start):
    with pytest.raises(ValidationError, match="请写明"):
        concede(start("inspection"), **{missing: " "})


def test_a_paper_is_registered_by_the_office(start):
    way = start("inspection")
    transfer(way, paper=paper("周组长", reference="水党组〔2026〕8号"), by=way.people["office"])
    assert Signature.objects.get(action="transfer").reference == "水党组〔2026〕8号"


def test_nobody_else_does_it(start):
    way = start("inspection")
    with pytest.raises(Refused, match="由领导小组办理"):
        transfer(way, by=way.people["office"])


@pytest.fixture
def conceded(start):
    way = start("inspection")
    concede(way)
    return way


def test_the_review_says_what_was_looked_at(conceded):
    with pytest.raises(ValidationError, match="请写明复核的情况"):
        actions.confirm_findings(findings=[conceded.finding], reason=" ", by=conceded.people["office"], at=conceded.at)


def test_what_is_not_conceded_is_not_reviewed(start):
    way = start("inspection")
    [(_, why)] = actions.confirm_findings(findings=[way.finding], reason="看过", by=way.people["office"], at=way.at).refused
    assert why == "现在是“整改中”，不能年度复核。"


def test_it_is_taken_up_again_when_nothing_stands_in_the_way(conceded):
    said = {"reason": "河道已复位", "new_date": date(2027, 3, 1), "by": conceded.people["office"], "at": conceded.at}
    assert not actions.resume(findings=[conceded.finding], **said).refused
    finding = conceded.finding
    assert (finding.state, finding.deadline, finding.settled_with, finding.review_on, finding.cycle) == (
        FindingState.UNDER_WAY, date(2027, 3, 1), "", None, 1,
    )  # fmt: skip


def carry_on(way, stage):
    type(way.ledger).objects.filter(pk=way.ledger.pk).update(stage=stage)
    return actions.carry_on(findings=way.findings, reason="等汛期过后施工", by=way.people["office"], at=way.at)


def test_what_is_open_is_carried_on_into_the_next_stage_once(start):
    way = start("inspection")
    assert {why for _, why in carry_on(way, Stage.CONCENTRATED).refused} == {"台账进入持续整改阶段以后才能结转。"}
    assert len(carry_on(way, Stage.CONTINUING).done) == len(way.findings)
    assert (way.finding.state, way.finding.carried_on) == (FindingState.UNDER_WAY, way.day)
    assert {why for _, why in carry_on(way, Stage.CONTINUING).refused} == {"已经结转。"}


def test_what_is_settled_is_counted_apart(start):
    way = start("inspection")
    transfer(way)
    counted = way.ledger.tallies.filter(scope="all", level="finding", state=FindingState.TRANSFERRED)
    assert counted.aggregate(n=Sum("n"))["n"] == 1
