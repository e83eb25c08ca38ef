"""The events of a ledger that a person may see: all of them, or those of the findings that he or his units answer for."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.accounts.models import User
from taizhang.journal.models import Event
from taizhang.ledger import policy
from taizhang.ledger.models import Finding, Ledger, Measure, PlanChange

# Collecting progress is the office's affair.
OFFICE_ONLY = ("round", "invitation")


def events_in_sight(user: User, ledger: Ledger, events: Sequence[Event]) -> list[Event]:
    """Those of a few ``events`` that ``user`` may see, in their order. At most three queries, however many they are."""
    related = policy.relations(user, ledger)
    if "office" in related:
        return list(events)
    if related & policy.SEE_ALL:
        return [event for event in events if _kind(event) not in OFFICE_ONLY]
    seen = _seen(user, ledger, {event.subject for event in events})
    return [event for event in events if event.subject in seen]


def _kind(event: Event) -> str:
    return event.subject.partition(":")[0]


def _seen(user: User, ledger: Ledger, subjects: set[str]) -> set[str]:
    """Those of ``subjects`` that are, or hang on, a finding that ``user`` may see."""
    numbers: dict[str, set[int]] = {"finding": set(), "measure": set(), "plan_change": set()}
    for subject in subjects:
        kind, _sep, number = subject.partition(":")
        kind, number = ("finding", number.partition(".")[0]) if kind == "manifestation" else (kind, number)
        if kind in numbers and number.isdecimal():
            numbers[kind].add(int(number))
    findings = policy.visible_of(user, ledger, Finding.objects.filter(ledger=ledger, serial__in=numbers["finding"]))
    measures = policy.visible_of(user, ledger, Measure.objects.filter(ledger=ledger, serial__in=numbers["measure"]))
    asked = PlanChange.objects.filter(ledger=ledger, serial__in=numbers["plan_change"])
    changes = asked.filter(finding__in=policy.visible_findings(user, ledger))
    held = {"finding": findings, "measure": measures, "plan_change": changes}
    known = {f"{kind}:{serial}" for kind, rows in held.items() for serial in rows.order_by().values_list("serial", flat=True)}
    return {subject for subject in subjects if _bearer(subject) in known}


def _bearer(subject: str) -> str:
    """The finding whose manifestation it is; else itself."""
    kind, _sep, number = subject.partition(":")
    return f"finding:{number.partition('.')[0]}" if kind == "manifestation" else subject
