"""交接: who handed on to whom, which open items, and whether both confirmed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from taizhang.api import access
from taizhang.api.columns import Column, row, said
from taizhang.api.paging import Turning, page, page_of
from taizhang.ledger import handing
from taizhang.ledger.models import Handover, HandoverItem

router = Router(tags=["交接"])

HANDOVER = row(
    "Handover",
    Handover,
    {
        "serial": Column("serial", "编号（serial）", 1),
        "kind": Column("kind", "交接什么（kind）", "leader"),
        "unit": Column("unit", "单位（unit id）", None),
        "giver": Column("giver", "移交人（giver）", "王副局长"),
        "taker": Column("taker", "接收人（taker）", "李副局长"),
        "reason": Column("reason", "原因（reason）", "工作分工调整"),
        "made_on": Column("made_on", "制作日期（made）", "2026-11-20"),
        "made_by": Column("made_by", "制作人（made by）", "张敏"),
        "given_on": Column("given_on", "移交人确认日期（confirmed by the giver）", None),
        "given_on_paper": Column("given_on_paper", "移交人在纸上确认（on paper）", False),
        "taken_on": Column("taken_on", "接收人确认日期（confirmed by the taker）", None),
        "taken_on_paper": Column("taken_on_paper", "接收人在纸上确认（on paper）", False),
        "reference": Column("reference", "文号（reference）", ""),
        "withdrawn_on": Column("withdrawn_on", "作废日期（withdrawn）", None),
    },
    ("-serial",),
    items=said(list[str], "交接的事项（open items, by their keys）", ["finding:1", "measure:2"]),
)


@router.get("/{uuid:key}/handovers", response=page_of(HANDOVER.schema), summary="交接单", operation_id="list_handovers")
def handovers(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The handovers that the person may see, newest first."""
    held = access.ledger(request, key)
    items = _Items(held.pk)
    return page(handing.visible(access.person(request), held), HANDOVER, turning, finish=items.add)


class _Items:
    """Adds to handovers of one ledger what they list."""

    def __init__(self, ledger: int) -> None:
        self.ledger = ledger

    def add(self, rows: list[dict[str, Any]]) -> None:
        """One query for all of them."""
        under: dict[int, list[str]] = {}
        found = HandoverItem.objects.filter(handover__ledger=self.ledger, handover__serial__in=[one["serial"] for one in rows])
        columns = ("handover__serial", "finding__serial", "measure__serial")
        for serial, finding, measure in found.order_by("handover", "position").values_list(*columns):
            under.setdefault(serial, []).append(f"finding:{finding}" if finding else f"measure:{measure}")
        for one in rows:
            one["items"] = under.get(one["serial"], [])
