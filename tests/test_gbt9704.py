"""The geometry of official documents adds up, as the standard prints it and as pages come out."""

from __future__ import annotations

import pytest

from taizhang import gbt9704
from taizhang.gbt9704 import FACES, FANG, GRID, HEADINGS, PAGE, TITLE, mm, size_name, twips


def test_the_type_area_is_156_by_225_millimetres():
    assert (PAGE.body_width_mm, PAGE.body_height_mm) == (156, 225)


def test_margins_in_twips_are_those_that_word_shows_as_37_35_28_26():
    assert [twips(side) for side in (PAGE.top_mm, PAGE.bottom_mm, PAGE.left_mm, PAGE.right_mm)] == [2098, 1984, 1587, 1474]


@pytest.mark.parametrize("length", [0, 7, 26, 37, 156, 297])
def test_a_length_comes_back_from_twips(length):
    assert mm(twips(length)) == pytest.approx(length, abs=0.02)


@pytest.mark.parametrize(("pitch", "lines"), [(GRID.pitch_pt, 22), (28, 22), (29, 21), (30, 21), (18, 35)])
def test_lines_on_a_page(pitch, lines):
    assert GRID.lines_on(PAGE.body_height_mm, pitch) == lines


def test_one_twip_more_costs_a_line():
    assert GRID.lines_on(PAGE.body_height_mm, (GRID.pitch_twips + 1) / 20) == GRID.lines - 1


@pytest.mark.parametrize(("spacing", "characters"), [(GRID.spacing_twips, 28), (0, 27)])
def test_characters_in_a_line(spacing, characters):
    assert GRID.characters_on(PAGE.body_width_mm, 16 + spacing / 20) == characters


def test_no_font_is_of_two_faces():
    fonts = [font.casefold() for face in FACES for font in dict.fromkeys((face.font, *face.fonts))]
    assert len(fonts) == len(set(fonts))


def test_a_face_knows_its_fonts_however_written():
    assert "fangsong_gb2312" in FANG
    assert "仿宋" in FANG
    assert "宋体" not in FANG


@pytest.mark.parametrize(("pt", "name"), [(22, "2号（22磅）"), (16, "3号（16磅）"), (10.5, "5号（10.5磅）"), (17, "17磅")])
def test_sizes_as_people_say_them(pt, name):
    assert size_name(pt) == name


def test_the_dashes_of_a_page_number_stand_seven_millimetres_below_the_type_area():
    number = gbt9704.PAGE_NUMBER
    line_mm = mm(number.type.size_pt * 20 * 1.3)  # 宋体 sets 14 pt on a line about 1.3 times as high
    assert PAGE.bottom_mm - number.footer_mm - line_mm / 2 == pytest.approx(number.below_mm, abs=0.3)


def test_headings_are_of_the_body_size_and_the_title_is_larger():
    assert {heading.size_pt for heading in HEADINGS} == {gbt9704.BODY.size_pt}
    assert TITLE.size_pt > gbt9704.BODY.size_pt
