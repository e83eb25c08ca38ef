"""审批表: one form for one or many items – made from what was picked, printed on A4, signed, then registered or withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.journal.heads import head_of
from taizhang.ledger import actions, policy
from taizhang.ledger.actions import Outcome, Refused
from taizhang.ledger.approval import ON_A_FORM, lines_of, why_not_form
from taizhang.ledger.models import ApprovalForm, Finding, Ledger, Measure
from taizhang.ledger.states import move
from taizhang.reports import pdf
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts import ACTS
from taizhang.web.acts.forms import SignedForm

UNPROCESSABLE = 422
TITLES = {
    "countersign": gettext_lazy("整改措施完成审签表"),
    "accept": gettext_lazy("整改措施完成认定审批表"),
    "decide": gettext_lazy("问题整改销号审定表"),
    "endorse": gettext_lazy("问题整改销号签批表"),
    "agree": gettext_lazy("问题整改销号审核表"),
}
OPINIONS = {
    "countersign": gettext_lazy("责任领导审签意见"),
    "accept": gettext_lazy("整改办认定意见"),
    "decide": gettext_lazy("领导小组审定意见（注明会议）"),
    "endorse": gettext_lazy("主要负责人签批意见"),
}


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """Every form of the ledger, the newest first."""
    ledger = ledger_or_404(request, pk)
    _seen_by(request, ledger)
    forms = [(form, title_of(form)) for form in ledger.approval_forms.prefetch_related("items")[:200]]
    return render(request, "web/form/list.html", {"ledger": ledger, "forms": forms})


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for what was picked; then it is to be printed."""
    ledger = ledger_or_404(request, pk)
    action = request.POST.get("action", "")
    of = next((of for of, decisions in ON_A_FORM.items() if action in decisions), "finding")
    subjects = _picked(request.POST, ledger, of)
    try:
        form = actions.make_form(action=action, subjects=subjects, by=person(request), at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return redirect("ledger", pk=pk)
    return redirect("approval_form", pk=pk, serial=form.serial)


def _picked(sent: QueryDict, ledger: Ledger, of: str) -> list[Any]:
    serials = [int(value) for value in sent.getlist(of) if value.isdecimal()]
    rows: Any = Measure.objects if of == "measure" else Finding.objects
    return list(rows.filter(ledger=ledger, serial__in=serials).order_by("serial"))


@require_safe
def page(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The form as it is printed, and beside it the registering of what was signed."""
    return _page(request, form_or_404(request, pk, serial))


@require_POST
def register(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """What was signed on the paper, for every item that is still as it stood on it."""
    form = form_or_404(request, pk, serial)
    asked = _asked(request, form, bound=True)
    if not asked.is_valid():
        return _page(request, form, asked)
    at = timezone.now()
    try:
        told = asked.told(at)
        if meeting := told.pop("meeting", ""):
            told["paper"] = replace(told["paper"], meeting=meeting)
        outcome = actions.sign_form(form=form, by=person(request), at=at, **told)
    except (Refused, ValidationError) as error:
        return _page(request, form, asked, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    _tell(request, outcome)
    return redirect("approval_form", pk=pk, serial=serial)


def _tell(request: HttpRequest, outcome: Outcome[Any]) -> None:
    n = len(outcome.done)
    if n:
        messages.success(request, ngettext("已登记 %(n)d 项。", "已登记 %(n)d 项。", n) % {"n": n})
    for subject, why in outcome.refused[:10]:
        messages.error(request, f"{subject}{_('：')}{why}")


@require_POST
def withdraw(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The form is not signed after all."""
    try:
        actions.withdraw_form(form=form_or_404(request, pk, serial), by=person(request), at=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
    return redirect("approval_form", pk=pk, serial=serial)


def form_or_404(request: HttpRequest, pk: int, serial: int) -> ApprovalForm:
    """The form, if the person may know of all that it can tell."""
    ledger = ledger_or_404(request, pk)
    _seen_by(request, ledger)
    form = get_object_or_404(ledger.approval_forms, serial=serial)
    form.ledger = ledger
    return form


def _seen_by(request: HttpRequest, ledger: Ledger) -> None:
    """A form tells of findings of the whole ledger: who sees only some of them does not see it."""
    if not policy.relations(person(request), ledger) & policy.SEE_ALL:
        raise Http404


def _asked(request: HttpRequest, form: ApprovalForm, *, bound: bool = False) -> SignedForm:
    subjects: list[Any] = [line.subject for line in lines_of(form)]
    sent = (request.POST, request.FILES) if bound else ()
    asked = ACTS[form.of, form.action].form(subjects, person(request), *sent)
    if not isinstance(asked, SignedForm):
        raise TypeError("only what is signed goes on a form")
    asked.offer(himself=False, on_paper=True)
    return asked


def _page(request: HttpRequest, form: ApprovalForm, asked: SignedForm | None = None, problem: str = "") -> HttpResponse:
    why = why_not_form(person(request), form.ledger)
    is_open = not (form.signed_on or form.withdrawn_on)
    context = {
        "form": form,
        "ledger": form.ledger,
        "head": head_of(form.ledger.log_key),
        "makes_pdf": pdf.why_not() is None,
        "title": title_of(form),
        "word": _(move(form.action, form.of).word),
        "lines": lines_of(form),
        "opinions": boxes_of(form),
        "asked": (asked or _asked(request, form)) if is_open and why is None else None,
        "problem": problem,
        "signatures": list(form.signatures.order_by("pk")[:1]),
    }
    return render(request, "web/form/page.html", context, status=UNPROCESSABLE if asked else 200)


def title_of(form: ApprovalForm) -> str:
    """What is printed at its head."""
    return str(TITLES[form.action])


def boxes_of(form: ApprovalForm) -> list[str]:
    """The boxes to be signed: one, or one for each body of the route."""
    if form.action == "agree":
        return [_("%(body)s审核意见") % {"body": body.name} for body in form.ledger.supervising_bodies.all()]
    return [str(OPINIONS[form.action])]
