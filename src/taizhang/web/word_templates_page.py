"""套用本单位 Word 模板: kept by the office, filled with a ledger as it is now or as a snapshot froze it, previewed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from taizhang.accounts.policy import Refused
from taizhang.files import pictures
from taizhang.files.store import Damaged, fetch
from taizhang.intake import actions
from taizhang.intake.actions import Faulty
from taizhang.intake.models import WordTemplate
from taizhang.ledger import form_facts, policy, snapshots
from taizhang.ledger.models import Ledger
from taizhang.look.downloads import SAFE, attachment
from taizhang.reports import facts, house, pdf
from taizhang.reports.house import Unfillable
from taizhang.web.access import ledger_or_404, person
from taizhang.web.export_page import plain
from taizhang.web.word_page import WORD

SNAPSHOTS = 20
LOOPS = ("{%p for 问题 in 各问题 %} … {%p endfor %}", "{%tr for 措施 in 各措施 %} … {%tr endfor %}")


class KeepForm(forms.Form):
    """A template, and what it is called."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    file = forms.FileField(label=gettext_lazy("Word 模板（.docx）"))


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The templates of the ledger's body, each to be filled with one click; posted, one is looked at and kept."""
    ledger = ledger_or_404(request, pk)
    form = KeepForm(request.POST, request.FILES) if request.method == "POST" else KeepForm()
    faults: list[house.Fault] = []
    if form.is_bound and form.is_valid():
        try:
            _keep(request, ledger, form)
        except (Refused, ValidationError) as error:
            form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))
        except Faulty as error:
            faults = error.faults
        else:
            messages.success(request, _("模板已检查并保存。"))
            return redirect("word_templates", pk=ledger.pk)
    status = 422 if form.errors or faults else 200
    return render(request, "web/exchange/word_templates.html", _shown(request, ledger, form, faults), status=status)


def _keep(request: HttpRequest, ledger: Ledger, form: KeepForm) -> None:
    said, file = form.cleaned_data, form.cleaned_data["file"]
    actions.keep_word_template(
        body=ledger.body, title=said["title"], name=file.name, data=file.read(), by=person(request), at=timezone.now()
    )


def _shown(request: HttpRequest, ledger: Ledger, form: KeepForm, faults: list[house.Fault]) -> dict[str, Any]:
    user = person(request)
    sees_snapshots = snapshots.why_not_see(user, ledger) is None
    return {
        "ledger": ledger,
        "form": form,
        "faults": faults,
        "kept": WordTemplate.objects.filter(body=ledger.body).order_by("title"),
        "may_keep": actions.why_not_keep(user, ledger.body) is None,
        "snapshots": ledger.snapshots.defer("about").order_by("-serial")[:SNAPSHOTS] if sees_snapshots else (),
        "placeholders": house.catalogue(),
        "loops": LOOPS,
        "may_preview": pdf.why_not() is None,
        "why_no_pdf": pdf.why_not(),
    }


@require_safe
def filled(request: HttpRequest, pk: int, template_pk: int) -> HttpResponse:
    """The template filled: as Word, or with ``as=pdf`` as PDF."""
    ledger = ledger_or_404(request, pk)
    template = _template(ledger, template_pk)
    name = f"{plain(ledger.title)}-{plain(template.title)}-{timezone.localdate().isoformat()}"
    try:
        data = house.fill(fetch(template.original), _facts(request, ledger))
        if request.GET.get("as") == "pdf":
            return attachment(pdf.pdf_of(data), f"{name}.pdf", "paper.pdf", "application/pdf")
    except (Unfillable, Damaged, snapshots.Damaged, pdf.NoPdf) as why:
        messages.error(request, str(why))
        return redirect("word_templates", pk=pk)
    return attachment(data, f"{name}.docx", "paper.docx", WORD)


@require_GET
def preview(request: HttpRequest, pk: int, template_pk: int) -> HttpResponse:
    """The first page filled, as a picture."""
    ledger = ledger_or_404(request, pk)
    template = _template(ledger, template_pk)
    try:
        drawn = pictures.page_of(pdf.pdf_of(house.fill(fetch(template.original), _facts(request, ledger))), 1)
    except (Unfillable, Damaged, snapshots.Damaged, pdf.NoPdf, pictures.NoPicture) as why:
        raise Http404 from why
    return HttpResponse(drawn, "image/png", headers=SAFE)


@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """A template that uses everything, to start from."""
    ledger_or_404(request, pk)
    return attachment(house.sample(), "示例模板.docx", "sample.docx", WORD)


@require_POST
def drop(request: HttpRequest, pk: int, template_pk: int) -> HttpResponse:
    """Keep a template no longer."""
    ledger = ledger_or_404(request, pk)
    try:
        actions.drop_word_template(template=_template(ledger, template_pk), by=person(request), at=timezone.now())
        messages.success(request, _("已不再保留这份模板。"))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("word_templates", pk=pk)


def _template(ledger: Ledger, pk: int) -> WordTemplate:
    return get_object_or_404(WordTemplate.objects.select_related("body", "original"), pk=pk, body=ledger.body)


def _facts(request: HttpRequest, ledger: Ledger) -> facts.Ledger:
    """What the person sees of the ledger now; or all of it as a snapshot froze it. Raises snapshots.Damaged."""
    user, serial = person(request), request.GET.get("snapshot", "")
    with override("zh-hans"):  # a paper is written in Chinese, whatever language its reader chose for the screen
        if not serial.isdecimal():
            return form_facts.of_ledger(ledger, policy.visible_findings(user, ledger), timezone.localdate())
        if snapshots.why_not_see(user, ledger):
            raise Http404
        return snapshots.opened(get_object_or_404(ledger.snapshots, serial=int(serial))).ledger
