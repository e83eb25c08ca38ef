"""导入: the papers that were brought in, and the filled-in tables that came back for ledgers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from taizhang.api import access, files
from taizhang.api.columns import Column, row
from taizhang.api.paging import Turning, page, page_of
from taizhang.intake.models import Delivery, Paper

router = Router(tags=["导入"])

PAPER = row(
    "Paper",
    Paper,
    {
        "id": Column("pk", "编号（id）", 1),
        "name": Column("name", "文件名（name）", "整改情况报告.docx"),
        "state": Column("state", "办到哪一步（state）", "read"),
        "digest": Column("original__digest", "原件的 SHA-256（of the original）", "a" * 64),
        "size": Column("original__size", "字节数（bytes）", 20480),
        "sender": Column("sender", "来文单位（sender）", ""),
        "pages": Column("pages", "可看的页数（pages）", 12),
        "problem": Column("problem", "不能识读的原因（why it cannot be read）", ""),
        "ledger": Column("ledger__key", "生成的台账（ledger made of it）", None),
        "brought_by": Column("brought_by__name", "导入人（brought by）", "张敏"),
        "brought_at": Column("brought_at", "导入时间（brought at）", "2026-11-20T02:00:00Z"),
        "version": Column("version", "版本（version）", 1),
    },
    ("-pk",),
)
DELIVERY = row(
    "Delivery",
    Delivery,
    {
        "id": Column("pk", "编号（id）", 1),
        "ledger": Column("ledger__key", "台账（ledger）", "7d9f3a52-5a0b-4d5e-9a73-2f2f3f1f9a10"),
        "state": Column("state", "办到哪一步（state）", "open"),
        "as_of": Column("as_of", "截至日期（as of）", "2026-11-20"),
        "sender": Column("sender", "表头按谁的（whose headings）", ""),
        "brought_by": Column("brought_by__name", "报送人（brought by）", "赵联络"),
        "brought_at": Column("brought_at", "报送时间（brought at）", "2026-11-20T02:00:00Z"),
        "merged_at": Column("merged_at", "汇入时间（merged at）", None),
        "taken": Column("taken", "汇入几处（items taken）", 0),
    },
    ("-pk",),
)


@router.get("/papers", response=page_of(PAPER.schema), summary="导入的文件", operation_id="list_papers")
def papers(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """The papers that the person's office brought in, newest first."""
    return page(access.papers(request), PAPER, turning)


@router.get(
    "/papers/{int:n}/file", response=files.FILE, summary="下载原件", operation_id="download_paper", openapi_extra=files.DOWNLOAD
)
def original(request: HttpRequest, n: int) -> HttpResponse:
    """The original, byte for byte."""
    paper = get_object_or_404(access.papers(request), pk=n)
    return files.download(paper.original, paper.name, f"paper-{paper.pk}")


@router.get("/deliveries", response=page_of(DELIVERY.schema), summary="报送的表", operation_id="list_deliveries")
def deliveries(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """What came back for ledgers, newest first: what he brought himself, and to an office all that came for its ledgers."""
    return page(access.deliveries(request), DELIVERY, turning)
