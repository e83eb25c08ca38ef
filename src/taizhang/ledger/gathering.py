"""Findings and measures with all that the conditions and the digests look at, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch, QuerySet

from taizhang.ledger.models import Evidence, Finding, Manifestation, Measure, Opinion, Plan, PlanChange, Signature, Slot
from taizhang.ledger.states import move

_PLACES = ("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by", "lead_unit")


def _of_a_measure(prefix: str = "") -> list[Prefetch[Any]]:
    return [
        Prefetch(f"{prefix}slots", Slot.objects.order_by("position")),
        Prefetch(f"{prefix}signatures", Signature.objects.order_by("pk")),
        Prefetch(f"{prefix}plan_changes", PlanChange.objects.order_by("serial")),
    ]


# What hangs on a measure, and which condition looks at what of it.
PARTS = ("slots", "evidence", "signatures", "plan_changes", "fellows")
LOOKED_AT = {
    "slots_filled": ("slots", "evidence"),
    "countersigned": ("evidence", "signatures"),
    "not_countersigned": ("evidence", "signatures"),
    "proof_since": ("evidence",),
    "no_change_asked": ("plan_changes",),
    "another_measure_stays": ("fellows",),
}


def parts_for(action: str) -> set[str]:
    """What ``action`` looks at: its conditions, and under a signature the evidence that is signed for."""
    row = move(action, "measure")
    return {part for name in row.provided for part in LOOKED_AT.get(name, ())} | ({"evidence"} if row.signed else set())


def gathered_measures(rows: QuerySet[Measure], parts: Collection[str] = PARTS) -> QuerySet[Measure]:
    """Measures with their ledger and responsibility, and those ``parts`` of what hangs on them and their findings."""
    hanging = (Prefetch("evidence", Evidence.objects.order_by("position")), *_of_a_measure())
    asked = [one for one in hanging if one.prefetch_to in parts]
    if "fellows" in parts:
        asked.append(Prefetch("finding__measures", Measure.objects.order_by("position")))
    return rows.select_related(*_PLACES, "finding__lead_unit").prefetch_related(*asked, "ledger__supervising_bodies")


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
        "contains__measures",
        "objections",
        Prefetch("signatures", Signature.objects.order_by("pk")),
        "ledger__supervising_bodies",
    )


def gathered_plans(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Versions of a plan with their ledger, its other versions, and the opinions on all of them."""
    opinions = Prefetch("opinions", Opinion.objects.select_related("finding").order_by("position"))
    versions = Prefetch("ledger__plans", Plan.objects.defer("text").prefetch_related(opinions))
    return rows.select_related("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by").prefetch_related(
        versions, "ledger__supervising_bodies"
    )


def gathered_changes(rows: QuerySet[PlanChange]) -> QuerySet[PlanChange]:
    """Changes of a plan with their ledger, what they are about and who answers for it, and their signatures."""
    places = ("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by")
    return rows.select_related(
        *places, "finding__lead_unit", "measure__lead_unit", "measure__finding__lead_unit"
    ).prefetch_related(Prefetch("signatures", Signature.objects.order_by("pk")), "ledger__supervising_bodies")
