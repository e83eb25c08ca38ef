"""按收表单位的格式: a ledger's list in a receiver's own form; keeping the forms, and saying what their headings mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.accounts.policy import Refused
from taizhang.files.store import Damaged, fetch
from taizhang.intake import actions, senders
from taizhang.intake.models import Template
from taizhang.ledger.listing import Selection
from taizhang.ledger.models import Ledger
from taizhang.ledger.sheets import listed
from taizhang.reading import Unreadable
from taizhang.reports.template import fill
from taizhang.web.access import ledger_or_404, person
from taizhang.web.export_page import XLSX, download, file_name


class KeepForm(forms.Form):
    """A form, and to whom it goes."""

    receiver = forms.CharField(label=gettext_lazy("报给谁"), max_length=120)
    form = forms.FileField(label=gettext_lazy("空白表（.xlsx）"))


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The receivers' forms, each to be filled with one click; posted, a form is kept."""
    ledger = ledger_or_404(request, pk)
    form = KeepForm(request.POST, request.FILES) if request.method == "POST" else KeepForm()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.keep_template(
                body=ledger.body,
                receiver=said["receiver"],
                name=said["form"].name,
                data=said["form"].read(),
                by=person(request),
                at=timezone.now(),
            )
        except (Refused, ValidationError) as error:
            form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))
        else:
            return redirect("templates", pk=ledger.pk)
    return render(request, "web/exchange/templates.html", _shown(request, ledger, form), status=422 if form.errors else 200)


def _shown(request: HttpRequest, ledger: Ledger, form: KeepForm) -> dict[str, Any]:
    user = person(request)
    kept = Template.objects.filter(body=ledger.body).select_related("body", "original").order_by("receiver")
    may_keep = actions.why_not_keep(user, ledger.body) is None
    return {
        "ledger": ledger,
        "form": form,
        "kept": [(template, _columns(template)) for template in kept],
        "may_keep": may_keep,
        "heading_fields": list(senders.FIELDS.items()),
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
    }


def _columns(template: Template) -> dict[str, Any]:
    """What of the form is filled, and which headings nobody knows."""
    try:
        placing = actions.placing_of(template)
    except (Unreadable, Damaged) as why:
        return {"problem": str(why)}
    words = [str(senders.FIELDS.get(field, field)) for field in placing.fields.values() if field in senders.FIELDS]
    return {"filled": words, "unknown": list(dict.fromkeys(placing.unknown))}


@require_GET
def filled(request: HttpRequest, pk: int, template_pk: int) -> HttpResponseBase:
    """The form with the ledger in it, or what the filters in the address leave."""
    ledger, user, today = ledger_or_404(request, pk), person(request), timezone.localdate()
    template = get_object_or_404(Template.objects.select_related("body", "original"), pk=template_pk, body=ledger.body)
    try:
        placing = actions.placing_of(template)
        made = listed(user, ledger, today, selection=Selection.read(request.GET))
        data = fill(fetch(template.original), placing, made, settings.READING_LIMITS)
    except (Unreadable, Damaged) as why:
        messages.error(request, str(why))
        return redirect("templates", pk=ledger.pk)
    return download(lambda target: target.write(data), f"{template.receiver}-{file_name(ledger, today)}.xlsx", XLSX)


@require_POST
def change(request: HttpRequest, pk: int, template_pk: int) -> HttpResponse:
    """Say what unknown headings mean, or keep the form no longer."""
    ledger, user = ledger_or_404(request, pk), person(request)
    template = get_object_or_404(Template.objects.select_related("body"), pk=template_pk, body=ledger.body)
    try:
        if "drop" in request.POST:
            actions.drop_template(template=template, by=user, at=timezone.now())
            messages.success(request, _("已不再保留这份格式。"))
        else:
            pairs = zip(request.POST.getlist("heading"), request.POST.getlist("field"), strict=False)
            chosen = {heading: field for heading, field in pairs if field != "?"}
            actions.map_template_headings(template=template, chosen=chosen, by=user, at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    return redirect("templates", pk=ledger.pk)
