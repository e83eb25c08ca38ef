"""Findings handed on or conceded: in writing, by the leading group, with a review each year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from taizhang.ledger import actions
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Signature
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


def test_what_is_settled_is_counted_apart(start):
    way = start("inspection")
    transfer(way)
    counted = way.ledger.tallies.filter(scope="all", level="finding", state=FindingState.TRANSFERRED)
    assert counted.aggregate(n=Sum("n"))["n"] == 1
