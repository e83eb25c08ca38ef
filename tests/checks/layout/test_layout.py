"""Layout against the standard: a paper that keeps to it raises nothing, each departure is named at its place."""

from __future__ import annotations

import re

import pytest

from taizhang.checks import Paper, Severity, layout
from taizhang.checks.remark import Remark
from taizhang.reading import read
from tests.checks.layout.official import PARAGRAPHS, official
from tests.reading import word
from tests.reading.formats.test_docx import inside


def remarks(data: bytes) -> list[Remark]:
    return list(layout.remarks(Paper(read(data, "a.docx"), file=data)))


def without(*texts: str) -> bytes:
    """The document without these paragraphs."""
    return official(paragraphs=tuple(p for p in PARAGRAPHS if p[1] not in texts))


def test_a_paper_that_keeps_to_the_standard_raises_nothing():
    assert remarks(official()) == []


BODY = "根据市委统一部署"
CASES = [
    (('w:w="11906" w:h="16838"', 'w:w="10318" w:h="14570"'), "layout.paper", "纸张是182×257毫米，公文用A4", ""),
    (('w:top="2098"', 'w:top="1440"'), "layout.margins", "页边距是上25毫米，应为上37毫米", ""),
    (('w:left="1587" w:right="1474"', 'w:left="1800" w:right="1800"'), "layout.margins", "页边距是左32、右32毫米，应为左28、右26毫米", ""),
    (('w:line="579"', 'w:line="600"'), "layout.lines", "正文行距固定值30磅，每页排21行，应排22行", ""),
    (('w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"'), "layout.lines", "正文行距1.5倍，每页排14行", ""),
    (('<w:spacing w:val="-5"/>', ""), "layout.characters", "正文每行排27个字，应排28个", ""),
    (("方正小标宋简体", "黑体"), "layout.font", "标题的字体是“黑体”，应为小标宋体（方正小标宋简体）", "市水务局关于巡察整改进展情况的通报"),
    (('<w:sz w:val="44"/>', '<w:sz w:val="36"/>'), "layout.size", "标题的字号是小2号（18磅），应为2号（22磅）", "市水务局关于"),
    (('<w:rFonts w:eastAsia="黑体"/>', '<w:b/><w:rFonts w:eastAsia="黑体"/>'), "layout.bold", "一级标题加粗了", "一、总体情况"),
    (("黑体", "宋体"), "layout.font", "一级标题的字体是“宋体”，应为黑体（黑体）", "一、总体情况"),
    (('w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋_GB2312"'), "layout.font", "二级标题的字体是“仿宋_GB2312”，应为楷体", "（一）供水保障方面"),
    (('<w:jc w:val="center"/>', ""), "layout.alignment", "标题居左，应居中", "市水务局关于"),
    (("<w:r><w:t>根据", '<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr><w:t>根据'), "layout.font", "正文的字体是“宋体”，应为仿宋体", BODY),
    (("<w:r><w:t>根据", '<w:r><w:rPr><w:sz w:val="30"/></w:rPr><w:t>根据'), "layout.size", "正文的字号是小3号（15磅），应为3号（16磅）", BODY),
    (('"Normal"/></w:pPr><w:r><w:t>根据', '"Flush"/></w:pPr><w:r><w:t>根据'), "layout.indent", "正文左边空0字，应空2字", BODY),
    (('"Flush"/></w:pPr><w:r><w:t>局属', '"Normal"/></w:pPr><w:r><w:t>局属'), "layout.indent", "主送机关左边空2字，应空0字", "局属"),
    (("2026年9月3日", "2026年09月03日"), "layout.date", "成文日期写作“2026年09月03日”，应写作“2026年9月3日”", "2026年09月03日"),
    (("2026年9月3日", "二〇二六年九月三日"), "layout.date", "成文日期写作“二〇二六年九月三日”，应写作“2026年9月3日”", "二〇二六年九月三日"),
    (("整改措施一览", "整改措施一览。"), "layout.attachment", "附件名称后面有标点，应不加标点", "附件："),
    (("<w:pageBreakBefore/>", ""), "layout.attachment", "附件没有另起一页，应另面编排", "附件"),
    (('<w:sz w:val="28"/>', ""), "layout.page_number", "页码是3号（16磅），应为4号（14磅）宋体", ""),
    (("<w:r><w:t>— </w:t></w:r>", ""), "layout.page_number", "页码两边没有一字线", ""),
    (("<w:evenAndOddHeaders/>", ""), "layout.page_number_side", "单页和双页的页码在同一个位置", ""),
    (('<w:font w:name="楷体_GB2312"><w:embedRegular r:id="x"/></w:font>', ""), "layout.missing_fonts", "文中用到“楷体_GB2312”，一般的电脑没有安装", ""),
    (("<w:r><w:t>根据", '<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr><w:t>根据'), "layout.mixed_fonts", "仿宋体混用了“仿宋_GB2312”、“仿宋”", BODY),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "message", "quote"), CASES, ids=[f"{c[1]}-{n}" for n, c in enumerate(CASES)])
def test_each_departure_is_named_at_its_place(change, code, message, quote):
    (remark,) = [r for r in remarks(official(change)) if r.code == code and r.message.startswith(message)]
    assert remark.quote.startswith(quote)
    assert bool(remark.quote) == bool(quote)
    assert remark.severity is not Severity.ERROR
    assert re.search("[\u3000-\u9fff]", re.sub("“[^”]*”", "", remark.english)) is None


def test_no_page_number():
    assert [
        r.message for r in remarks(official(('w:instr=" PAGE "', 'w:instr=" DATE "'), ('w:instr=" PAGE "', 'w:instr=" DATE "')))
    ] == ["没有页码，应为4号（14磅）宋体，形如“— 1 —”"]


def test_the_list_of_attachments_stands_a_line_below_the_text():
    lines = [p for n, p in enumerate(PARAGRAPHS) if n != 7]
    assert [r.message for r in remarks(official(paragraphs=tuple(lines)))] == ["附件说明紧接正文，应在正文下空一行"]


def test_the_same_departure_in_many_places_is_told_once_with_their_number():
    more = tuple(("Normal", f"各责任单位按照第{n}批清单逐条推进，每周调度，每月通报，完成一项销号一项。") for n in range(9))
    data = official(("仿宋_GB2312", "宋体"), paragraphs=(*PARAGRAPHS[:3], *more))
    assert [r.message for r in remarks(data) if "正文" in r.message] == [
        "主送机关、正文的字体是“宋体”，应为仿宋体（仿宋_GB2312）（共11处）"
    ]


@pytest.mark.parametrize(
    "change",
    [
        ('"Normal"/></w:pPr><w:r><w:t>根据', '"Flush"/></w:pPr><w:r><w:t>\u3000\u3000根据'),  # blanks typed for an indent
        ('w:top="2098"', 'w:top="2070"'),  # half a millimetre
        ("仿宋_GB2312", "仿宋"),  # the same face; mixed with none
        ('<w:jc w:val="right"/></w:pPr><w:r>', '<w:framePr w:xAlign="outside"/></w:pPr><w:r>'),
    ],
)
def test_what_comes_to_the_same_is_no_departure(change):
    assert [r.message for r in remarks(official(change)) if "一般的电脑" not in r.message] == []


def test_a_list_across_is_not_held_to_the_margins_of_a_page_upright():
    across = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:top="1000" w:bottom="1000" w:left="1000" w:right="1000"/></w:sectPr></w:pPr></w:p>'
    assert remarks(official(("</w:p><w:sectPr>", f"</w:p>{across}<w:sectPr>"))) == []


@pytest.mark.parametrize(
    "data",
    [
        word.docx("会议记录", "今天讨论了三件事，会上大家都说了说自己的想法，没有形成一致意见，下次再议。"),
        word.docx("整改台账", "<w:tbl><w:tr><w:tc>" + inside("<w:r><w:t>问题</w:t></w:r>") + "</w:tc></w:tr></w:tbl>"),
        "通报\n没有版式的文本。".encode(),
    ],
)
def test_what_is_no_official_document_is_left_alone(data):
    assert list(layout.remarks(Paper(read(data, "a"), file=data))) == []


def test_without_the_file_nothing_is_said_of_its_layout():
    assert list(layout.remarks(Paper(read(official(), "a.docx")))) == []
