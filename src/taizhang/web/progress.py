"""报进展: the progress of one measure in words, as of a day, with the degree as the unit sees it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from taizhang.ledger import actions, history
from taizhang.ledger.actions import Conflict, Refused
from taizhang.ledger.models import Measure
from taizhang.ledger.wording import degree_words
from taizhang.web.access import measure_or_404, person
from taizhang.web.cell_editor import changed


class ProgressForm(forms.Form):
    """Text, as-of date, degree. The last text is there to be carried on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("进展情况"), widget=forms.Textarea(attrs={"rows": 5}))
    as_of = forms.DateField(label=gettext_lazy("截至日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    degree = forms.ChoiceField(label=gettext_lazy("单位自评"), required=False)

    def __init__(self, measure: Measure, data: Any = None) -> None:
        kept = {
            "version": measure.version,
            "text": measure.progress,
            "as_of": timezone.localdate(),
            "degree": measure.degree_self,
        }
        super().__init__(data, initial=kept, auto_id=f"progress-{measure.serial}-%s")
        words = degree_words(measure.ledger.profile)
        field = cast("forms.ChoiceField", self.fields["degree"])
        field.choices = [("", _("暂不自评")), *((str(degree), _(word)) for degree, word in words.items())]


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The form; posted, the finding's page with what was reported."""
    measure = measure_or_404(request, pk, serial)
    form = ProgressForm(measure, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _form(request, measure, form)
    if form.is_valid():
        try:
            saved = actions.report_progress(subject=measure, by=person(request), at=timezone.now(), **form.cleaned_data)
        except Conflict:
            return _in_conflict(request, pk, serial)
        except (Refused, ValidationError) as error:
            form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
        else:
            return changed(request, saved, {"text": _("已报进展。")})
    return _form(request, measure, form, status=422)


def _in_conflict(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    row = measure_or_404(request, pk, serial)
    form = ProgressForm(row, {**request.POST.dict(), "version": row.version})
    return _form(request, row, form, status=409, theirs=row, by=history.last_of(row).by_name)


def _form(request: HttpRequest, measure: Measure, form: ProgressForm, *, status: int = 200, **said: Any) -> HttpResponse:
    context = {"measure": measure, "form": form, "address": request.path, **said}
    response = render(request, "web/finding/progress.html", context, status=status)
    return response if status == 200 else reswap(retarget(response, f"#progress-{measure.serial}"), "outerHTML")
