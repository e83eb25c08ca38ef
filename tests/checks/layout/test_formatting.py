"""Effective formatting: which of defaults, styles, numbering, theme and direct properties wins."""

from __future__ import annotations

import pytest
from lxml import etree

from taizhang.checks.layout.formatting import Formatting
from tests.reading.word import W

THEME = (
    '<a:theme xmlns:a="a"><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>'
    '<a:font script="Jpan" typeface="明朝"/><a:font script="Hans" typeface="等线"/></a:minorFont></a:theme>'
)


def xml(name: str, content: str) -> etree._Element:
    return etree.fromstring(f"<w:{name} {W}>{content}</w:{name}>")


def style(name: str, content: str, based: str = "", kind: str = "paragraph", default: str = "") -> str:
    about = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}" {default}>{about}{content}</w:style>'


def defaults(run: str) -> str:
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault></w:docDefaults>"


def fonts(name: str) -> str:
    return f'<w:rPr><w:rFonts w:eastAsia="{name}"/></w:rPr>'


NORMAL = style("a", fonts("仿宋"), default='w:default="1"')
MINOR = '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'


@pytest.mark.parametrize(
    ("styles", "paragraph", "run", "font"),
    [
        ("", "", "", None),
        (defaults('<w:rFonts w:eastAsia="宋体"/>'), "", "", "宋体"),
        (defaults('<w:rFonts w:eastAsia="宋体"/>') + NORMAL, "", "", "仿宋"),
        (defaults(MINOR), "", "", "等线"),
        (defaults(MINOR) + NORMAL, "", "", "仿宋"),
        (NORMAL, "", MINOR, "等线"),
        (NORMAL + style("b", fonts("黑体"), "a"), '<w:pStyle w:val="b"/>', "", "黑体"),
        (NORMAL + style("b", "", "a"), '<w:pStyle w:val="b"/>', "", "仿宋"),
        (NORMAL + style("c", fonts("楷体"), kind="character"), "", '<w:rStyle w:val="c"/>', "楷体"),
        (NORMAL, "", '<w:rFonts w:eastAsia="黑体"/>', "黑体"),
        (NORMAL, "", '<w:rFonts w:ascii="Arial"/>', "仿宋"),
        (style("b", "", "c") + style("c", fonts("楷体"), "b"), '<w:pStyle w:val="b"/>', "", "楷体"),
        (NORMAL, '<w:pStyle w:val="missing"/>', "", None),
    ],
)
def test_the_font_of_chinese_characters(styles, paragraph, run, font):
    formatting = Formatting(xml("styles", styles), None, etree.fromstring(THEME))
    assert formatting.run(xml("pPr", paragraph), xml("rPr", run)).font == font


@pytest.mark.parametrize(
    ("around", "character", "own", "bold"),
    [("", "", "", False), ("<w:b/>", "", "", True), ("<w:b/>", "<w:b/>", "", False), ("<w:b/>", "", '<w:b w:val="0"/>', False), ("", "", "<w:b/>", True)],
)  # fmt: skip
def test_bold_is_toggled_by_styles_and_set_by_the_run(around, character, own, bold):
    styles = style("p", f"<w:rPr>{around}</w:rPr>") + style("c", f"<w:rPr>{character}</w:rPr>", kind="character")
    look = Formatting(xml("styles", styles)).run(xml("pPr", '<w:pStyle w:val="p"/>'), xml("rPr", f'<w:rStyle w:val="c"/>{own}'))
    assert look.bold is bold


LEVEL = '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
USE = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
INDENTED = '<w:ind w:left="100"/>'


@pytest.mark.parametrize(
    ("styled", "own", "left"),
    [
        ("", USE, 420),
        (INDENTED, USE, 420),  # the paragraph's own numbering goes before its style
        (USE + INDENTED, "", 100),  # the style goes before the numbering it names
        (USE, "", 420),
        (INDENTED, USE + '<w:ind w:left="50"/>', 50),
        (INDENTED, "", 100),
    ],
)
def test_numbering_indents_where_it_is_named(styled, own, left):
    formatting = Formatting(xml("styles", style("s", f"<w:pPr>{styled}</w:pPr>")), xml("numbering", LEVEL))
    assert formatting.paragraph(xml("pPr", f'<w:pStyle w:val="s"/>{own}')).left_twips == left


@pytest.mark.parametrize(
    ("indent", "characters"),
    [
        ('w:firstLine="640"', 2),
        ('w:firstLine="640" w:firstLineChars="200"', 2),
        ('w:firstLine="999" w:firstLineChars="200"', 2),
        ('w:firstLine="0" w:firstLineChars="0"', 0),
        ('w:hanging="320"', -1),
        ('w:firstLine="many"', 0),
    ],
)
def test_a_first_line_in_characters(indent, characters):
    look = Formatting(None).paragraph(xml("pPr", f"<w:ind {indent}/>"))
    assert look.first_line(16) == pytest.approx(characters)


def test_a_hanging_indent_of_nought_puts_away_a_first_line_below_it():
    styles = style("n", '<w:pPr><w:ind w:firstLine="640"/></w:pPr>') + style("f", '<w:pPr><w:ind w:hanging="0"/></w:pPr>', "n")
    assert Formatting(xml("styles", styles)).paragraph(xml("pPr", '<w:pStyle w:val="f"/>')).first_line(16) == 0


def test_styles_based_on_one_another_without_end_are_read_so_far():
    chain = "".join(style(f"s{n}", "", f"s{n + 1}") for n in range(5000))
    assert Formatting(xml("styles", chain)).run(xml("pPr", '<w:pStyle w:val="s0"/>'), None).font is None
