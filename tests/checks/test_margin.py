"""The page with remarks in the margin: self-contained, the text whole, each remark at its words and in the list."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from taizhang.checks.margin import page
from taizhang.checks.remark import Remark, Severity
from taizhang.reading import Reading, read_text

TEXT = "整改报告\n一、总体情况\n反馈4个方面12个问题，制定57条措施。\n其中完成52条，基本完成5条。"
READING = read_text(TEXT)


def remark(quote: str, severity: Severity = Severity.ERROR, text: str = TEXT, **more: str) -> Remark:
    start = text.index(quote)
    return Remark("counts.parts", severity, f"看看{quote}", quote, start, start + len(quote), **more)


def shown(*remarks: Remark, reading: Reading = READING, **more: str) -> html.HtmlElement:
    return html.document_fromstring(page(reading, remarks, **more))


def words(element: html.HtmlElement) -> str:
    """The text of an element without the numbers of remarks."""
    return "".join(element.xpath(".//text()[not(parent::sup)]"))


def lines(tree: html.HtmlElement) -> list[str]:
    return [words(line) for line in tree.iter("p") if "text" in line.get("class", "").split()]


def test_nothing_is_fetched_and_nothing_runs():
    made = page(READING, [remark("57条", suggestion="<script src=x>")])
    assert re.search(r"https?://|<script|<link|<img|@import|url\(|\son\w+=", made) is None
    assert "default-src 'none'" in made


def test_the_words_are_marked_and_lead_to_their_remark():
    tree = shown(remark("57条"))
    (mark,) = tree.iter("mark")
    assert (words(mark), mark.get("class")) == ("57条", "error")
    assert tree.get_element_by_id("n1").text_content().startswith("■ 错误 1 看看57条")
    assert tree.get_element_by_id("p1").getparent() is mark


def test_the_list_is_worst_first_and_answered_ones_last():
    late, note, done = remark("5条", Severity.WARNING), remark("一、", Severity.NOTE), replace(remark("12个"), answer="口径不同")
    (listed,) = shown(note, done, late).iter("ol")
    assert [words(item.xpath("span[2]")[0]) for item in listed] == ["看看5条", "看看一、", "看看12个已说明：口径不同"]


def test_a_remark_on_the_whole_paper_stands_in_the_list_only():
    tree = shown(Remark("layout.paper", Severity.WARNING, "纸张不对", "", 0, 0), remark("57条"))
    assert [words(where) for where in tree.xpath("//*[@class='where']")] == ["第3行 ", "整份材料"]
    assert [mark.text_content() for mark in tree.iter("mark")] == ["57条"]


def test_where_remarks_overlap_the_worst_colours_and_each_has_its_number():
    tree = shown(remark("4个方面12个问题"), remark("12个问题，制定57条", Severity.NOTE))
    assert [(words(mark), mark.get("class")) for mark in tree.iter("mark")] == [
        ("4个方面", "error"),
        ("12个问题", "error"),
        ("，制定57条", "note"),
    ]
    assert lines(tree) == TEXT.split("\n")


def test_a_remark_over_two_lines_is_marked_in_both():
    tree = shown(remark("措施。\n其中"))
    assert [words(mark) for mark in tree.iter("mark")] == ["措施。", "其中"]
    assert len(tree.xpath("//mark/following-sibling::a/sup")) == 1


def test_in_english():
    tree = shown(replace(remark("57条", suggestion="52"), english="Parts do not add up"), language="en")
    assert tree.get("lang") == "en"
    assert words(tree.get_element_by_id("n1")).startswith("■ Error  Parts do not add upCould be: 52")


def test_a_paper_without_remarks_says_so():
    assert "没有提示" in page(READING, [])


def test_the_file_names_a_paper_without_a_title():
    tree = shown(reading=Reading("无题的话。"), name="报告<稿>.docx")
    assert tree.findtext(".//h1") == "报告<稿>.docx"


@given(
    st.text("整改<&\"'\t\n，。", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.sampled_from(Severity)), max_size=8),
)
def test_the_text_is_whole_whatever_is_marked(text, places):
    found = [Remark("a.b", s, "话", text[i : i + n], min(i, len(text)), min(i + n, len(text))) for i, n, s in places]
    tree = shown(*found, reading=Reading(text))
    assert lines(tree) == [line for line in text.split("\n") if line.strip()]


def test_a_line_with_thousands_of_remarks_takes_no_long_time():
    text = "共57条，" * 20_000
    found = [Remark("a.b", Severity.NOTE, "话", text[i : i + 4], i, i + 4) for i in range(0, len(text), 10)]
    start = time.process_time()
    page(Reading(text), found)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b"])
def test_control_characters_do_not_reach_the_page(sign):
    assert sign not in page(Reading(f"共{sign}57条"), [])
