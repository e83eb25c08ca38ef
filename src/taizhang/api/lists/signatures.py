"""签批 and 审批表: every decision as it was signed, and the forms on which many were signed once."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.api import access
from taizhang.api.columns import Column, row
from taizhang.api.paging import Turning, page, page_of
from taizhang.ledger import policy
from taizhang.ledger.models import ApprovalForm, Signature

router = Router(tags=["签批"])

SIGNATURE = row(
    "Signature",
    Signature,
    {
        "id": Column("pk", "编号（id）", 1),
        "action": Column("action", "签的什么（action）", "decide"),
        "finding": Column("finding__serial", "问题（finding）", 1),
        "manifestation": Column("manifestation__position", "问题的哪条具体表现（manifestation of it）", None),
        "measure": Column("measure__serial", "措施（measure）", None),
        "plan": Column("plan__version", "第几版方案（version of the plan）", None),
        "plan_change": Column("plan_change__serial", "方案调整（change of the plan）", None),
        "form": Column("form__serial", "审批表（approval form）", None),
        "cycle": Column("cycle", "第几次整改（cycle）", 1),
        "verdict": Column("verdict", "结论（verdict）", "agreed"),
        "degree": Column("degree", "认定程度（recognised degree）", ""),
        "reason": Column("reason", "理由（reason）", ""),
        "name": Column("name", "签字人（who signed）", "周组长"),
        "capacity": Column("capacity", "签字身份（in what capacity）", "组长"),
        "body": Column("body", "代表的监督审核单位（body of the route）", ""),
        "unit_name": Column("unit_name", "签字人的单位（his unit）", "市水务局"),
        "signed_on": Column("signed_on", "签字日期（signed）", "2026-11-20"),
        "on_paper": Column("on_paper", "纸质签批（on paper）", False),
        "reference": Column("reference", "文件或审批表编号（number of the paper）", ""),
        "meeting": Column("meeting", "会议（meeting）", "党组会第20次"),
        "recorded_by": Column("recorded_by", "登记人（registered by）", "周组长"),
        "recorded_at": Column("recorded_at", "登记时间（registered at）", "2026-11-20T02:00:00Z"),
        "content": Column("content", "所签内容的摘要（digest of what was signed）", "a" * 64),
    },
    ("pk",),
)
FORM = row(
    "ApprovalForm",
    ApprovalForm,
    {
        "serial": Column("serial", "编号（serial）", 1),
        "action": Column("action", "签的什么（action）", "decide"),
        "made_on": Column("made_on", "制表日期（made）", "2026-11-20"),
        "made_by": Column("made_by", "制表人（made by）", "张敏"),
        "signed_on": Column("signed_on", "签字日期（signed）", None),
        "withdrawn_on": Column("withdrawn_on", "作废日期（withdrawn）", None),
    },
    ("-serial",),
)


class Of(Schema):
    """Under what."""

    finding: int | None = Field(None, ge=1, description="只要这个问题的（under this finding）")
    measure: int | None = Field(None, ge=1, description="只要这条措施的（under this measure）")


@router.get("/{uuid:key}/signatures", response=page_of(SIGNATURE.schema), summary="签批清单", operation_id="list_signatures")
def signatures(request: HttpRequest, key: UUID, of: Query[Of], turning: Query[Turning]) -> HttpResponse:
    """The decisions on what the person may see, in the order in which they were registered."""
    held = access.ledger(request, key)
    found = held.signatures.all()
    if not access.sees_all(request, held):
        seen = policy.visible_findings(access.person(request), held)
        found = found.filter(Q(finding__in=seen) | Q(measure__finding__in=seen) | Q(plan_change__finding__in=seen))
    if of.finding is not None:
        found = found.filter(finding__serial=of.finding)
    if of.measure is not None:
        found = found.filter(measure__serial=of.measure)
    return page(found, SIGNATURE, turning)


@router.get("/{uuid:key}/forms", response=page_of(FORM.schema), summary="审批表清单", operation_id="list_forms")
def forms(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The approval forms of a ledger, newest first; to who sees all of it."""
    held = access.ledger(request, key)
    access.only_who_sees_all(request, held)
    return page(held.approval_forms.all(), FORM, turning)
