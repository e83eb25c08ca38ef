"""A ledger's lines as they stood when a workbook was made: today's rows, with what changed since taken back by its events."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from taizhang.journal.head import Head
from taizhang.journal.heads import head_then
from taizhang.journal.models import Event
from taizhang.ledger.lines import Line
from taizhang.ledger.list_columns import Wording
from taizhang.ledger.models import Finding, Ledger, Measure

DAYS = {"deadline", "progress_as_of", "accepted_on"}
FIELDS = {
    *("lead_unit", "lead_unit_text", "leader", "assisting", "deadline", "deadline_text", "horizon", "text", "state"),
    *("progress", "progress_as_of", "degree_self", "degree_recognised", "effect", "accepted_on"),
}

ADDING = {"finding:add", "finding:hand_over"}


class Then:
    """The lines of ``ledger`` as they stood at ``head``. ``known`` is False where the ledger never stood so."""

    def __init__(self, ledger: Ledger, head: Head, wording: Wording) -> None:
        self.known = head_then(ledger.log_key, head.size) == head
        self._wording = wording
        self._was: dict[str, dict[str, Any]] = {}
        self._added: set[str] = set()
        if self.known:
            self._take_back(ledger, head.size)
        self._findings: dict[int, Finding] = {}

    def has(self, line: Line) -> bool:
        """Whether there was such a line then."""
        return line.subject.key not in self._added

    def of(self, line: Line) -> Line:
        """The line as it stood then; the line itself where nothing of it changed since."""
        finding = self._finding(line.finding)
        measure = line.measure
        if measure is None:
            return Line(finding, None)
        changed = self._was.get(measure.key)
        if finding is line.finding and not changed:
            return line
        then = copy.copy(measure)
        then.finding = finding
        self._put(then, changed or {})
        return Line(finding, then)

    def _take_back(self, ledger: Ledger, size: int) -> None:
        """By thing, what its fields were before the first event since that changed them; and what was added since."""
        for name, subject, payload in _since(ledger, size):
            facts = json.loads(payload)
            if name in ADDING:
                self._added.add(subject)
            self._added.update(one["key"] for one in facts.get("measures") or () if isinstance(one, dict) and "key" in one)
            if isinstance(told := facts.get("was"), dict):
                held = self._was.setdefault(subject, {})
                for field in FIELDS & told.keys():
                    held.setdefault(field, told[field])

    def _finding(self, finding: Finding) -> Finding:
        changed = self._was.get(finding.key)
        if not changed:
            return finding
        if finding.pk not in self._findings:
            then = self._findings[finding.pk] = copy.copy(finding)
            self._put(then, changed)
        return self._findings[finding.pk]

    def _put(self, row: Finding | Measure, was: dict[str, Any]) -> None:
        for name, value in sorted(was.items()):  # a unit before its name as written
            if name == "lead_unit":
                row.lead_unit = self._wording.units.get(value or "")
                row.lead_unit_text = value or row.lead_unit_text
            elif hasattr(row, name):
                setattr(row, name, date.fromisoformat(value) if name in DAYS and value else value)


def _since(ledger: Ledger, size: int) -> Iterable[tuple[str, str, str]]:
    events = Event.objects.filter(log__key=ledger.log_key, seq__gte=size).order_by("seq")
    return events.values_list("name", "subject", "payload").iterator()
