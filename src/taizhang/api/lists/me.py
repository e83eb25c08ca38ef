"""Who the token is, how far it reaches, and which tokens the person has."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.accounts.models import Token
from taizhang.api import access
from taizhang.api.columns import Column, row
from taizhang.api.door import visitor
from taizhang.api.paging import Turning, answer, page, page_of
from taizhang.notices.reasons import BY_CODE
from taizhang.notices.wishing import wish_of

router = Router(tags=["令牌"])

TOKEN = row(
    "Token",
    Token,
    {
        "id": Column("pk", "编号（id）", 1),
        "name": Column("name", "用途（what for）", "报表程序"),
        "prefix": Column("prefix", "开头几位，用来辨认（its beginning）", "tz_3fK9aB"),
        "may_act": Column("may_act", "可以办理；否则只能查看（may act; else read only）", False),
        "made_at": Column("made_at", "签发时间（issued）", "2026-11-02T02:00:00Z"),
        "expires_on": Column("expires_on", "有效至（works until）", "2027-02-20"),
        "revoked_at": Column("revoked_at", "作废时间（revoked）", None),
        "last_used_on": Column("last_used_on", "最后使用日期（last used）", "2026-11-22"),
    },
    ("-pk",),
)


class WishesOut(Schema):
    """How the person wishes to be told of what concerns him."""

    left_out: list[str] = Field(description="不要哪些通知（reasons that are left out）", examples=[["rebound"]])
    daily: bool = Field(description="每天合成一封（once a day, in one message）", examples=[True])
    daily_hour: int = Field(description="每天几点（at what hour）", examples=[8])
    quiet_from: int = Field(description="免打扰从几点（quiet from）", examples=[20])
    quiet_until: int = Field(description="免打扰到几点（quiet until）", examples=[8])
    working_days_only: bool = Field(description="只在工作日（on working days only）", examples=[True])
    by_mail: bool = Field(description="发邮件（by e-mail）", examples=[True])
    language: str = Field(description="用哪种语言（language）", examples=["zh-hans"])


class MyRole(Schema):
    """One role of the person."""

    unit: int = Field(description="单位（unit id）", examples=[2])
    unit_name: str = Field(description="单位名称（its name）", examples=["市水务局"])
    role: str = Field(description="角色（role）", examples=["office"])


class Me(Schema):
    """The person, and the token."""

    name: str = Field(description="姓名（name）", examples=["张敏"])
    roles: list[MyRole] = Field(description="角色（roles）")
    token: str = Field(description="令牌的用途（what the token is for）", examples=["报表程序"])
    may_act: bool = Field(description="可以办理（may act）", examples=[True])
    ledgers: list[str] = Field(description="只限这些台账；空的不限（only these ledgers; empty for no limit）", examples=[[]])
    expires_on: date = Field(description="有效至（works until）", examples=["2027-02-20"])


@router.get("/me", response=Me, summary="我和这个令牌", operation_id="get_me")
def me(request: HttpRequest) -> HttpResponse:
    """Who asks, and how far the token reaches."""
    found = visitor(request)
    roles = [{"unit": post.unit_id, "unit_name": post.unit.name, "role": post.role} for post in found.user.posts]
    token = found.token
    reach = {"token": token.name, "may_act": token.may_act, "ledgers": sorted(token.keys), "expires_on": token.expires_on}
    return answer({"name": found.user.name, "roles": roles, **reach})


@router.get("/me/wishes", response=WishesOut, summary="我的通知设置", operation_id="get_wishes")
def wishes(request: HttpRequest) -> HttpResponse:
    """How the person is told: as he said, else as everybody is who said nothing."""
    wish = wish_of(access.person(request))
    told = {name: getattr(wish, name) for name in WishesOut.model_fields if name != "left_out"}
    return answer({"left_out": [code for code in BY_CODE if not wish.wants(code)], **told})


@router.get("/tokens", response=page_of(TOKEN.schema), summary="我的令牌", operation_id="list_tokens")
def tokens(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """The person's own tokens, newest first; never their text."""
    return page(access.person(request).tokens.all(), TOKEN, turning)
