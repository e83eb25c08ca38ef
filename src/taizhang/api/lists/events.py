"""办理记录: the events of a ledger since a number, each with what proves it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.api import access
from taizhang.api.paging import answer
from taizhang.journal.heads import head_of
from taizhang.journal.models import Event
from taizhang.ledger import history
from taizhang.ledger.events_in_sight import events_in_sight

router = Router(tags=["办理记录"])
LOOKED_AT = 500  # events of the log that one request looks at, whatever of them the person may see


class EventOut(Schema):
    """One event as it is recorded. ``hash`` is its leaf in the Merkle log: SHA-256 over all its fields."""

    seq: int = Field(description="第几条，从 0 起（its number）", examples=[3])
    at: str = Field(description="时间，UTC（when）", examples=["2026-11-22T02:00:00.000000Z"])
    name: str = Field(description="发生了什么（subject:action）", examples=["measure:issue"])
    subject: str = Field(description="对什么（of what）", examples=["measure:1"])
    by_id: str = Field(description="谁的编号（whose id）", examples=["user:3"])
    by_name: str = Field(description="当时的姓名（name as it was）", examples=["张敏"])
    by_unit: str = Field(description="当时的单位（unit as it was）", examples=["市水务局"])
    payload: str = Field(
        description="内容，逐字节参与哈希（canonical JSON text, hashed as it is）", examples=['{"now":{"state":"under_way"}}']
    )
    sentence: str = Field(description="一句话（in words）", examples=["下达"])
    hash: str = Field(description="叶哈希（leaf hash）", examples=["c" * 64])


class Events(Schema):
    """Some events, and from where to go on. What the person may not see is left out; numbers are never given anew."""

    items: list[EventOut]
    next: int = Field(description="下次从这里起（pass it as ``since`` next time）", examples=[14])
    more: bool = Field(description="后面还有（there is more）", examples=[False])
    size: int = Field(description="日志共几条（size of the log）", examples=[14])
    root: str = Field(description="日志头（Merkle root over all of them）", examples=["b" * 64])


class Since(Schema):
    """From where on."""

    since: int = Field(0, ge=0, le=2**62, description="从第几条起（from this number on）")
    limit: int = Field(100, ge=1, le=LOOKED_AT, description="最多几条（at most）")


@router.get("/{uuid:key}/events", response=Events, summary="办理记录", operation_id="list_events")
def events(request: HttpRequest, key: UUID, asked: Query[Since]) -> HttpResponse:
    """What happened since a number, oldest first, as far as the person may see it, with the head of the whole log."""
    held = access.ledger(request, key)
    head = head_of(held.log_key)
    rows = Event.objects.filter(log__key=held.log_key, seq__gte=asked.since, seq__lt=head.size)
    read = list(rows.select_related("log").order_by("seq")[:LOOKED_AT])
    seen = events_in_sight(access.person(request), held, read)
    told, cut = seen[: asked.limit], len(seen) > asked.limit
    upto = told[-1].seq if cut else read[-1].seq if read else asked.since - 1
    content = {"next": upto + 1, "more": upto + 1 < head.size, "size": head.size, "root": head.root.hex()}
    return answer({"items": [_told(event) for event in told], **content})


def _told(event: Event) -> dict[str, Any]:
    names = ("seq", "at", "name", "subject", "by_id", "by_name", "by_unit", "payload")
    return {**{name: getattr(event, name) for name in names}, "sentence": history.sentence(event), "hash": history.leaf(event)}
