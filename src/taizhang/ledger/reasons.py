"""The policy's answers for the rows of a list: asked once for all rows that it must answer alike."""

from __future__ import annotations

from typing import Any

from taizhang.accounts.models import Unit, User
from taizhang.ledger import policy
from taizhang.ledger.listing import FindingRow, MeasureRow
from taizhang.ledger.models import Finding, Ledger, Measure

# What an answer about responsibility and deadline can hang on: the thing's kind and state, who answers for it, and what of
# that stands in an approved plan.
Likeness = tuple[object, ...]


class Reasons:
    """Why ``user`` may not do something to rows of ``ledger``; None where he may. No queries of its own."""

    def __init__(self, user: User, ledger: Ledger) -> None:
        self._user = user
        self._ledger = ledger
        self._findings: dict[Likeness, Finding] = {}
        self._measures: dict[Likeness, Measure] = {}
        self._known: dict[tuple[str, Likeness], str | None] = {}

    def finding(self, action: str, row: FindingRow) -> str | None:
        """The answer for a finding."""
        likeness = _alike(row)
        if (action, likeness) not in self._known:
            self._known[action, likeness] = policy.why_not(self._user, action, self._finding(likeness, row))
        return self._known[action, likeness]

    def measure(self, action: str, row: MeasureRow, under: FindingRow) -> str | None:
        """The answer for a measure of finding ``under``."""
        likeness = (*_alike(row), bool(row.unit_text), row.long_term, *_alike(under))
        if (action, likeness) not in self._known:
            self._known[action, likeness] = policy.why_not(self._user, action, self._measure(likeness, row, under))
        return self._known[action, likeness]

    def _finding(self, likeness: Likeness, row: FindingRow) -> Finding:
        """A finding that stands for all that are like ``row``."""
        if likeness not in self._findings:
            self._findings[likeness] = Finding(ledger=self._ledger, state=row.state, **_said(row))
        return self._findings[likeness]

    def _measure(self, likeness: Likeness, row: MeasureRow, under: FindingRow) -> Measure:
        """A measure that stands for all that are like ``row``."""
        if likeness not in self._measures:
            finding = self._finding(_alike(under), under)
            said = {**_said(row), "lead_unit_text": row.unit_text, "long_term": row.long_term}
            self._measures[likeness] = Measure(ledger=self._ledger, finding=finding, state=row.state, **said)
        return self._measures[likeness]


def _alike(row: FindingRow | MeasureRow) -> Likeness:
    planned = bool(row.plan_version)
    return (row.state, row.unit, row.leader_user, planned, bool(row.leader), bool(row.deadline or row.deadline_text))


def _said(row: FindingRow | MeasureRow) -> dict[str, Any]:
    return {
        "lead_unit": _unit(row),
        "leader": row.leader,
        "leader_user_id": row.leader_user,
        "deadline": row.deadline,
        "deadline_text": row.deadline_text,
        "plan_version": row.plan_version,
    }


def _unit(row: FindingRow | MeasureRow) -> Unit | None:
    return Unit(pk=row.unit, name=row.unit_name or "", path=row.unit_path or "") if row.unit else None
