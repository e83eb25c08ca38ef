"""建立台账: a ledger with nothing in it yet, and the items that are handed over on site (进驻)."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.accounts.models import Unit
from taizhang.accounts.policy import Refused
from taizhang.intake.proposal import bodies_of
from taizhang.ledger import actions, pinning, policy
from taizhang.ledger.models import Finding, Ledger, Stage
from taizhang.web.access import ledger_or_404, person
from taizhang.web.adopt_form import OpeningForm


def _day(label: object, required: bool) -> forms.DateField:
    return forms.DateField(label=cast("str", label), required=required, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))


class HandOverForm(forms.Form):
    """One item handed over on site."""

    statement = forms.CharField(label=gettext_lazy("交办事项"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    notice = forms.CharField(label=gettext_lazy("立行立改通知书文号"), max_length=60)
    handed_over_on = _day(gettext_lazy("交办日期"), True)
    received_by = forms.CharField(label=gettext_lazy("签收人"), max_length=120, required=False)
    deadline = _day(gettext_lazy("整改时限"), False)
    lead_unit = forms.ModelChoiceField(Unit.objects.none(), required=False, empty_label=gettext_lazy("暂不指定"))
    leader = forms.CharField(label=gettext_lazy("责任领导"), max_length=120, required=False)
    measure = forms.CharField(
        label=gettext_lazy("整改措施（不填为交办事项原文）"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, ledger: Ledger, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        field = cast("forms.ModelChoiceField[Unit]", self.fields["lead_unit"])
        words = ledger.profile.words
        field.queryset, field.label = Unit.objects.filter(path__startswith=ledger.body.path), _(words.lead_unit)
        self.fields["leader"].label, self.fields["deadline"].label = _(words.leader), _(words.deadline)

    def clean(self) -> dict[str, Any]:
        """The deadline cannot come before the day."""
        said = super().clean() or self.cleaned_data
        day, deadline = said.get("handed_over_on"), said.get("deadline")
        if day and deadline and deadline < day:
            self.add_error("deadline", _("整改时限不能早于交办日期。"))
        return said


@require_http_methods(["GET", "POST"])
def open_ledger(request: HttpRequest) -> HttpResponse:
    """The form; posted, the new ledger."""
    user = person(request)
    if not bodies_of(user):
        raise PermissionDenied(_("台账由整改办建立。"))
    usual = pinning.usual_of(*bodies_of(user))
    start = {"stage": Stage.ON_SITE, **({"source": usual.sources[0]} if usual else {})}
    form = OpeningForm(user, request.POST if request.method == "POST" else None, start)
    if form.is_bound and form.is_valid():
        try:
            ledger = actions.open_ledger(opening=form.opening(), by=user, at=timezone.now())
        except (Refused, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, _("台账已建立。"))
            return redirect("ledger", pk=ledger.pk)
    return render(request, "web/ledger/open.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; posted, the item stands in the ledger and the next one can be entered."""
    ledger = ledger_or_404(request, pk)
    if why := policy.may_open(person(request), ledger.body):
        raise PermissionDenied(why)
    if ledger.stage != Stage.ON_SITE:
        messages.error(request, _("台账已过进驻阶段，交办事项请列入反馈问题。"))
        return redirect("ledger", pk=pk)
    kept = {"handed_over_on": timezone.localdate(), **{name: request.GET.get(name, "") for name in ("notice", "received_by")}}
    form = HandOverForm(ledger, request.POST if request.method == "POST" else None, kept)
    if form.is_bound and form.is_valid() and (item := _handed_over(request, ledger, form)):
        messages.success(request, _("已列入交办事项 %(n)d。") % {"n": item.serial})
        return redirect("hand_over" if "more" in request.POST else "ledger", pk=pk)
    return render(request, "web/ledger/hand_over.html", {"form": form, "ledger": ledger}, status=422 if form.errors else 200)


def _handed_over(request: HttpRequest, ledger: Ledger, form: HandOverForm) -> Finding | None:
    item = actions.HandedOver(**form.cleaned_data)
    try:
        return actions.hand_over(ledger=ledger, item=item, by=person(request), at=timezone.now())
    except (Refused, ValidationError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return None
