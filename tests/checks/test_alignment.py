"""Two versions of a text side by side: what both have is found in both, whatever one has more."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.checks.alignment import Alignment

PAPER = "整改进展情况通报\n总体情况\n巡察组反馈4个方面12个问题，制定57条措施。\n逐条整改情况\n压实工作责任，建立台账，逐条销号。"
READ = PAPER.replace("总体", "一、总体").replace("逐条整改", "二、逐条整改")


def found(ours: str, theirs: str, quote: str) -> str | None:
    """What stands in ours at the place of the quote in theirs."""
    start = theirs.index(quote)
    place = Alignment(ours, theirs).range(start, start + len(quote))
    return None if place is None else ours[slice(*place)]


@pytest.mark.parametrize(
    ("ours", "theirs", "quote", "expected"),
    [
        (PAPER, PAPER, "57条措施", "57条措施"),
        (PAPER, READ, "57条措施", "57条措施"),
        (PAPER, READ, "一、总体情况", "总体情况"),
        (PAPER, READ, "二、", None),
        (PAPER.replace("57条", "５７\u3000条"), PAPER, "制定57条措施", "制定５７\u3000条措施"),
        ("目录略" * 900 + PAPER, PAPER, "逐条销号", "逐条销号"),
        (PAPER, "页眉略" * 900 + PAPER, "逐条销号", "逐条销号"),
        (PAPER, PAPER + "脚注", "脚注", None),
    ],
)
def test_the_same_words_are_found(ours, theirs, quote, expected):
    assert found(ours, theirs, quote) == expected


def test_what_only_theirs_has_is_near_what_stands_before_it():
    ours, theirs = "压实责任。建立台账。", "压实责任。脚注里的话在这里插了进来。建立台账。"
    assert ours[Alignment(ours, theirs).near(theirs.index("脚注"))] in "。建"


def test_nothing_in_common():
    side = Alignment("甲乙丙", "丁戊")
    assert side.range(0, 2) is None
    assert side.near(1) == 0


def test_an_empty_text():
    side = Alignment("", "丁戊")
    assert side.range(0, 2) is None
    assert side.near(1) == 0


@given(st.text("整改台账\n ，。", max_size=60), st.text("一二（）", max_size=6), st.integers(0, 60))
def test_every_range_lies_within_ours(text, label, at):
    theirs = text[:at] + label + text[at:]
    side = Alignment(text, theirs)
    for start in range(len(theirs)):
        place = side.range(start, start + 3)
        assert place is None or 0 <= place[0] < place[1] <= len(text)
        assert 0 <= side.near(start) <= max(0, len(text) - 1)


@pytest.mark.parametrize("theirs", ["甲" * 300_000, "乙丙" * 150_000, "整" + "改" * 299_999])
def test_texts_that_have_nothing_in_common_are_given_up_soon(theirs):
    start = time.process_time()
    Alignment("整" * 300_000, theirs)
    assert time.process_time() - start < 2
