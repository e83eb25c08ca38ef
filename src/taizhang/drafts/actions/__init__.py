"""What can be done with a draft. Each verb is one transaction and one event in the site's log, without its words."""

from taizhang.drafts.actions.answering import answer, take_back
from taizhang.drafts.actions.checking import check
from taizhang.drafts.actions.deleting import delete, delete_expired
from taizhang.drafts.actions.receiving import Against, Dropped, Stored, hold_against, receive, take_over
from taizhang.drafts.actions.writing import Changed

VERBS = (receive, take_over, hold_against, check, answer, take_back, delete, delete_expired)

__all__ = [
    "VERBS",
    "Against",
    "Changed",
    "Dropped",
    "Stored",
    "answer",
    "check",
    "delete",
    "delete_expired",
    "hold_against",
    "receive",
    "take_back",
    "take_over",
]
