"""推送 and 通知: the programs that are told of events, every attempt to tell them, and what the person is told himself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from taizhang.api import access
from taizhang.api.columns import Column, row, said
from taizhang.api.paging import Turning, page, page_of
from taizhang.notices import wording
from taizhang.notices.hooks.models import Attempt, Subscription
from taizhang.notices.models import Notice
from taizhang.notices.reasons import BY_CODE

router = Router(tags=["推送"])

SUBSCRIPTION = row(
    "Subscription",
    Subscription,
    {
        "id": Column("pk", "编号（id）", 1),
        "key": Column("key", "推送的编号，在每次推送里（its key, in every message）", "0f0d5c1e-6c0a-4b36-9a5e-3d1c9c0c7f11"),
        "ledger": Column("ledger__key", "台账；空的是全系统（ledger; null for the site）", None),
        "name": Column("name", "名称（name）", "局办公系统"),
        "address": Column("address", "接收程序的网址（address）", "https://oa.water.example/taizhang"),
        "kinds": Column("kinds", "哪些事件，每行一种；空的为全部（which events）", "finding:*"),
        "seq": Column("seq", "下一条要推的记录（next event to be told）", 14),
        "tries": Column("tries", "连续失败次数（failures in a row）", 0),
        "try_at": Column("try_at", "下次再试（tried again at）", None),
        "failing_since": Column("failing_since", "从何时起失败（failing since）", None),
        "disabled_at": Column("disabled_at", "失败太久已暂停（disabled after failing too long）", None),
        "ended_at": Column("ended_at", "停掉时间（ended）", None),
        "made_at": Column("made_at", "添加时间（made）", "2026-11-20T02:00:00Z"),
    },
    ("-pk",),
)
ATTEMPT = row(
    "Attempt",
    Attempt,
    {
        "id": Column("pk", "编号（id）", 1),
        "at": Column("at", "时间（when）", "2026-11-20T02:00:00Z"),
        "first": Column("first", "从第几条（first event）", 12),
        "last": Column("last", "到第几条（last event）", 14),
        "n": Column("n", "几条（how many）", 3),
        "is_taken": Column("is_taken", "对方收下了（taken）", True),
        "perhaps": Column("perhaps", "可能已送到（perhaps it got there）", False),
        "code": Column("code", "对方回答的状态码（status that was answered）", 204),
        "note": Column("note", "没有送到的原因（why not）", ""),
    },
    ("-pk",),
)
NOTICE = row(
    "Notice",
    Notice,
    {
        "id": Column("pk", "编号（id）", 1),
        "ledger": Column("ledger__key", "台账（ledger）", "7d9f3a52-5a0b-4d5e-9a73-2f2f3f1f9a10"),
        "reason": Column("reason", "什么事（reason）", "overdue"),
        "n": Column("n", "几项（how many）", 2),
        "made_at": Column("made_at", "时间（when）", "2026-11-20T02:00:00Z"),
        "read_at": Column("read_at", "读过的时间（read at）", None),
    },
    ("-pk",),
    line=said(str, "一句话，不含问题内容（in words, without the text of a finding）", "2个问题已逾期"),
)


@router.get("/hooks", response=page_of(SUBSCRIPTION.schema), summary="全部推送", operation_id="list_hooks")
def hooks(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """The programs that are told, as far as the person may set them: an office its ledgers', an administrator the site's."""
    return page(access.subscriptions(request), SUBSCRIPTION, turning)


@router.get(
    "/ledgers/{uuid:key}/hooks", response=page_of(SUBSCRIPTION.schema), summary="台账的推送", operation_id="list_ledger_hooks"
)
def ledger_hooks(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The same of one ledger."""
    held = access.ledger(request, key)
    return page(access.subscriptions(request).filter(ledger=held), SUBSCRIPTION, turning)


@router.get("/hooks/{int:n}/attempts", response=page_of(ATTEMPT.schema), summary="推送记录", operation_id="list_attempts")
def attempts(request: HttpRequest, n: int, turning: Query[Turning]) -> HttpResponse:
    """Every attempt of the last thirty days, newest first."""
    return page(get_object_or_404(access.subscriptions(request), pk=n).attempts.all(), ATTEMPT, turning)


@router.get("/notices", response=page_of(NOTICE.schema), summary="我的通知", operation_id="list_notices", tags=["通知"])
def notices(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """What the person is told in the product, newest first: numbers, never the text of a finding."""
    return page(access.notices(request), NOTICE, turning, finish=_add_lines)


def _add_lines(rows: list[dict[str, Any]]) -> None:
    for one in rows:
        why = BY_CODE.get(one["reason"])
        one["line"] = wording.line(why, one["n"]) if why else ""
