"""The life of a finding and of a measure as one table: buttons, reasons, docs and tests come from here. No Django.

Source: the practice of rectification offices (``docs/states.md`` is generated from this table).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

N_ = str  # marks words that are translated where they are shown


class FindingState(StrEnum):
    """Where a finding stands."""

    AWAITING_PLAN = "awaiting_plan"
    UNDER_WAY = "under_way"
    AWAITING_DECISION = "awaiting_decision"
    AWAITING_VERIFICATION = "awaiting_verification"
    ON_NOTICE = "on_notice"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    CONCEDED = "conceded"


class MeasureState(StrEnum):
    """Where a measure stands."""

    DRAFTED = "drafted"
    UNDER_WAY = "under_way"
    STAGE_DONE = "stage_done"
    AWAITING_REVIEW = "awaiting_review"
    DONE = "done"
    ENDED = "ended"


class Degree(StrEnum):
    """How far something has come, as the unit sees it (自评) or as recognised (认定)."""

    DONE = "done"
    BASICALLY_DONE = "basically_done"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"


FINDING_WORDS = {
    FindingState.AWAITING_PLAN: N_("待定方案"),
    FindingState.UNDER_WAY: N_("整改中"),
    FindingState.AWAITING_DECISION: N_("待审定"),
    FindingState.AWAITING_VERIFICATION: N_("待监督审核"),
    FindingState.ON_NOTICE: N_("公示中"),
    FindingState.CLOSED: N_("已销号"),
    FindingState.TRANSFERRED: N_("已移交"),
    FindingState.CONCEDED: N_("认结"),
}
MEASURE_WORDS = {
    MeasureState.DRAFTED: N_("拟定"),
    MeasureState.UNDER_WAY: N_("推进中"),
    MeasureState.STAGE_DONE: N_("阶段性完成"),
    MeasureState.AWAITING_REVIEW: N_("待审"),
    MeasureState.DONE: N_("完成"),
    MeasureState.ENDED: N_("终止"),
}
DEGREE_WORDS = {
    Degree.DONE: N_("完成"),
    Degree.BASICALLY_DONE: N_("基本完成"),
    Degree.UNDER_WAY: N_("正在推进"),
    Degree.NOT_STARTED: N_("未启动"),
}

# What can be late, and can be worked on: everything before it is closed, handed on or conceded.
OPEN_FINDINGS = (
    FindingState.AWAITING_PLAN,
    FindingState.UNDER_WAY,
    FindingState.AWAITING_DECISION,
    FindingState.AWAITING_VERIFICATION,
    FindingState.ON_NOTICE,
)
OPEN_MEASURES = (MeasureState.DRAFTED, MeasureState.UNDER_WAY, MeasureState.STAGE_DONE, MeasureState.AWAITING_REVIEW)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: who may do ``action`` to what, from where to where, and on which conditions.

    ``target`` is None where the state stays. ``who`` names relations to the thing (``policy.relations``), ``provided``
    conditions on it (``policy.CONDITIONS``).
    """

    action: str
    of: str
    sources: tuple[FindingState, ...] | tuple[MeasureState, ...]
    target: FindingState | MeasureState | None
    who: tuple[str, ...]
    provided: tuple[str, ...] = ()
    word: str = ""


MOVES = (
    Move("assign", "finding", OPEN_FINDINGS, None, ("office",), word=N_("明确责任")),
    Move("set_deadline", "finding", OPEN_FINDINGS, None, ("office",), word=N_("确定时限")),
    Move("contain", "finding", OPEN_FINDINGS, None, ("office",), ("handed_over_on_site",), word=N_("并入反馈问题")),
    Move("assign", "measure", OPEN_MEASURES, None, ("office",), word=N_("明确责任")),
    Move("set_deadline", "measure", OPEN_MEASURES, None, ("office",), word=N_("确定时限")),
    Move(
        "issue",
        "measure",
        (MeasureState.DRAFTED,),
        MeasureState.UNDER_WAY,
        ("office",),
        ("has_lead_unit", "has_deadline"),
        word=N_("下达"),
    ),
    Move(
        "report_progress",
        "measure",
        (MeasureState.UNDER_WAY, MeasureState.STAGE_DONE),
        None,
        ("lead_unit", "office"),
        word=N_("报进展"),
    ),
)


def move(action: str, of: str) -> Move:
    """The row for ``action`` on a ``finding`` or a ``measure``. Raises KeyError when the table has none."""
    for row in MOVES:
        if row.action == action and row.of == of:
            return row
    raise KeyError(f"{of}:{action}")


def moves_of(of: str) -> tuple[Move, ...]:
    """Every row for a ``finding`` or a ``measure``, in the order of the table."""
    return tuple(row for row in MOVES if row.of == of)
