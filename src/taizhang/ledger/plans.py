"""The text of a plan (整改方案): what the ledger's findings say of measures, responsibility and dates, as one canonical text.

A version of the plan keeps the text that was put to review; the text drawn up now tells whether anything has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q, QuerySet

from taizhang.journal.append import canonical
from taizhang.ledger.models import Answerable, Finding, Ledger, Manifestation, Measure, Plan
from taizhang.ledger.models.ledger import STEP
from taizhang.ledger.states import OPEN_FINDINGS, MeasureState, PlanState


@dataclass(frozen=True, slots=True)
class Planned:
    """Who answers for something in the plan and by when; for a measure that says nothing of its own, what its finding says."""

    serial: int
    leader: str
    lead_unit: str
    assisting: str
    deadline: str
    horizon: str


@dataclass(frozen=True, slots=True)
class PlannedMeasure(Planned):
    """A measure of the plan: ``place`` is its number under its finding, 3.1, ``long_term`` that it has no end."""

    place: str
    text: str
    long_term: bool


@dataclass(frozen=True, slots=True)
class PlannedFinding(Planned):
    """A finding of the plan, with the measures that answer it. Without a statement of its own it stands under its aspect's."""

    aspect: str
    statement: str
    stated: bool
    manifestations: tuple[str, ...]
    measures: tuple[PlannedMeasure, ...]


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it reads: its findings in the ledger's order."""

    findings: tuple[PlannedFinding, ...]

    @property
    def canonical(self) -> str:
        """The one form of this text that is stored and signed."""
        return canonical(asdict(self))

    @property
    def content(self) -> str:
        """SHA-256 of the canonical text."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @property
    def measures(self) -> int:
        """How many measures it has."""
        return sum(len(finding.measures) for finding in self.findings)

    def within(self, serials: Collection[int]) -> PlanText:
        """What it says of the findings with these serials: as much of it as somebody may know."""
        return PlanText(tuple(finding for finding in self.findings if finding.serial in serials))


def read(text: str) -> PlanText:
    """The plan that a canonical text holds."""
    return PlanText(tuple(_read_finding(told) for told in json.loads(text)["findings"]))


def _read_finding(told: dict[str, Any]) -> PlannedFinding:
    measures = tuple(PlannedMeasure(**measure) for measure in told["measures"])
    return PlannedFinding(**{**told, "manifestations": tuple(told["manifestations"]), "measures": measures})


def findings_in(ledger: Ledger) -> QuerySet[Finding]:
    """The findings that a plan drawn up now has: what is open, and what an earlier version has.

    Items handed over on site need no plan; what a finding of the feedback contains is planned for there.
    """
    planned = Q(state__in=OPEN_FINDINGS) | Q(plan_version__isnull=False)
    return ledger.findings.filter(planned, within=None, handed_over_on=None).order_by("position")


def measures_in(ledger: Ledger) -> QuerySet[Measure]:
    """The measures that a plan drawn up now has: those of its findings, but for the ended ones."""
    under = findings_in(ledger).order_by().values("pk")
    return ledger.measures.filter(finding__in=under).exclude(state=MeasureState.ENDED).order_by("finding", "position")


def drawn_up(ledger: Ledger) -> PlanText:
    """The ledger's plan as its rows say it now. Three queries, whatever the ledger holds."""
    measures, shown = defaultdict(list), defaultdict(list)
    for measure in measures_in(ledger).select_related("lead_unit"):
        measures[measure.finding_id].append(measure)
    for one in Manifestation.objects.filter(finding__in=findings_in(ledger).order_by().values("pk")).order_by("position"):
        shown[one.finding_id].append(one.text)
    findings = findings_in(ledger).select_related("aspect", "lead_unit")
    return PlanText(tuple(_finding(row, shown[row.pk], measures[row.pk]) for row in findings))


def _finding(row: Finding, shown: list[str], measures: list[Measure]) -> PlannedFinding:
    for measure in measures:
        measure.finding = row
    return PlannedFinding(
        serial=row.serial,
        **_answers(row, row),
        aspect=str(row.aspect),
        statement=row.statement,
        stated=row.stated,
        manifestations=tuple(shown),
        measures=tuple(_measure(measure) for measure in measures),
    )


def _measure(row: Measure) -> PlannedMeasure:
    place = f"{row.finding.serial}.{row.position / STEP:g}"
    answers = {**_answers(row.responsible, row.due), "leader": row.led.leader}
    return PlannedMeasure(serial=row.serial, **answers, place=place, text=row.text, long_term=row.long_term)


def _answers(responsible: Answerable, due: Answerable) -> dict[str, str]:
    return {
        "leader": responsible.leader,
        "lead_unit": responsible.lead_unit_name,
        "assisting": responsible.assisting,
        "deadline": due.deadline.isoformat() if due.deadline else due.deadline_text,
        "horizon": due.horizon,
    }


def anything_new(ledger: Ledger) -> bool:
    """Whether there is a finding or measure that no approved version has."""
    return any(rows.filter(plan_version=None).exists() for rows in (findings_in(ledger), measures_in(ledger)))


def title_of(text: str) -> str:
    """What a measure goes by: its first sentence."""
    return text.partition("。")[0].strip()[:300]


def last_approved(ledger: Ledger, *, before: int | None = None) -> Plan | None:
    """The last version that was approved, ``before`` a version where it is given. Reads the ledger's own ``plans``."""
    approved = [plan for plan in ledger.plans.all() if plan.state == PlanState.APPROVED]
    return max((plan for plan in approved if before is None or plan.version < before), key=lambda p: p.version, default=None)
