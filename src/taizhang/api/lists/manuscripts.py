"""合稿: the manuscripts of a ledger, their parts, and what was remarked when one was checked; to a contact his units' parts."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from taizhang.api import access, files
from taizhang.api.columns import Column, row
from taizhang.api.paging import Turning, page, page_of
from taizhang.manuscripts.models import Manuscript, Noted, Part
from taizhang.manuscripts.policy import visible_manuscripts, visible_parts

router = Router(tags=["合稿"])

MANUSCRIPT = row(
    "Manuscript",
    Manuscript,
    {
        "serial": Column("serial", "第几份（serial）", 1),
        "title": Column("title", "标题（title）", "市水务局关于巡察整改进展情况的报告"),
        "form": Column("form", "文稿种类（kind of paper）", "report"),
        "state": Column("state", "状态（state）", "drafting"),
        "snapshot": Column("snapshot__serial", "取自第几个数据版本（snapshot）", 1),
        "version": Column("version", "版本（version）", 1),
        "begun_by": Column("begun_by", "起稿人（begun by）", "张敏"),
        "begun_at": Column("begun_at", "起稿时间（begun at）", "2026-11-21T02:00:00Z"),
        "checked_at": Column("checked_at", "校核时间（checked at）", None),
        "finalised_by": Column("finalised_by", "定稿人（finalised by）", ""),
        "finalised_at": Column("finalised_at", "定稿时间（finalised at）", None),
    },
    ("-serial",),
)
PART = row(
    "ManuscriptPart",
    Part,
    {
        "id": Column("pk", "编号（id）", 1),
        "position": Column("position", "第几部分（position）", 2),
        "level": Column("level", "标题的层级，0为正文前（level of the heading）", 1),
        "heading": Column("heading", "标题（heading）", "一、总体情况"),
        "run_on": Column("run_on", "标题后的话（what runs on behind it）", ""),
        "text": Column("text", "正文；{}里是数据版本的数据（text; numbers of the snapshot in braces）", "共{问题总数}个问题。"),
        "unit": Column("unit", "由哪个单位修改（unit id）", None),
        "version": Column("version", "版本（version）", 1),
        "amended_by": Column("amended_by", "最近修改人（amended by）", ""),
        "amended_at": Column("amended_at", "最近修改时间（amended at）", None),
    },
    ("position",),
)
REMARK = row(
    "ManuscriptRemark",
    Noted,
    {
        "id": Column("pk", "编号；重新校核后另编（id, new with every check）", 1),
        "position": Column("position", "第几条（position）", 1),
        "part": Column("part", "哪一部分；全文的为空（part id; null for the whole）", 1),
        "code": Column("code", "规则代码（code）", "numbers.sum"),
        "severity": Column("severity", "轻重（severity）", "error"),
        "message": Column("message", "校核提示（message）", "合计不等于各项之和。"),
        "english": Column("english", "校核提示，英文（message in English）", ""),
        "quote": Column("quote", "原文（quote）", "共13个"),
        "suggestion": Column("suggestion", "建议（suggestion）", ""),
        "answer": Column("answer", "不改的理由（reason why it is left so）", ""),
        "answered_by": Column("answered_by", "说明人（answered by）", ""),
        "answered_at": Column("answered_at", "说明时间（answered at）", None),
    },
    ("position",),
)


@router.get("/{uuid:key}/manuscripts", response=page_of(MANUSCRIPT.schema), summary="文稿清单", operation_id="list_manuscripts")
def manuscripts(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The manuscripts of a ledger, newest first: all of them, or those in which a part is his unit's."""
    return page(visible_manuscripts(access.person(request), access.ledger(request, key)), MANUSCRIPT, turning)


@router.get(
    "/{uuid:key}/manuscripts/{int:n}/parts", response=page_of(PART.schema), summary="文稿各部分", operation_id="list_parts"
)
def parts(request: HttpRequest, key: UUID, n: int, turning: Query[Turning]) -> HttpResponse:
    """The parts of a manuscript that the person may read, in their order."""
    manuscript = access.manuscript(request, key, n)
    return page(visible_parts(access.person(request), manuscript), PART, turning)


@router.get(
    "/{uuid:key}/manuscripts/{int:n}/remarks", response=page_of(REMARK.schema), summary="校核提示", operation_id="list_remarks"
)
def remarks(request: HttpRequest, key: UUID, n: int, turning: Query[Turning]) -> HttpResponse:
    """What was remarked when the manuscript was checked last, on the parts that the person may read."""
    return page(access.remarks(request, access.manuscript(request, key, n)), REMARK, turning)


@router.get(
    "/{uuid:key}/manuscripts/{int:n}/file",
    response=files.FILE,
    summary="下载定稿",
    operation_id="download_manuscript",
    openapi_extra=files.DOWNLOAD,
)
def final(request: HttpRequest, key: UUID, n: int) -> HttpResponse:
    """The Word file of a final manuscript, byte for byte; to who sees all of the ledger."""
    manuscript = access.manuscript(request, key, n)
    if manuscript.final is None or not access.sees_all(request, manuscript.ledger):
        raise Http404
    return files.download(manuscript.final, f"{manuscript}.docx", f"manuscript-{manuscript.serial}")
