"""Titles are broken where words end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reports.titles import lines


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("整改方案", ["整改方案"]),
        (
            "中共江岸市水务局委员会关于市委第三巡察组反馈意见的整改方案",
            ["中共江岸市水务局委员会", "关于市委第三巡察组反馈意见的整改方案"],
        ),
        ("市水务局关于巡察整改进展情况的通报", ["市水务局关于巡察整改进展情况的通报"]),
        ("市水务局关于巡察反馈问题整改进展情况的报告", ["市水务局关于巡察反馈问题", "整改进展情况的报告"]),
        ("甲\n乙", ["甲", "乙"]),
    ],
)
def test_titles_are_broken_where_words_end(title, broken):
    assert lines(title) == broken


@pytest.mark.parametrize(
    "title",
    [
        "中共江岸市水务局委员会关于市委第三巡察组反馈意见整改进展情况的通报",
        "江岸市水务局主要负责人关于组织落实市委第三巡察组巡察反馈问题整改工作情况的报告",
        "江岸市人民政府办公室关于转发市水务局城乡供水老旧管网漏损治理专项审计查出问题整改工作实施方案的通知",
    ],
)
def test_titles_of_several_lines_have_no_waist(title):
    lengths = [len(line) for line in lines(title)]
    assert len(lengths) > 1
    assert not any(a > b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))


def test_no_line_is_longer_than_twenty_characters_and_nothing_is_lost():
    title = "江岸市人民政府办公室关于转发市水务局城乡供水老旧管网漏损治理专项审计查出问题整改工作实施方案的通知"
    found = lines(title)
    assert "".join(found) == title
    assert max(map(len, found)) <= 20
    assert lines("供" * 45) == ["供" * 20, "供" * 20, "供" * 5]


def test_across_more_goes_on_a_line():
    assert lines("供" * 28, across=True) == ["供" * 28]


@given(st.text("关于市水务局整改的情况委员会（》1", max_size=400))
def test_any_title_is_broken_whole_and_soon(title):
    found = lines(title)
    assert "".join(found) == title.strip()
    assert all(len(line) <= 20 for line in found)
