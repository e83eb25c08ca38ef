"""导出 Word: the plan, reports, tables and forms of a ledger as official papers, to be signed, sent or worked on."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from taizhang.ledger import form_facts, policy, sheet_facts
from taizhang.ledger.models import Ledger
from taizhang.look.downloads import SAFE
from taizhang.reports import forms
from taizhang.reports.official import Official
from taizhang.reports.word import docx
from taizhang.web import form_page, plan_page
from taizhang.web.access import finding_or_404, ledger_or_404, person

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the ledger's papers by its name in the address."""
    form = forms.form(name)
    if form is None:
        raise Http404
    with translation.override("zh-hans"):  # a paper is written in Chinese, whatever language its reader chose for the screen
        if forms.Asks.PLAN in form.asks or "version" in request.GET:
            return _file(*_of_plan(request, pk, form))
        written = _of_now(request, pk, form)
        return _file(written, written.title.replace("\n", ""))


def _of_now(request: HttpRequest, pk: int, form: forms.Form) -> Official:
    """A table of the findings that the person may see; a report tells of the whole ledger: who sees some of it writes none."""
    ledger = ledger_or_404(request, pk)
    if form.table is None and not policy.relations(person(request), ledger) & policy.SEE_ALL:
        raise Http404
    return form.write(form_facts.of_ledger(ledger, policy.visible_findings(person(request), ledger), timezone.localdate()))


@require_safe
def approval(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """An approval form, to be signed."""
    form = form_page.form_or_404(request, pk, serial)
    with translation.override("zh-hans"):
        title = form_page.title_of(form)
        told = sheet_facts.of_approval(form, title, form_page.boxes_of(form))
        return _file(forms.approval(told), f"{title}（{serial}）")


@require_safe
def close_out(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The application for the close-out of one finding."""
    finding = finding_or_404(request, pk, serial)
    ledger = ledger_or_404(request, pk)
    with translation.override("zh-hans"):
        told = sheet_facts.of_close_out(finding, _boxes(ledger), timezone.localdate())
        return _file(forms.close_out(told), f"问题{serial}{ledger.profile.words.submit}表")


def _boxes(ledger: Ledger) -> list[str]:
    """Who has to say what to a close-out, in the order of the route."""
    words = ledger.profile.words
    own = [f"{unit}意见" for unit in (words.lead_unit, words.leader, words.office, words.leading_group)]
    return own + [f"{body.name}审核意见" for body in ledger.supervising_bodies.all()]


def _of_plan(request: HttpRequest, pk: int, form: forms.Form) -> tuple[Official, str]:
    """The version of the plan that is looked at, as much of it as the person may know, and what the file is called."""
    shown = plan_page.looked_at(request, pk)
    text, plan = shown.text(), shown.plan
    approved_on = plan.approved_on if plan else None
    told = form_facts.of_plan(shown.ledger, text, timezone.localdate(), shown.opinions(text), approved_on)
    return form.write(told), f"{plan}{'' if forms.Asks.PLAN in form.asks else form.name}" if plan else form.name


def _file(written: Official, name: str) -> HttpResponse:
    disposition = f"attachment; filename=\"paper.docx\"; filename*=UTF-8''{quote(name, safe='')}.docx"
    return HttpResponse(docx(written), WORD, headers={**SAFE, "Content-Disposition": disposition})
