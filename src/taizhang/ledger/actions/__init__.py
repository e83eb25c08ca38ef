"""Everything that can be done to a ledger. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction –
ask the policy, lock, change, record. Web, API, import and tasks call these and nothing else writes.
"""

from taizhang.accounts.policy import Refused
from taizhang.ledger.actions.adding import Charge, Drafted, NewFinding, add_findings, add_measure_many
from taizhang.ledger.actions.agreeing import agree, agree_in_part
from taizhang.ledger.actions.answering import assign, set_deadline
from taizhang.ledger.actions.approving import make_form, sign_form, withdraw_form
from taizhang.ledger.actions.arranging import set_bodies, set_office_unit, set_profile
from taizhang.ledger.actions.assessing import HeldToAccount, Sum, assess, record_accountability, record_amounts
from taizhang.ledger.actions.calendars import load_year
from taizhang.ledger.actions.carrying_on import carry_on
from taizhang.ledger.actions.closing import decide, endorse, submit
from taizhang.ledger.actions.completing import accept, countersign, hand_in
from taizhang.ledger.actions.correcting import LedgerFacts, correct_ledger
from taizhang.ledger.actions.drafting import add_measure, reword
from taizhang.ledger.actions.ending import end, return_measures
from taizhang.ledger.actions.ending_ledgers import cancel_ledger, merge_ledger
from taizhang.ledger.actions.evidence import Given, add_evidence, set_slots, withdraw_evidence
from taizhang.ledger.actions.extending import Addition, HandedOver, contain, hand_over, lay
from taizhang.ledger.actions.freezing import take_snapshot
from taizhang.ledger.actions.handing_on import (
    confirm_handover,
    confirm_handovers,
    make_handover,
    make_handovers,
    withdraw_handover,
)
from taizhang.ledger.actions.issuing import issue
from taizhang.ledger.actions.looking_back import look_back, reopen
from taizhang.ledger.actions.many import (
    Assigned,
    Due,
    ProgressTold,
    Reworded,
    assign_many,
    edit_progress_many,
    report_progress_many,
    reword_many,
    set_deadline_many,
)
from taizhang.ledger.actions.naming_earlier import name_earlier
from taizhang.ledger.actions.noticing import answer_objection, end_notice, object
from taizhang.ledger.actions.opening import Opening, adopt, open_ledger
from taizhang.ledger.actions.plan_changing import (
    agree_change,
    approve_change,
    ask_change,
    refuse_change,
    support_change,
    withdraw_change,
)
from taizhang.ledger.actions.planning import answer_opinion, approve_plan, give_opinion, own_up, send_plan, withdraw_plan
from taizhang.ledger.actions.policing import begin, choose_usual, copy_profile, edit_copy
from taizhang.ledger.actions.progressing import edit_progress, report_progress, report_stage, set_milestones
from taizhang.ledger.actions.recurring import carry_out, confirm, set_rhythm, slacken
from taizhang.ledger.actions.returning import return_findings
from taizhang.ledger.actions.settling import concede, confirm_findings, resume, transfer
from taizhang.ledger.actions.signing import Paper
from taizhang.ledger.actions.staging import set_stage
from taizhang.ledger.actions.undoing import undo_close
from taizhang.ledger.actions.writing import Conflict, Outcome

# Verbs of the ledger as a whole; the others are rows of the table of states.
PLAN_VERBS = (add_measure, reword, own_up, give_opinion, answer_opinion, withdraw_plan, approve_plan)
CHANGE_VERBS = (ask_change, support_change, agree_change, approve_change, refuse_change, withdraw_change)
POLICY_VERBS = (begin, copy_profile, edit_copy, choose_usual, set_profile, set_office_unit, set_bodies, load_year)
FORM_VERBS = (make_form, sign_form, withdraw_form)
HANDOVER_VERBS = (make_handover, make_handovers, confirm_handover, confirm_handovers, withdraw_handover)
ENDING_VERBS = (cancel_ledger, merge_ledger)
LEDGER_VERBS = (
    *(*POLICY_VERBS, *FORM_VERBS, *HANDOVER_VERBS, *ENDING_VERBS),
    *(open_ledger, correct_ledger, adopt, hand_over, lay, add_findings, set_stage, send_plan, take_snapshot),
)
MEASURE_VERBS = (
    *(issue, report_progress, edit_progress, report_stage, set_milestones),
    *(set_slots, add_evidence, withdraw_evidence, set_rhythm, carry_out),
    *(hand_in, countersign, accept, return_measures, confirm, slacken, end),
)
CLOSING_VERBS = (
    *(assess, record_amounts, record_accountability),
    *(submit, decide, endorse, agree, agree_in_part, return_findings),
    *(object, answer_objection, end_notice, transfer, concede),
)
AFTER_CLOSING_VERBS = (name_earlier, confirm_findings, resume, carry_on, look_back, undo_close, reopen)
BATCH_VERBS = (
    *(report_progress_many, edit_progress_many, reword_many),
    *(assign_many, set_deadline_many, add_measure_many),
)
VERBS = (
    *(*LEDGER_VERBS, contain, assign, set_deadline),
    *(*MEASURE_VERBS, *PLAN_VERBS, *CHANGE_VERBS, *CLOSING_VERBS, *AFTER_CLOSING_VERBS, *BATCH_VERBS),
)

__all__ = [
    "LEDGER_VERBS",
    "VERBS",
    "Addition",
    "Assigned",
    "Charge",
    "Conflict",
    "Drafted",
    "Due",
    "Given",
    "HandedOver",
    "HeldToAccount",
    "LedgerFacts",
    "NewFinding",
    "Opening",
    "Outcome",
    "Paper",
    "ProgressTold",
    "Refused",
    "Reworded",
    "Sum",
    "accept",
    "add_evidence",
    "add_findings",
    "add_measure",
    "add_measure_many",
    "adopt",
    "agree",
    "agree_change",
    "agree_in_part",
    "answer_objection",
    "answer_opinion",
    "approve_change",
    "approve_plan",
    "ask_change",
    "assess",
    "assign",
    "assign_many",
    "begin",
    "cancel_ledger",
    "carry_on",
    "carry_out",
    "choose_usual",
    "concede",
    "confirm",
    "confirm_findings",
    "confirm_handover",
    "confirm_handovers",
    "contain",
    "copy_profile",
    "correct_ledger",
    "countersign",
    "decide",
    "edit_copy",
    "edit_progress",
    "edit_progress_many",
    "end",
    "end_notice",
    "endorse",
    "give_opinion",
    "hand_in",
    "hand_over",
    "issue",
    "lay",
    "load_year",
    "look_back",
    "make_form",
    "make_handover",
    "make_handovers",
    "merge_ledger",
    "name_earlier",
    "object",
    "open_ledger",
    "own_up",
    "record_accountability",
    "record_amounts",
    "refuse_change",
    "reopen",
    "report_progress",
    "report_progress_many",
    "report_stage",
    "resume",
    "return_findings",
    "return_measures",
    "reword",
    "reword_many",
    "send_plan",
    "set_bodies",
    "set_deadline",
    "set_deadline_many",
    "set_milestones",
    "set_office_unit",
    "set_profile",
    "set_rhythm",
    "set_slots",
    "set_stage",
    "sign_form",
    "slacken",
    "submit",
    "support_change",
    "take_snapshot",
    "transfer",
    "undo_close",
    "withdraw_change",
    "withdraw_evidence",
    "withdraw_form",
    "withdraw_handover",
    "withdraw_plan",
]
