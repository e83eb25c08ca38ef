"""导出 Word: the plan, reports, tables and forms of a ledger as official papers, to be signed, sent or worked on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from taizhang.ledger import form_facts, policy
from taizhang.ledger.models import Ledger
from taizhang.reports import forms
from taizhang.reports.official import Official
from taizhang.reports.word import docx
from taizhang.web import form_page, plan_page
from taizhang.web.access import finding_or_404, ledger_or_404, person
from taizhang.web.original_page import SAFE

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the ledger's papers by its name in the address."""
    if name not in PAPERS:
        raise Http404
    with translation.override("zh-hans"):  # a paper is written in Chinese, whatever language its reader chose for the screen
        return _file(*PAPERS[name](request, pk))


@require_safe
def approval(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """An approval form, to be signed."""
    form = form_page.form_or_404(request, pk, serial)
    with translation.override("zh-hans"):
        title = form_page.title_of(form)
        told = form_facts.of_approval(form, title, form_page.boxes_of(form))
        return _file(forms.approval(told), f"{title}（{serial}）")


@require_safe
def close_out(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The application for the close-out of one finding."""
    finding = finding_or_404(request, pk, serial)
    ledger = ledger_or_404(request, pk)
    with translation.override("zh-hans"):
        told = form_facts.of_close_out(finding, _boxes(ledger), timezone.localdate())
        return _file(forms.close_out(told), f"问题{serial}{ledger.profile.words.submit}表")


def _boxes(ledger: Ledger) -> list[str]:
    """Who has to say what to a close-out, in the order of the route."""
    words = ledger.profile.words
    own = [f"{unit}意见" for unit in (words.lead_unit, words.leader, words.office, words.leading_group)]
    return own + [f"{body.name}审核意见" for body in ledger.supervising_bodies.all()]


def _plan(request: HttpRequest, pk: int) -> tuple[Official, str]:
    """The version of the plan that is looked at, as much of it as the person may know."""
    shown = plan_page.looked_at(request, pk)
    told = form_facts.of_plan(shown.ledger, shown.text(), timezone.localdate(), shown.plan.approved_on if shown.plan else None)
    return forms.plan(told), str(shown.plan) if shown.plan else shown.ledger.profile.words.plan


def _opinions(request: HttpRequest, pk: int) -> tuple[Official, str]:
    shown = plan_page.looked_at(request, pk)
    return forms.opinions(form_facts.of_opinions(shown.ledger, shown.opinions(shown.text()))), "审核意见采纳情况表"


def _report(request: HttpRequest, pk: int) -> tuple[Official, str]:
    """The report tells of the whole ledger: who sees only some of it does not write it."""
    ledger = ledger_or_404(request, pk)
    if not policy.relations(person(request), ledger) & policy.SEE_ALL:
        raise Http404
    written = forms.progress_report(form_facts.of_ledger(ledger, ledger.findings.all(), timezone.localdate()))
    return written, written.title


def _of_what_is_seen(write: Callable[..., Official]) -> Callable[[HttpRequest, int], tuple[Official, str]]:
    """A table of the findings that the person may see."""

    def written(request: HttpRequest, pk: int) -> tuple[Official, str]:
        ledger = ledger_or_404(request, pk)
        found = policy.visible_findings(person(request), ledger)
        made = write(form_facts.of_ledger(ledger, found, timezone.localdate()))
        return made, made.title

    return written


PAPERS: Mapping[str, Callable[[HttpRequest, int], tuple[Official, str]]] = {
    "plan": _plan,
    "opinions": _opinions,
    "report": _report,
    "summary": _of_what_is_seen(forms.summary),
    "evidence": _of_what_is_seen(forms.evidence_contents),
}


def _file(written: Official, name: str) -> HttpResponse:
    disposition = f"attachment; filename=\"paper.docx\"; filename*=UTF-8''{quote(name, safe='')}.docx"
    return HttpResponse(docx(written), WORD, headers={**SAFE, "Content-Disposition": disposition})
