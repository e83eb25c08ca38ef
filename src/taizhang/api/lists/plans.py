"""整改方案: the versions of the plan, what was said on them, and the changes of what was approved."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from taizhang.api import access
from taizhang.api.columns import Column, row, said
from taizhang.api.paging import Turning, page, page_of
from taizhang.ledger import policy
from taizhang.ledger.models import Opinion, Plan, PlanChange

router = Router(tags=["整改方案"])

PLAN = row(
    "Plan",
    Plan,
    {
        "version": Column("version", "第几版（version）", 1),
        "state": Column("state", "状态（state）", "in_review"),
        "content": Column("content", "内容的摘要（digest of its text）", "a" * 64),
        "sent_on": Column("sent_on", "送审日期（sent）", "2026-11-02"),
        "review_until": Column("review_until", "意见截止（opinions until）", "2026-11-12"),
        "approved_on": Column("approved_on", "获批日期（approved）", None),
        "approved_by": Column("approved_by", "审定人（approved by）", ""),
        "meeting": Column("meeting", "会议（meeting）", ""),
    },
    ("-version",),
)
OPINION = row(
    "Opinion",
    Opinion,
    {
        "position": Column("position", "第几条（its number）", 1),
        "body": Column("body", "提出单位（body）", "市委巡察办"),
        "given_by": Column("given_by", "提出人（given by）", ""),
        "given_on": Column("given_on", "提出日期（given）", "2026-11-05"),
        "finding": Column("finding__serial", "针对哪个问题（about which finding）", 1),
        "text": Column("text", "意见（text）", "措施要写明完成时限"),
        "reply": Column("reply", "采纳情况（reply）", ""),
        "why": Column("why", "修改情况或理由（why）", ""),
        "answered_on": Column("answered_on", "答复日期（answered）", None),
    },
    ("position",),
)
CHANGE = row(
    "PlanChange",
    PlanChange,
    {
        "serial": Column("serial", "编号（serial）", 1),
        "finding": Column("finding__serial", "问题（finding）", 1),
        "measure": Column("measure__serial", "措施；空的是问题本身（measure; null for the finding itself）", None),
        "was": Column("was", "原来（was）", {"deadline": "2026-12-31"}),
        "wanted": Column("wanted", "要改成（wanted）", {"deadline": "2027-03-31"}),
        "reason": Column("reason", "理由（reason）", "设备到货推迟"),
        "asked_on": Column("asked_on", "申请日期（asked）", "2026-11-20"),
        "asked_by": Column("asked_by", "申请人（asked by）", "赵联络"),
        "state": Column("state", "办到哪一步（state）", "with_leader"),
        "decided_on": Column("decided_on", "办结日期（decided）", None),
        "refusal": Column("refusal", "不同意的理由（why refused）", ""),
        "version": Column("version", "版本（version）", 1),
    },
    ("-serial",),
    was=said(dict[str, str], "原来（was）", {"deadline": "2026-12-31"}),
    wanted=said(dict[str, str], "要改成（wanted）", {"deadline": "2027-03-31"}),
)


@router.get("/{uuid:key}/plans", response=page_of(PLAN.schema), summary="方案各版", operation_id="list_plans")
def plans(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The versions of the plan, newest first."""
    return page(access.ledger(request, key).plans.all(), PLAN, turning)


@router.get(
    "/{uuid:key}/plans/{int:n}/opinions", response=page_of(OPINION.schema), summary="审核意见", operation_id="list_opinions"
)
def opinions(request: HttpRequest, key: UUID, n: int, turning: Query[Turning]) -> HttpResponse:
    """What was said on a version, as far as the person may see what it is about."""
    held = access.ledger(request, key)
    found = get_object_or_404(held.plans, version=n).opinions.all()
    if not access.sees_all(request, held):
        found = found.filter(finding__in=policy.visible_findings(access.person(request), held))
    return page(found, OPINION, turning)


@router.get("/{uuid:key}/plan-changes", response=page_of(CHANGE.schema), summary="方案调整", operation_id="list_plan_changes")
def changes(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The changes that were asked for of what the person may see, newest first."""
    held = access.ledger(request, key)
    return page(access.of_findings(request, held, PlanChange.objects.all()), CHANGE, turning, finish=_read)


def _read(rows: list[dict[str, Any]]) -> None:
    for one in rows:
        one["was"], one["wanted"] = json.loads(one["was"]), json.loads(one["wanted"])
