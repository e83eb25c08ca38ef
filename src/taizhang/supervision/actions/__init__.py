"""What can be done in a round. Each verb is one transaction; its events stand in the ledger's log.

``answer`` and ``hand_evidence`` are done by a unit's link (``links.guest``) and write by the ledger's own actions, so that its
policy says of each row what the unit's contact may do.
"""

from taizhang.supervision.actions.answering import answer, hand_evidence, visit
from taizhang.supervision.actions.closing import close_round
from taizhang.supervision.actions.linking import renew_link, revoke_link
from taizhang.supervision.actions.opening import Opened, decline_round, open_round, propose_round
from taizhang.supervision.actions.reminding import chase

VERBS = (propose_round, decline_round, open_round, renew_link, revoke_link, visit, answer, hand_evidence, chase, close_round)

__all__ = [
    "VERBS",
    "Opened",
    "answer",
    "chase",
    "close_round",
    "decline_round",
    "hand_evidence",
    "open_round",
    "propose_round",
    "renew_link",
    "revoke_link",
    "visit",
]
