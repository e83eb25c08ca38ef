"""措施 and 佐证: the measures of a ledger, one of them with its slots, and the evidence that fills them."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from taizhang.api import access, files
from taizhang.api.columns import Column, listed, row, said, widened
from taizhang.api.lists.parts import MILESTONE, OCCURRENCE, SLOT
from taizhang.api.paging import Turning, answer, page, page_of
from taizhang.ledger import tally
from taizhang.ledger.models import Evidence, Measure
from taizhang.ledger.states import MeasureState

router = Router(tags=["措施"])

MEASURE = row(
    "Measure",
    Measure,
    {
        "serial": Column("serial", "在台账里的编号，从不改变（never changes）", 1),
        "finding": Column("finding__serial", "属于哪个问题（its finding）", 1),
        "number": Column("number", "原文编号（as on the paper）", "一是"),
        "title": Column("title", "措施标题（title）", "更换老旧管网"),
        "text": Column("text", "整改措施（text）", "更换老旧管网。"),
        "state": Column("state", "状态（state）", "under_way"),
        "cycle": Column("cycle", "第几次整改（cycle）", 1),
        "degree_self": Column("degree_self", "单位自评（degree as the unit sees it）", "under_way"),
        "degree_recognised": Column("degree_recognised", "认定程度（recognised degree）", ""),
        "long_term": Column("long_term", "长期坚持（to be kept up）", False),
        "progress": Column("progress", "进展情况（progress）", "已更换12公里。"),
        "progress_as_of": Column("progress_as_of", "进展截至（as of）", "2026-11-20"),
        "stage_left": Column("stage_left", "还剩什么（what is left after a stage）", ""),
        "stage_next_on": Column("stage_next_on", "下一步完成日期（next step due）", None),
        "effect": Column("effect", "取得的成效（effect）", ""),
        "lead_unit": Column("lead_unit", "牵头单位；空的按问题的（lead unit id; else its finding's）", None),
        "lead_unit_name": Column("lead_unit__name", "牵头单位名称（its name）", None),
        "lead_unit_text": Column("lead_unit_text", "原文写的牵头单位（as written）", ""),
        "assisting": Column("assisting", "配合单位（assisting units）", ""),
        "leader": Column("leader", "责任领导；空的按问题的（leader; else its finding's）", ""),
        "deadline": Column("deadline", "时限；空的按问题的（deadline; else its finding's）", "2026-12-31"),
        "deadline_text": Column("deadline_text", "原文写的时限（as written）", ""),
        "horizon": Column("horizon", "整改类型（kind of time limit）", "限期"),
        "plan_version": Column("plan_version", "列入第几版方案（approved plan it stands in）", 1),
        "handed_in_on": Column("handed_in_on", "报完成日期（handed in）", None),
        "handed_in_by": Column("handed_in_by", "报完成人（handed in by）", ""),
        "countersigned_on": Column("countersigned_on", "审签日期（countersigned）", None),
        "countersigned_by": Column("countersigned_by", "审签人（countersigned by）", ""),
        "accepted_on": Column("accepted_on", "认定完成日期（accepted）", None),
        "accepted_by": Column("accepted_by", "认定人（accepted by）", ""),
        "confirm_on": Column("confirm_on", "下次确认日期（next confirmation）", None),
        "confirmed_on": Column("confirmed_on", "上次确认日期（last confirmation）", None),
        "rhythm": Column("rhythm", "办理周期（how often it comes round）", ""),
        "rhythm_day": Column("rhythm_day", "每次在几号前（day of the month）", None),
        "rhythm_times": Column("rhythm_times", "每年至少几次（times a year）", None),
        "ended_reason": Column("ended_reason", "终止理由（why ended）", ""),
        "merged_into": Column("merged_into__serial", "并入哪条措施（merged into）", None),
        "version": Column("version", "版本，修改时带回（send it back with an edit）", 2),
    },
    ("serial",),
)
MEASURE_WHOLE = widened(
    MEASURE,
    "MeasureWhole",
    slots=said(list[SLOT.schema], "要求的佐证（evidence asked for）", []),  # type: ignore[name-defined]
    milestones=said(list[MILESTONE.schema], "进度节点（milestones）", []),  # type: ignore[name-defined]
    occurrences=said(list[OCCURRENCE.schema], "各期办理（times carried out）", []),  # type: ignore[name-defined]
)
EVIDENCE = row(
    "Evidence",
    Evidence,
    {
        "finding": Column("measure__finding__serial", "问题（finding）", 1),
        "measure": Column("measure__serial", "措施（measure）", 1),
        "position": Column("position", "在措施里的编号（its number there）", 1),
        "slot": Column("slot__position", "放进哪一项（slot it fills）", 1),
        "name": Column("name", "名称（name）", "验收单.pdf"),
        "digest": Column("original", "文件的 SHA-256；纸质为空（of the file; null for paper）", "a" * 64),
        "size": Column("original__size", "字节数（bytes）", 20480),
        "paper_number": Column("paper_number", "纸质文号（number of the paper）", ""),
        "paper_place": Column("paper_place", "纸质存放处（where the paper is）", ""),
        "classified": Column("classified", "涉密，只登记（classified, registered only）", False),
        "cycle": Column("cycle", "第几次整改（cycle）", 1),
        "added_on": Column("added_on", "添加日期（added）", "2026-11-20"),
        "added_by": Column("added_by", "添加人（added by）", "赵联络"),
        "withdrawn_on": Column("withdrawn_on", "撤下日期（withdrawn）", None),
    },
    ("measure__serial", "position"),
    digest=said(str | None, "文件的 SHA-256；纸质为空（of the file; null for paper）", "a" * 64),
)


class Filter(Schema):
    """What of the ledger is looked at; all together."""

    finding: int | None = Field(None, ge=1, description="只要这个问题的（of this finding）")
    state: Literal[tuple(MeasureState)] | None = Field(None, description="措施状态（state）")  # type: ignore[valid-type]
    unit: int | None = Field(None, ge=1, description="措施自己写的牵头单位（lead unit that the measure itself names）")


class Under(Schema):
    """Of which measure."""

    measure: int | None = Field(None, ge=1, description="只要这条措施的（of this measure）")


@router.get("/{uuid:key}/measures", response=page_of(MEASURE.schema), summary="措施清单", operation_id="list_measures")
def measures(request: HttpRequest, key: UUID, chosen: Query[Filter], turning: Query[Turning]) -> HttpResponse:
    """The measures under the findings that the person may see, by number."""
    held = access.ledger(request, key)
    wanted = {"finding__serial": chosen.finding, "state": chosen.state, "lead_unit": chosen.unit}
    named = {name: value for name, value in wanted.items() if value is not None}
    found = access.of_findings(request, held, held.measures.filter(**named))
    whole = not named and access.sees_all(request, held)
    return page(found, MEASURE, turning, total=tally.total(held, "measure") if whole else None)


@router.get("/{uuid:key}/measures/{int:n}", response=MEASURE_WHOLE, summary="一条措施", operation_id="get_measure")
def measure(request: HttpRequest, key: UUID, n: int) -> HttpResponse:
    """One measure. ``ETag`` is its version."""
    held = access.measure(request, key, n)
    [values] = Measure.objects.filter(pk=held.pk).values_list(*MEASURE.paths)
    told: dict[str, Any] = MEASURE.plain(values)
    told["slots"] = listed(held.slots.all(), SLOT)
    told["milestones"] = listed(held.milestones.all(), MILESTONE)
    told["occurrences"] = listed(held.occurrences.all(), OCCURRENCE)
    return answer(told, headers={"ETag": f'"{held.version}"'})


@router.get(
    "/{uuid:key}/evidence", response=page_of(EVIDENCE.schema), summary="佐证清单", operation_id="list_evidence", tags=["佐证"]
)
def evidence(request: HttpRequest, key: UUID, chosen: Query[Under], turning: Query[Turning]) -> HttpResponse:
    """The evidence of the measures that the person may see, that which was withdrawn too."""
    rows = Evidence.objects.all() if chosen.measure is None else Evidence.objects.filter(measure__serial=chosen.measure)
    found = access.of_findings(request, access.ledger(request, key), rows, "measure__finding")
    return page(found, EVIDENCE, turning)


@router.get(
    "/{uuid:key}/measures/{int:n}/evidence/{int:position}/file",
    response=files.FILE,
    summary="下载佐证文件",
    operation_id="download_evidence",
    tags=["佐证"],
    openapi_extra=files.DOWNLOAD,
)
def download(request: HttpRequest, key: UUID, n: int, position: int) -> HttpResponse:
    """The file, byte for byte."""
    held = access.measure(request, key, n)
    one: Any = get_object_or_404(held.evidence.select_related("original"), position=position, original__isnull=False)
    one.measure = held
    return files.download(one.original, f"{one.number} {one.name}", f"evidence-{one.pk}")
