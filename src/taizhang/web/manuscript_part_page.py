"""One part of a manuscript: amended by its unit or the office, given to a unit, with every version it had."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.accounts.models import Unit, User
from taizhang.ledger.actions import Refused
from taizhang.manuscripts import actions, policy
from taizhang.manuscripts.bound import pieces
from taizhang.manuscripts.models import Manuscript, Part
from taizhang.web.access import person
from taizhang.web.manuscripts_page import UNPROCESSABLE, manuscript_or_404

N_ = gettext_lazy
VERSIONS = 20


class PartForm(forms.Form):
    """What the part says. ``version`` is the one that was read."""

    run_on = forms.CharField(label=N_("标题后的话"), max_length=2000, required=False)
    text = forms.CharField(label=N_("正文"), required=False, widget=forms.Textarea(attrs={"rows": 14}))
    reason = forms.CharField(label=N_("改成手写数字的理由"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, part: Part, data: Any = None) -> None:
        said = {"run_on": part.run_on, "text": part.text, "version": part.version}
        super().__init__(data, label_suffix="", auto_id="part-%s", initial=said)
        if not part.level:
            del self.fields["run_on"]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int, serial: int, part_pk: int) -> HttpResponse:
    """The part as it stands, to be amended by whom it is for."""
    manuscript, user = manuscript_or_404(request, pk, serial), person(request)
    part = _part(user, manuscript, part_pk)
    why = policy.why_not_amend(user, part)
    form = PartForm(part, request.POST or None)
    theirs = None
    if request.method == "POST" and why is None and form.is_valid():
        try:
            actions.amend_part(part=part, by=user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("reason" if not form.cleaned_data["reason"] else "text", error)
        except Refused as error:
            form.add_error(None, str(error))
        except actions.Conflict as conflict:
            form.add_error(None, str(conflict))
            theirs = conflict.part
            # What was typed stays; saved again, it is over what is shown beside it.
            form.data = {**form.data.dict(), "version": str(theirs.version)}  # type: ignore[attr-defined] # a QueryDict
        else:
            messages.success(request, _("已保存。"))
            return _back(manuscript, part)
    context = {
        "manuscript": manuscript,
        "ledger": manuscript.ledger,
        "part": part,
        "heading": list(pieces(part.heading, manuscript.numbers)),
        "form": form,
        "why": why,
        "theirs": theirs,
        "asks_reason": bool(form.errors.get("reason")),
        "numbers": manuscript.numbers.items(),
        "versions": part.versions.order_by("-number")[:VERSIONS],
        "units": _units(manuscript) if policy.why_not_edit(user, manuscript) is None else None,
    }
    return render(request, "web/manuscript/part.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def assign(request: HttpRequest, pk: int, serial: int, part_pk: int) -> HttpResponse:
    """Say which unit amends the part."""
    manuscript, user = manuscript_or_404(request, pk, serial), person(request)
    part = _part(user, manuscript, part_pk)
    wanted = request.POST.get("unit", "")
    unit = get_object_or_404(Unit, pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 12 else None
    try:
        actions.assign_part(part=part, unit=unit, by=user, at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    return redirect("manuscript_part", pk=pk, serial=serial, part_pk=part_pk)


def _part(user: User, manuscript: Manuscript, pk: int) -> Part:
    """The part, if the person may read it."""
    part: Part = get_object_or_404(policy.visible_parts(user, manuscript), pk=pk)
    part.manuscript = manuscript
    return part


def _units(manuscript: Manuscript) -> Any:
    return Unit.objects.filter(path__startswith=manuscript.ledger.body.path).order_by("path")


def _back(manuscript: Manuscript, part: Part) -> HttpResponse:
    response = redirect("manuscript", pk=manuscript.ledger_id, serial=manuscript.serial)
    response["Location"] += f"#p{part.pk}"
    return response
