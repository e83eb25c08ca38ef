"""What states, degrees, people and conditions of the table of states are called where no profile says otherwise. No Django."""

from __future__ import annotations

from taizhang.ledger.states import ChangeState, Degree, FindingState, MeasureState, PlanState

N_ = str  # marks words that are translated where they are shown

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
PLAN_WORDS = {
    PlanState.IN_REVIEW: N_("征求意见"),
    PlanState.APPROVED: N_("已获批"),
    PlanState.WITHDRAWN: N_("已撤回"),
}
CHANGE_WORDS = {
    ChangeState.WITH_LEADER: N_("待责任领导审签"),
    ChangeState.WITH_OFFICE: N_("待整改办审核"),
    ChangeState.WITH_BODIES: N_("待监督单位同意"),
    ChangeState.AGREED: N_("已同意调整"),
    ChangeState.REFUSED: N_("未同意调整"),
    ChangeState.WITHDRAWN: N_("已撤回"),
}
DEGREE_WORDS = {
    Degree.DONE: N_("完成"),
    Degree.BASICALLY_DONE: N_("基本完成"),
    Degree.UNDER_WAY: N_("正在推进"),
    Degree.NOT_STARTED: N_("未启动"),
}

# Who does something, and on which condition, in the field's words: for reasons, docs and tests.
WHO_WORDS = {
    "office": N_("整改办"),
    "office_or_substitute": N_("整改办（自己牵头时由代行单位）"),
    "lead_unit": N_("牵头单位联络员"),
    "leader": N_("责任领导"),
    "leader_to_be": N_("还没有对应到账号时本单位的责任领导"),
    "leading_group": N_("领导小组"),
    "principal": N_("主要负责人"),
    "verifier": N_("监督审核单位"),
    "turn": N_("轮到办理的一方"),
}
PROVIDED = {
    "has_lead_unit": "已有牵头单位",
    "has_deadline": "已有时限或长期坚持",
    "handed_over_on_site": "进驻期间交办、尚未并入",
    "responsibility_open": "责任还没有写进获批的方案",
    "deadline_open": "时限还没有写进获批的方案",
    "in_plan": "已在获批的方案里",
    "not_in_plan": "还不在获批的方案里",
    "no_change_asked": "没有正在办理的方案调整",
    "leader_named": "已有责任领导",
    "not_owned_up": "还没有人认领",
    "opinions_answered": "审核意见逐条答复",
    "plan_unchanged": "送审后没有改动",
    "plan_approved": "方案获批，或进驻期间交办",
    "slots_filled": "必需的佐证齐全或已登记纸质",
    "countersigned": "已审签，且此后没有改动",
    "not_countersigned": "还没有审签，或审签后又有改动",
    "progress_reported": "牵头单位已报进展",
    "comes_round": "定有办理周期",
    "stands_long": "长期坚持",
    "proof_since": "上次确认以来至少有一份佐证",
    "another_measure_stays": "问题至少保留一条措施",
    "unit_named": "已有牵头单位（问题或各措施）",
    "measures_ended": "措施都完成或终止（基本完成可销号的，至少阶段性完成并长期坚持）",
    "decided": "领导小组已审定，且此后没有改动",
    "endorsed": "主要负责人已签字背书，且此后没有改动",
    "has_manifestations": "分列了具体表现",
    "objection_open": "有待答复的异议",
    "objections_answered": "异议都已答复",
    "notice_over": "公示期满",
    "nothing_in_review": "没有待审的措施",
    "stage_continuing": "台账在持续整改阶段",
    "not_carried_on": "还没有结转",
    "not_counted": "还没有计入数据版本",
    "earlier_round": "是回头看以前完成的，问题正在重新整改",
}
