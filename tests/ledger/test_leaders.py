"""Which account is meant by a leader as written: one or none, never a guess."""

import dataclasses

import pytest

from taizhang.accounts.actions import close_account
from taizhang.journal.append import SYSTEM
from taizhang.ledger.actions import HandedOver, adopt, hand_over, open_ledger
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.models import Stage
from taizhang.sheet import Aspect, Finding, Responsibility, Sheet


@pytest.fixture
def leaders(ledger, person):
    """Two leaders of the body, and others who are none of its."""
    found = {name: person("leader", "市水务局", name) for name in ("王建国", "王伟")}
    person("leader", "江岸市", "刘市长"), person("contact", "供水科", "赵联络")
    return found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王建国", "王建国"), ("王建国（副局长）", "王建国"), ("党组成员、副局长王建国", "王建国"), ("王　伟", "王伟"), ("王 伟副局长", "王伟"),
        ("王建", None), ("王建国民", None), ("小王伟", None), ("王副局长", None), ("王建国、王伟", None), ("刘市长", None), ("赵联络", None), ("", None),
    ],
)  # fmt: skip
def test_a_name_finds_its_account(written, name, ledger, leaders):
    assert meant(written, leaders_of(ledger)) == leaders.get(name)


def test_namesakes_are_not_guessed_between_and_closed_accounts_not_meant(ledger, leaders, person, at):
    other = person("principal", "市水务局", "王建国")
    assert meant("王建国", leaders_of(ledger)) is None
    close_account(user=other, by=SYSTEM, at=at)
    assert meant("王建国", leaders_of(ledger)) == leaders["王建国"]


def test_adopting_links_whom_the_paper_names(leaders, clerk, opening, at):
    named = Finding("1.", "水费收缴不规范", None, (), (), Responsibility("王建国（副局长）", "供水科"))
    sheet = Sheet("整改情况", (Aspect("一", "供水", (named,)),))
    ledger = adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=at)
    assert ledger.findings.get().leader_user == leaders["王建国"]


def test_so_does_handing_over_on_site(leaders, clerk, opening, at, today):
    ledger = open_ledger(opening=dataclasses.replace(opening, stage=Stage.ON_SITE), by=clerk, at=at)
    item = HandedOver("抢修电话无人值守", "立改1号", today, leader="王伟")
    assert hand_over(ledger=ledger, item=item, by=clerk, at=at).leader_user == leaders["王伟"]
