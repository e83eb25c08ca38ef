"""What can be done with binders. What is asked for is an event of the ledger; making and deleting files changes nothing there."""

from taizhang.binders.actions.asking import bind
from taizhang.binders.actions.deleting import delete_expired
from taizhang.binders.actions.making import make

VERBS = (bind, make, delete_expired)

__all__ = ["VERBS", "bind", "delete_expired", "make"]
