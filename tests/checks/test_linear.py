"""Checking takes time in proportion to the text, whatever stands in it over and over."""

import time

import pytest

from taizhang.checks import check
from taizhang.reading import read_text

UNITS = (
    "重点抓好以下3项工作：一是甲。二是乙。三是丙。四是丁。\n",
    "共12份，其中3份、",
    "甲、乙、丙等2个",
    "占12%、",
    "一、甲\n三、乙\n",
    "“《（",
    "举报人张",
    "甲\t“",
)
SMALL, LARGE = 3_000, 12_000


def seconds(unit: str, characters: int) -> float:
    reading = read_text((unit * (characters // len(unit) + 1))[:characters])
    best = 9.0
    for _ in range(2):
        start = time.process_time()
        check(reading, public=True, against=reading, earlier=(reading,))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit[:6])
def test_four_times_the_text_takes_far_less_than_sixteen_times_as_long(unit: str) -> None:
    assert seconds(unit, LARGE) < 9 * max(seconds(unit, SMALL), 0.003)
