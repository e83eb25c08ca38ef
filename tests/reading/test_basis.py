"""By what each item was read, and how sure: unsure is what has no number, jumps, leaves words out or stands on mended text."""

import pytest

from taizhang.reading import read_document, read_text, to_contract
from taizhang.reading.document import Document, Recognised
from taizhang.reading.explanation import explained, walk
from taizhang.sheet import Span

HEADINGS = [
    ("一、总体情况\n（一）加强领导。好。\n1.成立专班。好。", "行首序号“一、” | 行首序号“（一）” | 行首序号“1.”"),
    ("重点做好：（1）清淤；（2）护岸。", "段内序号“（1）” | 段内序号“（1）”"),
    ("一、查漏\n好。\n二、补漏\n好。\n四、清淤\n好。", "行首序号“一、” | 行首序号“一、” | ? 序号从 2 跳到 4"),
    ("三、查漏\n好。\n四、补漏\n好。", "? 序号从 3 开始，前面的可能没有读出 | 行首序号“一、”"),
    ("（一）供水\n1.查漏。好。\n（二）排水\n2.清淤。好。", "行首序号“（一）” | 行首序号“1.” | 行首序号“（一）” | 行首序号“1.”"),
    ("（一）供水\n1.查漏。好。\n2.补漏。好。\n2.换管。好。", "行首序号“（一）” | 行首序号“1.” | 行首序号“1.” | ? 序号 2 重复"),
    (
        "总结如下。　　一、提高认识。全局上下统一思想。　　二、压实责任。层层传导压力。",
        "? 此处的分段是补上的 | ? 此处的分段是补上的",
    ),
]

CLAIMS = [
    ("反馈问题12个，制定整改措施48条。", "数前面的名词 | 数前面的名词"),
    ("48条措施已完成45条。", "数后面的名词 | 完成情况，承前省略名词"),
    ("整改完成率为95%。", "完成率等名称"),
    ("问责12人，其中厅级干部2人。", "前面的追责动词 | ? 没有写追责动词，按前一个人数认定"),
]

DATES = [
    ("2025年2月27日召开会议，3月5日验收。", "年月日都写明 | 沿用前文的年份"),
    ("2025-03-08发布。", "数字写的日期"),
    ("2024年11月至2月。", "? 没有写年份，早于起始月份，按次年计"),
    ("10月22日召开会议。", "? 没有写年份，前文也没有可以沿用的年份"),
]


def _said(bases):
    return " | ".join(f"? {basis.doubt}" if not basis.sure else basis.name for basis in bases)


@pytest.mark.parametrize(("text", "said"), HEADINGS, ids=[text[:12] for text, _ in HEADINGS])
def test_headings(text: str, said: str) -> None:
    assert _said(h.basis for h in walk(read_text(text).outline)) == said


@pytest.mark.parametrize(("text", "said"), CLAIMS, ids=[text[:12] for text, _ in CLAIMS])
def test_claims(text: str, said: str) -> None:
    assert _said(c.basis for c in read_text(text).claims) == said


@pytest.mark.parametrize(("text", "said"), DATES, ids=[text[:12] for text, _ in DATES])
def test_dates(text: str, said: str) -> None:
    reading = read_text(text)
    assert _said(d.basis for d in (*reading.dates, *reading.periods)) == said


def test_what_is_unsure_says_why() -> None:
    text = "三、查漏\n12个问题已整改。2025年2月30日。"
    assert [item.value for item in explained(read_text(text)) if not item.basis.sure and not item.basis.doubt] == []


def test_recognised_text_is_as_sure_as_its_least_sure_word() -> None:
    (heading,) = read_document(Document("一、总体情况", recognised=(Recognised(Span(0, 6), 55),))).outline
    assert (heading.basis.confidence, heading.basis.doubt) == (55, "图片上识别的文字")


def test_every_item_of_the_contract_says_its_basis() -> None:
    told = to_contract(
        read_text("一、反馈问题整改情况\n（一）关于巡河不到位的问题\n一是加密巡查。已完成12项。2025年3月5日验收。")
    )
    (aspect,) = told["ledger"]
    items = [*told["outline"], *told["claims"], *told["dates"], aspect, *aspect["findings"], *aspect["findings"][0]["measures"]]
    assert all(item["basis"] and 0 <= item["confidence"] <= 100 for item in items)


def test_the_header_says_where_each_fact_stands() -> None:
    text = "关于整改情况的报告\n整改任务已经全部完成，现将有关情况报告如下。\n联系电话：0991-7654321\n市水务局\n2025年7月1日"
    facts = {f.name: text[f.span.start : f.span.end] for f in read_text(text).header}
    assert facts == {
        "标题": "关于整改情况的报告",
        "文种": "关于整改情况的报告",
        "落款单位": "市水务局\n2025年7月1日",
        "成文日期": "市水务局\n2025年7月1日",
        "电话": "0991-7654321",
    }
