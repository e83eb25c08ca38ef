"""Which part of a paper answers the feedback, and what stands in it: aspects [findings (manifestations/measures)]."""

import pytest

from taizhang.reading import read_text
from taizhang.sheet import Finding, Sheet

FRAME = "一、提高站位，压实主体责任\n（一）加强领导。局党组专题研究。\n（二）落实责任。层层传导压力。\n"
AFTER = "\n三、下一步工作打算\n（一）持续巩固。常抓不懈。\n（二）健全机制。标本兼治。"

CASES = {
    "方面、问题、措施": (
        FRAME + "二、巡察反馈问题整改落实情况\n（一）关于履行职责方面\n1.理论学习不够深入。一是补学习。好。二是建制度。好。\n"
        "2.巡河制度落实不到位。一是定人。好。二是定时。好。三是定责。好。\n（二）关于作风建设方面\n1.调研不深不实。一是下基层。好。二是解难题。好。"
        + AFTER,
        "关于履行职责方面[理论学习不够深入 0/2, 巡河制度落实不到位 0/3]; 关于作风建设方面[调研不深不实 0/2]",
    ),
    "方面下直接是措施": (
        FRAME
        + "二、聚焦问题，逐项整改\n（一）关于供水保障方面\n一是查漏损。好。二是改管网。好。\n（二）关于河湖管护方面\n一是清四乱。好。二是管采砂。好。三是强执法。好。"
        + AFTER,
        "关于供水保障方面[None 0/2]; 关于河湖管护方面[None 0/3]",
    ),
    "方面下编号的做法是措施": (
        FRAME + "二、反馈问题整改落实情况\n（一）关于供水保障方面\n1.水压不足问题。已加泵。\n2.漏损偏高问题。已换管。\n"
        "（二）关于队伍建设方面\n1.配强班子。调整科长3名。\n2.加强培训。办班4期。\n3.严格考核。按月通报。" + AFTER,
        "关于供水保障方面[水压不足问题 0/1, 漏损偏高问题 0/1]; 关于队伍建设方面[None 0/3]",
    ),
    "做法下还有列举的是问题": (
        FRAME
        + "二、反馈问题整改落实情况\n（一）关于队伍建设方面\n1.加强班子建设。一是定人。好。二是定责。好。\n2.加强培训。一是办班。好。二是跟学。好。"
        + AFTER,
        "关于队伍建设方面[加强班子建设 0/2, 加强培训 0/2]",
    ),
    "问题写成不是命令句的还是问题": (
        FRAME + "二、反馈问题整改落实情况\n（一）关于队伍建设方面\n1.班子研究不够。已补课。\n2.加强培训有差距。已办班。" + AFTER,
        "关于队伍建设方面[班子研究不够 0/1, 加强培训有差距 0/1]",
    ),
    "问题下编号的做法是措施": (
        FRAME
        + "二、具体问题整改情况\n（一）水费收缴不严问题\n1.开展清缴3轮。\n2.约谈欠费大户16家。\n（二）办事不便问题\n1.精简材料9项。\n2.压减时限7天。"
        + AFTER,
        "具体问题整改情况[水费收缴不严问题 0/2, 办事不便问题 0/2]",
    ),
    "没有列举的问题有一条措施": (
        FRAME
        + "二、反馈意见整改情况\n（一）履行主体责任方面\n1.台账管理不规范问题。已重新核对全部台账，逐项补齐要素。\n2.培训不足问题。一是办班。好。二是跟学。好。"
        + AFTER,
        "履行主体责任方面[台账管理不规范问题 0/1, 培训不足问题 0/2]",
    ),
    "章下直接是问题": (
        FRAME
        + "二、反馈问题整改情况\n（一）关于学习不深入的问题。一是补课。好。二是测试。好。\n（二）关于执行不严格的问题。一是督查。好。二是通报。好。"
        + AFTER,
        "反馈问题整改情况[关于学习不深入的问题 0/2, 关于执行不严格的问题 0/2]",
    ),
    "各章就是各方面": (
        "一、关于供水保障方面的问题整改情况\n（一）管网漏损率偏高。一是检漏。好。二是换管。好。\n二、关于水费收缴方面的问题整改情况\n（一）欠费较多。一是催缴。好。二是对账。好。",
        "关于供水保障方面的问题整改情况[管网漏损率偏高 0/2]; 关于水费收缴方面的问题整改情况[欠费较多 0/2]",
    ),
    "先下一步后整改也认得": (
        "一、反馈问题整改完成情况\n（一）供水方面\n1.水压不足问题。一是加泵。好。二是调度。好。\n二、整改工作组织领导\n（一）加强部署。好。",
        "供水方面[水压不足问题 0/2]",
    ),
    "标签行": (
        FRAME
        + "二、问题整改落实情况\n（一）供水方面\n1.关于水压不足问题\n具体表现：\n（1）东区晚高峰水压低。\n（2）老旧小区无二次供水。\n整改措施：\n（1）新建泵站。\n（2）改造管网。\n"
        "责任领导：李明；牵头单位：供水科；整改时限：2025年6月底前" + AFTER,
        "供水方面[关于水压不足问题 2/2]",
    ),
    "问题清单只有问题": (
        "市水务局问题清单\n一、履行职能方面\n（一）河湖管护不力。一是巡查少。二是清理慢。\n（二）供水保障不足。\n二、作风建设方面\n（一）调研不深。",
        "履行职能方面[河湖管护不力 2/0, 供水保障不足 0/0]; 作风建设方面[调研不深 0/0]",
    ),
    "没有章的几大行动": (
        "近年来，市水务局坚持党建引领，推动水利事业高质量发展，取得明显成效，得到群众认可。\n实施固本行动，打造过硬支部。一是抓学习。每月一课。二是抓阵地。每季一评。\n"
        "实施先锋行动，打造一流队伍。一是搭平台。比武练兵。二是树典型。表扬先进。",
        "实施固本行动，打造过硬支部[None 0/2]; 实施先锋行动，打造一流队伍[None 0/2]",
    ),
    "与整改无关的文件没有台账": ("一、总体要求\n坚持节水优先。\n二、基本原则\n坚持系统治理。", ""),
    "新闻没有台账": ("全市水务工作会议召开\n昨日，全市水务工作会议召开，总结工作，部署任务。", ""),
}


def _told(sheet: Sheet) -> str:
    def finding(f: Finding) -> str:
        return f"{f.statement} {len(f.manifestations)}/{len(f.measures)}"

    return "; ".join(f"{a.title}[{', '.join(finding(f) for f in a.findings)}]" for a in sheet.aspects)


@pytest.mark.parametrize(("text", "told"), CASES.values(), ids=CASES.keys())
def test_ledger(text: str, told: str) -> None:
    assert _told(read_text(text).sheet) == told


def _finding(tail: str) -> Finding:
    text = FRAME + "二、问题整改落实情况\n（一）供水方面\n1.关于水压不足问题\n" + tail + AFTER
    (finding,) = read_text(text).sheet.findings()
    return finding


@pytest.mark.parametrize(
    ("row", "leader", "unit", "assisting", "iso", "horizon"),
    [
        (
            "责任领导：李明\n牵头单位：供水科\n配合单位：财务科、办公室\n整改时限：2025年6月底前",
            "李明",
            "供水科",
            ("财务科", "办公室"),
            "2025-06",
            "限期",
        ),
        (
            "整改措施：（1）加泵。（2）调度。\n（责任领导：李明；责任单位：供水科；完成时限：立行立改，长期坚持）",
            "李明",
            "供水科",
            (),
            None,
            "立行立改",
        ),
        ("【牵头部门】供水科\n【完成时限】2025年3月15日", None, "供水科", (), "2025-03-15", "限期"),
        ("整改时限：长期坚持", None, None, (), None, "长期"),
    ],
)
def test_duty_of_a_finding(
    row: str, leader: str | None, unit: str | None, assisting: tuple[str, ...], iso: str | None, horizon: str | None
) -> None:
    finding = _finding(row)
    limit = finding.deadline
    duty = finding.responsibility
    assert (duty.leader, duty.lead_unit, duty.assisting) == (leader, unit, assisting)
    assert (limit and limit.iso, limit and limit.horizon) == (iso, horizon)


def test_a_measure_tells_who_and_how_far() -> None:
    finding = _finding(
        "（1）新建泵站。（供水科、财务科负责）\n（2）改造管网，责任单位：工程科，完成时限：2025年9月。（已完成，长期坚持）"
    )
    first, second = finding.measures
    assert (first.responsibility.lead_unit, first.responsibility.assisting) == ("供水科", ("财务科",))
    assert second.responsibility.lead_unit == "工程科"
    assert (second.deadline and second.deadline.iso, second.state) == ("2025-09", "已完成，长期坚持")


def test_every_span_holds_its_text() -> None:
    reading = read_text(CASES["标签行"][0])
    for finding in reading.sheet.findings():
        for part in (*finding.measures, *finding.manifestations):
            assert part.span is not None
            assert part.text in reading.text[part.span.start : part.span.end]


def test_the_closing_lines_belong_to_no_measure() -> None:
    text = (
        FRAME
        + "二、问题整改落实情况\n（一）供水方面\n1.水压不足问题。一是加泵。好。二是调度。好。\n欢迎监督。联系电话：0991-1234567。\n市水务局\n2025年7月1日"
    )
    *_, last = read_text(text).sheet.findings()
    assert last.measures[-1].text == "调度。好。"
