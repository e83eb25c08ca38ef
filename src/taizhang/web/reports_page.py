"""表格与报告: every form of a ledger with the occasion that it is for, each filled in from the snapshot that is chosen here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.policy import Refused
from taizhang.gbt9704 import FACES
from taizhang.ledger import actions, snapshots
from taizhang.reports import pdf
from taizhang.reports.forms import FORMS, Asks, Form, Group
from taizhang.web.access import ledger_or_404, person
from taizhang.web.form_source import Source, source
from taizhang.web.letter_form import ContactForm, LetterForm

ONLY_FOR = {"audit": "审计"}  # forms of one source


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """All forms, by kind."""
    return listed(request, source(request, pk), LetterForm(), ContactForm())


def listed(request: HttpRequest, of: Source, letter: LetterForm, contact: ContactForm, status: int = 200) -> HttpResponse:
    """The page, with what was typed where something of it cannot be."""
    context = {
        "ledger": of.ledger,
        "source": of,
        "groups": [(_(str(group)), rows) for group in Group if (rows := _rows(of, group))],
        "letter": letter,
        "contact": contact,
        "may_take": snapshots.why_not_take(of.user, of.ledger) is None,
        "today": timezone.localdate(),
        "why_no_pdf": pdf.why_not(),
        "fonts": [face.font for face in FACES],
    }
    return render(request, "web/reports/page.html", context, status=status)


def _rows(of: Source, group: Group) -> list[dict[str, Any]]:
    kind = of.ledger.source
    return [_row(of, form) for form in FORMS if form.group == group and ONLY_FOR.get(form.code, kind) == kind]


def _row(of: Source, form: Form) -> dict[str, Any]:
    return {
        "form": form,
        "name": _(form.name),
        "occasion": _(form.occasion),
        "plan": Asks.PLAN in form.asks,
        "open": of.offers(form) or Asks.PLAN in form.asks,
        "table": form.table is not None,
    }


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A snapshot of today, taken on the spot; the page comes back with it chosen."""
    ledger = ledger_or_404(request, pk)
    try:
        taken = actions.take_snapshot(ledger=ledger, by=person(request), at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return redirect("reports", pk=pk)
    return redirect(f"{reverse('reports', args=[pk])}?snapshot={taken.serial}")
