"""单位, 人员 and 办理规则: what of them the person may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.accounts import policy as accounts_policy
from taizhang.accounts.models import Membership, Unit, User
from taizhang.api import access
from taizhang.api.columns import Column, row, said
from taizhang.api.paging import Turning, answer, page, page_of
from taizhang.ledger import pinning
from taizhang.ledger.units_in_sight import units_in_sight
from taizhang.profiles import digest

router = Router(tags=["单位和人员"])

UNIT = row(
    "Unit",
    Unit,
    {
        "id": Column("pk", "编号（id）", 6),
        "name": Column("name", "单位（name）", "供水科"),
        "parent": Column("parent", "上级单位（unit above）", 2),
        "path": Column("path", "从根到它的编号（ids from the root）", "/1/2/6/"),
    },
    ("pk",),
)
POST = row(
    "Post",
    Membership,
    {
        "id": Column("pk", "编号（id）", 1),
        "unit": Column("unit", "单位（unit id）", 6),
        "role": Column("role", "角色（role）", "contact"),
        "duty": Column("duty", "职务（duty）", ""),
    },
    ("pk",),
)
PERSON = row(
    "Person",
    User,
    {
        "id": Column("pk", "编号（id）", 3),
        "username": Column("username", "登录名（login name）", "zhaolianluo"),
        "name": Column("name", "姓名（name）", "赵联络"),
        "email": Column("email", "邮箱（address）", ""),
        "is_active": Column("is_active", "账号在用（account in use）", True),
    },
    ("pk",),
    posts=said(list[POST.schema], "角色（roles）", []),  # type: ignore[name-defined]
)


class ProfileOut(Schema):
    """A profile that the person's body can choose."""

    code: str = Field(description="代码（code）", examples=["inspection"])
    name: str = Field(description="名称（name）", examples=["巡察整改"])
    digest: str = Field(description="内容的摘要（digest）", examples=["a" * 64])
    sources: list[str] = Field(description="用于哪些来源（sources it is meant for）", examples=[["巡察"]])
    is_copy: bool = Field(description="单位自己的副本（a body's own copy）", examples=[False])


class Profiles(Schema):
    """All of them, on one page."""

    items: list[ProfileOut]
    next: None = None
    total: int


@router.get("/units", response=page_of(UNIT.schema), summary="单位", operation_id="list_units")
def units(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """The units that the person deals with: an administrator all, others those of the ledgers that they see, and their own."""
    return page(units_in_sight(access.person(request), access.ledgers(request)), UNIT, turning)


@router.get("/people", response=page_of(PERSON.schema), summary="人员", operation_id="list_people")
def people(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """The accounts that the person may see: an administrator all, others their own."""
    return page(accounts_policy.visible_people(access.person(request)), PERSON, turning, finish=_add_posts)


def _add_posts(rows: list[dict[str, Any]]) -> None:
    held: dict[int, list[dict[str, Any]]] = {}
    found = Membership.objects.filter(user__in=[one["id"] for one in rows]).order_by("pk")
    for user, *values in found.values_list("user", *POST.paths):
        held.setdefault(user, []).append(POST.plain(tuple(values)))
    for one in rows:
        one["posts"] = held.get(one["id"], [])


@router.get("/profiles", response=Profiles, summary="办理规则", operation_id="list_profiles", tags=["办理规则"])
def profiles(request: HttpRequest) -> HttpResponse:
    """What the person's bodies can choose from: their own copies, then what comes with the product."""
    offers = pinning.offers(*(post.unit for post in access.person(request).posts))
    items = [
        {
            "code": offer.name,
            "name": offer.profile.name,
            "digest": digest(offer.profile),
            "sources": list(offer.profile.sources),
            "is_copy": offer.copy is not None,
        }
        for offer in offers
    ]
    return answer({"items": items, "next": None, "total": len(items)})
