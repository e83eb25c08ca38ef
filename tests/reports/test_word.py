"""The writer of official papers: what it writes keeps to the standard, says what it was given, and is the same every time."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from taizhang.checks import Paper, layout
from taizhang.reading import read
from taizhang.reading.formats import open_document
from taizhang.reports.official import Official, Text, number, numeral
from taizhang.reports.word import docx
from taizhang.reports.word.signature import places
from tests.reports.papers import PAPER, SENTENCE, listed, paper

LACKED = "layout.missing_fonts"  # the standard's own fonts: of the computer, not of the paper


def departures(data):
    return [(one.code, one.message) for one in layout.remarks(Paper(read(data, "a.docx"), file=data)) if one.code != LACKED]


@pytest.mark.parametrize(
    "changes", [{}, {"sealed": True}, {"attachments": ()}, {"addressee": ""}, {"attachments": PAPER.attachments[:1]}]
)
def test_what_is_written_keeps_to_the_standard(changes):
    assert departures(docx(paper(**changes))) == []


def test_a_paper_across_keeps_to_it_too():
    data = docx(Official("整改情况汇总表", (listed(),), across=True))
    assert departures(data) == []
    assert b"landscape" in open_member(data)


def open_member(data, name="word/document.xml"):
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def test_the_text_reads_back_with_its_numbers():
    text = open_document(docx(PAPER), "a.docx").text
    for said in (
        "一、总体情况\n",
        "（一）供水保障方面。共有",
        "1.管网漏损率偏高的问题\n",
        "（1）更换老旧管网。已更换",
        "附件：1.问题清单\n2.任务清单\n3.审批表",
    ):
        assert said in text


def test_a_list_reads_back_with_what_stands_once_over_several_rows():
    table = open_document(docx(PAPER), "a.docx").tables[0]
    spans = [cell.row_span for row in table.rows[2:] for cell in row if cell.column == 1]
    assert spans == [5] * 8


def test_the_same_paper_gives_the_same_bytes():
    assert docx(PAPER) == docx(PAPER)


def test_signs_that_xml_cannot_hold_are_left_out_and_marks_are_text():
    said = "甲<w:t>&乙\x07\ud800丙"
    assert "甲<w:t>&乙丙" in open_document(docx(Official("说明", (Text(said),))), "a.docx").text


@pytest.mark.parametrize(
    ("name", "day", "sealed", "above", "below"),
    [
        ("中共江岸市水务局委员会", "2026年9月3日", False, (2, False), (17, True)),  # the date begins two characters further in
        ("水务局", "2026年11月22日", False, (17, True), (19, True)),  # a longer date ends at two, the name moves in
        ("市水务局", "2026年9月3日", True, (5, False), (4, False)),  # a sealed name in the middle over the date
        ("江" * 25, "2026年9月3日", False, (2, False), (2, False)),
    ],
)
def test_signature_and_date_stand_where_the_standard_says(name, day, sealed, above, below):
    assert places(name, day, sealed) == (above, below)


def test_text_before_the_signature_is_kept_with_it():
    xml = open_member(docx(paper(attachments=()))).decode()
    last = xml[: xml.index('中共江岸市水务局委员会</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Signature"')].rindex(SENTENCE)
    assert "<w:keepNext/><w:widowControl/>" in xml[last - 400 : last]


@pytest.mark.parametrize(
    ("n", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (57, "五十七"), (99, "九十九"), (100, "100")]
)
def test_numerals(n, said):
    assert numeral(n) == said


def test_every_level_has_its_number():
    assert [number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]


def test_dates_carry_no_noughts():
    assert "2026年1月5日" in open_document(docx(paper(signed_on=date(2026, 1, 5))), "a.docx").text


def test_another_program_opens_it_and_finds_what_it_is():
    found = Document(io.BytesIO(docx(PAPER)))
    assert [section.orientation for section in found.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [p.text for p in found.paragraphs if p.style.name == "Heading 1"] == ["一、总体情况"]
    assert found.settings.odd_and_even_pages_header_footer
