"""通知: what a person was told, newest first; opening one leads to the list of what it counts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from taizhang.ledger import policy
from taizhang.notices import actions, inbox
from taizhang.notices.models import Notice
from taizhang.notices.policy import own_notices
from taizhang.notices.reasons import HANDOVER
from taizhang.web.access import person

MOST = 200  # findings on a notice's own list


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The list."""
    after = request.GET.get("after", "")
    found = inbox.page(person(request), int(after) if after.isdecimal() else None)
    lines = [{"notice": notice, "said": inbox.told(notice)} for notice in found.notices]
    return render(request, "web/notices/list.html", {"lines": lines, "after": found.after})


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice, read by being opened: the ledger page's filter, the desk, or a list of its own."""
    by, now = person(request), timezone.now()
    notice = get_object_or_404(own_notices(by).select_related("ledger__body", "user"), pk=pk)
    actions.read(notice=notice, by=by, at=now)
    if not policy.visible_ledgers(by).filter(pk=notice.ledger_id).exists():
        messages.error(request, _("您现在不能查看这本台账了。"))
        return redirect("notices")
    if elsewhere := _elsewhere(notice):
        return redirect(elsewhere)
    shown = {"notice": notice, "said": inbox.told(notice), "findings": inbox.findings_of(notice)[:MOST]}
    return render(request, "web/notices/findings.html", {**shown, "today": timezone.localdate(now)})


def _elsewhere(notice: Notice) -> str:
    """Where what it counts is listed already; empty where nowhere."""
    if notice.reason == HANDOVER:
        return reverse("desk")
    return f"{reverse('ledger', args=[notice.ledger_id])}?{notice.why.filtered}" if notice.why.filtered else ""


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything was read."""
    actions.read_all(by=person(request), at=timezone.now())
    return redirect("notices")
