"""Remarks as Word comments: one each, at their places, the text as it was; and other programs open what was written."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.checks.remark import Remark, Severity
from taizhang.checks.word_comments import with_comments
from taizhang.reading import Unreadable, read
from taizhang.reading.formats import docx, libreoffice, programs
from taizhang.reading.limits import Limits
from tests.reading import word
from tests.reading.word import paragraph, run

SAMPLE = Path(__file__).parents[2] / "samples/反馈意见.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
BOX = "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>"
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"


def file(*lines: str, **parts: str) -> bytes:
    """A Word file with its list of kinds."""
    whole = dict.fromkeys(("numbering", "styles", "footnotes", "header"), "") | parts
    with zipfile.ZipFile(io.BytesIO(word.docx(*lines, **whole))) as made:
        members = {name: made.read(name) for name in made.namelist()}
    return word.zipped({"[Content_Types].xml": KINDS, **members})


def remark(start: int, end: int, text: str, **more: str) -> Remark:
    return Remark("counts.parts", Severity.ERROR, "分项之和不等于总数", text[start:end], start, end, **more)


def commented(data: bytes, *quotes: str) -> bytes:
    """The file with a remark on each quote."""
    text = read(data, "a.docx").text
    places = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    return with_comments(data, text, [remark(*place, text) for place in places])


def marked(data: bytes) -> list[str]:
    """What stands between the marks of each comment, as the file is written, paragraphs parted by |."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        root = docx.etree.fromstring(made.read("word/document.xml"))
    found: dict[str, str] = {}
    opened: list[str] = []
    for element in root.iter():
        name, number = element.tag.rpartition("}")[2], element.get(f"{W}id")
        if name == "commentRangeStart":
            opened.append(number)
            found[number] = ""
        elif name == "commentRangeEnd":
            opened.remove(number)
        elif name in ("t", "p"):
            found |= {n: found[n] + ((element.text or "") if name == "t" else "|") for n in opened}
    assert opened == []
    return [found[number] for number in sorted(found, key=int)]


CASES = [
    ([paragraph("完成52条，共57条。")], ["57条"], ["57条"]),
    ([f"<w:p>{run('完成5')}{run('2条，共5')}{run('7条。')}</w:p>"], ["52条，共57"], ["52条，共57"]),
    (["<w:p><w:r><w:t>完成</w:t><w:tab/><w:t>共57条</w:t><w:br/><w:t>后文</w:t></w:r></w:p>"], ["57"], ["57"]),
    (["完成52条。", "共57条。"], ["52条。\n共57"], ["52条。|共57"]),
    ([TABLE.format(paragraph("甲"), paragraph("问题57条")), "完"], ["57条"], ["57条"]),
    ([f"<w:p><w:hyperlink>{run('见台账57条')}</w:hyperlink></w:p>"], ["57"], ["57"]),
    ([f"<w:p><w:ins>{run('新增57条')}</w:ins></w:p>"], ["57"], ["57"]),
    (["<w:p><m:oMath><m:r><m:t>52+5</m:t></m:r></m:oMath>" + run("条") + "</w:p>"], ["5条"], ["52+5条"]),
    ([f"<w:p>{run('外面')}{BOX.format(paragraph('框里57条'))}</w:p>"], ["57"], ["外面|框里57条"]),
    (["1/0 建立台账", "完"], ["建立"], ["建立"]),
    (["完成52条，共57条。"], ["52条", "共57条", "52条，共57"], ["52条", "共57条", "52条，共57"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "quotes", "expected"), CASES)
def test_a_comment_stands_around_its_words(lines, quotes, expected):
    numbering = word.abstract(1, "decimal %1.") + word.use(1, 1)
    data = file(*lines, numbering=numbering)
    made = commented(data, *quotes)
    assert marked(made) == expected
    assert read(made, "a.docx") == read(data, "a.docx")


def test_a_remark_on_a_number_that_word_counts_stands_on_its_paragraph():
    data = file("1/0 建立台账", "1/0 逐条销号", numbering=word.abstract(1, "decimal %1.") + word.use(1, 1))
    assert marked(commented(data, "2.")) == ["逐条销号"]


def test_a_remark_on_the_whole_paper_stands_on_its_first_paragraph():
    data = file("整改报告", "正文。")
    assert marked(with_comments(data, "整改报告\n正文。", [remark(0, 0, "")])) == ["整改报告"]


def test_a_comment_says_what_is_wrong_what_could_be_and_what_was_answered():
    data = file("共57条。")
    made = with_comments(
        data, "共57条。", [remark(1, 3, "共57条。", suggestion="52", answer="口径不同")], at=datetime(2026, 3, 2, 1, tzinfo=UTC)
    )
    (comment,) = python_docx.Document(io.BytesIO(made)).comments
    assert comment.text == "【错误】分项之和不等于总数\n可改为：52\n已说明：口径不同\n[counts.parts]"
    assert (comment.author, comment.timestamp) == ("台账校核", datetime(2026, 3, 2, 1, tzinfo=UTC))


def test_in_english():
    made = with_comments(file("共57条。"), "共57条。", [remark(1, 3, "共57条。", english="Parts do not add up")], language="en")
    (comment,) = python_docx.Document(io.BytesIO(made)).comments
    assert comment.text == "Error: Parts do not add up\n[counts.parts]"


def test_comments_that_were_there_stay():
    data = commented(commented(file("完成52条，共57条。"), "52条"), "57条")
    assert marked(data) == ["52条", "57条"]
    assert [comment.comment_id for comment in python_docx.Document(io.BytesIO(data)).comments] == [0, 1]


def test_all_other_members_stay_byte_for_byte():
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (SAMPLE.read_bytes(), commented(SAMPLE.read_bytes(), "附件")))
    changed = {name for name in after.namelist() if name not in before.namelist() or before.read(name) != after.read(name)}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml"}


def test_a_strict_document_is_written_in_its_own_namespace():
    with zipfile.ZipFile(io.BytesIO(file("共57条。"))) as made:
        members = {name: made.read(name).replace(b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml").replace(b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument") for name in made.namelist()}  # fmt: skip
    after = zipfile.ZipFile(io.BytesIO(commented(word.zipped(members), "57")))
    assert b'<w:comments xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">' in after.read("word/comments.xml")
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after.read("word/_rels/document.xml.rels")


@pytest.mark.parametrize("data", [b"text", word.zipped({"xl/workbook.xml": ""})])
def test_another_kind_of_file_is_refused_with_what_to_do(data):
    with pytest.raises(Unreadable, match=r"不是 \.docx"):
        with_comments(data, "", [])


def test_a_member_that_unpacks_to_too_much_is_refused():
    with pytest.raises(Unreadable, match="大得异常"):
        with_comments(file("共57条。"), "共57条。", [], limits=Limits(part_bytes=100))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_text_stays_and_every_remark_is_a_comment(draws):
    pieces = draws.draw(st.lists(st.text("完成52条，共。一 ", min_size=1, max_size=6), min_size=1, max_size=5))
    lines = draws.draw(st.lists(st.sampled_from(["<w:p>" + "".join(map(run, pieces)) + "</w:p>", paragraph("1/0 台账"), TABLE.format(paragraph("甲乙"), "".join(paragraph(p) for p in pieces)), "共57条"]), min_size=1, max_size=5))  # fmt: skip
    data = file(*lines, "末段", numbering=word.abstract(1, "decimal %1.") + word.use(1, 1))
    before = read(data, "a.docx")
    places = draws.draw(st.lists(st.tuples(st.integers(0, len(before.text)), st.integers(0, 12)), max_size=6))
    remarks = [remark(start, min(start + length, len(before.text)), before.text) for start, length in places]
    made = with_comments(data, before.text, remarks)
    assert read(made, "a.docx") == before
    assert len(marked(made)) == len(remarks) == len(list(python_docx.Document(io.BytesIO(made)).comments))


@pytest.mark.skipif(programs.found(*libreoffice.NAMES) is None, reason="LibreOffice is not installed (make system-deps)")
def test_libreoffice_opens_it_with_every_comment(monkeypatch):
    monkeypatch.setitem(libreoffice.FILTERS, "a", "MS Word 2007 XML")
    monkeypatch.setitem(libreoffice.TARGETS, "a", "fodt")
    monkeypatch.setitem(libreoffice.LABELS, "a", "a")
    text = libreoffice.convert(commented(SAMPLE.read_bytes(), "巡察组", "12个问题", "附件"), "a").decode()
    assert text.count("<office:annotation ") == text.count("<office:annotation-end ") == 3
