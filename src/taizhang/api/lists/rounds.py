"""进展收集: the rounds of a ledger, and how far each unit has answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from taizhang.accounts.policy import Refused
from taizhang.api import access
from taizhang.api.columns import Column, row, said
from taizhang.api.paging import Turning, answer, page, page_of
from taizhang.ledger.models import Ledger
from taizhang.supervision import asked
from taizhang.supervision.models import Invitation, Round
from taizhang.supervision.policy import why_not_see

router = Router(tags=["进展收集"])

ROUND = row(
    "Round",
    Round,
    {
        "serial": Column("serial", "第几轮（serial）", 1),
        "rhythm": Column("rhythm", "多久一次（rhythm）", "month"),
        "as_of": Column("as_of", "截至日期（as of）", "2026-11-20"),
        "due": Column("due", "报送截止（due）", "2026-11-25"),
        "opened_at": Column("opened_at", "发起时间（opened）", "2026-11-18T01:00:00Z"),
        "opened_by": Column("opened_by", "发起人（opened by）", "张敏"),
        "closed_at": Column("closed_at", "结束时间（closed）", None),
        "closed_by": Column("closed_by", "结束人（closed by）", ""),
    },
    ("-serial",),
)
SHARE = row(
    "Share",
    Invitation,
    {
        "position": Column("position", "第几个链接（which link）", 1),
        "unit": Column("unit", "单位（unit id）", 6),
        "unit_name": Column("unit__name", "单位名称（its name）", "供水科"),
        "expires_at": Column("expires_at", "链接有效至（link works until）", "2026-12-03T16:00:00Z"),
        "answered_at": Column("answered_at", "最近报送时间（answered）", None),
        "asked": Column("asked", "要报几条（rows asked for）", 8),
        "told": Column("told", "已报几条（rows told）", 5),
    },
    ("unit__path", "position"),
    asked=said(int, "要报几条（rows asked for）", 8),
    told=said(int, "已报几条（rows told）", 5),
)


@router.get("/{uuid:key}/rounds", response=page_of(ROUND.schema), summary="各轮收集", operation_id="list_rounds")
def rounds(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The rounds of a ledger, newest first; to its office."""
    return page(_seen(request, key).rounds.all(), ROUND, turning)


@router.get("/{uuid:key}/rounds/{int:n}/shares", response=page_of(SHARE.schema), summary="各单位报送", operation_id="list_shares")
def shares(request: HttpRequest, key: UUID, n: int) -> HttpResponse:
    """Every unit's part of a round, all on one page: as it stands, or as it stood when the round was closed."""
    held = _seen(request, key)
    round_ = get_object_or_404(held.rounds, serial=n)
    round_.ledger = held
    return answer({"items": [_told(share) for share in asked.shares(round_)], "next": None, "total": None})


def _seen(request: HttpRequest, key: UUID) -> Ledger:
    held = access.ledger(request, key)
    if why := why_not_see(access.person(request), held):
        raise Refused(why)
    return held


def _told(share: asked.Share) -> dict[str, Any]:
    one = share.invitation
    names = ("position", "expires_at", "answered_at")
    told = {name: getattr(one, name) for name in names}
    return {**told, "unit": share.unit.pk, "unit_name": share.unit.name, "asked": share.asked, "told": share.told}
