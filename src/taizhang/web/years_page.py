"""设置 › 放假安排: which years' holidays are known, and loading another from the State Council's notice or a year file."""

from __future__ import annotations

import calendar as months
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.handwritten import LARGEST, Miswritten
from taizhang.ledger import actions, working_days
from taizhang.ledger.holiday_notice import as_file, read_text
from taizhang.web.access import person
from taizhang.web.settings_access import attempt
from taizhang.workdays import Year

UNPROCESSABLE = 422


class YearForm(forms.Form):
    """A notice as it was copied, or a year file; what is wrong with it is said at its field."""

    text = forms.CharField(
        label=gettext_lazy("放假通知全文，或年份文件的内容"),
        max_length=LARGEST,
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )
    file = forms.FileField(label=gettext_lazy("或者选择年份文件（如 2027.toml）"), required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")

    def clean(self) -> dict[str, Any]:
        """The year that it says, under ``year``."""
        said: dict[str, Any] = super().clean() or {}
        name = "file" if said.get("file") else "text"
        try:
            said["year"] = read_text(_decoded(said["file"].read(LARGEST + 1)) if name == "file" else said.get("text", ""))
        except Miswritten as error:
            self.add_error(name, str(error))
        return said


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Miswritten("文字编码不是 UTF-8。请用记事本打开，另存为时编码选“UTF-8”。") from error


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The years that are known; posted, what the notice says, month by month, before anything is written."""
    form = YearForm(request.POST, request.FILES) if request.method == "POST" else YearForm()
    return _shown(request, form, form.cleaned_data["year"] if form.is_bound and form.is_valid() else None)


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Write what was looked at."""
    form = YearForm(request.POST)
    if form.is_valid():
        year = form.cleaned_data["year"]
        if attempt(form, lambda: actions.load_year(year=year, by=person(request), at=timezone.now())):
            messages.success(request, _("已载入%(year)d年的放假安排。") % {"year": year.year})
            return redirect("years")
    return _shown(request, form, None)


def _shown(request: HttpRequest, form: YearForm, wanted: Year | None) -> HttpResponse:
    known, unreadable = working_days.known_days()
    shipped, today = working_days.shipped().years, timezone.localdate()
    context = {
        "form": form,
        "wanted": wanted,
        "replaces": wanted is not None and wanted.year in known.years,
        "written": as_file(wanted) if wanted else "",
        "months": list(_months(wanted)) if wanted else [],
        "years": [(year, shipped.get(year.year) != year) for _number, year in sorted(known.years.items(), reverse=True)],
        "missing": next((n for n in (today.year, today.year + 1) if n not in known.years), None),
        "unreadable": unreadable,
    }
    return render(request, "web/settings/years.html", context, status=UNPROCESSABLE if form.errors else 200)


def _months(year: Year) -> list[dict[str, Any]]:
    """The year's months as weeks of days, each with what it is."""
    weeks = months.Calendar(firstweekday=0)
    return [
        {"number": n, "weeks": [[_day(day, n, year) for day in week] for week in weeks.monthdatescalendar(year.year, n)]}
        for n in range(1, 13)
    ]


def _day(day: date, month: int, year: Year) -> dict[str, Any]:
    if day.month != month:
        return {"number": "", "kind": "", "word": ""}
    if day in year.on:
        return {"number": day.day, "kind": "on", "word": _("班")}
    if day in year.off:
        return {"number": day.day, "kind": "off", "word": _("休")}
    return {"number": day.day, "kind": "weekend" if day.weekday() > 4 else "", "word": ""}
