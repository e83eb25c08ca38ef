"""Editing one cell in place: the small form over it, what is said when it cannot be saved, and the part of the page that changes.

``place`` says where the cell stands: in the ledger's table (row) or on the finding's page (page).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from taizhang.ledger import history, policy, tally
from taizhang.ledger.actions import Conflict, Refused
from taizhang.ledger.listing import Selection
from taizhang.ledger.models import Measure
from taizhang.web import finding_page, ledger_page
from taizhang.web.access import finding_or_404, measure_or_404, person
from taizhang.web.cell_forms import CELLS, CellForm, PutBackForm, Subject, as_it_was, put_back

KINDS: dict[str, Callable[[HttpRequest, int, int], Subject]] = {"findings": finding_or_404, "measures": measure_or_404}
UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, kind: str, serial: int, cell: str) -> HttpResponse:
    """The form of one cell; posted, the changed part of the page."""
    subject, form_class = _subject(request, pk, kind, serial), CELLS.get(cell)
    if form_class is None:
        raise Http404
    if request.method == "GET":
        why = policy.why_not(person(request), form_class.action, subject)
        return _editor(request, cell, form_class(subject), refused=why)
    return _save(request, cell, form_class(subject, request.POST))


def _subject(request: HttpRequest, pk: int, kind: str, serial: int) -> Subject:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind](request, pk, serial)


def _save(request: HttpRequest, cell: str, form: CellForm) -> HttpResponse:
    if not form.is_valid():
        return _editor(request, cell, form, status=UNPROCESSABLE)
    before = as_it_was(form.subject, form.action)
    try:
        saved = form.save(person(request), timezone.now())
    except Conflict:
        return _in_conflict(request, cell, form)
    except (Refused, ValidationError) as error:
        return _editor(request, cell, form, refused=_told(error), status=UNPROCESSABLE)
    if form.unchanged:
        return changed(request, saved, None)
    return changed(
        request, saved, {"text": _("已保存。") + form.remark(), "cell": cell, "before": {**before, "version": saved.version}}
    )


def _in_conflict(request: HttpRequest, cell: str, form: CellForm) -> HttpResponse:
    """Both values, a button for each: what was typed stays in the form, and its version becomes that of the row."""
    row = type(form.subject).objects.get(pk=form.subject.pk)
    again = type(form)(row, {**request.POST.dict(), "version": row.version})
    theirs = [(again[name].label, value or "–") for name, value in form.shown(row).items()]
    return _editor(request, cell, again, theirs=theirs, by=history.last_of(row).by_name, status=CONFLICT)


def _editor(request: HttpRequest, cell: str, form: CellForm, *, status: int = 200, **said: Any) -> HttpResponse:
    context = {
        "form": form,
        "cell": cell,
        "subject": form.subject,
        "place": request.POST.get("place") or request.GET.get("place", "row"),
        "address": request.path,
        **said,
    }
    response = render(request, "web/ledger/editor.html", context, status=status)
    return response if status == 200 else reswap(retarget(response, "#editor"), "outerHTML")


@require_POST
def undo(request: HttpRequest, pk: int, kind: str, serial: int, cell: str) -> HttpResponse:
    """Put the row's values back, where nothing has followed."""
    subject, form = _subject(request, pk, kind, serial), PutBackForm(request.POST)
    if cell not in CELLS or not form.is_valid():
        raise Http404
    try:
        restored = put_back(subject, CELLS[cell].action, form.cleaned_data, person(request), timezone.now())
    except (Conflict, Refused, ValidationError) as error:
        return changed(request, subject, {"text": _told(error), "kind": "error"})
    return changed(request, restored, {"text": _("已恢复为原来的内容。")})


def changed(request: HttpRequest, subject: Subject, toast: dict[str, Any] | None) -> HttpResponse:
    """The part of the page that holds ``subject``, drawn anew, with the count line and a message."""
    finding = subject.finding if isinstance(subject, Measure) else subject
    user, ledger, today = person(request), subject.ledger, timezone.localdate()
    said = {
        "toast": toast,
        "subject": subject,
        "kind": _kind(subject),
        "ledger": ledger,
        "place": request.POST.get("place", "row"),
    }
    if request.POST.get("place") == "page":
        return render(request, "web/finding/changed.html", {**finding_page.shown(user, finding, today), **said})
    line = tally.count_line(ledger, today)
    head = ledger_page.head(user, ledger, Selection.read(request.POST), line, today)
    opened = request.POST.get("opened") == "1"
    part = ledger_page.part(user, ledger, finding.pk, opened=opened, replacing=True)
    return render(request, "web/ledger/changed.html", {**head, **said, "part": part, "row": f"f{finding.pk}", "oob": True})


def _kind(subject: Subject) -> str:
    return "measures" if isinstance(subject, Measure) else "findings"


def _told(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
