"""Word's shown numbers: lists in, labels out."""

from __future__ import annotations

import pytest

from taizhang.reading.formats import docx
from tests.reading import word
from tests.reading.word import abstract, use

OFFICIAL = abstract(0, "chineseCounting %1、", "chineseCounting （%2）", "decimal %3.")
ONE_USE = OFFICIAL + use(1, 0)


def lines(*paragraphs: str, numbering: str = ONE_USE, styles: str = "") -> list[str]:
    """The text of a document of these paragraphs, line by line."""
    return docx.read(word.docx(*paragraphs, numbering=numbering, styles=styles)).text.split("\n")


def level(text: str) -> list[str]:
    """The labels of three paragraphs of a list with this one level."""
    return lines("1/0 甲", "1/0 乙", "1/0 丙", numbering=abstract(0, text) + use(1, 0))


def test_levels_count_and_restart() -> None:
    paragraphs = ["1/0 甲", "1/1 乙", "1/2 丙", "1/2 丁", "1/1 戊", "1/2 己", "1/0 庚", "1/1 辛"]
    assert lines(*paragraphs) == ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚", "（一）辛"]


def test_text_between_does_not_disturb() -> None:
    assert lines("1/0 甲", "正文", "1/0 乙") == ["一、甲", "正文", "二、乙"]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("decimal %1. <w:start w:val='3'/>", ["3. 甲", "4. 乙", "5. 丙"]),
        ("decimal %1. <w:suff w:val='nothing'/>", ["1.甲", "2.乙", "3.丙"]),
        ("decimal 第%1条", ["第1条 甲", "第2条 乙", "第3条 丙"]),
        ("decimalEnclosedCircleChinese %1 <w:suff w:val='nothing'/>", ["①甲", "②乙", "③丙"]),
        ("chineseLegalSimplified %1、", ["壹、甲", "贰、乙", "叁、丙"]),
        ("bullet •", ["甲", "乙", "丙"]),
        ("none %1", ["甲", "乙", "丙"]),
    ],
)
def test_a_level_says_how_it_counts(definition: str, expected: list[str]) -> None:
    assert level(definition) == expected


def test_a_label_may_name_the_levels_above() -> None:
    numbering = abstract(0, "decimal %1", "decimal %1.%2", "decimal %1.%2.%3") + use(1, 0)
    assert lines("1/0 甲", "1/1 乙", "1/2 丙", "1/1 丁", numbering=numbering) == ["1 甲", "1.1 乙", "1.1.1 丙", "1.2 丁"]


def test_legal_numbering_writes_the_levels_above_in_digits() -> None:
    numbering = abstract(0, "chineseCounting 第%1章", "decimal %1.%2 <w:isLgl/>") + use(1, 0)
    assert lines("1/0 甲", "1/1 乙", numbering=numbering) == ["第一章 甲", "1.1 乙"]


def test_a_level_may_go_on_counting_past_its_parents() -> None:
    numbering = abstract(0, "chineseCounting %1、", "decimal %2. <w:lvlRestart w:val='0'/>") + use(1, 0)
    assert lines("1/0 甲", "1/1 乙", "1/0 丙", "1/1 丁", numbering=numbering)[3] == "2. 丁"


def test_two_uses_of_one_list_count_together() -> None:
    assert lines("1/0 甲", "2/0 乙", numbering=OFFICIAL + use(1, 0) + use(2, 0)) == ["一、甲", "二、乙"]


def test_a_use_may_start_anew() -> None:
    anew = use(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    assert lines("1/0 甲", "2/0 乙", "2/0 丙", numbering=OFFICIAL + use(1, 0) + anew) == ["一、甲", "一、乙", "二、丙"]


def test_a_use_may_write_a_level_its_own_way() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl>'
    own = use(2, 0, f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>')
    assert lines("2/0 甲", numbering=OFFICIAL + own) == ["(1) 甲"]


def style(name: str, numbering: str, based_on: str = "") -> str:
    """A paragraph style with numbering."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{base}<w:pPr><w:numPr>{numbering}</w:numPr></w:pPr></w:style>'


def test_a_style_may_bring_the_number() -> None:
    styles = style("H1", '<w:numId w:val="1"/>') + style("H2", '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
    assert lines("@H1 甲", "@H2 乙", "@H2 丙", styles=styles) == ["一、甲", "（一）乙", "（二）丙"]


def test_a_level_may_name_its_style() -> None:
    linked = abstract(0, "chineseCounting %1、 <w:pStyle w:val='H1'/>", "decimal %2. <w:pStyle w:val='H2'/>") + use(1, 0)
    styles = style("H1", '<w:numId w:val="1"/>') + style("H2", '<w:numId w:val="1"/>') + style("H3", "", "H2")
    assert lines("@H1 甲", "@H2 乙", "@H3 丙", styles=styles, numbering=linked) == ["一、甲", "1. 乙", "2. 丙"]


def test_a_paragraph_may_switch_its_styles_number_off() -> None:
    assert lines("@H1 甲", "@H1 0/0 乙", "@H1 丙", styles=style("H1", '<w:numId w:val="1"/>')) == ["一、甲", "乙", "二、丙"]


def test_a_list_may_be_defined_by_a_list_style() -> None:
    numbering = abstract(0, "decimal %1)", styleLink="S") + abstract(1, numStyleLink="S") + use(1, 1)
    assert lines("1/0 甲", numbering=numbering) == ["1) 甲"]


def test_an_empty_numbered_paragraph_counts() -> None:
    assert lines("1/0 甲", "1/0 ", "1/0 丙") == ["一、甲", "三、丙"]


@pytest.mark.parametrize("numbering", ["", use(1, 9), abstract(0) + use(1, 0), abstract(0, "decimal %9%1") + use(1, 0)])
def test_a_broken_definition_costs_no_text(numbering: str) -> None:
    assert lines("1/0 甲", numbering=numbering)[0].endswith("甲")
