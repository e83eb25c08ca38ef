"""数据版本: the snapshots of a ledger, one of them, two side by side; the office takes another here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ledger import actions, snapshots
from taizhang.ledger.models import Ledger, Snapshot
from taizhang.ledger.states import FindingState, MeasureState
from taizhang.reports.compared import Compared, Kind, compared
from taizhang.reports.frozen import Numbers
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts.forms import DayInput

N_ = gettext_lazy
LISTED = 50
MOST = 200  # differences of a kind on a page
UNPROCESSABLE = 422
KINDS = {
    Kind.CLOSED: N_("新销号"),
    Kind.REOPENED: N_("反弹、退回"),
    Kind.SLIPPED: N_("新超期、时限推迟"),
    Kind.NEW: N_("新列入"),
    Kind.CHANGED: N_("其他变化"),
    Kind.GONE: N_("不再单列"),
}
# What the numbers of other rooms are called; of a room that has no words here nothing is shown.
FIGURES = {
    "supervision.opened": N_("催报轮次"),
    "supervision.closed": N_("已汇总的催报"),
    "supervision.units_asked": N_("催报的单位（次）"),
    "supervision.units_answered": N_("已回复的单位（次）"),
}


class DayForm(forms.Form):
    """As of which day a snapshot is taken."""

    as_of = forms.DateField(label=N_("截至日期"), widget=DayInput())

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="snapshot-%s", initial={"as_of": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger's snapshots, newest first; the office takes another here."""
    ledger, user = _seen(request, pk), person(request)
    form = DayForm(request.POST or None) if snapshots.why_not_take(user, ledger) is None else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            taken = actions.take_snapshot(ledger=ledger, as_of=form.cleaned_data["as_of"], by=user, at=timezone.now())
        except ValidationError as error:
            form.add_error("as_of", error)
        else:
            return redirect("snapshot", pk=pk, serial=taken.serial)
    found = list(ledger.snapshots.filter(**_older(request)).order_by("-serial")[: LISTED + 1])
    context = {
        "ledger": ledger,
        "rows": [{"snapshot": one, "numbers": _numbers(ledger, snapshots.numbers(one))} for one in found[:LISTED]],
        "older": found[LISTED - 1].serial if len(found) > LISTED else None,
        "form": form,
    }
    return render(request, "web/snapshot/list.html", context, status=UNPROCESSABLE if form and form.errors else 200)


@require_safe
def page(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """One snapshot: its numbers, by what it is proved, its findings a page at a time."""
    ledger = _seen(request, pk)
    snapshot = _snapshot(ledger, serial)
    place = request.GET.get("page", "1")
    at = int(place) if place.isdecimal() and len(place) < 6 else 1
    try:
        findings, pages = snapshots.page_of(snapshot, at)
    except snapshots.Damaged as error:
        return render(request, "web/snapshot/damaged.html", {"ledger": ledger, "snapshot": error}, status=500)
    context = {
        "ledger": ledger,
        "words": ledger.profile.words,
        "snapshot": snapshot,
        "numbers": _numbers(ledger, snapshots.numbers(snapshot)),
        "figures": [(FIGURES[name], n) for name, n in snapshots.figures(snapshot).items() if n and name in FIGURES],
        "findings": findings,
        "at": at,
        "pages": pages,
        "others": ledger.snapshots.exclude(pk=snapshot.pk).order_by("-serial")[:LISTED],
    }
    return render(request, "web/snapshot/page.html", context)


@require_safe
def compare(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """What differs in one snapshot from another: the earlier of the two is what is held against."""
    ledger = _seen(request, pk)
    other = request.GET.get("with", "")
    if not (other.isdecimal() and len(other) < 9) or int(other) == serial:
        raise Http404
    pair = sorted((_snapshot(ledger, serial), _snapshot(ledger, int(other))), key=lambda one: (one.as_of, one.serial))
    try:
        held = compared(*(snapshots.opened(one) for one in pair))
    except snapshots.Damaged as error:
        return render(request, "web/snapshot/damaged.html", {"ledger": ledger, "snapshot": error}, status=500)
    context = {"ledger": ledger, "before": pair[0], "after": pair[1], "groups": _groups(held)}
    return render(request, "web/snapshot/compare.html", context)


def _groups(held: Compared) -> list[dict[str, Any]]:
    found = [(kind, held.of(kind)) for kind in Kind]
    return [
        {"kind": kind, "word": KINDS[kind], "n": len(some), "shown": some[:MOST], "left": max(0, len(some) - MOST)}
        for kind, some in found
        if some
    ]


def _seen(request: HttpRequest, pk: int) -> Ledger:
    """The ledger, if the person may see snapshots of it."""
    ledger = ledger_or_404(request, pk)
    if snapshots.why_not_see(person(request), ledger):
        raise Http404
    return ledger


def _snapshot(ledger: Ledger, serial: int) -> Snapshot:
    return get_object_or_404(Snapshot.objects.filter(ledger=ledger), serial=serial)


def _older(request: HttpRequest) -> dict[str, int]:
    before = request.GET.get("before", "")
    return {"serial__lt": int(before)} if before.isdecimal() and len(before) < 9 else {}


def _numbers(ledger: Ledger, told: Numbers) -> dict[str, Any]:
    """The snapshot's numbers in the words of the ledger's profile."""
    words = ledger.profile.words
    return {
        "told": told,
        "findings": [(_(str(getattr(words.finding_states, s))), told.findings[s]) for s in FindingState if told.findings.get(s)],
        "measures": [(_(str(getattr(words.measure_states, s))), told.measures[s]) for s in MeasureState if told.measures.get(s)],
    }
