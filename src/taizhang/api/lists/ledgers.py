"""台账: the ledgers that the visitor may know of, one of them with its words and rules, and its numbers on any day."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.api import access
from taizhang.api.columns import Column, listed, row, said, widened
from taizhang.api.paging import Turning, answer, page, page_of
from taizhang.api.problems import Problem
from taizhang.journal.heads import head_of
from taizhang.ledger import as_of, tally
from taizhang.ledger.models import Interval, Ledger, SupervisingBody
from taizhang.ledger.tally import CountLine

router = Router(tags=["台账"])

LEDGER = row(
    "Ledger",
    Ledger,
    {
        "key": Column("key", "台账的编号，各处不变（the same everywhere）", "7d9f3a52-5a0b-4d5e-9a73-2f2f3f1f9a10"),
        "title": Column("title", "名称（title）", "2026年巡察整改台账"),
        "source": Column("source", "来源（source）", "巡察"),
        "stage": Column("stage", "阶段（stage）", "concentrated"),
        "body": Column("body", "单位（body, unit id）", 2),
        "body_name": Column("body__name", "单位名称（its name）", "市水务局"),
        "supervised_by": Column("supervised_by", "监督单位（supervising unit）", 3),
        "inspected_by": Column("inspected_by", "巡察组等（who inspected）", ""),
        "feedback_on": Column("feedback_on", "反馈日期（feedback）", "2026-03-02"),
        "concentrated_until": Column("concentrated_until", "集中整改至（concentrated period until）", "2026-06-02"),
        "opened_at": Column("opened_at", "建立时间（opened）", "2026-03-02T02:00:00Z"),
    },
    ("-pk",),
)
BODY = row(
    "SupervisingBody",
    SupervisingBody,
    {
        "name": Column("name", "名称（name）", "市委巡察办"),
        "unit": Column("unit", "在系统里的单位（unit id）", 3),
    },
    ("position",),
)
LEDGER_WHOLE = widened(
    LEDGER,
    "LedgerWhole",
    bodies=said(list[BODY.schema], "监督审核单位（bodies of the route）", []),  # type: ignore[name-defined]
    profile=said(str, "办理规则的名称（profile）", "巡察整改"),
    profile_digest=said(str, "办理规则的摘要（its digest）", "a" * 64),
    words=said(dict[str, Any], "本台账的叫法（what this ledger calls things）", {"finding": "问题"}),
    size=said(int, "办理记录条数（events）", 14),
    root=said(str, "日志头（Merkle root over them）", "b" * 64),
)
STANDING = row(
    "Standing",
    Interval,
    {
        "subject": Column("subject", "哪一项（which）", "finding:1"),
        "level": Column("level", "层级（level）", "finding"),
        "state": Column("state", "当时的状态（state then）", "closed"),
        "degree": Column("degree", "当时的自评（degree then）", "done"),
        "since": Column("since", "从第几条记录起（since event）", 12),
        "since_day": Column("since_day", "从哪天起（since day）", "2026-11-20"),
        "until_day": Column("until_day", "到哪天止（until day）", None),
    },
    ("pk",),
)


class Numbers(Schema):
    """口径: the numbers of a ledger, each with its level."""

    as_of: date = Field(description="截至（as of）", examples=["2026-11-22"])
    findings: dict[str, int] = Field(description="问题，按状态（findings by state）", examples=[{"under_way": 5, "closed": 7}])
    finding_total: int = Field(description="问题总数（all findings）", examples=[12])
    measures: dict[str, int] = Field(description="措施，按状态（measures by state）", examples=[{"done": 52, "under_way": 5}])
    measure_total: int = Field(description="措施总数（all measures）", examples=[57])
    degrees: dict[str, int] = Field(description="措施，按自评（measures by degree）", examples=[{"done": 52, "": 5}])
    manifestations: int = Field(description="具体表现（manifestations）", examples=[28])
    within: int = Field(description="并入反馈问题的立行立改事项（contained items）", examples=[0])
    unassigned: int | None = Field(None, description="没有牵头单位；以前某天的没有（without a lead unit; not kept by day）")
    rebounds: int | None = Field(None, description="反弹；以前某天的没有（rebounds; not kept by day）")
    overdue: int | None = Field(None, description="逾期；以前某天的没有（overdue; not kept by day）")
    soon: int | None = Field(None, description="近期到期；以前某天的没有（soon due; not kept by day）")


class Day(Schema):
    """Of which day."""

    as_of: date | None = Field(None, description="截至哪天；不带为现在（as of; now without）")


class Standing(Schema):
    """Which of those counted on a day."""

    as_of: date | None = Field(None, description="截至哪天；不带为今天（as of; today without）")
    level: str | None = Field(None, max_length=14, description="层级：finding, measure, manifestation …（level）")
    state: str | None = Field(None, max_length=24, description="状态（state）")


@router.get("", response=page_of(LEDGER.schema), summary="台账清单", operation_id="list_ledgers")
def ledgers(request: HttpRequest, turning: Query[Turning]) -> HttpResponse:
    """The ledgers that the person may know of and the token reaches, newest first."""
    return page(access.ledgers(request), LEDGER, turning)


@router.get("/{uuid:key}", response=LEDGER_WHOLE, summary="一个台账", operation_id="get_ledger")
def ledger(request: HttpRequest, key: UUID) -> HttpResponse:
    """One ledger, with the words it is kept in and the head of its log."""
    held = access.ledger(request, key)
    [values] = Ledger.objects.filter(pk=held.pk).values_list(*LEDGER.paths)
    head = head_of(held.log_key)
    beside = {
        "bodies": listed(held.supervising_bodies.all(), BODY),
        "profile": held.pinned.name,
        "profile_digest": held.pinned_id,
        "words": asdict(held.profile.words),
        "size": head.size,
        "root": head.root.hex(),
    }
    return answer({**LEDGER.plain(values), **beside})


@router.get("/{uuid:key}/counts", response=Numbers, summary="口径", operation_id="get_counts", tags=["统计"])
def counts(request: HttpRequest, key: UUID, day: Query[Day]) -> HttpResponse:
    """The numbers now, or as they stood at the end of a day."""
    held, today = access.ledger(request, key), timezone.localdate()
    if day.as_of is None:
        return answer(_told(tally.count_line(held, today), today))
    if day.as_of > today:
        raise Problem(422, _("截至日期不能晚于今天。"), "content")
    then = _told(as_of.counts(held, day.as_of), day.as_of)
    return answer({**then, **dict.fromkeys(("unassigned", "rebounds", "overdue", "soon"))})


@router.get(
    "/{uuid:key}/standing", response=page_of(STANDING.schema), summary="口径里有哪些", operation_id="list_standing", tags=["统计"]
)
def standing(request: HttpRequest, key: UUID, asked: Query[Standing], turning: Query[Turning]) -> HttpResponse:
    """The list behind the numbers of a day; to who sees the whole ledger."""
    held = access.ledger(request, key)
    access.only_who_sees_all(request, held)
    found = as_of.standing_on(held, asked.as_of or timezone.localdate())
    named = {name: value for name in ("level", "state") if (value := getattr(asked, name)) is not None}
    return page(found.filter(**named), STANDING, turning)


def _told(line: CountLine, day: date) -> dict[str, Any]:
    plain = ("manifestations", "within", "unassigned", "rebounds", "overdue", "soon", "finding_total", "measure_total")
    by = {name: {word: n for word, n in getattr(line, name).items() if n} for name in ("findings", "measures", "degrees")}
    return {"as_of": day, **by, **{name: getattr(line, name) for name in plain}}
