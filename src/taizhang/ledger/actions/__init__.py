"""Everything that can be done to a ledger. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction –
ask the policy, lock, change, record. Web, API, import and tasks call these and nothing else writes.
"""

from taizhang.accounts.policy import Refused
from taizhang.ledger.actions.answering import assign, set_deadline
from taizhang.ledger.actions.extending import Addition, HandedOver, contain, hand_over, lay
from taizhang.ledger.actions.opening import Opening, adopt, open_ledger
from taizhang.ledger.actions.planning import answer_opinion, approve_plan, give_opinion, own_up, send_plan, withdraw_plan
from taizhang.ledger.actions.staging import set_stage
from taizhang.ledger.actions.working import issue, report_progress
from taizhang.ledger.actions.writing import Conflict, Outcome

# Verbs of the ledger as a whole; the others are rows of the table of states.
PLAN_VERBS = (own_up, give_opinion, answer_opinion, withdraw_plan, approve_plan)
LEDGER_VERBS = (open_ledger, adopt, hand_over, lay, set_stage, send_plan)
VERBS = (*LEDGER_VERBS, contain, assign, set_deadline, issue, report_progress, *PLAN_VERBS)

__all__ = [
    "LEDGER_VERBS",
    "VERBS",
    "Addition",
    "Conflict",
    "HandedOver",
    "Opening",
    "Outcome",
    "Refused",
    "adopt",
    "answer_opinion",
    "approve_plan",
    "assign",
    "contain",
    "give_opinion",
    "hand_over",
    "issue",
    "lay",
    "open_ledger",
    "own_up",
    "report_progress",
    "send_plan",
    "set_deadline",
    "set_stage",
    "withdraw_plan",
]
