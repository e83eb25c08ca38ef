"""并入反馈问题: which finding of the feedback an item handed over on site belongs to."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.accounts.policy import Refused
from taizhang.intake.matching import likeness
from taizhang.ledger import actions, policy
from taizhang.ledger.models import Finding
from taizhang.web.access import finding_or_404, person

NEAREST = 5
LISTED = 1000


@require_http_methods(["GET", "POST"])
def contain(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The findings of the feedback to choose from, the likest first; posted, the item stands within the chosen one."""
    item = finding_or_404(request, pk, serial)
    if why := policy.why_not(person(request), "contain", item):
        raise PermissionDenied(why)
    note = _contained(request, item) if request.method == "POST" else ""
    if note is None:
        return redirect("finding", pk=pk, serial=serial)
    others = list(item.ledger.findings.filter(handed_over_on=None, stated=True).order_by("position")[:LISTED])
    nearest = sorted(others, key=lambda other: -likeness(item.statement, other.statement))[:NEAREST]
    context = {"finding": item, "ledger": item.ledger, "nearest": nearest, "note": note, "chosen": request.POST.get("within")}
    context["others"] = [other for other in others if other not in nearest]
    return render(request, "web/finding/contain.html", context, status=422 if note else 200)


def _contained(request: HttpRequest, item: Finding) -> str | None:
    """Do it; the sentence that says why not, where it was not done."""
    chosen = request.POST.get("within", "")
    within = item.ledger.findings.filter(serial=int(chosen)).first() if chosen.isdecimal() else None
    if within is None:
        return _("请选择它属于哪个反馈问题。")
    version = request.POST.get("version", "")
    try:
        actions.contain(
            finding=item,
            within=within,
            version=int(version) if version.isdecimal() else 0,
            by=person(request),
            at=timezone.now(),
        )
    except (Refused, ValidationError, actions.Conflict) as error:
        return error.messages[0] if isinstance(error, ValidationError) else str(error)
    messages.success(request, _("已并入问题 %(n)d，计数随该问题。") % {"n": within.serial})
    return None
