"""A ledger line by line, as its list is written and as a list that comes back is held against it: one line a measure.

A finding without measures is a line by itself. Read in slices by position, a handful of queries each, so that a ledger of any
size passes through in little memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Answerable, Evidence, Finding, Ledger, Manifestation, Measure

SLICE = 500  # findings
STANDING = Q(withdrawn_on=None)


class Line(NamedTuple):
    """One line: a measure with its finding, or a finding that has none."""

    finding: Finding
    measure: Measure | None

    @property
    def subject(self) -> Finding | Measure:
        """What the line is about."""
        return self.measure or self.finding

    @property
    def key(self) -> str:
        """Its stable id in a workbook: M12, F3."""
        return f"M{self.measure.serial}" if self.measure else f"F{self.finding.serial}"

    @property
    def number(self) -> str:
        """How people call it: 1-2 is the second measure of finding 1."""
        return f"{self.finding.serial}-{self.measure.place}" if self.measure else str(self.finding.serial)

    @property
    def answers(self) -> Answerable:
        """Whose lead unit and leader hold for it."""
        return self.measure.responsible if self.measure else self.finding

    @property
    def due(self) -> Answerable:
        """Whose deadline holds for it."""
        return self.measure.due if self.measure else self.finding


def lines(
    ledger: Ledger,
    found: QuerySet[Finding],
    *,
    measures: Q | None = None,
    unit: Unit | None = None,
    evidence: Q | None = STANDING,
) -> Iterator[Line]:
    """The lines of ``found`` in the ledger's order; only the ``measures`` meant, only what ``unit`` itself leads.

    Under each finding hang its manifestations, under each measure the ``evidence`` that is meant: what stands, or none.
    """
    if unit is not None:
        found = found.filter(led_by(unit))
    rows = found.select_related("aspect", "lead_unit").order_by("position")
    rows = rows.prefetch_related(Prefetch("manifestations", Manifestation.objects.order_by("position")))
    at = -1
    while some := list(rows.filter(position__gt=at)[:SLICE]):
        under = _under(ledger, some, measures or Q(), evidence)
        for finding in some:
            finding.ledger = ledger
            yield from _of(finding, under[finding.pk], measures, unit)
        at = some[-1].position


def led_by(unit: Unit) -> Q:
    """Which findings ``unit`` leads, itself or by a measure."""
    return Q(lead_unit=unit) | Q(pk__in=Measure.objects.filter(lead_unit=unit).order_by().values("finding"))


def lead_units(ledger: Ledger, found: QuerySet[Finding]) -> list[Unit]:
    """The units that lead something of ``found``, in the order of the tree. One query."""
    pks = found.order_by().values("pk")
    by_finding = Unit.objects.filter(leads_findings__in=pks)
    by_measure = Unit.objects.filter(leads_measures__ledger=ledger, leads_measures__finding__in=pks)
    return list(Unit.objects.filter(Q(pk__in=by_finding.values("pk")) | Q(pk__in=by_measure.values("pk"))).order_by("path"))


def _under(ledger: Ledger, findings: list[Finding], meant: Q, evidence: Q | None) -> defaultdict[int, list[Measure]]:
    """The measures meant of some findings, by finding, in order."""
    by_pk = {finding.pk: finding for finding in findings}
    rows = Measure.objects.filter(meant, finding__in=by_pk).select_related("lead_unit").order_by("finding", "position")
    if evidence is not None:
        rows = rows.prefetch_related(Prefetch("evidence", Evidence.objects.filter(evidence).order_by("position")))
    under: defaultdict[int, list[Measure]] = defaultdict(list)
    for measure in rows:
        measure.ledger, measure.finding = ledger, by_pk[measure.finding_id]
        under[measure.finding_id].append(measure)
    return under


def _of(finding: Finding, measures: list[Measure], meant: Q | None, unit: Unit | None) -> Iterable[Line]:
    if not measures:
        mine = unit is None or finding.lead_unit_id == unit.pk
        return [Line(finding, None)] if meant is None and mine else []
    some = (Line(finding, measure) for measure in measures)
    return [line for line in some if unit is None or line.answers.lead_unit_id == unit.pk]
