"""Proposals: by words first, by number where words do not decide, and none where nothing is like it."""

import pytest

from taizhang.intake.matching import Item, propose

LEDGER = [
    Item("供水保障方面", "1.", "老旧管网改造进度滞后，漏损率高于控制目标"),
    Item("供水保障方面", "2.", "二次供水设施移交不到位，管护责任不清"),
    Item("资金管理方面", "1.", "往来款项长期挂账未清理"),
]


def matches(*paper):
    return [m.theirs for m in propose(paper, LEDGER)]


@pytest.mark.parametrize(
    ("paper", "theirs"),
    [
        (Item("供水保障方面", "1.", "老旧管网改造进度滞后，漏损率高于控制目标"), 0),
        (Item("供水方面", "3.", "关于“老旧管网改造进度滞后”的问题"), 0),
        (Item("资金方面", "9.", "往来款项长期挂账，清理不及时"), 2),
        (Item("供水保障方面", "2.", "二次供水管护责任没有落实"), 1),
        (Item("作风建设方面", "1.", "窗口服务态度生硬，群众有意见"), None),
    ],
)
def test_one_finding_is_matched_by_what_it_says(paper, theirs):
    assert matches(paper) == [theirs]


def test_the_number_decides_between_like_words():
    ledger = [Item("甲方面", "1.", "制度执行不到位"), Item("甲方面", "2.", "制度执行不到位")]
    assert propose([Item("甲方面", "（2）", "制度执行不到位")], ledger)[0].theirs == 1


def test_two_do_not_answer_the_same_one():
    same = Item("资金管理方面", "1.", "往来款项长期挂账未清理")
    assert sorted(matches(same, same), key=str) == [2, None]


def test_a_plan_in_another_order_is_matched_whole():
    assert matches(*reversed(LEDGER)) == [2, 1, 0]
    assert all(m.sure for m in propose(LEDGER, LEDGER))


def test_nothing_matches_nothing():
    assert propose([], LEDGER) == []
    assert [m.theirs for m in propose(LEDGER, [])] == [None, None, None]
