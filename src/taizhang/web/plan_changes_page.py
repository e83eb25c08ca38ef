"""方案调整: the changes of the approved plan that were asked for, what is still to be decided first."""

from __future__ import annotations

import json
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.gathering import gathered_changes
from taizhang.ledger.models import Ledger, Measure, PlanChange
from taizhang.ledger.models.ledger import STEP
from taizhang.ledger.states import OPEN_CHANGES
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts.offers import offers
from taizhang.web.ledger_rows import horizon_word
from taizhang.web.plan_marks import marked

PAGE = 30
OPEN, SETTLED = "open", "settled"


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The changes of a ledger's plan, or of one finding of it; what is still open unless said otherwise."""
    ledger, user = ledger_or_404(request, pk), person(request)
    seen = ledger.plan_changes.filter(finding__in=policy.visible_findings(user, ledger))
    of = request.GET.get("finding", "")
    if of.isdecimal():
        seen = seen.filter(finding__serial=int(of))
    open_ones = seen.filter(state__in=OPEN_CHANGES)
    counts = {OPEN: open_ones.count(), SETTLED: seen.exclude(state__in=OPEN_CHANGES).count()}
    which = request.GET.get("which") or (OPEN if counts[OPEN] or not counts[SETTLED] else SETTLED)
    turning = Paginator(_in_order(seen, which), PAGE).get_page(request.GET.get("page"))
    context = {
        "ledger": ledger,
        "words": ledger.profile.words,
        "today": timezone.localdate(),
        "of": of if of.isdecimal() else "",
        "which": which,
        "chips": [(OPEN, _("正在办理"), counts[OPEN]), (SETTLED, _("已办结"), counts[SETTLED])],
        "text_word": _word(ledger, "text"),
        "turning": turning,
        "changes": [_told(user, ledger, change) for change in turning],
    }
    return render(request, "web/plan/changes.html", context)


def _in_order(seen: QuerySet[PlanChange], which: str) -> QuerySet[PlanChange]:
    still = Q(state__in=OPEN_CHANGES)
    return gathered_changes(seen.filter(still if which == OPEN else ~still)).order_by("serial" if which == OPEN else "-serial")


def _told(user: User, ledger: Ledger, change: PlanChange) -> dict[str, Any]:
    subject = change.subject
    was, wanted = json.loads(change.was), json.loads(change.wanted)
    return {
        "row": change,
        "number": _number(change),
        "about": subject.title if isinstance(subject, Measure) else change.finding.statement,
        "lines": [(_word(ledger, name), *_values(ledger, name, was[name], wanted[name])) for name in wanted],
        "signatures": list(change.signatures.all()),
        "offers": offers(user, change),
    }


def _number(change: PlanChange) -> str:
    return f"{change.finding.serial}.{change.measure.position / STEP:g}" if change.measure else str(change.finding.serial)


def _word(ledger: Ledger, name: str) -> str:
    return _("措施内容") if name == "text" else _(getattr(ledger.profile.words, name))


def _values(ledger: Ledger, name: str, was: str, wanted: str) -> tuple[str | SafeString, str | SafeString]:
    if name == "text":
        return marked(was, wanted)
    if name == "horizon":
        return tuple(horizon_word(ledger.profile, kind) if kind else "" for kind in (was, wanted))  # type: ignore[return-value]
    return was, wanted
