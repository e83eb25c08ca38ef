"""导入填好的表: files brought back for a ledger, their differences row by row, and merging what is chosen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from taizhang.accounts.policy import Refused
from taizhang.intake import actions, senders
from taizhang.intake.actions import Moved
from taizhang.intake.delivered.diff import MOST_FILES, Diff
from taizhang.intake.delivered.item import Item, Kind
from taizhang.intake.models import Delivery, DeliveryState
from taizhang.intake.policy import visible_deliveries
from taizhang.ledger.list_columns import Wording, columns
from taizhang.ledger.models import Ledger
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts.proving import ManyFiles
from taizhang.web.plan_marks import marked

SHOWN = 200  # items of each kind; the others are taken as they are marked beforehand
RECENT = 10
KINDS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.NOT_UNDERSTOOD: (gettext_lazy("看不懂"), gettext_lazy("改好后重新导入这份表即可，已汇入的不会重复。")),
    Kind.CONFLICT: (gettext_lazy("有冲突"), gettext_lazy("台账和表里都改过，勾选的以表为准，不勾的以台账为准。")),
    Kind.NOT_HIS: (gettext_lazy("不能在这里改"), gettext_lazy("这些不会写入。")),
    Kind.CLEARED: (gettext_lazy("清空"), gettext_lazy("表里成了空白。确实要清空的才勾选。")),
    Kind.ADDED: (gettext_lazy("新增"), gettext_lazy("台账里还没有。")),
    Kind.CHANGED: (gettext_lazy("修改"), gettext_lazy("不要的请去掉勾选。")),
}


class BringForm(forms.Form):
    """The files, the day that they tell of, and whose headings they have."""

    given = ManyFiles(label=gettext_lazy("文件"))
    as_of = forms.DateField(label=gettext_lazy("截至日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    sender = forms.CharField(label=gettext_lazy("表头按谁的（可不填）"), max_length=120, required=False)


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; posted, the files are taken in and their differences shown."""
    ledger, user = ledger_or_404(request, pk), person(request)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        files = [(file.name or _("未命名"), file.read()) for file in said["given"]]
        try:
            delivery = actions.deliver(
                ledger=ledger, files=files, as_of=said["as_of"], sender=said["sender"], by=user, at=timezone.now()
            )
        except (Refused, ValidationError) as error:
            form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))
        else:
            target = redirect("delivery", pk=delivery.pk)
            return HttpResponseClientRedirect(target.url) if request.headers.get("HX-Request") else target
    return render(request, "web/exchange/bring.html", _offered(request, ledger, form), status=422 if form.errors else 200)


def _offered(request: HttpRequest, ledger: Ledger, form: BringForm) -> dict[str, Any]:
    user = person(request)
    return {
        "ledger": ledger,
        "form": form,
        "refused": actions.why_not_deliver(user, ledger),
        "today": timezone.localdate(),
        "senders": senders.senders_known(user),
        "recent": visible_deliveries(user).filter(ledger=ledger).prefetch_related("files")[:RECENT],
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
        "most": MOST_FILES,
    }


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one kind on the page, and how many more there are."""

    kind: Kind
    items: list[Item]
    more: int
    rows: list[dict[str, Any]]

    @property
    def word(self) -> Promise:
        """What they are called."""
        return KINDS[self.kind][0]

    @property
    def hint(self) -> Promise:
        """What is to be done about them."""
        return KINDS[self.kind][1]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The differences; posted, what was chosen is merged."""
    delivery = _delivery(request, pk)
    if delivery.state != DeliveryState.OPEN:
        return render(request, "web/exchange/closed.html", {"delivery": delivery, "ledger": delivery.ledger})
    diff = actions.compared(delivery, person(request), timezone.localdate())
    if request.method == "GET":
        return _shown(request, delivery, diff)
    if request.POST.get("seen") != _seen(diff):
        return _shown(request, delivery, diff, str(Moved(diff)))
    on_page = {item.token for group in _groups(delivery, diff) for item in group.items}
    try:
        merged = actions.merge(
            delivery=delivery, tokens=_taken(diff, on_page, request.POST.getlist("take")), by=person(request), at=timezone.now()
        )
    except Moved as moved:
        return _shown(request, delivery, moved.diff, str(moved))
    except (Refused, ValidationError) as error:
        note = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _shown(request, delivery, actions.compared(delivery, person(request), timezone.localdate()), note)
    messages.success(request, ngettext("已汇入%(n)d项。", "已汇入%(n)d项。", merged.taken) % {"n": merged.taken})
    return redirect("ledger", pk=delivery.ledger_id)


def _taken(diff: Diff, on_page: set[str], chosen: list[str]) -> list[str]:
    """What was chosen; of what the page had no room for, what was chosen beforehand and does not hang on what was not."""
    taken = [item for item in diff.choosable if (item.token in chosen if item.token in on_page else item.sure)]
    found = {item.facts["under"] for item in taken if item.verb == "add_finding"}
    loose = {item.token for item in taken if item.token not in on_page and item.facts.get("under", "") not in {"", *found}}
    return [item.token for item in taken if item.token not in loose]


@require_POST
def put_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing of it is merged."""
    delivery = actions.put_aside(delivery=_delivery(request, pk), by=person(request), at=timezone.now())
    messages.success(request, _("已放弃这次导入，台账没有改动。"))
    return redirect("bring", pk=delivery.ledger_id)


@require_POST
def map_headings(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what unknown headings mean; the files are held against the ledger again by it, and so are the sender's later ones."""
    delivery = _delivery(request, pk)
    pairs = zip(request.POST.getlist("heading"), request.POST.getlist("field"), strict=False)
    chosen = {heading: field for heading, field in pairs if field != "?"}
    try:
        actions.map_delivered_headings(
            delivery=delivery, sender=request.POST.get("sender", ""), chosen=chosen, by=person(request), at=timezone.now()
        )
    except (Refused, ValidationError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    return redirect("delivery", pk=delivery.pk)


def _delivery(request: HttpRequest, pk: int) -> Delivery:
    found = visible_deliveries(person(request)).select_related("ledger__body", "ledger__pinned", "ledger__office_unit")
    return get_object_or_404(found, pk=pk)


def _seen(diff: Diff) -> str:
    """What the person looked at, so that he agrees to nothing else."""
    return hashlib.sha256(" ".join(item.token for item in diff.choosable).encode()).hexdigest()[:20]


def _shown(request: HttpRequest, delivery: Delivery, diff: Diff, note: str = "") -> HttpResponse:
    unknown = list(dict.fromkeys(heading for told in diff.files for heading in told.unknown if heading))
    context = {
        "delivery": delivery,
        "ledger": delivery.ledger,
        "diff": diff,
        "groups": _groups(delivery, diff),
        "seen": _seen(diff),
        "sure": sum(item.sure for item in diff.choosable),
        "note": note,
        "unknown": unknown,
        "heading_fields": list(senders.FIELDS.items()),
        "may_map": senders.office_of(person(request)) == delivery.ledger.body,
    }
    return render(request, "web/exchange/delivery.html", context, status=422 if note else 200)


def _groups(delivery: Delivery, diff: Diff) -> list[Group]:
    labels = {column.field: _(column.heading) for column in columns(delivery.ledger, Wording(delivery.ledger))}
    groups = []
    for kind in KINDS:
        items = sorted(
            (item for item in diff.items if item.kind == kind), key=lambda item: item.sure
        )  # what is asked comes first
        if items:
            shown = items[:SHOWN]
            groups.append(Group(kind, shown, len(items) - len(shown), [_row(item, labels) for item in shown]))
    return groups


def _row(item: Item, labels: dict[str, str]) -> dict[str, Any]:
    cells: list[tuple[str, SafeString, SafeString, str | None]] = []
    for cell in item.cells:
        was, now = marked(cell.now, cell.wanted)
        cells.append((labels.get(cell.field, cell.field), was, now, cell.then))
    return {"item": item, "cells": cells}
