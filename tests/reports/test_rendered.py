"""Every form drawn by LibreOffice, its pages as pictures: 22 lines of 28, margins kept, each part where the standard has it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy
import pytest

from taizhang.gbt9704 import ATTACHMENT_TITLE_LINE, GRID, HEAD, PAGE, PAGE_NUMBER, TITLE, mm, points
from taizhang.reports.letter import Letter, as_letter
from taizhang.reports.official import Text
from taizhang.reports.word import docx
from tests.checks.layout.drawn import across, drawn, height, lines, signs
from tests.reports import ledgers
from tests.reports.papers import SENTENCE, paper
from tests.reports.test_forms import ODD, PAPERS, write

HANGING = 6  # millimetres: a comma at a line's end may stand in the margin
PER_MM = 4  # dots
LETTER = Letter(
    issuer="江岸市水务局文件", number="江水发〔2026〕18号", urgency="特急", signed_by="江岸市水务局", sealed=True,
    copies_to="市纪委监委，市委组织部，市委巡察办", printed_by="江岸市水务局办公室", printed_on=date(2026, 11, 22),
)  # fmt: skip
UPWARDS = replace(LETTER, signatory="李卫东", urgency="", sealed=False)
LETTERS = {"letter": as_letter(PAPERS["report"], LETTER), "upwards": as_letter(PAPERS["plan"], UPWARDS)}
ODD_FORMS = (
    *(("large", code) for code in ("report", "summary", "tasks")),
    *(("bare", code) for code in ("report", "plan")),
    *(("nothing", code) for code in ("monthly", "summary")),
)
STRANGE = {f"{odd}_{code}": write(code, ODD[odd]) for odd, code in ODD_FORMS}
FORMS = {**PAPERS, **LETTERS, **STRANGE}
SIGNED = [code for code, one in FORMS.items() if one.signed_by]
COLUMN = mm(20 * 16)  # a character's width
LINE = mm(GRID.pitch_twips)


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Every form, a full page of text, and papers that end so that a signature would stand alone."""
    full = paper(blocks=(Text(SENTENCE * 90), Text(SENTENCE)), attachments=(), addressee="")
    ends = {f"ends{n}": paper(blocks=(Text(SENTENCE), *[Text(SENTENCE)] * n), attachments=()) for n in range(12, 18)}
    papers = {**FORMS, "full": full, **ends, "long": write("report", ledgers.long(20))}
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


def said(line):
    return "".join(sign[0] for sign in line)


def found(document, text):
    """The first line that begins so, and the number of its page from nought."""
    return next((line, n) for n, page in enumerate(document) for line in lines(page) if said(line).startswith(text))


def line_of(line):
    """On which line of the page a line of type stands, by its middle."""
    return 1 + round((PAGE.height_mm - PAGE.top_mm - LINE / 2 - height(line[0])) / LINE)


def test_a_full_page_has_22_lines_of_28_characters(documents):
    body = [line for line in lines(documents["full"][1]) if re.fullmatch("[\u4e00-\u9fff]+", said(line))]
    assert [len(line) for line in body] == [GRID.characters] * GRID.lines


@pytest.mark.parametrize("name", [*FORMS, "long"])
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


@pytest.mark.parametrize("name", [*FORMS, "long"])
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


@pytest.mark.parametrize("name", PAPERS)
def test_the_title_stands_first_in_the_middle_and_is_of_the_second_size(documents, name):
    page = documents[name][0]
    first = lines(page)[0]
    wide, high = (mm(20 * side) for side in (page.get_width(), page.get_height()))
    left, right, top = (
        (PAGE.bottom_mm, PAGE.top_mm, PAGE.left_mm) if is_across(page) else (PAGE.left_mm, PAGE.right_mm, PAGE.top_mm)
    )
    assert (first[0][1] + first[-1][3]) / 2 == pytest.approx((left + wide - right) / 2, abs=1.5)
    assert high - top - height(first[0]) < LINE
    advance = (first[-1][1] - first[0][1]) / (len(first) - 1)
    assert advance == pytest.approx(mm(20 * TITLE.size_pt), abs=0.3)


@pytest.mark.parametrize("name", SIGNED)
def test_a_signature_stands_at_the_right_with_its_day_below(documents, name):
    signed, day = FORMS[name].signed_by, FORMS[name].signed_on
    pages = [lines(page) for page in documents[name] if not is_across(page)]
    rows, at = next(
        (rows, at) for rows in pages for at, line in enumerate(rows) if said(line) == f"{day.year}年{day.month}月{day.day}日"
    )
    assert said(rows[at - 1]) == signed
    assert height(rows[at - 1][0]) - height(rows[at][0]) == pytest.approx(LINE, abs=1)
    assert across(rows[at][-1]) > PAGE.width_mm * 0.75


def test_a_sealed_signature_stands_in_the_middle_over_its_day(documents):
    rows = lines(documents["letter"][len(documents["letter"]) - 1])
    at = next(n for n, line in enumerate(rows) if said(line) == "2026年11月22日")
    middles = [(row[0][1] + row[-1][3]) / 2 for row in rows[at - 1 : at + 1]]
    assert middles[0] == pytest.approx(middles[1], abs=1.5 * COLUMN)  # digits of a stand-in font are wider


def test_a_signature_never_stands_alone(documents):
    for n in range(12, 18):
        last = documents[f"ends{n}"][len(documents[f"ends{n}"]) - 1]
        told = "".join(sign[0] for sign in signs(last))
        assert "2026年9月3日" in told
        assert SENTENCE[:6] in told


def test_the_three_lists_lie_across_behind_an_upright_plan(documents):
    turned = [is_across(page) for page in documents["plan"]]
    assert turned == sorted(turned)
    assert turned.count(True) >= 3


def test_an_attachment_begins_a_page_with_its_number_and_has_its_title_on_the_third_line(documents):
    label, page = found(documents["plan"], "附件1")
    assert is_across(documents["plan"][page])
    title = lines(documents["plan"][page])[1]
    high = mm(20 * documents["plan"][page].get_height()) - PAGE.left_mm
    assert said(label) == "附件1"
    assert said(title) == "问题清单"
    assert 1 + round((high - LINE / 2 - height(title[0])) / LINE) == ATTACHMENT_TITLE_LINE


@pytest.mark.parametrize(("name", "above"), [("letter", "江岸市水务局文件"), ("upwards", "江岸市水务局文件")])
def test_the_issuer_stands_35_millimetres_below_the_type_areas_edge(documents, name, above):
    line, page = found(documents[name], above)
    assert page == 0
    top = max(sign[4] for sign in line)
    assert PAGE.height_mm - PAGE.top_mm - top == pytest.approx(HEAD.issuer_top_mm, abs=2.5)


@pytest.mark.parametrize("name", LETTERS)
def test_the_red_rule_is_as_wide_as_the_type_area_and_4_millimetres_below_the_number(documents, name):
    page = documents[name][0]
    picture = page.render(scale=PER_MM * 25.4 / 72).to_numpy().astype(int)
    red = (picture.max(axis=2) > 150) & (picture.min(axis=2) < 100)
    rows = numpy.flatnonzero(red.sum(axis=1) > 100 * PER_MM)
    columns = numpy.flatnonzero(red[rows[0]])
    number, _ = found(documents[name], "江水发")
    assert (columns[-1] - columns[0]) / PER_MM == pytest.approx(HEAD.rule_width_mm, abs=1.5)
    lowest = min(sign[2] for sign in number)
    assert lowest - (picture.shape[0] - rows[0]) / PER_MM == pytest.approx(HEAD.rule_below_mm, abs=1.5)


@pytest.mark.parametrize("name", LETTERS)
def test_the_tail_stands_at_the_foot_of_the_last_page(documents, name):
    last = documents[name][len(documents[name]) - 1]
    rows = [line for line in lines(last) if PAGE_NUMBER.dash not in said(line)]
    assert said(rows[-1]) == "江岸市水务局办公室2026年11月22日印发"
    assert said(rows[-2]) == "抄送：市纪委监委，市委组织部，市委巡察办。"
    assert height(rows[-1][0]) - PAGE.bottom_mm == pytest.approx(4, abs=3)


def test_who_signs_for_a_paper_stands_at_the_right_of_its_number(documents):
    number, _ = found(documents["upwards"], "江水发〔2026〕18号")
    assert said(number).endswith("签发人：李卫东")
    assert across(number[-1]) == pytest.approx(PAGE.width_mm - PAGE.right_mm - 1.5 * COLUMN, abs=3)


def test_tables_have_their_head_on_every_page(documents):
    pages = list(documents["large_tasks"])
    assert len(pages) > 3
    assert all(any("牵头单位" in said(line) for line in lines(page)) for page in pages)


@pytest.mark.parametrize("name", ["report", "large_report", "letter"])
def test_no_page_but_the_last_is_left_half_empty(documents, name):
    pages = [page for page in documents[name] if not is_across(page)]
    for page in pages[:-1]:
        used = [line for line in lines(page) if PAGE_NUMBER.dash not in said(line)]
        assert height(used[-1][0]) < PAGE.bottom_mm + 10 * LINE
    assert points(LINE) == pytest.approx(GRID.pitch_pt, abs=0.01)
