"""Word documents: what is text, what is a table, what is left out, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import containers, docx, open_document
from taizhang.reading.limits import DEFAULTS, Limits
from tests.reading import word
from tests.reading.word import paragraph, run

INSTRUCTION = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
BOX = "<w:txbxContent>" + paragraph("框内") + "</w:txbxContent>"


def read(*lines: str, **parts: str) -> str:
    """The text of a document of these lines."""
    return docx.read(word.docx(*lines, **parts)).text


def inside(xml: str) -> str:
    """A paragraph of this content."""
    return f"<w:p>{xml}</w:p>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (run("整改") + run("台账"), "整改台账"),
        (run("甲") + "<w:r><w:br/></w:r>" + run("乙"), "甲\n乙"),
        (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), "甲\t乙"),
        (run("023") + "<w:r><w:noBreakHyphen/></w:r>" + run("618"), "023-618"),
        (f"<w:ins>{run('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>{run('留')}", "增留"),
        (f"<w:moveTo>{run('来')}</w:moveTo><w:moveFrom>{run('去')}</w:moveFrom>", "来"),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>", "链接"),
        (f"<w:smartTag>{run('3月')}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{run('2日')}</w:sdtContent></w:sdt>", "3月2日"),
        (f'<w:fldSimple w:instr="DATE">{run("2026年")}</w:fldSimple>', "2026年"),
        (INSTRUCTION.format("PAGE") + SEPARATE + run("7") + END + run("页"), "7页"),
        (INSTRUCTION.format("IF") + run("条件") + SEPARATE + run("结果") + END, "结果"),
        ('<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显"),
        (f"<w:r><w:ruby><w:rt>{run('zhēn')}</w:rt><w:rubyBase>{run('甄')}</w:rubyBase></w:ruby></w:r>", "甄"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("完成"), "☑完成"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        (run("外") + f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>", "外\n框内"),
        (f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
         f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>", "框内"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_shown(xml: str, expected: str) -> None:
    assert read(inside(xml)) == expected


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert read(inside(mark + run("甲")), "乙", "丙") == "甲乙\n丙"


def test_a_table_of_contents_is_left_out() -> None:
    begin = inside(INSTRUCTION.format(' TOC \\o "1-3" ') + SEPARATE + run("一、目录行"))
    assert read("标题", begin, inside(run("二、目录行")), inside(END), "一、正文") == "标题\n一、正文"


def test_a_contents_control_is_left_out() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    assert read(f"<w:sdt>{gallery}<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>", "正文") == "正文"


def test_content_controls_around_paragraphs_are_read() -> None:
    assert read(f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>") == "甲"


def test_headers_are_left_out() -> None:
    assert read("正文", header=paragraph("页眉")) == "正文"


def test_a_footnote_follows_its_paragraph() -> None:
    line = f'<w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote>'
    note = f'{line}<w:footnote w:id="1">{paragraph("脚注")}</w:footnote>'
    marked = inside(run("甲") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    assert read(marked, "乙", footnotes=note) == "甲\n脚注\n乙"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


DOWN, ON, WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'


def layout(document: Document) -> list[list[tuple[str, int, int, int, int]]]:
    """Every cell of the first table: text, row, column, how many rows and columns."""
    return [[(c.text, c.row, c.column, c.row_span, c.column_span) for c in row] for row in document.tables[0].rows]


def test_merged_cells_stand_once() -> None:
    rows = cell("方面", DOWN) + cell("问题", WIDE), cell("", ON) + cell("甲") + cell("乙"), cell("", ON) + cell("丙") + cell("丁")
    assert layout(docx.read(word.docx(table(*rows)))) == [
        [("方面", 0, 0, 3, 1), ("问题", 0, 1, 1, 2)],
        [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)],
        [("丙", 2, 1, 1, 1), ("丁", 2, 2, 1, 1)],
    ]


def test_a_table_stands_in_the_text_with_its_spans() -> None:
    document = docx.read(word.docx("前", table(cell("甲") + cell("乙"), cell("丙") + cell("")), "后"))
    assert document.text == "前\n甲\t乙\n丙\t\n后"
    cells = [c for row in document.tables[0].rows for c in row]
    assert [document.text[c.span.start : c.span.end] for c in cells] == [c.text for c in cells]


def test_a_deleted_row_is_left_out() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('去')}</w:tr>"
    assert read(f"<w:tbl>{gone}<w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>") == "甲\t乙"


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = docx.read(word.docx(table(cell("框中文字"))))
    assert (document.text, document.tables) == ("框中文字", ())


def test_numbers_in_a_table_are_shown() -> None:
    numbering = word.abstract(0, "decimal %1. <w:suff w:val='nothing'/>") + word.use(1, 0)
    assert read(table(cell("1/0 建立") + cell("1/0 完善")), numbering=numbering) == "1.建立\t2.完善"


def test_a_strict_file_reads_alike() -> None:
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{}</w:body></w:document>'
    assert read(document=strict.format(paragraph("严格"))) == "严格"


def refused(data: bytes, limits: Limits = DEFAULTS) -> str:
    with pytest.raises(Unreadable) as refusal:
        open_document(data, "方案.docx", limits)
    return str(refusal.value)


def test_a_password_is_named() -> None:
    assert "有密码" in refused(containers.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0\0")


def test_an_old_word_file_is_named() -> None:
    assert "另存为“.docx”" in refused(containers.OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0\0")


@pytest.mark.parametrize("name", ["word/other.xml", "[Content_Types].xml"])
def test_a_missing_body_is_refused(name: str) -> None:
    assert refused(word.zipped({name: "<a/>"})).startswith("“方案.docx”")


@pytest.mark.parametrize("document", ["", "<w:document", "<a>&x;</a>", "<a/>", "\x00"])
def test_a_broken_body_is_refused(document: str) -> None:
    refused(word.zipped({"word/document.xml": document}))


def test_outside_definitions_are_refused() -> None:
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    assert "DTD" in refused(word.docx(document=evil))


def test_a_bomb_is_refused() -> None:
    assert "大得异常" in refused(word.zipped({"word/document.xml": b" " * (40 << 20)}))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = word.zipped({"word/document.xml": b" " * (6 << 20)})
    size = (6 << 20).to_bytes(4, "little")
    assert data.count(size) == 2  # the local and the central header
    refused(data.replace(size, (100).to_bytes(4, "little")))


def test_too_many_members_are_refused() -> None:
    assert "超过 3 个" in refused(word.zipped({f"word/{i}": "" for i in range(4)}), Limits(members=3))


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(word.docx("甲"))
    for entry in (i for i in range(len(data)) if data[i : i + 4] == b"PK\x01\x02"):
        data[entry + 8] |= 1
    assert "有密码" in refused(bytes(data))


def test_deep_nesting_is_refused() -> None:
    refused(word.docx("<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200))


@pytest.mark.parametrize(("member", "called"), [("ppt/a.xml", "演示文稿"), ("OFD.xml", "OFD"), ("a.txt", "压缩包")])
def test_other_containers_are_named(member: str, called: str) -> None:
    assert called in refused(word.zipped({member: ""}))


def test_content_comes_before_the_name() -> None:
    assert open_document(word.docx("甲"), "方案.txt").format == "docx"


MERGED = table(cell("方面", DOWN) + cell("问题", WIDE), cell("", ON))
WHOLE = word.docx("1/0 甲", MERGED, numbering=word.abstract(0, "decimal %1") + word.use(1, 0))
CHANGES = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.integers(0, len(WHOLE)))
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte
    for data in (bytes(damaged), WHOLE[:cut]):
        try:
            assert open_document(data, "x.docx").text
        except Unreadable:
            assert data != WHOLE
