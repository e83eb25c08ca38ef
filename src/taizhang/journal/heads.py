"""The head of a log as it stood after so many events, from a handful of its nodes."""

from __future__ import annotations

from taizhang.journal.head import Head
from taizhang.journal.merkle import root_of
from taizhang.journal.models import Event, Log


def head_of(key: str) -> Head:
    """The head of the log of that key as it stands."""
    log = Log.objects.filter(key=key).first()
    return Head(log.size, log.root) if log else Head(0, root_of([]))


def head_then(key: str, size: int) -> Head | None:
    """The head that the log had when it held ``size`` events; None where it never held so many. One query.

    The frontier of so many leaves are the nodes that finished its perfect subtrees.
    """
    ends, left = [], size
    while left:
        ends.append(left - 1)
        left &= left - 1
    nodes = Event.objects.filter(log__key=key, seq__in=ends).order_by("seq").values_list("node", flat=True)
    frontier = [bytes(node) for node in nodes]
    return Head(size, root_of(frontier)) if len(frontier) == len(ends) else None
