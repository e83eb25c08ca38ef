"""What is mended, what is only reported, and what is left alone. On the right the text after repair."""

import pytest

from taizhang.reading import read_text

PROSE = "局党组高度重视，逐条对照反馈意见，研究制定整改方案，明确责任领导和整改时限。"

CLEAN = {
    "整改通报": "市水务局整改进展情况通报\n一、组织领导\n（一）加强领导。好。\n二、整改情况\n市水务局\n2025年7月1日",
    "生僻字注音": "亳(bó)州的治水经验值得学习，涡(guō)河治理见成效。",
    "英文缩写": "启用APP(app)和BIM(bim)平台，完善GIS系统。",
    "省略号破折号": "水位上涨……——记者直击现场。。。。",
    "正确的〇": "二〇〇四年三月二日",
    "小于号": "浓度<0.5毫克/升，A&B两个标段。",
    "繁体原文": "臺灣水利署編制的報告，討論水資源問題。",
    "段首缩进": "　　一、总体情况\n　　（一）加强领导。",
    "千分位": "投资1,234,567元。",
    "等长的名单": "\n".join(f"江岸市水务局第{n}供水管理所管网维护班" for n in "一二三四五六七八"),
    "问号": "水从哪里来？谁来管(护)？",
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN.keys())
def test_a_clean_text_comes_through_byte_for_byte(text: str) -> None:
    reading = read_text(text)
    assert (reading.text, reading.repairs) == (text, ())


MENDED = {
    "拼音与繁体": ("深入推進創(chuàng)建工作，統(tǒng)籌各項任務。", "深入推进创建工作，统筹各项任务。"),
    "换行标签": ("一、总体情况<br/>好。<BR>二、打算", "一、总体情况\n好。\n二、打算"),
    "实体": ("“一河一策”&nbsp;方案&mdash;&mdash;全覆盖", "“一河一策” 方案——全覆盖"),
    "字体标签": ('<span style="color:red">整改</span>到位', "整改到位"),
    "编辑器分页": ("第一页。[!--empirenews.page--]第二页。", "第一页。第二页。"),
    "西文错码": ("整改到位。".encode().decode("latin-1"), "整改到位。"),
    "年份里的圈": ("二○○四年和二OO五年", "二〇〇四年和二〇〇五年"),
    "重复标点": ("加强领导，，压实责任。。抓好整改；；", "加强领导，压实责任。抓好整改；"),
    "零宽字符": ("整\u200b改\ufeff到位", "整改到位"),
    "空格当分段": ("一是抓学习。好。　　二是抓落实。好。", "一是抓学习。好。\n二是抓落实。好。"),
    "硬换行": (
        "市水务局党组高度重视反馈意见整改，成立专\n班，逐条对照，逐项研究，明确责任领导和时\n限，坚持每周调度，每月通报，推动各项整改\n"
        "任务落实落细，确保件件有着落，事事有回音\n，目前全部问题均已完成整改，并通过验收组\n的现场核查，群众表示满意。",
        "市水务局党组高度重视反馈意见整改，成立专班，逐条对照，逐项研究，明确责任领导和时限，坚持每周调度，每月通报，推动各项整改"
        "任务落实落细，确保件件有着落，事事有回音，目前全部问题均已完成整改，并通过验收组的现场核查，群众表示满意。",
    ),
    "粘连的章标题": (
        PROSE * 8 + "一、加强领导。" + PROSE + "（一）明确分工。" + PROSE + "二、压实责任。" + PROSE,
        PROSE * 8 + "\n一、加强领导。" + PROSE + "\n（一）明确分工。" + PROSE + "\n二、压实责任。" + PROSE,
    ),
}


@pytest.mark.parametrize(("text", "now"), MENDED.values(), ids=MENDED.keys())
def test_damage_with_one_reading_is_mended(text: str, now: str) -> None:
    reading = read_text(text)
    assert reading.text == now
    assert reading.repairs


LEFT = {
    "丢字": ("創(chuàng)建統(tǒng)籌，勇?lián)?、善作為，共同推進。", "勇?lián)?、善作為"),
    "错月": ("2024月10月15日反馈。", "2024月10月15日"),
    "丢年月": ("201982日反馈。", "201982日"),
}


@pytest.mark.parametrize(("text", "damaged"), LEFT.values(), ids=LEFT.keys())
def test_damage_that_cannot_be_known_is_reported_and_left(text: str, damaged: str) -> None:
    reading = read_text(text)
    lost = [r for r in reading.repairs if r.now is None]
    assert [r.was for r in lost] == [damaged]
    assert reading.text[lost[0].span.start : lost[0].span.end] == damaged


@pytest.mark.parametrize("text", [text for text, _ in (*MENDED.values(), *LEFT.values())])
def test_every_repair_tells_what_stands_there_now(text: str) -> None:
    reading = read_text(text)
    for repair in reading.repairs:
        assert reading.text[repair.span.start : repair.span.end] == (repair.was if repair.now is None else repair.now)


def test_script_is_converted_in_one_repair_per_run() -> None:
    text = "創(chuàng)建工作統(tǒng)籌推進。\n各項任務落實。"
    assert [r.was for r in read_text(text).repairs if r.kind == "繁体转回简体"] == ["創建工作統籌推進", "項任務落實"]


def test_a_list_that_starts_anew_in_a_long_line_is_no_chapter() -> None:
    text = "一、" + PROSE * 8 + "要做好三件事：一、查漏。二、补缺。\n二、下一步打算\n" + PROSE
    assert read_text(text).repairs == ()
