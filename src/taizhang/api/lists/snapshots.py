"""数据版本: the snapshots of a ledger, each with what proves it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from taizhang.api import access
from taizhang.api.columns import Column, row
from taizhang.api.paging import Turning, page, page_of
from taizhang.ledger.models import Snapshot

router = Router(tags=["数据版本"])

SNAPSHOT = row(
    "Snapshot",
    Snapshot,
    {
        "serial": Column("serial", "第几个（serial）", 1),
        "as_of": Column("as_of", "截至（as of）", "2026-11-20"),
        "taken_at": Column("taken_at", "形成时间（taken at）", "2026-11-21T02:00:00Z"),
        "taken_by": Column("taken_by", "形成人（taken by）", "张敏"),
        "head_size": Column("head_size", "当时日志几条（events then）", 14),
        "head_root": Column("head_root", "当时的日志头（Merkle root then）", "b" * 64),
        "digest": Column("digest", "内容的摘要（digest of what it says）", "a" * 64),
    },
    ("-serial",),
)


@router.get("/{uuid:key}/snapshots", response=page_of(SNAPSHOT.schema), summary="数据版本清单", operation_id="list_snapshots")
def snapshots(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The snapshots of a ledger, newest first; to who sees all of it."""
    held = access.ledger(request, key)
    access.only_who_sees_all(request, held)
    return page(held.snapshots.all(), SNAPSHOT, turning)
