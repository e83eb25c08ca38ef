"""Web pages: the article as the browser shows it, the site around it gone."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading.document import Unreadable
from taizhang.reading.formats import html, open_document
from taizhang.reading.limits import Limits

TITLE = "关于巡察整改进展情况的通报"
PROSE = (
    "一、关于供水保障方面",
    "（一）管网漏损率偏高的问题。",
    "一是开展分区计量改造。2026年4月底前完成12个小区分区计量，漏损率由14.2%降至11.8%。",
    "2.健全制度，修订《供水管网巡检办法》。",
    "联系电话：027-00001234；邮政编码：400000；电子邮箱：jasw@example.cn。",
    "中共江岸市水务局委员会",
    "2026年11月20日",
)
MENU = (
    "<div><a href=1>首页</a><a href=2>机构概况</a><a href=3>政务公开</a></div><p>您现在的位置：<a href=/>首页</a> &gt; 公告</p>"
)
ABOUT = "<p>发布时间：2026-11-20　来源：江岸市水务局　浏览次数：12　字体：[大 中 小]</p>"
SHARE = "<div class='bdsharebuttonbox'>分享到：<a>微信</a></div><p>打印本页　关闭窗口</p><p>上一篇：<a href=1>节水</a></p>"
SIDE = "<div><h3>公告</h3>" + "".join(f"<a href={i}>关于第{i}号事项的公告，请予公示</a>" for i in range(9)) + "</div>"
FOOT = "<div><p>主办单位：江岸市水务局</p><p>版权所有　京ICP备00000000号</p><p>地址：滨江路1号，电话：027-00000000。</p></div>"


def text(page: str) -> str:
    """The text of a page."""
    return html.read(page.encode()).text


def lines(body: str) -> list[str]:
    """The lines of a page of this body, without a title."""
    return text(f"<meta charset=utf-8><body>{body}").split("\n")


@pytest.mark.parametrize(
    "article",
    [
        "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{line}</p>" for line in PROSE),
        "".join(f"<p style='text-indent:2em'>　　{line}</p>\n" for line in PROSE),
        "<br>".join("　　" + line for line in PROSE),
        "<p>" + "<br/>\n".join(PROSE) + "</p>",
        "<div><div>" + "".join(f"<div><font>{line[:3]}</font><b>{line[3:]}</b></div>" for line in PROSE) + "</div></div>",
        "".join("<p>" + "".join(f"<span>{c}</span>" for c in line) + "</p>" for line in PROSE),
        "<table><tr><td><table><tr><td>" + "".join(f"<p>{line}</p>" for line in PROSE) + "</td></tr></table></td></tr></table>",
        "<form>" + "".join(f"<section>{line}</section>" for line in PROSE) + "</form>",
        "<pre>" + "\n".join(PROSE) + "</pre>",
    ],
)
@pytest.mark.parametrize("frame", ["<div class=content>{}</div>", "<article>{}</article>", "<div id=zoom>{}</div>"])
def test_the_article_stays_and_the_site_goes(article: str, frame: str) -> None:
    inner = frame.format(f"<h1>{TITLE}</h1>{ABOUT}{article}{SHARE}")
    head = f"<html><head><meta charset=utf-8><title>{TITLE}_江岸市水务局</title></head>"
    assert text(f"{head}<body>{MENU}{inner}{SIDE}{FOOT}</body></html>") == "\n".join((TITLE, *PROSE))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed><li>甲</li><li>乙</li></ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=a><li>甲<ol type=I><li>乙</li></ol></li></ol>", ["a. 甲", "I. 乙"]),
        ("<ol style='list-style-type: simp-chinese-informal'><li><p>甲</p><p>乙</p></li></ol>", ["一、甲", "乙"]),
        ("<ol style='list-style:none'><li>1.甲</li></ol>", ["1.甲"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
    ],
)
def test_list_numbers_are_counted(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("整改\n    台账", ["整改台账"]),
        ("GB/T\n 9704", ["GB/T 9704"]),
        ("甲<!-- 注 -->乙", ["甲乙"]),
        ("甲<script>var 乙</script><style>丙</style>丁", ["甲丁"]),
        ("<p hidden>甲</p><p style='display: none'>乙</p>丙", ["丙"]),
        ("<ruby>甄<rp>(</rp><rt>zhēn</rt></ruby>", ["甄"]),
        ("&#19968;&middot;&ldquo;&hellip;", ["一·“…"]),
        ("<p>附件：</p><ul><li><a href=1.docx>一.docx</a><li><a href=2.pdf>二</a><li><a href=3.xls>三</a></ul>",
         ["附件：", "一.docx", "二", "三"]),
    ],
)  # fmt: skip
def test_a_page_reads_as_shown(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_a_table_keeps_its_merged_cells() -> None:
    rows = "<tr><th rowspan=2>序号<th colspan=2>整改情况<tr><td>措施<td>时限<tr><td>1<td>改造<td>4月底前"
    document = html.read(f"<meta charset=utf-8><table>{rows}</table>".encode())
    assert document.text == "序号\t整改情况\n措施\t时限\n1\t改造\t4月底前"
    placed = [[(c.row, c.column, c.row_span, c.column_span) for c in row] for row in document.tables[0].rows]
    assert placed == [[(0, 0, 2, 1), (0, 1, 1, 2)], [(1, 1, 1, 1), (1, 2, 1, 1)], [(2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]]


def test_spans_hold_their_cells() -> None:
    document = html.read(b"<meta charset=utf-8><table><tr><td>a<td><p>b<p>c<tr><td><td>d</table>")
    cells = [c for row in document.tables[0].rows for c in row]
    assert [document.text[c.span.start : c.span.end] for c in cells] == [c.text for c in cells] == ["a", "b\nc", "", "d"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"<meta name=ArticleTitle content='{TITLE}'><title>江岸市水务局</title>", TITLE),
        (f"<title>{TITLE}_通知公告_江岸市水务局</title>", f"{TITLE}_通知公告"),
        (f"<title>{TITLE}</title>", TITLE),
        ("", None),
    ],
)
def test_the_title_is_found(head: str, expected: str | None) -> None:
    assert html.read(f"<meta charset=utf-8>{head}<body><p>正文。".encode()).title == expected


def test_a_red_head_above_the_title_stays() -> None:
    above = "<p>江水发〔2026〕12号</p><p>栏目</p>"
    assert lines(f"{above}<h1>{TITLE}</h1><p>正文。")[:2] == ["江水发〔2026〕12号", TITLE]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "no-such-charset"])
def test_the_charset_is_found_even_if_declared_wrongly(encoding: str, declared: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body><p>{PROSE[2]}</p></body></html>"
    assert open_document(page.encode(encoding), "通报.html").text == PROSE[2]


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("<html><body>" + "<div>" * 400 + "深", "嵌套过深"),
        ("<html>" + "<br>" * 101, "超过 100 个"),
        ("<html><body><img src=1.jpg></body></html>", "没有文字"),
        ("<html><body><script>var a = 1</script>", "没有文字"),
    ],
)
def test_bad_pages_are_refused(page: str, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        open_document(page.encode(), "x.html", Limits(elements=100) if "br" in page else Limits())


def test_nothing_outside_is_read() -> None:
    evil = (
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><html><body><p>甲&x;乙</p><iframe src=file:///etc/hostname>"
    )
    assert "甲" in text(evil)
    assert "root" not in text(evil)


PIECES = st.sampled_from([
    "<table>", "<tr>", "<td rowspan=9999999>", "<td colspan=-1>", "<ol start=-99999999>", "<li value=x>", "<p>", "</p>", "<br>",
    "</table>", "</ol>", "<pre>", "甲，", "乙。", "<a href=x>", "</a>", "<h1>", "&#0;", "<div class=nav>",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40))
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    with contextlib.suppress(Unreadable):
        document = open_document(("<html><body>" + "".join(pieces)).encode("utf-8", "replace"), "x.html")
        for table in document.tables:
            assert all(document.text[c.span.start : c.span.end] == c.text for row in table.rows for c in row)
