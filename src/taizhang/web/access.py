"""Who is asking, and whether he may know of what he asks for. What he may not know of is not found."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.models import Finding, Ledger, Measure

# What the policy and the words of a page look at.
OF_A_LEDGER = ("ledger__body", "ledger__pinned", "ledger__office_unit")


def person(request: HttpRequest) -> User:
    """The signed-in user; every page stands behind ``login_required``."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("This page must stand behind login_required.")
    return user


def ledger_or_404(request: HttpRequest, pk: int) -> Ledger:
    """The ledger, if the person may know of it."""
    # The bodies of the route are looked at for every row that a verifier sees; mostly no other ledger names this one.
    seen = policy.visible_ledgers(person(request)).prefetch_related("supervising_bodies")
    others = Ledger.objects.filter(Q(follows=OuterRef("pk")) | Q(merged_into=OuterRef("pk"))).order_by()
    return get_object_or_404(seen.annotate(named_by_others=Exists(others)), pk=pk)


def finding_or_404(request: HttpRequest, pk: int, serial: int) -> Finding:
    """The ledger's finding, if the person may see it."""
    ledger = ledger_or_404(request, pk)
    findings = ledger.findings.select_related(*OF_A_LEDGER, "aspect", "lead_unit", "within").filter(serial=serial)
    return get_object_or_404(policy.visible_of(person(request), ledger, findings))


def measure_or_404(request: HttpRequest, pk: int, serial: int) -> Measure:
    """The ledger's measure, if the person may see the finding it belongs to."""
    ledger = ledger_or_404(request, pk)
    measures = ledger.measures.select_related(*OF_A_LEDGER, "lead_unit", "finding__lead_unit").filter(serial=serial)
    return get_object_or_404(policy.visible_of(person(request), ledger, measures))
