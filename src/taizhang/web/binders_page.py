"""佐证材料汇编 and 一问题一档: asking for a binder, seeing how far it is, fetching it while it is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.accounts.policy import Refused
from taizhang.binders import actions, tasks
from taizhang.binders.models import Binder, BinderForm, BinderState
from taizhang.binders.policy import own_binders, sees_all_of
from taizhang.ledger.models import Finding, Ledger
from taizhang.look.downloads import SAFE
from taizhang.reports import pdf
from taizhang.web.access import finding_or_404, ledger_or_404, person
from taizhang.web.export_page import plain

SHOWN = 20
SLOW = 120  # seconds after which a page says that the background may not be running


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's binders of the ledger; posted, one more is asked for – of a finding where the address names one."""
    ledger = ledger_or_404(request, pk)
    finding = _finding(request, pk)
    if request.method == "POST":
        return _ask(request, ledger, finding)
    return render(request, "web/binders/page.html", _shown(request, ledger, finding))


def _finding(request: HttpRequest, pk: int) -> Finding | None:
    serial = request.GET.get("finding", "")
    return finding_or_404(request, pk, int(serial)) if serial.isdecimal() else None


def _ask(request: HttpRequest, ledger: Ledger, finding: Finding | None) -> HttpResponse:
    form = BinderForm.PDF if request.POST.get("form") == BinderForm.PDF else BinderForm.ZIP
    try:
        binder = actions.bind(ledger=ledger, finding=finding, form=form, by=person(request), at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    else:
        transaction.on_commit(lambda: tasks.make_binder.enqueue(binder.pk))
    return redirect(request.get_full_path())


def _shown(request: HttpRequest, ledger: Ledger, finding: Finding | None) -> dict[str, Any]:
    now = timezone.now()
    some = list(own_binders(person(request), ledger)[:SHOWN])
    return {
        "ledger": ledger,
        "finding": finding,
        "words": ledger.profile.words,
        "binders": [_told(binder, now) for binder in some],
        "waiting": any(binder.state == BinderState.WAITING for binder in some),
        "why_no_pdf": pdf.why_not(),
    }


def _told(binder: Binder, now: Any) -> dict[str, Any]:
    lasted = (now - binder.asked_at).total_seconds()
    left = lasted * (binder.of - binder.done) / binder.done if binder.done else 0
    return {
        "row": binder,
        "gone": binder.state == BinderState.READY and not binder.file.exists(),
        "slow": binder.beat_at is None and lasted > SLOW,
        "left": round(left),
    }


@require_GET
def fetch(request: HttpRequest, pk: int, binder_pk: int) -> HttpResponseBase:
    """The file, as long as its person sees all that is in it."""
    ledger = ledger_or_404(request, pk)
    binder = get_object_or_404(own_binders(person(request), ledger), pk=binder_pk, state=BinderState.READY)
    binder.ledger = ledger
    if not sees_all_of(person(request), binder):
        messages.error(request, _("您的权限有变化，这份汇编里有您现在看不到的问题。请重新汇编。"))
        return redirect("binders", pk=pk)
    try:
        file = binder.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    what = f"{ledger.profile.words.finding}{binder.finding.serial}整改档案" if binder.finding else "佐证材料汇编"
    name = f"{plain(ledger.title)}-{what}-{timezone.localdate(binder.asked_at).isoformat()}{binder.ending}"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream", headers=SAFE)
