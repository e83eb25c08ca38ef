"""Findings and measures with all that the conditions and the digests look at, in a bounded number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from taizhang.ledger.models import Evidence, Finding, Manifestation, Measure, Opinion, Plan, PlanChange, Signature, Slot

_PLACES = ("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by", "lead_unit")


def _of_a_measure(prefix: str = "") -> list[Prefetch[Any]]:
    return [
        Prefetch(f"{prefix}slots", Slot.objects.order_by("position")),
        Prefetch(f"{prefix}signatures", Signature.objects.order_by("pk")),
        Prefetch(f"{prefix}plan_changes", PlanChange.objects.order_by("serial")),
    ]


def gathered_measures(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    """Measures with their ledger, responsibility, slots, evidence, signatures and changes asked for, and their fellows."""
    fellows = Prefetch("finding__measures", Measure.objects.order_by("position"))
    evidence = Prefetch("evidence", Evidence.objects.order_by("position"))
    return rows.select_related(*_PLACES, "finding__lead_unit").prefetch_related(
        evidence, *_of_a_measure(), "ledger__supervising_bodies", fellows
    )


def gathered_findings(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings with their ledger, manifestations, signatures, objections, changes, and their measures in full."""
    changes = Prefetch("plan_changes", PlanChange.objects.order_by("serial"))
    return weighed_findings(rows).prefetch_related(*_of_a_measure("measures__"), changes)


def weighed_findings(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings with no more than what a decision on them weighs: what their own conditions and digests look at."""
    measures = Measure.objects.select_related("lead_unit").order_by("position")
    return rows.select_related(*_PLACES).prefetch_related(
        Prefetch("measures", measures),
        Prefetch("measures__evidence", Evidence.objects.order_by("position")),
        Prefetch("manifestations", Manifestation.objects.select_related("lead_unit").order_by("position")),
        "measures__answers",
        "objections",
        Prefetch("signatures", Signature.objects.order_by("pk")),
        "ledger__supervising_bodies",
    )


def gathered_plans(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Versions of a plan with their ledger, signatures, and the opinions on them and on the versions before."""
    versions = Prefetch("ledger__plans", Plan.objects.defer("text"))
    opinions = Opinion.objects.select_related("finding").order_by("position")
    return rows.select_related("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by").prefetch_related(
        versions,
        Prefetch("ledger__plans__opinions", opinions),
        Prefetch("opinions", opinions),
        Prefetch("signatures", Signature.objects.order_by("pk")),
        "ledger__supervising_bodies",
    )


def gathered_changes(rows: QuerySet[PlanChange]) -> QuerySet[PlanChange]:
    """Changes of a plan with their ledger, what they are about and who answers for it, and their signatures."""
    places = ("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by")
    return rows.select_related(
        *places, "finding__lead_unit", "measure__lead_unit", "measure__finding__lead_unit"
    ).prefetch_related(Prefetch("signatures", Signature.objects.order_by("pk")), "ledger__supervising_bodies")
