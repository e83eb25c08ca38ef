"""问题: the findings of a ledger, filtered as the ledger's page is, and one of them with all that stands beside it."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.api import access
from taizhang.api.columns import Column, listed, row, said, widened
from taizhang.api.lists.parts import ACCOUNTABILITY, AMOUNT, ASPECT, CYCLE, LOOK_BACK, MANIFESTATION, OBJECTION
from taizhang.api.paging import Turning, answer, page, page_of
from taizhang.ledger import listing, policy, tally
from taizhang.ledger.listing import STATES, Selection
from taizhang.ledger.models import Finding, LookBack

router = Router(tags=["问题"])

FINDING = row(
    "Finding",
    Finding,
    {
        "serial": Column("serial", "在台账里的编号，从不改变（never changes）", 1),
        "number": Column("number", "原文编号（as on the paper）", "1."),
        "statement": Column("statement", "问题（the statement）", "管网漏损率偏高"),
        "stated": Column("stated", "原文写明了问题；否则不计数（counted as a finding）", True),
        "aspect": Column("aspect", "方面（aspect id）", 1),
        "state": Column("state", "状态（state）", "under_way"),
        "cycle": Column("cycle", "第几次整改（cycle）", 1),
        "rebounds": Column("rebounds", "反弹次数（rebounds）", 0),
        "degree_self": Column("degree_self", "单位自评（degree as the unit sees it）", "under_way"),
        "degree_recognised": Column("degree_recognised", "认定程度（recognised degree）", ""),
        "lead_unit": Column("lead_unit", "牵头单位（lead unit id）", 6),
        "lead_unit_name": Column("lead_unit__name", "牵头单位名称（its name）", "供水科"),
        "lead_unit_text": Column("lead_unit_text", "原文写的牵头单位（as written）", "供水科"),
        "assisting": Column("assisting", "配合单位（assisting units）", "财务科"),
        "leader": Column("leader", "责任领导（leader）", "王副局长"),
        "deadline": Column("deadline", "时限（deadline）", "2026-12-31"),
        "deadline_text": Column("deadline_text", "原文写的时限（as written）", "2026年底前"),
        "horizon": Column("horizon", "整改类型（kind of time limit）", "限期"),
        "plan_version": Column("plan_version", "列入第几版方案（approved plan it stands in）", 1),
        "within": Column("within__serial", "并入了哪个问题（contained in）", None),
        "handed_over_on": Column("handed_over_on", "进驻期间交办日期（handed over on site）", None),
        "submitted_on": Column("submitted_on", "申请销号日期（close-out applied for）", None),
        "decided_on": Column("decided_on", "单位审定日期（decided）", None),
        "closed_on": Column("closed_on", "销号日期（closed）", None),
        "look_back_on": Column("look_back_on", "回头看日期（to be looked back at）", None),
        "review_on": Column("review_on", "下次复核日期（next yearly review）", None),
        "version": Column("version", "版本，修改时带回（send it back with an edit）", 3),
    },
    ("position",),
)


class Filter(Schema):
    """What of the ledger is looked at; all together."""

    unit: str | None = Field(None, pattern="^(none|[0-9]{1,9})$", description="牵头单位编号，或 none（lead unit id, or none）")
    state: Literal[tuple(sorted(STATES))] | None = Field(None, description="问题状态，或 measure:状态、claimed:自评（state）")  # type: ignore[valid-type]
    deadline: Literal["late", "week", "month", "none"] | None = Field(None, description="逾期、近期、30日内、未定（deadline）")
    text: str | None = Field(None, max_length=100, description="包含的文字（words）")
    mine: bool = Field(False, description="只要等我办的（what waits for me）")

    @property
    def selection(self) -> Selection:
        """The same as the ledger's page has it."""
        said = {name: getattr(self, name) or "" for name in ("unit", "state", "deadline", "text")}
        return Selection(**said, mine="1" if self.mine else "")


BESIDE = {
    "manifestations": (MANIFESTATION, "具体表现（manifestations）"),
    "cycles": (CYCLE, "历次整改（cycles）"),
    "look_backs": (LOOK_BACK, "回头看（look-backs）"),
    "objections": (OBJECTION, "公示异议（objections）"),
    "amounts": (AMOUNT, "金额（amounts）"),
    "accountability": (ACCOUNTABILITY, "问责，只有数目（accountability, counts only）"),
}
FINDING_WHOLE = widened(
    FINDING,
    "FindingWhole",
    measures=said(list[int], "各措施的编号（serials of its measures）", [1, 2]),
    **{name: said(list[part.schema], says, []) for name, (part, says) in BESIDE.items()},  # type: ignore[name-defined]
)


@router.get("/{uuid:key}/aspects", response=page_of(ASPECT.schema), summary="方面", operation_id="list_aspects")
def aspects(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """The aspects under which there is something that the person may see, in the paper's order."""
    held = access.ledger(request, key)
    under = policy.visible_findings(access.person(request), held).order_by().values("aspect")
    found = held.aspects.all() if access.sees_all(request, held) else held.aspects.filter(pk__in=under)
    return page(found, ASPECT, turning)


@router.get("/{uuid:key}/findings", response=page_of(FINDING.schema), summary="问题清单", operation_id="list_findings")
def findings(request: HttpRequest, key: UUID, chosen: Query[Filter], turning: Query[Turning]) -> HttpResponse:
    """The findings that the person may see, in the ledger's order."""
    ledger, selection, today = access.ledger(request, key), chosen.selection, timezone.localdate()
    found = listing.select(access.person(request), ledger, selection, today)
    whole = selection.whole and access.sees_all(request, ledger)
    return page(found, FINDING, turning, total=tally.total(ledger, "finding", "within", "unstated", "gone") if whole else None)


@router.get("/{uuid:key}/findings/{int:n}", response=FINDING_WHOLE, summary="一个问题", operation_id="get_finding")
def finding(request: HttpRequest, key: UUID, n: int) -> HttpResponse:
    """One finding. ``ETag`` is its version."""
    held = access.finding(request, key, n)
    [values] = Finding.objects.filter(pk=held.pk).values_list(*FINDING.paths)
    told: dict[str, Any] = FINDING.plain(values)
    told |= {name: listed(getattr(held, name).all(), part) for name, (part, _says) in BESIDE.items()}
    told["measures"] = list(held.measures.order_by("position").values_list("serial", flat=True))
    return answer(told, headers={"ETag": f'"{held.version}"'})


@router.get(
    "/{uuid:key}/look-backs",
    response=page_of(LOOK_BACK.schema),
    summary="回头看",
    operation_id="list_look_backs",
    tags=["销号后"],
)
def look_backs(request: HttpRequest, key: UUID, turning: Query[Turning]) -> HttpResponse:
    """Every look back at what was closed, of the findings that the person may see."""
    return page(access.of_findings(request, access.ledger(request, key), LookBack.objects.all()), LOOK_BACK, turning)
