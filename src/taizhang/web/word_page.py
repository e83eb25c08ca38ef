"""导出 Word: the plan, reports, tables and forms of a ledger as official papers, to be signed, sent or worked on."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from taizhang.ledger import form_facts, policy, sheet_facts
from taizhang.ledger.changing import wants_bodies
from taizhang.ledger.gathering import gathered_changes
from taizhang.ledger.models import Ledger, PlanChange
from taizhang.look.downloads import attachment
from taizhang.reports import forms, pdf, workbook
from taizhang.reports.letter import as_letter
from taizhang.reports.official import Official
from taizhang.reports.page import page
from taizhang.reports.word import docx
from taizhang.web import form_page, handovers_page, plan_page, reports_page
from taizhang.web.access import finding_or_404, ledger_or_404, person
from taizhang.web.export_page import XLSX, download
from taizhang.web.form_source import source
from taizhang.web.letter_form import ContactForm, LetterForm

TABLES = ("xlsx", "html")
UNPROCESSABLE = 422
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the ledger's papers by its name in the address: of a version of the plan, or of a snapshot."""
    form = _form(name)
    letter, contact = LetterForm(request.GET), ContactForm(request.GET)
    if not (letter.is_valid() and contact.is_valid()):
        return reports_page.listed(request, source(request, pk), letter, contact, status=UNPROCESSABLE)
    with translation.override("zh-hans"):  # a paper is written in Chinese, whatever language its reader chose for the screen
        if forms.Asks.PLAN in form.asks or "version" in request.GET:
            written, called = _of_plan(request, pk, form)
        else:
            told = replace(source(request, pk).facts(form), contact=contact.told())
            written = form.write(told)
            called = _called(written.title)
        return _file(request, pk, as_letter(written, letter.told()) if form.is_letter else written, called)


@require_safe
def table(request: HttpRequest, pk: int, name: str, kind: str) -> HttpResponseBase:
    """One of the tables as a workbook or as a page."""
    form = _form(name)
    if form.table is None or kind not in TABLES:
        raise Http404
    with translation.override("zh-hans"):
        made = replace(form.table(source(request, pk).facts(form)), stamp="")  # it is no list that comes back filled in
    called = _called(made.title)
    if kind == "html":
        return attachment(page(made).encode(), f"{called}.html", "table.html", "text/html; charset=utf-8")
    return download(lambda target: workbook.write(made, target), f"{called}.xlsx", XLSX)


def _form(name: str) -> forms.Form:
    form = forms.form(name)
    if form is None:
        raise Http404
    return form


def _called(title: str) -> str:
    return title.replace("\n", "")


@require_safe
def approval(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """An approval form, to be signed."""
    form = form_page.form_or_404(request, pk, serial)
    with translation.override("zh-hans"):
        title = form_page.title_of(form)
        told = sheet_facts.of_approval(form, title, form_page.boxes_of(form))
        return _file(request, pk, forms.approval(told), f"{title}（{serial}）")


@require_safe
def close_out(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The application for the close-out of one finding."""
    finding = finding_or_404(request, pk, serial)
    ledger = ledger_or_404(request, pk)
    with translation.override("zh-hans"):
        told = sheet_facts.of_close_out(finding, _boxes(ledger), timezone.localdate())
        return _file(request, pk, forms.close_out(told), f"问题{serial}{ledger.profile.words.submit}表")


@require_safe
def extension(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The application for another day, or for another wording of the plan."""
    ledger = ledger_or_404(request, pk)
    seen = policy.visible_findings(person(request), ledger)
    change = get_object_or_404(gathered_changes(ledger.plan_changes.filter(finding__in=seen)), serial=serial)
    with translation.override("zh-hans"):
        written = forms.extension(sheet_facts.of_change(change, _boxes_of_change(change)))
        return _file(request, pk, written, f"{written.title}（{serial}）")


@require_safe
def handover(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """A handover, to be signed by both."""
    held = handovers_page.handover_or_404(request, pk, serial)
    with translation.override("zh-hans"):
        written = forms.handover(sheet_facts.of_handover(held))
        return _file(request, pk, written, f"{written.title}（{serial}）")


def _boxes_of_change(change: PlanChange) -> list[str]:
    """Who has to say what to a change of the plan."""
    words = change.ledger.profile.words
    own = [f"{unit}意见" for unit in (words.lead_unit, words.leader, words.office)]
    bodies = change.ledger.supervising_bodies.all() if wants_bodies(change) else ()
    return own + [f"{body.name}审核意见" for body in bodies]


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


def _file(request: HttpRequest, pk: int, written: Official, name: str) -> HttpResponse:
    """The paper as Word; as PDF where the address says so."""
    data = docx(written)
    if request.GET.get("as") != "pdf":
        return attachment(data, f"{name}.docx", "paper.docx", WORD)
    try:
        return attachment(pdf.pdf_of(data), f"{name}.pdf", "paper.pdf", PDF)
    except pdf.NoPdf as why:
        messages.error(request, str(why))
        return redirect("reports", pk=pk)
