"""Runs of numbers: one slip is told once, where it stands, and what follows from it is not told as a slip of its own."""

import pytest

from taizhang.checks import check
from taizhang.reading import read_text

TITLES = ("加强组织领导", "压实整改责任", "严格督促检查", "强化结果运用", "健全长效机制", "注重宣传引导")


def codes(*numbers: str) -> list[str]:
    text = "\n".join(f"{number}{title}\n已召开会议9次。" for number, title in zip(numbers, TITLES, strict=False))
    return [remark.code.partition(".")[2] for remark in check(read_text(text)) if remark.code.startswith("numbering.")]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("一、 二、 三、 四、", []),
        ("一、 二、 四、", ["gap"]),
        ("一、 二、 四、 四、", ["gap"]),
        ("一、 二、 二、 四、", ["repeat"]),
        ("一、 二、 二、 三、", ["repeat"]),
        ("一、 三、 二、 四、", ["order"]),
        ("一、 三、 四、 五、", ["gap"]),
        ("一、 三、 五、", ["gap", "gap"]),
        ("一、 二、 三、 二、", ["order"]),
        ("（一） （二） （三） （三）", ["repeat"]),
        ("1. 2. 4. 5.", ["gap"]),
        ("1. 2、 3.", ["mixed"]),
        ("二、 三、", ["first"]),
    ],
)
def test_one_slip_is_told_once(numbers: str, told: list[str]) -> None:
    assert codes(*numbers.split()) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一是抓学习。二是抓培训。三是抓考核。", []),
        ("一是抓学习。三是抓考核。", ["gap"]),
        ("一是抓学习。二是抓培训。二是抓考核。", ["repeat"]),
        ("一是抓学习，一要备课，二要考试。二是抓培训，一要实操，二要回访。", []),
        ("一是抓学习。二是抓培训。\n一是抓考核。二是抓评比。", []),
        ("一是一，二是二，实事求是。", []),
        ("一是\n抓学习。\n二是抓培训。", []),
        ("首先，抓学习；其次，抓培训；最后，抓考核。", []),
    ],
)
def test_items_inside_sentences(text: str, told: list[str]) -> None:
    assert [r.code.partition(".")[2] for r in check(read_text(text)) if r.code.startswith("numbering.")] == told


def test_a_number_that_reading_did_not_take_for_a_heading_is_not_missed() -> None:
    text = "一、加强组织领导\n会议9次。二、压实整改责任，签订责任书11份。\n三、严格督促检查\n督查3轮。"
    assert [r for r in check(read_text(text)) if r.code == "numbering.gap"] == []
