"""Everything that can be done to a ledger. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction –
ask the policy, lock, change, record. Web, API, import and tasks call these and nothing else writes.
"""

from taizhang.accounts.policy import Refused
from taizhang.ledger.actions.answering import assign, set_deadline
from taizhang.ledger.actions.extending import Addition, HandedOver, contain, hand_over, lay
from taizhang.ledger.actions.opening import Opening, adopt, open_ledger
from taizhang.ledger.actions.staging import set_stage
from taizhang.ledger.actions.working import issue, report_progress
from taizhang.ledger.actions.writing import Conflict, Outcome

# Verbs of the ledger as a whole; the others are rows of the table of states.
LEDGER_VERBS = (open_ledger, adopt, hand_over, lay, set_stage)
VERBS = (*LEDGER_VERBS, contain, assign, set_deadline, issue, report_progress)

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
    "assign",
    "contain",
    "hand_over",
    "issue",
    "lay",
    "open_ledger",
    "report_progress",
    "set_deadline",
    "set_stage",
]
