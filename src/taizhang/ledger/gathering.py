"""Findings and measures with all that the conditions and the digests look at, in a bounded number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from taizhang.ledger.models import Evidence, Finding, Manifestation, Measure, PlanChange, Signature, Slot

_PLACES = ("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by", "lead_unit")


def _of_a_measure(prefix: str = "") -> list[Prefetch[Any]]:
    return [
        Prefetch(f"{prefix}slots", Slot.objects.order_by("position")),
        Prefetch(f"{prefix}evidence", Evidence.objects.order_by("position")),
        Prefetch(f"{prefix}signatures", Signature.objects.order_by("pk")),
        Prefetch(f"{prefix}plan_changes", PlanChange.objects.order_by("serial")),
    ]


def gathered_measures(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    """Measures with their ledger, responsibility, slots, evidence, signatures and changes asked for, and their fellows."""
    fellows = Prefetch("finding__measures", Measure.objects.order_by("position"))
    return rows.select_related(*_PLACES, "finding__lead_unit").prefetch_related(
        *_of_a_measure(), "ledger__supervising_bodies", fellows
    )


def gathered_findings(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings with their ledger, manifestations, signatures, objections, changes, and their measures in full."""
    measures = Measure.objects.select_related("lead_unit").order_by("position")
    return rows.select_related(*_PLACES).prefetch_related(
        Prefetch("measures", measures),
        *_of_a_measure("measures__"),
        Prefetch("manifestations", Manifestation.objects.select_related("lead_unit").order_by("position")),
        "measures__answers",
        "objections",
        Prefetch("signatures", Signature.objects.order_by("pk")),
        Prefetch("plan_changes", PlanChange.objects.order_by("serial")),
        "ledger__supervising_bodies",
    )
