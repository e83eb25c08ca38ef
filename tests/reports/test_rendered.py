"""Every form drawn by LibreOffice, its pages as pictures: 22 lines of 28, margins kept, numbers at the paper's foot either way."""

from __future__ import annotations

import re

import numpy
import pytest

from taizhang.gbt9704 import GRID, PAGE, PAGE_NUMBER
from taizhang.reports.official import Text
from taizhang.reports.word import docx
from tests.checks.layout.drawn import across, drawn, height, lines, signs
from tests.reports import ledgers
from tests.reports.papers import SENTENCE, paper
from tests.reports.test_forms import PAPERS, write

HANGING = 6  # millimetres: a comma at a line's end may stand in the margin
PER_MM = 4  # dots


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Every form, a full page of text, and papers that end so that a signature would stand alone."""
    full = paper(blocks=(Text(SENTENCE * 90), Text(SENTENCE)), attachments=(), addressee="")
    ends = {f"ends{n}": paper(blocks=(Text(SENTENCE), *[Text(SENTENCE)] * n), attachments=()) for n in range(12, 18)}
    papers = {**PAPERS, "full": full, **ends, "long": write("report", ledgers.long(20))}
    found = drawn({name: docx(one) for name, one in papers.items()}, tmp_path_factory.mktemp("drawn"))
    yield found
    for document in found.values():
        document.close()


def ink(page):
    """Where there is ink on the page's picture: left, bottom, right, top in millimetres."""
    grey = page.render(scale=PER_MM * 25.4 / 72, grayscale=True).to_numpy() < 128
    rows, columns = numpy.flatnonzero(grey.any(axis=1)), numpy.flatnonzero(grey.any(axis=0))
    tall = grey.shape[0]
    return columns[0] / PER_MM, (tall - rows[-1]) / PER_MM, columns[-1] / PER_MM, (tall - rows[0]) / PER_MM


def is_across(page):
    return page.get_width() > page.get_height()


def test_a_full_page_has_22_lines_of_28_characters(documents):
    body = [line for line in lines(documents["full"][1]) if re.fullmatch("[\u4e00-\u9fff]+", "".join(sign[0] for sign in line))]
    assert [len(line) for line in body] == [GRID.characters] * GRID.lines


@pytest.mark.parametrize("name", [*PAPERS, "long"])
def test_nothing_stands_in_the_margins_but_the_number(documents, name):
    for page in documents[name]:
        left, bottom, right, top = ink(page)
        if is_across(page):
            assert left >= PAGE.bottom_mm - PAGE_NUMBER.below_mm - 4
            assert right <= PAGE.height_mm - PAGE.top_mm + HANGING
            assert bottom >= PAGE.right_mm - 1
            assert top <= PAGE.width_mm - PAGE.left_mm + 1
        else:
            assert left >= PAGE.left_mm - 2
            assert right <= PAGE.width_mm - PAGE.right_mm + HANGING
            assert bottom >= PAGE.bottom_mm - PAGE_NUMBER.below_mm - 4
            assert top <= PAGE.height_mm - PAGE.top_mm + 1


@pytest.mark.parametrize("name", [*PAPERS, "long"])
def test_every_page_has_its_number_seven_millimetres_below_the_type_area(documents, name):
    """Upright pages at their foot, pages across at their left edge, so that all are at one edge of the bound paper."""
    for n, page in enumerate(documents[name], 1):
        where = [sign for sign in signs(page) if sign[0] == PAGE_NUMBER.dash]
        where.sort(key=across if is_across(page) else height)
        for dash in where[:2]:
            below = PAGE.bottom_mm - (across(dash) if is_across(page) else height(dash))
            assert below == pytest.approx(PAGE_NUMBER.below_mm, abs=1.2)
        middle = height(where[0]) if is_across(page) else across(where[0])
        half = (page.get_height() if is_across(page) else page.get_width()) / 72 * 25.4 / 2
        assert (middle < half) == ((n % 2 == 1) == is_across(page))


def test_a_signature_never_stands_alone(documents):
    for n in range(12, 18):
        last = documents[f"ends{n}"][len(documents[f"ends{n}"]) - 1]
        said = "".join(sign[0] for sign in signs(last))
        assert "2026年9月3日" in said
        assert SENTENCE[:6] in said


def test_the_three_lists_lie_across_behind_an_upright_plan(documents):
    turned = [is_across(page) for page in documents["plan"]]
    assert turned == sorted(turned)
    assert turned.count(True) >= 3
