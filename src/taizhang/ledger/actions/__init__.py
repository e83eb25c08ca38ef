"""Everything that can be done to a ledger. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction –
ask the policy, lock, change, record. Web, API, import and tasks call these and nothing else writes.
"""

from taizhang.accounts.policy import Refused
from taizhang.ledger.actions.answering import assign, set_deadline
from taizhang.ledger.actions.completing import accept, countersign, end, hand_in, return_measures
from taizhang.ledger.actions.evidence import Given, add_evidence, set_slots, withdraw_evidence
from taizhang.ledger.actions.extending import Addition, HandedOver, contain, hand_over, lay
from taizhang.ledger.actions.issuing import issue
from taizhang.ledger.actions.opening import Opening, adopt, open_ledger
from taizhang.ledger.actions.drafting import add_measure, reword
from taizhang.ledger.actions.planning import answer_opinion, approve_plan, give_opinion, own_up, send_plan, withdraw_plan
from taizhang.ledger.actions.plan_changing import (
    agree_change,
    approve_change,
    ask_change,
    refuse_change,
    support_change,
    withdraw_change,
)
from taizhang.ledger.actions.progressing import edit_progress, report_progress, report_stage, set_milestones
from taizhang.ledger.actions.recurring import carry_out, confirm, set_rhythm, slacken
from taizhang.ledger.actions.signing import Paper
from taizhang.ledger.actions.staging import set_stage
from taizhang.ledger.actions.writing import Conflict, Outcome

# Verbs of the ledger as a whole; the others are rows of the table of states.
PLAN_VERBS = (add_measure, reword, own_up, give_opinion, answer_opinion, withdraw_plan, approve_plan)
CHANGE_VERBS = (ask_change, support_change, agree_change, approve_change, refuse_change, withdraw_change)
POLICY_VERBS = (copy_profile, edit_copy, choose_usual, set_profile, set_office_unit, set_bodies)
LEDGER_VERBS = (*POLICY_VERBS, open_ledger, adopt, hand_over, lay, set_stage, send_plan)
MEASURE_VERBS = (
    *(issue, report_progress, edit_progress, report_stage, set_milestones),
    *(set_slots, add_evidence, withdraw_evidence, set_rhythm, carry_out),
    *(hand_in, countersign, accept, return_measures, confirm, slacken, end),
)
VERBS = (*LEDGER_VERBS, contain, assign, set_deadline, *MEASURE_VERBS, *PLAN_VERBS)

__all__ = [
    "LEDGER_VERBS",
    "VERBS",
    "Addition",
    "Conflict",
    "Given",
    "HandedOver",
    "Opening",
    "Outcome",
    "Paper",
    "Refused",
    "accept",
    "add_evidence",
    "adopt",
    "answer_opinion",
    "approve_plan",
    "agree_change",
    "assign",
    "approve_change",
    "carry_out",
    "ask_change",
    "confirm",
    "contain",
    "countersign",
    "edit_progress",
    "end",
    "give_opinion",
    "add_measure",
    "hand_in",
    "hand_over",
    "issue",
    "lay",
    "open_ledger",
    "own_up",
    "report_progress",
    "report_stage",
    "return_measures",
    "send_plan",
    "set_deadline",
    "refuse_change",
    "set_milestones",
    "set_rhythm",
    "set_slots",
    "set_stage",
    "slacken",
    "withdraw_evidence",
    "withdraw_plan",
]
    "support_change",
    "withdraw_change",
    "reword",
