"""下达: handing measures down from the ledger's table or the finding's page – first what would be done, then doing it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from taizhang.ledger import actions, policy
from taizhang.ledger.models import Ledger, Measure
from taizhang.ledger.states import MeasureState
from taizhang.web.access import ledger_or_404, person

REASONS_SHOWN = 20


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be issued and what would not be, and why; posted, it is done. There is no way back, so it asks first."""
    ledger = ledger_or_404(request, pk)
    measures = _picked(request, ledger)
    if request.method == "POST":
        outcome = actions.issue(measures=measures, by=person(request), at=timezone.now())
        return render(request, "web/ledger/issued.html", {"done": len(outcome.done), "refused": len(outcome.refused)})
    refused = [(m, why) for m in measures if (why := policy.why_not(person(request), "issue", m))]
    ready = len(measures) - len(refused)
    context = {
        "ledger": ledger,
        "measures": measures,
        "ready": ready,
        "question": _question(ready),
        "refused": refused[:REASONS_SHOWN],
        "more": max(len(refused) - REASONS_SHOWN, 0),
    }
    return render(request, "web/ledger/issue.html", context)


def _question(ready: int) -> str:
    if not ready:
        return _("没有可以下达的措施。")
    return ngettext("将下达 %(n)d 条措施，下达后不能撤回。", "将下达 %(n)d 条措施，下达后不能撤回。", ready) % {"n": ready}


def _picked(request: HttpRequest, ledger: Ledger) -> list[Measure]:
    """The measures that were picked, and those still drafted under the findings that were picked."""
    chosen = request.POST if request.method == "POST" else request.GET
    seen = policy.visible_findings(person(request), ledger)
    mine = Measure.objects.filter(ledger=ledger, finding__in=seen).select_related(
        "ledger__body", "lead_unit", "finding__lead_unit"
    )
    own = mine.filter(serial__in=_numbers(chosen, "measure"))
    under = mine.filter(finding__serial__in=_numbers(chosen, "finding"), state=MeasureState.DRAFTED)
    return sorted({m.pk: m for m in (*own, *under)}.values(), key=lambda m: m.serial)


def _numbers(chosen: QueryDict, name: str) -> list[int]:
    return [int(value) for value in chosen.getlist(name) if value.isdecimal()]
