"""One page of a list: read behind a place in its order, never by counting off, so that every page costs the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field, create_model
from pydantic_core import to_json

from taizhang.api.columns import Row
from taizhang.api.problems import Problem

PAGE, MOST = 50, 100
JSON = "application/json; charset=utf-8"
Found = TypeVar("Found")
DIGITS = 18  # of a number in a cursor: as many as a column holds


class Turning(Schema):
    """Which page."""

    cursor: str | None = Field(
        None, description="上一页给的 next；不带从头开始（the ``next`` of the page before）", max_length=120
    )
    limit: int = Field(PAGE, ge=1, le=MOST, description="每页几条（how many a page）")


def page_of(schema: Any) -> Any:
    """The schema of a page of such rows."""
    return create_model(
        f"{schema.__name__}Page",
        __base__=Schema,
        items=(list[schema], Field(description="本页各条（the rows）")),
        next=(str | None, Field(None, description="下一页的 cursor；没有了为空（null on the last page）", examples=["20"])),
        total=(int | None, Field(None, description="总数；没有现成数字时为空（null where no tally is kept）", examples=[12])),
    )


def page(
    found: QuerySet[Any],
    row: Row,
    turning: Turning,
    *,
    total: int | None = None,
    finish: Callable[[list[dict[str, Any]]], None] | None = None,
) -> HttpResponse:
    """One page of ``found``, as ``row`` says. ``finish`` adds to its rows what is worked out, for all of them together."""
    columns = [name.lstrip("-") for name in row.order]
    if turning.cursor:
        found = found.filter(_behind(row.order, _place(turning.cursor, len(columns))))
    read = list(found.order_by(*row.order).values_list(*row.paths, *columns)[: turning.limit + 1])
    more, read = len(read) > turning.limit, read[: turning.limit]
    rows = [row.plain(values) for values in read]
    if finish:
        finish(rows)
    last = ".".join(str(value) for value in read[-1][-len(columns) :]) if more else None
    return answer({"items": rows, "next": last, "total": total})


def counted_off(found: Sequence[Found], turning: Turning) -> tuple[Sequence[Found], str | None]:
    """One page of what was worked out whole, and where the next begins."""
    [first] = _place(turning.cursor, 1) if turning.cursor else [0]
    end = first + turning.limit
    return found[first:end], str(end) if end < len(found) else None


def answer(content: Mapping[str, Any] | list[Any], status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """``content`` as JSON. What stands here was put together by us: it is not checked a second time on its way out."""
    return HttpResponse(to_json(content), content_type=JSON, status=status, headers=dict(headers or {}))


def _place(cursor: str, n: int) -> list[int]:
    parts = cursor.split(".")
    if len(parts) != n or not all(part.isascii() and part.isdecimal() and len(part) <= DIGITS for part in parts):
        raise Problem(422, _("cursor 不对，请用上一页给的 next。"), "cursor")
    return [int(part) for part in parts]


def _behind(order: tuple[str, ...], place: list[int]) -> Q:
    """What stands behind ``place`` in ``order``: the first column beyond it, or alike and the next beyond it."""
    name, *rest = order
    beyond = Q(**{f"{name.lstrip('-')}__{'lt' if name[0] == '-' else 'gt'}": place[0]})
    if not rest:
        return beyond
    return beyond | (Q(**{name.lstrip("-"): place[0]}) & _behind(tuple(rest), place[1:]))
