"""比对结果: what a delivery would change in its ledger, item by item, as it is looked at before it is merged."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.accounts.policy import Refused
from taizhang.api import access
from taizhang.api.paging import Turning, answer, counted_off
from taizhang.intake import actions
from taizhang.intake.delivered.diff import Told
from taizhang.intake.delivered.item import Cell, Item, Kind
from taizhang.intake.models import DeliveryState

router = Router(tags=["导入"])
Kinds: Any = Literal[tuple(str(kind) for kind in Kind)]
States: Any = Literal[tuple(DeliveryState.values)]


class PlaceOut(Schema):
    """Where it stands in the file."""

    file: str = Field(description="文件（file）", examples=["台账.xlsx"])
    sheet: str = Field(description="工作表（sheet）", examples=["整改台账"])
    row: int = Field(description="第几行，从1起（row）", examples=[4])
    column: str = Field(description="列（column）", examples=["J"])


class CellOut(Schema):
    """One cell that says something else than the ledger does."""

    field: str = Field(description="哪一栏（field）", examples=["progress"])
    was: str = Field(description="台账现在的内容（what the ledger says）", examples=["已更换12公里"])
    wanted: str = Field(description="表里的内容（what the table says）", examples=["已更换13公里"])
    then: str | None = Field(None, description="表导出时台账的内容，之后没改过为空（what it said then, where that differs）")


class DifferenceOut(Schema):
    """One change, to be taken or left."""

    token: str = Field(description="汇入时用它指明（taken by this token）", examples=["0f" * 10])
    kind: Kinds = Field(description="哪一类（what it is）", examples=["changed"])
    action: str = Field(description="汇入时怎样办理（action it is merged by）", examples=["report_progress"])
    subject: str | None = Field(None, description="对什么；新增的为空（to what; null for what is new）", examples=["measure:1"])
    title: str = Field(description="是哪一条（what that says）", examples=["更换老旧管网"])
    place: PlaceOut
    cells: list[CellOut]
    why: str = Field(description="要注意的，或不能汇入的原因（what stands against it）", examples=[""])
    sure: bool = Field(description="页面上预先勾选（chosen beforehand）", examples=[True])
    choosable: bool = Field(description="可以汇入（can be taken at all）", examples=[True])


class FileOut(Schema):
    """What was found of one file."""

    name: str = Field(description="文件名（name）", examples=["台账.xlsx"])
    rows: int = Field(description="有几行（rows）", examples=[4])
    met: int = Field(description="对上几行（rows that mean a line of the ledger）", examples=[4])
    unknown: list[str] = Field(description="不认识的表头，可以指明（headings nobody knows）", examples=[["备注"]])
    problem: str = Field(description="不能识读的原因（why it cannot be read）", examples=[""])


class DifferencesOut(Schema):
    """One page of what a delivery would change; nothing once it is merged or put aside."""

    state: States = Field(description="办到哪一步（state）", examples=["open"])
    choosable: int = Field(description="可以汇入几处（how many can be taken）", examples=[3])
    files: list[FileOut]
    items: list[DifferenceOut]
    next: str | None = Field(None, description="下一页的 cursor；没有了为空（null on the last page）", examples=["50"])
    total: int = Field(description="总数（how many）", examples=[4])


@router.get(
    "/deliveries/{int:n}/differences", response=DifferencesOut, summary="报送的表的比对结果", operation_id="list_differences"
)
def differences(request: HttpRequest, n: int, turning: Query[Turning]) -> HttpResponse:
    """What the delivery would change if the person merged it now, in the files' order; nothing is written."""
    delivery = get_object_or_404(access.deliveries(request).select_related(*access.OF_A_LEDGER), pk=n)
    if delivery.state != DeliveryState.OPEN:
        return answer({"state": delivery.state, "choosable": 0, "files": [], "items": [], "next": None, "total": 0})
    user = access.person(request)
    if why := actions.why_not_deliver(user, delivery.ledger):
        raise Refused(why)
    diff = actions.compared(delivery, user, timezone.localdate())
    items, further = counted_off(diff.items, turning)
    told = {"state": delivery.state, "choosable": len(diff.choosable), "files": [_file(one) for one in diff.files]}
    return answer({**told, "items": [_item(one) for one in items], "next": further, "total": len(diff.items)})


def _file(told: Told) -> dict[str, Any]:
    unknown = list(dict.fromkeys(heading for heading in told.unknown if heading))
    return {"name": told.name, "rows": told.rows, "met": told.met, "unknown": unknown, "problem": told.problem}


def _item(item: Item) -> dict[str, Any]:
    place = item.place
    return {
        "token": item.token,
        "kind": str(item.kind),
        "action": item.verb,
        "subject": item.subject.key if item.subject else None,
        "title": item.title,
        "place": {"file": place.file, "sheet": place.sheet, "row": place.row, "column": place.column},
        "cells": [_cell(one) for one in item.cells],
        "why": str(item.why),
        "sure": item.sure,
        "choosable": item.choosable,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"field": cell.field, "was": cell.now, "wanted": cell.wanted, "then": cell.then}
