"""What becomes of items handed over on site that a finding contains: they are closed with it, and come back with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from taizhang.accounts.models import User
from taizhang.ledger.actions import concluding
from taizhang.ledger.actions.writing import Written, gather, write
from taizhang.ledger.models import Finding
from taizhang.ledger.states import OPEN_FINDINGS, FindingState

# What an item has from the close-out of the finding that contains it.
_DECISION = (
    *("submitted_on", "submitted_by", "decided_on", "decided_by", "degree_recognised"),
    *("closed_on", "closed_by", "closed_unit", "responsible_unit"),
)


def close_contained(findings: Sequence[Finding], *, by: User, at: datetime) -> None:
    """Close what those of ``findings`` that are closed now contain and is still open, by the same decision."""
    closed = {row.pk: row for row in findings if row.state == FindingState.CLOSED}
    items = gather(list(Finding.objects.filter(within__in=closed, state__in=OPEN_FINDINGS)))
    for row in closed.values():
        concluding.open_cycles(_within(row, items), row.closed_on or at.date())
    written = [_closed_with(item, closed[item.within_id or 0]) for item in items]
    write("close_with", written, by=by, at=at)
    concluding.freeze_cycles(items)


def _within(row: Finding, items: Iterable[Finding]) -> list[Finding]:
    return [item for item in items if item.within_id == row.pk]


def _closed_with(item: Finding, row: Finding) -> Written[Finding]:
    decision: dict[str, Any] = {name: getattr(row, name) for name in _DECISION}
    notice = {"on_notice_from": None, "on_notice_until": None, "on_notice_at": ""}
    return Written(item, {"state": str(FindingState.CLOSED), **decision, **notice}, {"with": row.key})


def take_back_contained(row: Finding, decision: Sequence[Any], *, by: User, at: datetime) -> None:
    """Take back what was closed with ``row`` by the ``decision`` (day, signer, day) that is undone now."""
    items = gather(list(Finding.objects.filter(within=row.pk, state=FindingState.CLOSED)))
    back = [item for item in items if [item.submitted_on, item.closed_by, item.closed_on] == list(decision)]
    written = [Written(item, {**concluding.taken_back(item), "degree_recognised": ""}, {"with": row.key}) for item in back]
    for item in back:
        concluding.open_again(item)
    write("undo_close_with", written, by=by, at=at)
