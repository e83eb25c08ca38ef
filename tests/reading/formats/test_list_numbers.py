"""Numbers as Word writes them before a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.formats.list_numbers import written


@pytest.mark.parametrize(
    ("style", "number", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 10, "１０"),
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("japaneseCounting", 31, "三十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1003, "一千零三"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 2, "丑"),
        ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("none", 3, ""),
        ("bullet", 3, ""),
        ("aStyleOfTomorrow", 3, "3"),
        ("upperRoman", 0, "0"),
    ],
)
def test_a_number_is_written(style: str, number: int, expected: str) -> None:
    assert written(number, style) == expected


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["chineseCounting", "chineseLegalSimplified", "upperRoman"]))
def test_different_numbers_are_written_differently(one: int, other: int, style: str) -> None:
    assert (written(one, style) == written(other, style)) == (one == other)
