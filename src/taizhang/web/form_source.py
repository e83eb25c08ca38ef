"""From what a form of a ledger is filled in: a snapshot that was chosen, or what somebody who sees a part of it may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest
from django.utils import timezone

from taizhang.accounts.models import User
from taizhang.ledger import form_facts, policy, snapshots
from taizhang.ledger.models import Ledger, Snapshot
from taizhang.reports import facts
from taizhang.reports.compared import changes
from taizhang.reports.forms import Asks, Form
from taizhang.web.access import ledger_or_404, person

MOST = 60  # snapshots to choose from


@dataclass(frozen=True, slots=True)
class Source:
    """The ledger for whom, and the snapshots that there are: none for who sees a part of it only."""

    user: User
    ledger: Ledger
    whole: bool
    versions: Sequence[Snapshot]
    chosen: Snapshot | None
    earlier: Snapshot | None

    def offers(self, form: Form) -> bool:
        """Whether the form can be filled in now: reports tell of the whole ledger."""
        return self.chosen is not None if self.whole else form.table is not None

    def facts(self, form: Form) -> facts.Ledger:
        """What the form is written from."""
        if not self.offers(form):
            raise Http404
        if self.chosen is None:
            seen = policy.visible_findings(self.user, self.ledger)
            return form_facts.of_ledger(self.ledger, seen, timezone.localdate())
        now = snapshots.opened(self.chosen)
        if Asks.EARLIER not in form.asks or self.earlier is None:
            return now.ledger
        return replace(now.ledger, changes=changes(snapshots.opened(self.earlier), now))


def source(request: HttpRequest, pk: int) -> Source:
    """What the address chooses: ``snapshot`` by its number, the newest where it names none; ``earlier`` likewise before that."""
    ledger, user = ledger_or_404(request, pk), person(request)
    whole = snapshots.why_not_see(user, ledger) is None
    versions = list(ledger.snapshots.defer("about").order_by("-serial")[:MOST]) if whole else []
    chosen = _named(request, "snapshot", versions)
    before = [one for one in versions if chosen and (one.as_of, one.serial) < (chosen.as_of, chosen.serial)]
    before.sort(key=lambda one: (one.as_of, one.serial), reverse=True)
    return Source(user, ledger, whole, versions, chosen, _named(request, "earlier", before))


def _named(request: HttpRequest, name: str, some: Sequence[Snapshot]) -> Snapshot | None:
    """The snapshot whose number stands in the address; the first where none does. Not found where there is no such."""
    asked = request.GET.get(name, "")
    if not asked:
        return some[0] if some else None
    found = next((one for one in some if str(one.serial) == asked), None)
    if found is None:
        raise Http404
    return found
