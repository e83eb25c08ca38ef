"""The life of a finding and of a measure as one table: buttons, reasons, docs and tests come from here. No Django.

Source: the practice of rectification offices (``docs/states.md`` is generated from this table). What states, people and
conditions are called stands in ``state_words``.
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


class PlanState(StrEnum):
    """How far a version of the plan has come."""

    IN_REVIEW = "in_review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class ChangeState(StrEnum):
    """Whose turn it is with a change of the approved plan (方案调整), and how it ended."""

    WITH_LEADER = "with_leader"
    WITH_OFFICE = "with_office"
    WITH_BODIES = "with_bodies"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Degree(StrEnum):
    """How far something has come, as the unit sees it (自评) or as recognised (认定)."""

    DONE = "done"
    BASICALLY_DONE = "basically_done"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"


# What can be late, and can be worked on: everything before it is closed, handed on or conceded.
OPEN_FINDINGS = (
    FindingState.AWAITING_PLAN,
    FindingState.UNDER_WAY,
    FindingState.AWAITING_DECISION,
    FindingState.AWAITING_VERIFICATION,
    FindingState.ON_NOTICE,
)
OPEN_MEASURES = (MeasureState.DRAFTED, MeasureState.UNDER_WAY, MeasureState.STAGE_DONE, MeasureState.AWAITING_REVIEW)
OPEN_CHANGES = (ChangeState.WITH_LEADER, ChangeState.WITH_OFFICE, ChangeState.WITH_BODIES)

State = FindingState | MeasureState | PlanState | ChangeState


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: who may do ``action`` to what, from where to where, and on which conditions.

    ``targets`` is empty where the state stays; where the profile or the decision chooses among several, all stand there.
    ``who`` names relations to the thing (``policy.relations``): whose decision it is. ``provided`` names conditions on it
    (``conditions.CONDITIONS``). What is ``signed`` leaves a signature; on paper the office registers it for who signed.
    """

    action: str
    of: str
    sources: tuple[State, ...]
    targets: tuple[State, ...]
    who: tuple[str, ...]
    provided: tuple[str, ...] = ()
    word: str = ""
    signed: bool = False

    @property
    def target(self) -> State | None:
        """The one state that the move leads to; None where the state stays. Raises ValueError where there are several."""
        if not self.targets:
            return None
        [target] = self.targets
        return target


_F, _M, _P, _C = FindingState, MeasureState, PlanState, ChangeState
_IN_HAND = (_M.UNDER_WAY, _M.STAGE_DONE)
_EVIDENCE_TAKEN = (*_IN_HAND, _M.DRAFTED, _M.AWAITING_REVIEW, _M.DONE)
_DECIDED_ON = (_F.AWAITING_DECISION, _F.AWAITING_VERIFICATION)

FINDING_MOVES = (
    Move("assign", "finding", OPEN_FINDINGS, (), ("office",), ("responsibility_open",), N_("明确责任")),
    Move("set_deadline", "finding", OPEN_FINDINGS, (), ("office",), ("deadline_open",), N_("确定时限")),
    Move("contain", "finding", OPEN_FINDINGS, (), ("office",), ("handed_over_on_site",), N_("并入反馈问题")),
    Move("name_earlier", "finding", tuple(_F), (), ("office", "verifier"), (), N_("指明以前的问题")),
    Move(
        "own_up",
        "finding",
        (_F.AWAITING_PLAN, _F.UNDER_WAY),
        (),
        ("leader", "leader_to_be"),
        ("leader_named", "not_owned_up"),
        N_("认领"),
        signed=True,
    ),
    Move(
        "approve_plan",
        "finding",
        (_F.AWAITING_PLAN,),
        (_F.UNDER_WAY,),
        ("principal",),
        ("opinions_answered",),
        N_("方案获批"),
        signed=True,
    ),
    Move(
        "add_measure",
        "finding",
        (_F.AWAITING_PLAN, _F.UNDER_WAY),
        (),
        ("lead_unit", "office"),
        (),
        N_("拟定措施"),
    ),
    Move(
        "ask_change",
        "finding",
        (_F.UNDER_WAY,),
        (),
        ("lead_unit", "office"),
        ("in_plan", "no_change_asked"),
        N_("申请方案调整"),
    ),
    Move("assess", "finding", (_F.UNDER_WAY,), (), ("lead_unit", "office"), (), N_("自评")),
    Move("record_amounts", "finding", OPEN_FINDINGS, (), ("lead_unit", "office"), (), N_("登记金额")),
    Move("record_accountability", "finding", OPEN_FINDINGS, (), ("office",), (), N_("登记问责")),
    Move(
        "submit",
        "finding",
        (_F.UNDER_WAY,),
        (_F.AWAITING_DECISION,),
        ("lead_unit", "office"),
        ("unit_named", "measures_ended"),
        N_("申请销号"),
    ),
    Move("decide", "finding", (_F.AWAITING_DECISION,), (), ("leading_group",), ("measures_ended",), N_("单位审定"), signed=True),
    Move(
        "endorse",
        "finding",
        (_F.AWAITING_DECISION,),
        (_F.AWAITING_VERIFICATION, _F.CLOSED),
        ("principal",),
        ("decided", "measures_ended"),
        N_("签字背书"),
        signed=True,
    ),
    Move(
        "agree",
        "finding",
        (_F.AWAITING_VERIFICATION,),
        (_F.ON_NOTICE, _F.CLOSED),
        ("verifier",),
        ("endorsed",),
        N_("同意销号"),
        signed=True,
    ),
    Move(
        "agree_in_part",
        "finding",
        (_F.AWAITING_VERIFICATION,),
        (_F.UNDER_WAY, _F.ON_NOTICE, _F.CLOSED),
        ("verifier",),
        ("endorsed", "has_manifestations"),
        N_("部分同意"),
        signed=True,
    ),
    Move(
        "return",
        "finding",
        _DECIDED_ON,
        (_F.UNDER_WAY,),
        ("leading_group", "principal", "verifier"),
        (),
        N_("退回补充"),
        signed=True,
    ),
    Move("object", "finding", (_F.ON_NOTICE,), (), ("office",), (), N_("登记异议")),
    Move("answer_objection", "finding", (_F.ON_NOTICE,), (_F.UNDER_WAY,), ("office",), ("objection_open",), N_("答复异议")),
    Move(
        "end_notice",
        "finding",
        (_F.ON_NOTICE,),
        (_F.CLOSED, _F.UNDER_WAY),
        ("office",),
        ("notice_over", "objections_answered"),
        N_("公示期满"),
    ),
    Move(
        "transfer",
        "finding",
        (_F.UNDER_WAY,),
        (_F.TRANSFERRED,),
        ("leading_group",),
        ("nothing_in_review",),
        N_("移交"),
        signed=True,
    ),
    Move(
        "concede",
        "finding",
        (_F.UNDER_WAY,),
        (_F.CONCEDED,),
        ("leading_group",),
        ("nothing_in_review",),
        N_("客观无法整改"),
        signed=True,
    ),
    Move("confirm", "finding", (_F.CONCEDED,), (), ("office",), (), N_("年度复核")),
    Move("resume", "finding", (_F.CONCEDED,), (_F.UNDER_WAY,), ("office",), (), N_("恢复整改")),
    Move("carry_on", "finding", (_F.UNDER_WAY,), (), ("office",), ("stage_continuing", "not_carried_on"), N_("结转")),
    Move("look_back", "finding", (_F.CLOSED,), (_F.CLOSED, _F.UNDER_WAY), ("office", "verifier"), (), N_("回头看")),
    Move(
        "undo_close",
        "finding",
        (_F.CLOSED,),
        (_F.UNDER_WAY,),
        ("principal", "verifier"),
        ("not_counted",),
        N_("撤销误销"),
        signed=True,
    ),
)
MEASURE_MOVES = (
    Move("assign", "measure", OPEN_MEASURES, (), ("office",), ("responsibility_open",), N_("明确责任")),
    Move("set_deadline", "measure", OPEN_MEASURES, (), ("office",), ("deadline_open",), N_("确定时限")),
    Move("reword", "measure", (_M.DRAFTED,), (), ("lead_unit", "office"), ("not_in_plan",), N_("修改措施")),
    Move("set_slots", "measure", OPEN_MEASURES, (), ("office",), (), N_("定佐证清单")),
    Move("set_milestones", "measure", (_M.DRAFTED, *_IN_HAND), (), ("lead_unit", "office"), (), N_("排进度节点")),
    Move("set_rhythm", "measure", OPEN_MEASURES, (), ("office",), (), N_("定办理周期")),
    Move(
        "issue",
        "measure",
        (_M.DRAFTED,),
        (_M.UNDER_WAY,),
        ("office",),
        ("plan_approved", "has_lead_unit", "has_deadline"),
        N_("下达"),
    ),
    Move("report_progress", "measure", _IN_HAND, (), ("lead_unit", "office"), (), N_("报进展")),
    Move("edit_progress", "measure", _IN_HAND, (), ("office",), ("progress_reported",), N_("改定进展")),
    Move("carry_out", "measure", (*_IN_HAND, _M.DONE), (), ("lead_unit", "office"), ("comes_round",), N_("登记本期办理")),
    Move("add_evidence", "measure", _EVIDENCE_TAKEN, (), ("lead_unit", "office"), (), N_("添加佐证材料")),
    Move(
        "withdraw_evidence",
        "measure",
        (_M.DRAFTED, *_IN_HAND, _M.AWAITING_REVIEW),
        (),
        ("lead_unit", "office"),
        (),
        N_("撤下佐证材料"),
    ),
    Move("report_stage", "measure", _IN_HAND, (_M.STAGE_DONE,), ("lead_unit",), (), N_("报阶段性完成")),
    Move("hand_in", "measure", _IN_HAND, (_M.AWAITING_REVIEW,), ("lead_unit",), ("slots_filled",), N_("报完成")),
    Move(
        "countersign",
        "measure",
        (_M.AWAITING_REVIEW,),
        (),
        ("leader",),
        ("slots_filled", "not_countersigned"),
        N_("审签"),
        signed=True,
    ),
    Move(
        "accept",
        "measure",
        (_M.AWAITING_REVIEW,),
        (_M.DONE,),
        ("office_or_substitute",),
        ("slots_filled", "countersigned"),
        N_("认定完成"),
        signed=True,
    ),
    Move(
        "return",
        "measure",
        (_M.AWAITING_REVIEW,),
        (_M.UNDER_WAY,),
        ("leader", "office_or_substitute"),
        (),
        N_("退回补充"),
        signed=True,
    ),
    Move(
        "ask_change",
        "measure",
        (_M.DRAFTED, *_IN_HAND),
        (),
        ("lead_unit", "office"),
        ("in_plan", "no_change_asked"),
        N_("申请方案调整"),
    ),
    Move("confirm", "measure", (_M.DONE,), (), ("office",), ("stands_long", "proof_since"), N_("年度确认")),
    Move("slacken", "measure", (_M.DONE,), (_M.UNDER_WAY,), ("office",), ("stands_long",), N_("确认松懈")),
    Move("reopen", "measure", (_M.DONE,), (_M.DRAFTED,), ("lead_unit", "office"), ("earlier_round",), N_("重新整改")),
    Move(
        "end",
        "measure",
        (_M.DRAFTED, *_IN_HAND),
        (_M.ENDED,),
        ("leading_group",),
        ("another_measure_stays",),
        N_("终止·并入"),
        signed=True,
    ),
)
PLAN_MOVES = (
    Move("give_opinion", "plan", (_P.IN_REVIEW,), (), ("verifier", "leading_group", "office"), (), N_("提审核意见")),
    # A version is withdrawn to be changed as its opinions want: they are answered all the same.
    Move("answer_opinion", "plan", (_P.IN_REVIEW, _P.WITHDRAWN), (), ("office",), (), N_("答复审核意见")),
    Move("withdraw_plan", "plan", (_P.IN_REVIEW,), (_P.WITHDRAWN,), ("office",), (), N_("撤回方案")),
    Move(
        "approve_plan",
        "plan",
        (_P.IN_REVIEW,),
        (_P.APPROVED,),
        ("principal",),
        ("opinions_answered", "plan_unchanged"),
        N_("方案获批"),
        signed=True,
    ),
)
CHANGE_MOVES = (
    Move("support_change", "plan_change", (_C.WITH_LEADER,), (_C.WITH_OFFICE,), ("leader",), (), N_("审签调整"), signed=True),
    Move(
        "agree_change",
        "plan_change",
        (_C.WITH_OFFICE,),
        (_C.WITH_BODIES, _C.AGREED),
        ("office_or_substitute",),
        (),
        N_("审核调整"),
        signed=True,
    ),
    Move("approve_change", "plan_change", (_C.WITH_BODIES,), (_C.AGREED,), ("verifier",), (), N_("同意调整"), signed=True),
    Move("refuse_change", "plan_change", OPEN_CHANGES, (_C.REFUSED,), ("turn",), (), N_("不同意调整"), signed=True),
    Move("withdraw_change", "plan_change", OPEN_CHANGES, (_C.WITHDRAWN,), ("lead_unit", "office"), (), N_("撤回调整")),
)
MOVES = (*FINDING_MOVES, *MEASURE_MOVES, *PLAN_MOVES, *CHANGE_MOVES)


def move(action: str, of: str) -> Move:
    """The row for ``action`` on a ``finding`` or a ``measure``. Raises KeyError when the table has none."""
    for row in MOVES:
        if row.action == action and row.of == of:
            return row
    raise KeyError(f"{of}:{action}")
