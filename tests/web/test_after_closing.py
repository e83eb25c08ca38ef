"""After closing, from the screen: looked back at, reopened with its measures, undone from paper."""

import pytest

from taizhang.ledger import tally
from taizhang.profiles import shipped

HX = {"HX-Request": "true"}


@pytest.fixture
def closed(started):
    started.endorsed()
    for body in shipped("inspection").closing.bodies:
        started.agree(body)
    return started


@pytest.fixture
def do(closed, visit):
    def post(who, kind, action, data):
        return visit(closed.people[who]).post(f"/ledgers/{closed.ledger.pk}/{kind}/do/{action}/", data, headers=HX)

    return post


LOOKED = {"finding": 1, "kind": "evaluation", "carried_out_on": "2026-11-22", "checked_by": "市委巡察办"}


def test_a_failed_look_back_reopens_it_and_the_page_shows_both_rounds(closed, do, office):
    response = do(
        "verifier", "findings", "look_back", {**LOOKED, "result": "failed", "found": "又漏水", "new_date": "2099-01-01"}
    )
    assert "已办理“回头看” 1 项。" in response.content.decode()
    page = office.get(f"/ledgers/{closed.ledger.pk}/findings/1/").content.decode()
    assert "第2次整改" in page
    assert "以前的整改" in page
    assert "又漏水" in page
    assert tally.count_line(closed.ledger, closed.day).rebounds == 1
    assert "反弹 1 次" in office.get(f"/ledgers/{closed.ledger.pk}/").content.decode()


def test_what_did_not_pass_says_what_was_found_and_by_when(closed, do):
    response = do("office", "findings", "look_back", {**LOOKED, "result": "failed"})
    assert response.status_code == 422
    assert response.content.decode().count("没有通过的要填写这一项。") == 2
    assert closed.finding.cycle == 1


def test_measures_are_taken_up_again(closed, do):
    do("office", "findings", "look_back", {**LOOKED, "result": "failed", "found": "又漏水", "new_date": "2099-01-01"})
    assert "已办理“重新整改” 2 项。" in do("contact", "measures", "reopen", {"measure": [1, 2]}).content.decode()
    assert set(closed.finding.measures.values_list("cycle", "state")) == {(2, "drafted")}


def test_passed_it_stays_closed(closed, do, office):
    do("office", "findings", "look_back", {**LOOKED, "kind": "own_check", "result": "passed"})
    page = office.get(f"/ledgers/{closed.ledger.pk}/findings/1/").content.decode()
    assert '<li class="past">回头看</li>' in page
    assert (closed.finding.state, closed.finding.look_back_on) == ("closed", None)


def test_a_verifier_is_not_offered_the_bodys_own_check(closed, visit):
    address = f"/ledgers/{closed.ledger.pk}/findings/do/look_back/?finding=1"
    assert "本单位自查" not in visit(closed.people["verifier"]).get(address).content.decode()


def test_a_mistaken_close_out_is_undone_from_paper(closed, do):
    paper = {"finding": 1, "medium": "paper", "name": "组织部的人", "signed_on": "2026-11-22", "reason": "佐证有误"}
    assert "已办理“撤销误销” 1 项。" in do("office", "findings", "undo_close", paper).content.decode()
    assert closed.finding.state == "under_way"
