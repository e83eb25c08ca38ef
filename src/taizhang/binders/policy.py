"""Who may have what bound, and fetch it: whoever sees the findings, as long as he sees them; a binder is its person's own."""

from __future__ import annotations

from django.db.models import QuerySet

from taizhang.accounts.models import User
from taizhang.binders.models import Binder
from taizhang.ledger import policy
from taizhang.ledger.models import Finding, Ledger


def own_binders(user: User, ledger: Ledger) -> QuerySet[Binder]:
    """The binders of ``ledger`` that ``user`` asked for."""
    return Binder.objects.filter(asked_by=user, ledger=ledger).select_related("finding")


def bindable(user: User, ledger: Ledger, finding: Finding | None = None) -> QuerySet[Finding]:
    """The findings that go into a binder of ``user``: those of the ledger that he sees, or the one."""
    seen = policy.visible_findings(user, ledger)
    return seen if finding is None else seen.filter(pk=finding.pk)


def sees_whole(user: User, ledger: Ledger) -> bool:
    """Whether ``user`` sees all of the ledger."""
    return bool(policy.relations(user, ledger) & policy.SEE_ALL)


def sees_all_of(user: User, binder: Binder) -> bool:
    """Whether ``user`` may still see all that is in the binder: rights may have changed since it was made.

    One made for somebody who saw the whole ledger has scans in it that tell of other findings too.
    """
    if sees_whole(user, binder.ledger):
        return True
    serials = binder.serials
    return not binder.whole and policy.visible_findings(user, binder.ledger).filter(serial__in=serials).count() == len(serials)
