"""The house's own Word template: what is refused and how it is said, what it can use, what comes out."""

import dataclasses
import io
import typing
import zipfile

import pytest

from taizhang.reading.formats import docx as reader
from taizhang.reports import facts, house
from taizhang.reports.house import package, work
from taizhang.reports.house.shape import whole
from taizhang.reports.house.words import LEFT_OUT, WORDS
from taizhang.reports.official import Official, Text
from taizhang.reports.word import docx
from tests.reports import ledgers


def template(*paragraphs, title="模板"):
    return docx(Official(title, tuple(Text(one) for one in paragraphs)))


def with_member(data, name, content, instead=False):
    """The file with one member more, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if not (instead and info.filename == name):
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(name, content)
    return out.getvalue()


def said(data, name="模板.docx"):
    return "\n".join(map(str, house.check(data, name)))


def each_of(wrong):
    return ["{%p for 问题 in 各问题 %}", wrong, "{%p endfor %}"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["甲", "{{ 台账名 }}"], "正文第4段“{{ 台账名 }}”：没有“台账名”这个占位符，是不是“台账名称”？"),
        (each_of("{{ 问题.内溶 }}"), "是不是“问题.内容”？"),
        (["{%p for 问题 in 各问题 %}", "{{ 问题.内容 }}"], "循环（for）没有结束，缺少“{% endfor %}”"),
        (["{%p if 问题数 %}", "多"], "条件（if）没有结束，缺少“{% endif %}”"),
        (["{%p for 问题 in 各问题 %}", "{%p endif %}"], "要用“{% endfor %}”结束"),
        (["{% 每个 %}"], "不认识“{% 每个 %}”"),
        (["｛｛ 单位 ｝｝"], "是全角的"),
        (["{{ 各问题 }}"], "要用 for 循环逐个取"),
        (each_of("{{ 问题.责任 }}"), "如“.责任领导”"),
        (["{%p for 字 in 单位 %}", "{%p endfor %}"], "in 后面要写可以逐个取的"),
        (["{{ 单位|upper }}"], "不能用“|upper”"),
        # Ways out of the sandbox, and ways to keep it busy
        (["{{ ''.__class__ }}"], "不能加“.__class__”"),
        (["{{ 单位.__init__.__globals__ }}"], "不能加“.__init__”"),
        (["{{ 各问题['x'] }}"], "不能用方括号"),
        (["{{ 单位|attr('__class__') }}"], "不能用"),
        (["{{ self._TemplateReference__context }}"], "没有“self”"),
        (["{{ cycler.__init__ }}"], "没有“cycler”"),
        (["{{ lipsum() }}"], "不能用函数"),
        (["{{ 'a' * 999999999 }}"], "不能用乘号"),
        (["{{ 9**9**9 }}"], "不能用乘方"),
        (["{%p for x in range(999999999) %}", "{%p endfor %}"], "不能用函数"),
        (["{% set x = 1 %}"], "不能用“{% set %}”"),
        (["{% include 'x' %}"], "不能用“{% include %}”"),
        (["{% macro a() %}{{ a() }}{% endmacro %}"], "不能用“{% macro %}”"),
        ([f"{{%p for a{n} in 各措施 %}}" for n in range(7)] + ["{%p endfor %}"] * 7, "循环最多套6层"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
def test_what_cannot_be_is_told_with_its_place(lines, told):
    assert told in said(template(*lines))


def test_what_word_hides_in_runs_and_headers_is_looked_at_too():
    split = "<w:p><w:r><w:t>{{ 台</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>账名 }}</w:t></w:r></w:p>"
    made = template("甲")
    document = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    whole_document = document.replace("<w:body>", f"<w:body>{split}")
    assert "没有“台账名”" in said(with_member(made, "word/document.xml", whole_document, instead=True))
    foot = "word/odd_upright.xml"
    feet = (
        zipfile.ZipFile(io.BytesIO(made))
        .read(foot)
        .decode()
        .replace("PAGE", "PAGE")
        .replace("</w:p>", "<w:r><w:t>{{ ''.x }}</w:t></w:r></w:p>")
    )
    assert "页脚" in said(with_member(made, foot, feet, instead=True))


EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://x/relationships/{}" Target="http://example.com/a" TargetMode="External"/></Relationships>'
)
FIELD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:instrText>{}</w:instrText></w:document>'
BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:x xmlns:w="w">&a;</w:x>'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("word/vbaProject.bin", b"x", package.MACROS),
        ("word/embeddings/oleObject1.bin", b"x", "嵌有其他文件"),
        ("word/activeX/activeX1.xml", "<x/>", "嵌有其他文件"),
        ("word/_rels/settings.xml.rels", EXTERNAL.format("attachedTemplate"), "指向外部的链接"),
        ("word/_rels/header1.xml.rels", EXTERNAL.format("image"), "指向外部的链接"),
        ("word/header9.xml", FIELD.format('DDEAUTO c:\\x "y"'), "DDEAUTO"),
        ("word/header9.xml", FIELD.format("INCLUDETEXT \\\\server\\x"), "INCLUDETEXT"),
        ("word/header9.xml", BILLION, "外部定义"),
        ("word/media/bomb.png", b"\0" * (9 * 1024 * 1024), "大得异常"),
    ],
)  # fmt: skip
def test_what_reaches_out_or_runs_is_refused(name, content, told):
    assert told in said(with_member(template("{{ 单位 }}"), name, content))


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"PK\x03\x04 garbage", "a.docx", "请上传 Word 文档"),
        (b"hello", "a.docx", "请上传 Word 文档"),
        (template("甲"), "a.docm", "里面有宏"),
        (template("甲")[:-200], "a.docx", "请上传 Word 文档"),
    ],
)
def test_other_files_are_refused(data, name, told):
    assert told in said(data, name)


def test_what_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(work, "SECONDS", 0)
    assert said(template("{{ 单位 }}")) == work.TOO_LONG


def test_the_sample_uses_everything_and_is_filled():
    sample = house.sample()
    assert house.check(sample, "示例.docx") == []
    written = zipfile.ZipFile(io.BytesIO(sample)).read("word/document.xml").decode()
    assert all(one.written in written for one in house.catalogue() if not one.is_list)
    text = reader.read(house.fill(sample, ledgers.ledger())).text
    assert "老城区1号片区管网漏损率偏高" in text
    assert "{{" not in text
    assert "{%" not in text


def test_words_and_marks_come_out_as_they_are():
    odd = dataclasses.replace(ledgers.ledger(), title="<台账> & “甲”\x07{{ 单位 }}")
    text = reader.read(house.fill(template("{{ 台账名称 }}完"), odd)).text
    assert "<台账> & “甲”{{ 单位 }}完" in text


def test_loops_and_conditions():
    lines = [
        "{%p for 问题 in 各问题 %}",
        "{{ loop.index }}.{{ 问题.内容 }}{% if 问题.未办结 %}（未办结）{% endif %}",
        "{%p endfor %}",
    ]
    text = reader.read(house.fill(template(*lines, "共{{ 问题数 }}个"), ledgers.ledger())).text
    count = len(list(ledgers.ledger().findings()))
    assert f"{count}." in text
    assert f"共{count}个" in text


def test_every_field_of_the_facts_has_its_word():
    """Whoever adds a field to the facts names it here, and it is in the list and the sample at once."""

    def kinds(kind, seen):
        for part in (kind, *typing.get_args(kind)):
            if dataclasses.is_dataclass(part) and part not in seen:
                seen.add(part)
                for hint in typing.get_type_hints(part).values():
                    kinds(hint, seen)
        return seen

    for kind in kinds(facts.Ledger, set()):
        fields = {field.name for field in dataclasses.fields(kind)} - LEFT_OUT
        assert fields == set(WORDS[kind]), kind.__name__


def test_no_two_fields_of_a_thing_share_a_word():
    for words in WORDS.values():
        assert len({word.word for word in words.values()}) == len(words)
    assert whole().below["各问题"].each.below["方面"]
