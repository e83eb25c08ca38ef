"""The geometry as it comes out: the paper that layout has nothing against is drawn and measured."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from taizhang.gbt9704 import GRID, PAGE, PAGE_NUMBER, mm
from taizhang.reading import libreoffice, programs
from tests.checks.layout.official import PARAGRAPHS, official

MANY = (*PARAGRAPHS[:2], ("Normal", "市水务局坚持问题导向逐条推进整改落实" * 90))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """For each page the characters of each line from the top: what, and left, bottom, right and top in millimetres."""
    program = programs.found(*libreoffice.NAMES)
    if program is None:
        pytest.skip("LibreOffice is not installed (make system-deps)")
    home = tmp_path_factory.mktemp("drawn")
    (home / "paper.docx").write_bytes(official(paragraphs=MANY))
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    programs.run([program, profile, "--headless", "--convert-to", "pdf", str(home / "paper.docx")], home, 60)
    document = pypdfium2.PdfDocument(home / "paper.pdf")
    yield [_lines(page) for page in document]
    document.close()


def _lines(page):
    text = page.get_textpage()
    signs = [(text.get_text_range(at, 1), *(mm(20 * side) for side in text.get_charbox(at))) for at in range(text.count_chars())]
    lines = []
    for sign in sorted((sign for sign in signs if sign[0].strip()), key=_height, reverse=True):
        if not lines or _height(lines[-1][0]) - _height(sign) > GRID.pitch_pt / 6:  # half a line, in millimetres
            lines.append([])
        lines[-1].append(sign)
    return [sorted(line, key=lambda sign: sign[1]) for line in lines]


def _height(sign):
    return (sign[2] + sign[4]) / 2


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
        assert PAGE.bottom_mm - _height(first) == pytest.approx(PAGE_NUMBER.below_mm, abs=0.6)
        assert first[1] < last[1]
    assert dashes[0][1][3] == pytest.approx(PAGE.width_mm - PAGE.right_mm, abs=1)
    assert dashes[1][0][1] == pytest.approx(PAGE.left_mm, abs=1)
