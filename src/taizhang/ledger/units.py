"""What ledgers keep of units: how much of it there is, and moving it when two units become one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from taizhang.accounts.models import Unit
from taizhang.journal.append import Actor, Entry, append
from taizhang.ledger.models import (
    Finding,
    Handover,
    Ledger,
    Manifestation,
    Measure,
    PinnedProfile,
    Signature,
    SupervisingBody,
    UsualProfile,
)

LEDGER_ROLES = ("body", "supervised_by", "office_unit")


@dataclass(frozen=True, slots=True)
class References:
    """How many ledgers are about a unit, how many it supervises, how many findings and measures it leads."""

    about: int
    supervised: int
    findings: int
    measures: int


def references(unit: Unit) -> References:
    """What the ledgers keep of ``unit`` itself, its parts not counted."""
    return References(
        about=Ledger.objects.filter(body=unit).count(),
        supervised=Ledger.objects.filter(supervised_by=unit).count(),
        findings=Finding.objects.filter(lead_unit=unit).count(),
        measures=Measure.objects.filter(lead_unit=unit).count(),
    )


def _move_quietly(source: Unit, target: Unit) -> None:
    """Move links that stand beside a name which is kept as it was, and what hangs under something that keeps its own event."""
    SupervisingBody.objects.filter(unit=source).update(unit=target)
    Manifestation.objects.filter(lead_unit=source).update(lead_unit=target, version=F("version") + 1)
    Signature.objects.filter(unit=source).update(unit=target)
    Handover.objects.filter(unit=source).update(unit=target)
    PinnedProfile.objects.filter(body=source).update(body=target)
    if not UsualProfile.objects.filter(body=target).exists():  # else the one of the unit that stays holds
        UsualProfile.objects.filter(body=source).update(body=target)


def follow_merge(*, source: Unit, target: Unit, by: Actor, at: datetime) -> None:
    """Move every reference from ``source`` to ``target``; each ledger that had one keeps an event that says which."""
    touched: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for role in LEDGER_ROLES:
        for pk in Ledger.objects.filter(**{role: source}).values_list("pk", flat=True):
            touched[pk]["ledger"] = [*touched[pk].get("ledger", ()), role]
    for model, named in ((Finding, "findings"), (Measure, "measures")):
        rows = model.objects.filter(lead_unit=source).order_by("serial")
        for ledger_id, serial in rows.values_list("ledger_id", "serial"):
            touched[ledger_id].setdefault(named, []).append(f"{named[:-1]}:{serial}")
        rows.update(lead_unit=target, version=F("version") + 1)
    for ledger_id, name in SupervisingBody.objects.filter(unit=source).values_list("ledger_id", "name"):
        touched[ledger_id].setdefault("supervising_bodies", []).append(name)
    for role in LEDGER_ROLES:
        Ledger.objects.filter(**{role: source}).update(**{role: target})
    _move_quietly(source, target)
    for ledger in Ledger.objects.filter(pk__in=touched).order_by("pk"):
        facts = {"was": source.name, "now": target.name, **touched[ledger.pk]}
        append(ledger.log_key, [Entry("ledger:merge_units", "ledger", facts)], by=by, at=at)
