"""一个问题一张表: what forms tell label by label, in tables and in plain text. On the right: finding = measures, with who and how far."""

import pytest

from taizhang.reading import read_document, read_text
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.limits import DEFAULTS
from taizhang.sheet import Sheet

ONE = [
    ["反馈问题", "巡河不到位", "", ""],
    ["具体表现", "1.未按月巡河\n2.没有记录", "", ""],
    ["整改措施", "加密巡查。", "", ""],
    ["责任领导", "李明", "责任单位", "河湖科"],
    ["整改时限", "2025年6月底", "整改状态", "已完成"],
]
TWO = [["问题", "台账不全"], ["整改措施", "1.补齐台账。\n2.建立制度。"], ["责任单位", "办公室"], ["整改状态", "正在推进"]]

TABLES = {
    "两列四列都行": ([ONE, TWO], "巡河不到位 = 加密巡查·河湖科·已完成 | 台账不全 = 补齐台账··正在推进、建立制度··正在推进"),
    "一张大表": ([ONE[:3] + TWO], "巡河不到位 = 加密巡查·· | 台账不全 = 补齐台账··正在推进、建立制度··正在推进"),
    "措施各有责任单位": (
        [[["问题", "台账不全"], ["措施一", "补齐台账"], ["责任单位", "办公室"], ["措施二", "建立制度"], ["责任单位", "法规科"]]],
        "台账不全 = 补齐台账·办公室·、建立制度·法规科·",
    ),
    "只有具体表现": (
        [[["具体表现", "巡河不到位"], ["整改情况", "已加密巡查"], ["责任单位", "河湖科"]]],
        "巡河不到位 = 已加密巡查·河湖科·",
    ),
    "上方有序号和方面": (
        [[["整改情况表", ""], ["序号", "1"], ["问题类别", "履职方面"], *TWO]],
        "台账不全 = 补齐台账··正在推进、建立制度··正在推进",
    ),
    "表头在上的不是": ([[["问题", "整改措施", "责任单位"], ["台账不全", "补齐台账", "办公室"]]], "台账不全 = 补齐台账·办公室·"),
}

TEXTS = {
    "标签逐行": (
        "一、履职方面\n问题：巡河不到位。\n整改措施：加密巡查。\n责任单位：河湖科\n整改状态：已完成\n二、党建方面\n问题：学习不够。\n整改措施：每月集中学。\n责任单位：办公室",
        "巡河不到位 = 加密巡查·河湖科·已完成 | 学习不够 = 每月集中学·办公室·",
    ),
    "标签带号": (
        "问题1：巡河不到位。\n整改措施：加密巡查。\n问题2：台账不全。\n整改措施：\n1.补齐台账。\n2.建立制度。\n责任单位：办公室",
        "巡河不到位 = 加密巡查·· | 台账不全 = 补齐台账··、建立制度··",
    ),
    "标签在方头括号里": (
        "【反馈问题】巡河不到位\n【整改措施】加密巡查\n【责任单位】河湖科\n【反馈问题】台账不全\n【整改措施】补齐台账\n【责任单位】办公室",
        "巡河不到位 = 加密巡查·河湖科· | 台账不全 = 补齐台账·办公室·",
    ),
    "一行几个标签": (
        "问题：巡河不到位\n整改措施：加密巡查\n责任单位：河湖科；责任领导：李明；整改状态：已完成\n问题：台账不全\n整改措施：补齐台账\n责任单位：办公室",
        "巡河不到位 = 加密巡查·河湖科·已完成 | 台账不全 = 补齐台账·办公室·",
    ),
    "制表符分开": (
        "反馈问题\t巡河不到位\n整改措施\t加密巡查\n责任单位\t河湖科\t整改状态\t已完成\n反馈问题\t台账不全\n整改措施\t补齐台账",
        "巡河不到位 = 加密巡查·河湖科·已完成 | 台账不全 = 补齐台账··",
    ),
    "问答不是表": ("问题：水费怎么交？\n回答：网上可交。\n问题：停水找谁？\n回答：打热线。", ""),
    "标题下的标签属于标题": (
        "一、反馈问题整改情况\n（一）履职方面\n1.关于巡河不到位的问题\n整改措施：加密巡查。\n责任单位：河湖科\n2.关于台账不全的问题\n整改措施：补齐台账。\n责任单位：办公室",
        "关于巡河不到位的问题 = 加密巡查·河湖科· | 关于台账不全的问题 = 补齐台账·办公室·",
    ),
}


def _told(sheet: Sheet) -> str:
    return " | ".join(
        f"{f.statement} = " + "、".join(f"{m.title}·{m.responsibility.lead_unit or ''}·{m.state or ''}" for m in f.measures)
        for f in sheet.findings()
    )


@pytest.mark.parametrize(("tables", "told"), TABLES.values(), ids=TABLES.keys())
def test_tables(tables: list[list[list[str]]], told: str) -> None:
    assembly = Assembly(DEFAULTS)
    assembly.paragraph("市水务局整改情况")
    for table in tables:
        assembly.plain_table(table)
    assert _told(read_document(assembly.document("docx")).sheet) == told


@pytest.mark.parametrize(("text", "told"), TEXTS.values(), ids=TEXTS.keys())
def test_texts(text: str, told: str) -> None:
    assert _told(read_text(text).sheet) == told


def test_what_stands_above_belongs_to_the_finding() -> None:
    assembly = Assembly(DEFAULTS)
    assembly.plain_table([["序号", "1"], ["问题类别", "一、履职方面"], *TWO])
    (aspect,) = read_document(assembly.document("docx")).sheet.aspects
    assert (aspect.number, aspect.title, aspect.findings[0].number) == ("一、", "履职方面", "1")
