"""Everything that can be done to a ledger. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction –
ask the policy, lock, change, record. Web, API, import and tasks call these and nothing else writes.
"""

from taizhang.ledger.actions.answering import assign, set_deadline
from taizhang.ledger.actions.opening import Opening, adopt
from taizhang.ledger.actions.working import issue, report_progress
from taizhang.ledger.actions.writing import Conflict, Outcome, Refused

VERBS = (adopt, assign, set_deadline, issue, report_progress)

__all__ = ["VERBS", "Conflict", "Opening", "Outcome", "Refused", "adopt", "assign", "issue", "report_progress", "set_deadline"]
