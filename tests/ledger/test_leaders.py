"""Which account is meant where a leader stands as people write him."""

import pytest

from taizhang.ledger.leaders import leaders_of, meant


@pytest.mark.parametrize(
    "written", ["王建国", "王建国副局长", "王建国（副局长）", "党组书记王建国", "党组成员、副局长王建国", "王建国、财务科负责人"]
)
def test_a_leader_is_found_with_his_post_or_without(ledger, person, written):
    leader = person("leader", "市水务局", "王建国")
    assert meant(written, leaders_of(ledger)) == leader


@pytest.mark.parametrize("written", ["王副局长", "王建国栋", "小王建国", "王建国、刘洋", ""])
def test_who_is_not_surely_meant_is_not_taken(ledger, person, written):
    for name in ("王建国", "刘洋"):
        person("leader", "市水务局", name)
    assert meant(written, leaders_of(ledger)) is None


def test_a_shorter_name_is_not_found_in_a_longer(ledger, person):
    person("leader", "市水务局", "王建")
    assert meant("王建国", leaders_of(ledger)) is None


def test_leaders_are_those_of_the_body(ledger, person):
    person("leader", "供水科", "王建国")
    person("contact", "市水务局", "刘洋")
    mine = [person("principal", "市水务局", "周明"), person("leading_group", "市水务局", "孙立")]
    assert {user.pk for user in leaders_of(ledger)} == {user.pk for user in mine}
