"""One paper: its text beside what was recognised in it, and the step that makes it a ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from taizhang.accounts.policy import Refused
from taizhang.intake import actions, policy
from taizhang.intake.laying import COMPARED_KINDS
from taizhang.intake.models import Paper, PaperState
from taizhang.intake.proposal import bodies_of
from taizhang.ledger.policy import extendable_ledgers
from taizhang.web import headings_page, unit_questions
from taizhang.web.access import person
from taizhang.web.adopt_form import AdoptForm
from taizhang.web.paper_view import beside

LEDGERS = 20  # to choose from, the newest


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as far as it has come. While it is being read the page asks again, and opens when it is."""
    paper = get_object_or_404(policy.visible_papers(person(request)), pk=pk)
    if paper.state == PaperState.WAITING:
        return render(request, "web/intake/waiting.html", {"paper": paper, "waited": timezone.now() - paper.brought_at})
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    if paper.state == PaperState.UNREADABLE:
        return render(request, "web/intake/unreadable.html", {"paper": paper})
    form = None if paper.state == PaperState.ADOPTED else AdoptForm(paper, person(request))
    return render(request, "web/intake/paper.html", _shown(request, paper, form))


@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the paper a ledger."""
    paper = get_object_or_404(policy.visible_papers(person(request)), pk=pk)
    form = AdoptForm(paper, person(request), request.POST)
    if form.is_valid():
        opening, again = form.opening(), form.cleaned_data["again"]
        try:
            units = unit_questions.answers(request.POST)
            ledger = actions.adopt(paper=paper, opening=opening, again=again, units=units, by=person(request), at=timezone.now())
        except (Refused, ValidationError, actions.BroughtBefore) as error:
            form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, _("台账已生成。"))
            return redirect("ledger", pk=ledger.pk)
    return render(request, "web/intake/paper.html", _shown(request, paper, form), status=422)


def _shown(request: HttpRequest, paper: Paper, form: AdoptForm | None) -> dict[str, Any]:
    shown = {**beside(paper), "form": form, "reading": paper.reading}
    if form is None:
        return shown
    user = person(request)
    body = next(iter(bodies_of(user)), None)
    return {
        **shown,
        "earlier": actions.before(paper),
        "onto": list(extendable_ledgers(user).order_by("-pk")[:LEDGERS]),
        "compared": paper.reading.get("document_kind") in COMPARED_KINDS,
        **headings_page.questions(paper),
        **unit_questions.questions(request, paper.sheet, body),
    }
