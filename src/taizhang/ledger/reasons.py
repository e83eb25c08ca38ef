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
        self._known: dict[Likeness, str | None] = {}

    def finding(self, action: str, row: FindingRow) -> str | None:
        """The answer for a finding."""
        likeness = (action, row.state, row.unit, row.leader_user)
        if likeness not in self._known:
            self._known[likeness] = policy.why_not(self._user, action, self._finding(row))
        return self._known[likeness]

    def measure(self, action: str, row: MeasureRow, under: FindingRow) -> str | None:
        """The answer for a measure of finding ``under``."""
        named = bool(row.unit_name or row.unit_text or row.leader)
        likeness = (action, row.state, named, row.unit, row.leader_user, under.unit, under.leader_user)
        if likeness not in self._known:
            self._known[likeness] = policy.why_not(self._user, action, self._measure(row, under))
        return self._known[likeness]

    def _finding(self, row: FindingRow) -> Finding:
        return Finding(
            ledger=self._ledger, state=row.state, lead_unit=_unit(row), leader_user_id=row.leader_user, leader=row.leader
        )

    def _measure(self, row: MeasureRow, under: FindingRow) -> Measure:
        return Measure(
            ledger=self._ledger,
            finding=self._finding(under),
            state=row.state,
            lead_unit=_unit(row),
            lead_unit_text=row.unit_text,
            leader=row.leader,
            leader_user_id=row.leader_user,
        )


def _unit(row: FindingRow | MeasureRow) -> Unit | None:
    return Unit(pk=row.unit, name=row.unit_name or "", path=row.unit_path or "") if row.unit else None
