"""What stands beside a finding or a measure, row by row: shown with it, and in lists of its own."""

from __future__ import annotations

from taizhang.api.columns import Column, row
from taizhang.ledger.models import (
    Accountability,
    Amount,
    Aspect,
    Cycle,
    LookBack,
    Manifestation,
    Milestone,
    Objection,
    Occurrence,
    Slot,
)

ASPECT = row(
    "Aspect",
    Aspect,
    {
        "id": Column("pk", "编号（id）", 1),
        "number": Column("number", "原文编号（as on the paper）", "（一）"),
        "title": Column("title", "方面（title）", "供水保障方面"),
    },
    ("position",),
)
MANIFESTATION = row(
    "Manifestation",
    Manifestation,
    {
        "position": Column("position", "在问题里的位置（its place in the finding）", 1),
        "number": Column("number", "原文编号（as on the paper）", "①"),
        "text": Column("text", "具体表现（text）", "老城区管网超期服役"),
        "state": Column("state", "单独销号或退回时的状态，否则为空（state of its own, if any）", ""),
        "degree_self": Column("degree_self", "单位自评（degree as the unit sees it）", ""),
        "degree_recognised": Column("degree_recognised", "认定程度（recognised degree）", ""),
        "closed_on": Column("closed_on", "销号日期（closed）", None),
        "version": Column("version", "版本（version）", 1),
    },
    ("position",),
)
CYCLE = row(
    "Cycle",
    Cycle,
    {
        "number": Column("number", "第几次（number）", 1),
        "opened_on": Column("opened_on", "开始日期（opened）", "2026-11-02"),
        "ended_on": Column("ended_on", "结束日期（ended）", None),
        "decided_by": Column("decided_by", "单位审定人（decided by）", ""),
        "closed_by": Column("closed_by", "销号审定人（closed by）", ""),
        "degree_recognised": Column("degree_recognised", "认定程度（recognised degree）", ""),
        "content": Column("content", "销号时内容的摘要（digest of what was closed）", ""),
    },
    ("number",),
)
LOOK_BACK = row(
    "LookBack",
    LookBack,
    {
        "finding": Column("finding__serial", "问题（finding）", 1),
        "position": Column("position", "第几次回头看（its number）", 1),
        "cycle": Column("cycle", "看的是第几次整改（cycle）", 1),
        "kind": Column("kind", "方式（kind）", "own_check"),
        "carried_out_on": Column("carried_out_on", "检查日期（carried out）", "2026-11-20"),
        "checked_by": Column("checked_by", "检查单位（checked by）", "市水务局"),
        "passed": Column("passed", "通过（passed）", True),
        "found": Column("found", "检查情况（what was found）", ""),
        "reference": Column("reference", "文号（reference）", ""),
    },
    ("finding__serial", "position"),
)
OBJECTION = row(
    "Objection",
    Objection,
    {
        "position": Column("position", "第几条（its number）", 1),
        "cycle": Column("cycle", "第几次整改（cycle）", 1),
        "about": Column("about", "异议内容（what about）", "漏点没有修完"),
        "received_on": Column("received_on", "收到日期（received）", "2026-11-20"),
        "answer": Column("answer", "答复（answer）", ""),
        "answered_on": Column("answered_on", "答复日期（answered）", None),
        "upheld": Column("upheld", "异议成立（upheld）", False),
    },
    ("position",),
)
AMOUNT = row(
    "Amount",
    Amount,
    {
        "kind": Column("kind", "类别（kind）", "上缴财政"),
        "found": Column("found", "问题金额，分（found, in fen）", 1200000),
        "rectified": Column("rectified", "整改金额，分（rectified, in fen）", 800000),
    },
    ("pk",),
)
ACCOUNTABILITY = row(
    "Accountability",
    Accountability,
    {
        "kind": Column("kind", "类别（kind）", "诫勉"),
        "organisations": Column("organisations", "单位数（organisations）", 0),
        "people": Column("people", "人数（people）", 1),
    },
    ("pk",),
)
SLOT = row(
    "Slot",
    Slot,
    {
        "position": Column("position", "第几项（its place）", 1),
        "kind": Column("kind", "类别（kind）", "文件"),
        "what": Column("what", "佐证材料（what）", "印发的制度文件"),
        "count": Column("count", "份数（how many）", 1),
        "required": Column("required", "必需（required）", True),
    },
    ("position",),
)
MILESTONE = row(
    "Milestone",
    Milestone,
    {
        "what": Column("what", "节点（what）", "制定工作安排"),
        "due": Column("due", "完成时限（due）", "2026-12-10"),
        "done_on": Column("done_on", "实际完成（done）", None),
    },
    ("position",),
)
OCCURRENCE = row(
    "Occurrence",
    Occurrence,
    {
        "due": Column("due", "哪一期（due）", "2026-11-16"),
        "done_on": Column("done_on", "办理日期（done）", "2026-11-15"),
        "note": Column("note", "办理情况（note）", "已按月核对"),
    },
    ("due",),
)
