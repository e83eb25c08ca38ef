"""What holds for every text: quotes stand where they say, nothing crashes, time grows with the text."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.reading import Cell, Document, Table, read, read_document, read_text, to_contract
from taizhang.reading.facts import Heading
from taizhang.reading.repair import mend
from taizhang.sheet import Span

PIECES = [
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "一是",
    "二是",
    "首先，",
    "其次，",
    "第一章",
    "\n",
    "。",
    "，",
    "；",
    "：",
    "、",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "12",
    "3.5万",
    "百分之五",
    "二十",
    "余",
    "多",
    "%",
    "个",
    "项",
    "问题",
    "措施",
    "已完成",
    "正在推进",
    "未完成",
    "制度",
    "修订",
    "新建",
    "处分",
    "人",
    "方面",
    "2025年",
    "今年",
    "3月",
    "5日",
    "至",
    "—",
    "月底",
    "责任领导：",
    "整改时限：",
    "电话：",
    "0991-7654321",
    "a@b.cn",
    "創",
    "(chuàng)",
    "?lián)?",
    "<br>",
    "&nbsp;",
    "\u3000\u3000",
    "\t",
    "整改",
    "反馈",
    "巡察组",
    "对",
    "开展",
    "了",
    "市水务局",
    "关于",
    "情况",
    "通报",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_quote_stands_where_it_says(text: str) -> None:
    reading = read_text(text)
    for told in (*reading.claims, *reading.quantities, *reading.dates, *reading.periods):
        assert told.quote == reading.text[told.span.start : told.span.end]
    for place in (*reading.repairs, *reading.unread):
        _inside(place.span, reading.text)
    _nested(reading.outline, reading.text, 0, len(reading.text))
    assert to_contract(reading)["text"] == reading.text


def _inside(span: Span, text: str) -> None:
    assert 0 <= span.start <= span.end <= len(text)


def _nested(headings: tuple[Heading, ...], text: str, start: int, end: int) -> None:
    for heading in headings:
        _inside(heading.span, text)
        assert start <= heading.span.start <= heading.until <= end
        start = heading.span.start
        _nested(heading.children, text, heading.span.start, end)


REPEATED = [
    "（一）",
    "2021年",
    "，",
    "12项",
    "一是",
    "首先，其次，",
    "。一、",
    "问题共有",
    "百分之",
    "已完成",
    "整改问题",
    "《",
    "“",
    "（",
    "0",
    "8月",
    "2021年1月至",
    "责任领导：",
    "市委巡视组对",
    "向我部反馈",
    "創(chuàng)",
    "?lián)?",
    "<",
    "&",
    "\n一、甲",
    "共有共有",
]


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    """Four times the text in less than twelve times the processor's time: quadratic work would take sixteen. The best of a few
    tries counts, for the machine may be busy; how fast it is, is the bench's to say.
    """

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        read_text(text)
        return time.process_time() - start

    assert any(seconds(24_000) < 12 * max(seconds(6_000), 0.02) for _ in range(4))


def test_bytes_are_read_by_their_content() -> None:
    reading = read("一、总体情况\n问题12个。".encode("gb18030"), "通报.txt")
    assert [c.value for c in reading.claims] == [12]


def test_a_claim_of_the_headline_is_told_once() -> None:
    reading = read_text("全市水务系统整改问题隐患1.2万个\n市水务局近期开展专项检查，累计整改问题隐患1.2万个。")
    assert [(c.kind, c.value) for c in reading.claims] == [("completed", 12000)]


def test_furniture_is_marked_and_stays() -> None:
    text = "来源：市水务局\n根据部署，现将整改情况公布。\n【打印本页】"
    reading = read_text(text)
    assert reading.text == text
    assert [text[u.span.start : u.span.end] for u in reading.unread] == ["来源：市水务局", "【打印本页】"]


def test_spans_of_a_document_move_with_its_repairs() -> None:
    text = "导航<br>栏\n问题12个"
    reading = read_document(Document(text, furniture=(Span(0, 7),)))
    (nav,) = reading.unread
    assert reading.text[nav.span.start : nav.span.end] == "导航\n栏"


def test_cells_move_with_the_repairs() -> None:
    text = "问题\t措施\n漏损<br>偏高\t换管"
    cells = tuple(Cell(t, Span(a, a + len(t)), 1, c) for c, (t, a) in enumerate((("漏损<br>偏高", 6), ("换管", 15))))
    mended = mend(Document(text, tables=(Table((cells,), Span(0, len(text))),)))
    first, second = mended.tables[0].rows[0]
    assert (first.text, second.text) == ("漏损\n偏高", "换管")
    assert mended.text[second.span.start : second.span.end] == "换管"


def test_the_contract_has_every_key() -> None:
    keys = "text repairs document_kind title issuer issued_on inspection disclosure_window contacts outline ledger claims quantities dates periods"
    assert set(keys.split()) <= set(to_contract(read_text("一、好。")))


QUANTITIES = [
    ("召开党组会9次。", [(9, "次", None)]),
    ("举办培训班4期，培训干部260人次。", [(4, "期", "举办培训班"), (260, "人次", "培训干部")]),
    ("改造老旧管网12.6公里。", [(12.6, "公里", "改造老旧管网")]),
    ("新增20余个监测站点。", [(20, "个", "监测站点")]),
    ("历时两个半月。", [(2.5, "个月", None)]),
]


@pytest.mark.parametrize(("text", "told"), QUANTITIES, ids=[t for t, _ in QUANTITIES])
def test_quantities(text: str, told: list[tuple[float, str, str | None]]) -> None:
    assert [(q.value, q.counter) for q in read_text(text).quantities] == [(value, counter) for value, counter, _ in told]
    assert all(said in (None, q.subject) for q, (_, _, said) in zip(read_text(text).quantities, told, strict=True))
