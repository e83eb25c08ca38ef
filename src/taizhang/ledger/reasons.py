"""The policy's answers for the rows of a list: asked once for all rows that it must answer alike."""

from __future__ import annotations

from taizhang.accounts.models import Unit, User
from taizhang.ledger import policy
from taizhang.ledger.listing import FindingRow, MeasureRow
from taizhang.ledger.models import Finding, Ledger, Measure

# What an answer about responsibility and deadline can hang on: the thing's kind and state, and who answers for it.
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
        likeness = (row.state, row.unit, row.leader_user)
        if (action, likeness) not in self._known:
            self._known[action, likeness] = policy.why_not(self._user, action, self._finding(likeness, row))
        return self._known[action, likeness]

    def measure(self, action: str, row: MeasureRow, under: FindingRow) -> str | None:
        """The answer for a measure of finding ``under``."""
        named = bool(row.unit_name or row.unit_text or row.leader)
        likeness = (row.state, named, bool(row.leader), row.unit, row.leader_user, under.unit, under.leader_user)
        if (action, likeness) not in self._known:
            self._known[action, likeness] = policy.why_not(self._user, action, self._measure(likeness, row, under))
        return self._known[action, likeness]

    def _finding(self, likeness: Likeness, row: FindingRow) -> Finding:
        """A finding that stands for all that are like ``row``."""
        if likeness not in self._findings:
            who = {"lead_unit": _unit(row), "leader_user_id": row.leader_user}
            self._findings[likeness] = Finding(ledger=self._ledger, state=row.state, leader=row.leader, **who)
        return self._findings[likeness]

    def _measure(self, likeness: Likeness, row: MeasureRow, under: FindingRow) -> Measure:
        """A measure that stands for all that are like ``row``."""
        if likeness not in self._measures:
            finding = self._finding((under.state, under.unit, under.leader_user), under)
            who = {
                "lead_unit": _unit(row),
                "lead_unit_text": row.unit_text,
                "leader": row.leader,
                "leader_user_id": row.leader_user,
            }
            self._measures[likeness] = Measure(ledger=self._ledger, finding=finding, state=row.state, **who)
        return self._measures[likeness]


def _unit(row: FindingRow | MeasureRow) -> Unit | None:
    return Unit(pk=row.unit, name=row.unit_name or "", path=row.unit_path or "") if row.unit else None
