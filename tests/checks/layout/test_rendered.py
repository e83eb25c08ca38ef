"""The geometry as it comes out: the paper that layout has nothing against is drawn and measured."""

from __future__ import annotations

import re

import pytest

from taizhang.gbt9704 import GRID, PAGE, PAGE_NUMBER
from tests.checks.layout.drawn import drawn, height, lines
from tests.checks.layout.official import PARAGRAPHS, official

MANY = (*PARAGRAPHS[:2], ("Normal", "市水务局坚持问题导向逐条推进整改落实" * 90))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """For each page the signs of each line from the top."""
    document = drawn({"paper": official(paragraphs=MANY)}, tmp_path_factory.mktemp("drawn"))["paper"]
    yield [lines(page) for page in document]
    document.close()


def test_a_full_page_has_22_lines_of_28_characters(pages):
    body = [line for line in pages[1] if re.fullmatch("[\u4e00-\u9fff]+", "".join(c[0] for c in line))]
    assert [len(line) for line in body] == [GRID.characters] * GRID.lines


def test_the_text_fills_the_type_area(pages):
    signs = [c for line in pages[1][: GRID.lines] for c in line]
    assert min(c[1] for c in signs) == pytest.approx(PAGE.left_mm, abs=1)
    assert max(c[3] for c in signs) == pytest.approx(PAGE.width_mm - PAGE.right_mm, abs=1)
    assert max(c[4] for c in signs) == pytest.approx(PAGE.height_mm - PAGE.top_mm, abs=4)  # a line is higher than its signs
    assert min(c[2] for c in signs) == pytest.approx(PAGE.bottom_mm, abs=4)


def test_numbers_stand_seven_millimetres_below_on_the_outer_side(pages):
    dashes = [[c for c in page[-1] if c[0] == PAGE_NUMBER.dash] for page in pages[:2]]
    for first, last in dashes:
        assert PAGE.bottom_mm - height(first) == pytest.approx(PAGE_NUMBER.below_mm, abs=0.6)
        assert first[1] < last[1]
    assert dashes[0][1][3] == pytest.approx(PAGE.width_mm - PAGE.right_mm, abs=1)
    assert dashes[1][0][1] == pytest.approx(PAGE.left_mm, abs=1)
