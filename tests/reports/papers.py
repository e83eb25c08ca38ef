"""Papers of a made-up water bureau for tests of the writer."""

from dataclasses import replace
from datetime import date

from taizhang.reports.listed import Column, Kind, Listed, Row
from taizhang.reports.official import Attachment, Box, Boxes, Heading, Official, Text

SENTENCE = "市水务局坚持问题导向逐条推进整改落实"
COLUMNS = (Column("number", "序号", 6, Kind.NUMBER), Column("aspect", "方面", 14, Kind.SHORT), Column("statement", "问题", 60))


def listed(rows=40):
    """A list whose aspects stand once over five rows."""
    one = "管网漏损率偏高，老城区管网超期服役，漏损监测点不足。"
    told = ((n, "供水保障方面", one * (1 + n % 3)) for n in range(rows))
    return Listed(
        "问题清单",
        COLUMNS,
        [Row(str(v[0]), v, joined=frozenset({1}) if v[0] % 5 else frozenset()) for v in told],
        "填报单位：市水务局",
    )


PAPER = Official(
    "中共江岸市水务局委员会关于市委第三巡察组反馈意见整改进展情况的报告",
    (
        Text(SENTENCE * 3 + "。"),
        Heading(1, "总体情况"),
        Heading(2, "供水保障方面。", "共有两个问题，已经完成一个，另一个正在推进。"),
        Heading(3, "管网漏损率偏高的问题"),
        Heading(4, "更换老旧管网。", "已更换12公里，其余年底前完成。"),
        *[Text(SENTENCE * 9 + "。") for _ in range(5)],
    ),
    addressee="市委巡察办：",
    attachments=(
        Attachment("问题清单", (listed(),), across=True),
        Attachment("任务清单", (listed(),), across=True),
        Attachment("审批表", (Boxes((Box("责任领导意见"), Box("整改办意见", 6))),)),
    ),
    signed_by="中共江岸市水务局委员会",
    signed_on=date(2026, 9, 3),
)


def paper(**changes):
    """The paper with some of it changed."""
    return replace(PAPER, **changes)
