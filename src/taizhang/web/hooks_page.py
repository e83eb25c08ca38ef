"""推送: the programs that are told of a ledger's events, or of the site's; what they took, and those that fail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.policy import Refused
from taizhang.ledger.models import Ledger
from taizhang.notices.hooks import actions
from taizhang.notices.hooks.models import Subscription
from taizhang.notices.hooks.policy import visible_subscriptions, why_not_subscribe
from taizhang.web.access import ledger_or_404, person
from taizhang.web.settings_access import attempt
from taizhang.web.settings_forms import SettingsForm

N_ = gettext_lazy
ATTEMPTS = 50


class HookForm(SettingsForm):
    """Which program, where, of what."""

    name = forms.CharField(label=N_("接收程序的名称"), max_length=60)
    address = forms.CharField(label=N_("网址（https://）"), max_length=500)
    kinds = forms.CharField(label=N_("哪些事件，如 finding:submit measure:*；不填为全部"), max_length=500, required=False)


@never_cache
@require_http_methods(["GET", "POST"])
def of_ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The programs that are told of a ledger."""
    return _page(request, ledger_or_404(request, pk))


@never_cache
@require_http_methods(["GET", "POST"])
def of_site(request: HttpRequest) -> HttpResponse:
    """The programs that are told of the site."""
    return _page(request, None)


def _page(request: HttpRequest, ledger: Ledger | None) -> HttpResponse:
    if why := why_not_subscribe(person(request), ledger):
        raise PermissionDenied(why)
    form = HookForm(request.POST) if request.method == "POST" else HookForm()
    if form.is_bound and form.is_valid():
        made = attempt(form, lambda: _subscribed(request, ledger, form.cleaned_data))
        if made is not None:
            row, secret = made
            return render(request, "web/programs/secret_once.html", {"ledger": ledger, "row": row, "secret": secret})
    rows = Subscription.objects.filter(ledger=ledger, ended_at=None)
    told = {"ledger": ledger, "rows": rows, "form": form}
    return render(request, "web/programs/hooks.html", told, status=422 if form.errors else 200)


def _subscribed(request: HttpRequest, ledger: Ledger | None, said: dict[str, Any]) -> tuple[Subscription, str]:
    by, at = person(request), timezone.now()
    if ledger is None:
        return actions.subscribe_to_site(**said, by=by, at=at)
    return actions.subscribe_to_ledger(ledger=ledger, **said, by=by, at=at)


@require_safe
def attempts(request: HttpRequest, pk: int) -> HttpResponse:
    """The last attempts to tell one of them."""
    row = _row(request, pk)
    return render(
        request, "web/programs/attempts.html", {"row": row, "ledger": row.ledger, "attempts": row.attempts.all()[:ATTEMPTS]}
    )


@require_POST
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Stop telling a program, or begin again."""
    row, verbs = _row(request, pk), {"end": actions.end_subscription, "resume": actions.resume_subscription}
    if what not in verbs:
        raise Http404
    try:
        verbs[what](subscription=row, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已停掉。") if what == "end" else _("已恢复，从停下的地方接着推。"))
    return redirect("ledger_hooks", pk=row.ledger_id) if row.ledger_id else redirect("hooks")


def _row(request: HttpRequest, pk: int) -> Subscription:
    return get_object_or_404(visible_subscriptions(person(request)).select_related("ledger"), pk=pk)
