"""The office's desk after closing: what is to be looked at again, and what was left behind by a closed account."""

from datetime import timedelta

import pytest

from taizhang.accounts.actions import close_account
from taizhang.accounts.models import User
from taizhang.ledger import actions
from taizhang.ledger.desk import desk
from taizhang.ledger.models import Finding, Stage


def serials(findings):
    return [finding.serial for finding in findings]


@pytest.mark.parametrize(("days_before", "shown"), [(8, []), (7, [1]), (0, [1]), (-40, [1])])
def test_a_look_back_is_shown_a_week_before_it_is_due(days_before, shown, start):
    way = start("self_check").endorsed()
    day = way.finding.look_back_on - timedelta(days_before)
    assert serials(desk(way.people["office"], day).to_look_back) == shown
    assert serials(desk(way.people["contact"], day).to_look_back) == []


def test_a_conceded_finding_comes_back_every_year(start):
    way = start("inspection")
    actions.concede(finding=way.finding, reason="改线", consent="函7号", by=way.people["leading_group"], at=way.at)
    year = way.later(365)
    assert serials(desk(way.people["office"], year.day).to_review) == [1]
    assert not actions.confirm_findings(findings=[way.finding], reason="仍未通水", by=way.people["office"], at=year.at).refused
    assert serials(desk(way.people["office"], year.day).to_review) == []
    assert way.finding.review_on == year.later(365).day.replace(day=22)


def test_nothing_of_an_archived_ledger_is_asked_for(start):
    way = start("self_check").endorsed()
    type(way.ledger).objects.filter(pk=way.ledger.pk).update(stage=Stage.ARCHIVED)
    assert desk(way.people["office"], way.finding.look_back_on).to_look_back == []


def test_what_a_closed_account_leaves_is_listed_and_nothing_is_reassigned(start, person):
    way, leader = start("self_check"), person("leader", "市水务局", "王副局长")
    Finding.objects.filter(pk=way.finding.pk).update(leader_user=leader)
    assert desk(way.people["office"], way.day).left_behind == []
    close_account(user=leader, by=person("administrator", "江岸市", "管理员"), at=way.at)
    assert serials(desk(way.people["office"], way.day).left_behind) == [1]
    assert (way.finding.leader, way.finding.leader_user) == ("王副局长", User.objects.get(pk=leader.pk))
