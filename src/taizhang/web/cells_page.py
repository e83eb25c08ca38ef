"""Cells between the ledger's page and a spreadsheet: copied out as text, pasted in and looked at as any table that comes back."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from taizhang.accounts.policy import Refused
from taizhang.intake import actions
from taizhang.intake.delivered import pasting
from taizhang.intake.delivered.pasting import Target
from taizhang.ledger.listing import Selection
from taizhang.ledger.models import Ledger
from taizhang.ledger.sheets import Stamp, listed
from taizhang.reading import Unreadable
from taizhang.reports import delimited
from taizhang.reports.listed import Listed
from taizhang.web.access import ledger_or_404, person

MOST_COPIED = 2_000  # rows; a clipboard is no place for more
FIELDS = {
    "what": "measure",
    "unit": "lead_unit",
    "leader": "leader",
    "deadline": "deadline",
}  # the page's columns that can be filled


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the filters leave as text between tabs; posted, what was pasted becomes a delivery whose differences are shown."""
    ledger = ledger_or_404(request, pk)
    try:
        return _pasted(request, ledger) if request.method == "POST" else _copied(request, ledger)
    except (Refused, ValidationError, Unreadable) as error:
        return _said(" ".join(error.messages) if isinstance(error, ValidationError) else str(error))


def _copied(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    made = listed(person(request), ledger, timezone.localdate(), selection=Selection.read(request.GET))
    text = delimited.text(_bounded(made))
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "private, no-store"})


def _bounded(made: Listed) -> Listed:
    rows = list(islice(made.rows, MOST_COPIED + 1))
    if len(rows) > MOST_COPIED:
        raise ValidationError(_("超过%(n)d行，不便复制。请先筛选，或导出 Excel。") % {"n": MOST_COPIED})
    return replace(made, rows=rows)


def _pasted(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    given = request.POST.get("text", "")
    if len(given) > settings.READING_LIMITS.characters:
        raise ValidationError(_("粘贴的内容太多，请存成 Excel 后导入。"))
    data = pasting.table(ledger, given, _target(request.POST))
    delivery = actions.deliver(
        ledger=ledger,
        files=[(pasting.NAME, data)],
        as_of=timezone.localdate(),
        by=person(request),
        at=timezone.now(),
    )
    return HttpResponseClientRedirect(redirect("delivery", pk=delivery.pk).url)


def _target(said: Any) -> Target | None:
    """Where on the page it was pasted; None where no cell was chosen."""
    stamp = Stamp.read(said.get("stamp", ""))
    keys = [key for key in said.get("keys", "").split() if key]
    fields = [FIELDS[name] for name in said.get("fields", "").split() if name in FIELDS]
    return Target(stamp, keys, fields, filled=said.get("chosen") == "1") if stamp and keys and fields else None


def _said(why: str) -> HttpResponse:
    """Why nothing was pasted or copied, as a message on the page that stays as it is."""
    return trigger_client_event(
        HttpResponse(why, status=422, content_type="text/plain; charset=utf-8"), "say", {"text": why, "kind": "error"}
    )
