"""台账 › 办理规则: by which profile a ledger is kept, who must agree before something is closed, where its office sits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.models import Event
from taizhang.ledger import actions, ending, look_backs, pinning, policy, told_ledger
from taizhang.ledger.models import Ledger
from taizhang.ledger.rerouting import bodies_after, bodies_now, changes, contradictions
from taizhang.profiles import Profile, digest
from taizhang.web.access import ledger_or_404, person
from taizhang.web.arrangement_forms import BodiesForm, FactsForm, MoveForm, OfficeForm, version_name

EVENTS = 10


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules as they are; with ``profile`` asked for, what would change."""
    ledger = ledger_or_404(request, pk)
    wanted = pinning.offered(ledger.body, request.GET.get("profile", ""))
    return _shown(request, ledger, wanted)


def _shown(request: HttpRequest, ledger: Ledger, wanted: Profile | None = None, **forms: Any) -> HttpResponse:
    named = (*told_ledger.TELLERS,)
    events = Event.objects.filter(log__key=ledger.log_key, subject="ledger", name__in=named).order_by("-seq")
    offers = pinning.offers(ledger.body)
    newest = next((offer.profile for offer in offers if offer.name == ledger.pinned.code), None)
    told = {
        "ledger": ledger,
        "today": timezone.localdate(),
        "why_not": policy.why_not_arrange(person(request), ledger),
        "newer": newest if newest and digest(newest) != ledger.pinned_id else None,
        "choices": [(offer.name, version_name(offer.profile), offer.copy) for offer in offers],
        "wanted": wanted,
        "facts": FactsForm(ledger, person(request)),
        "may_end": ending.may_ask(person(request), ledger),
        "office": OfficeForm(ledger),
        "bodies": BodiesForm(ledger),
        "events": [(event, told_ledger.sentence(event)) for event in events[:EVENTS]],
        **(_preview(ledger, wanted) if wanted else {}),
        **forms,
    }
    wrong = any(getattr(form, "errors", None) or getattr(form, "wrong", "") for form in forms.values()) or _row_wrong(forms)
    return render(request, "web/ledger/arrangement.html", told, status=422 if wrong else 200)


def _row_wrong(forms: dict[str, Any]) -> bool:
    return any(row.wrong for row in getattr(forms.get("bodies"), "rows", ()))


def _preview(ledger: Ledger, wanted: Profile) -> dict[str, Any]:
    """What would change, what would follow for this ledger, and what stands against it."""
    before, after = bodies_now(ledger), bodies_after(ledger, wanted)
    return {
        "changes": changes(ledger.profile, wanted),
        "bodies_after": after if before != after else None,
        "against": contradictions(ledger, wanted),
        "looked_back": look_backs.closed_in(ledger).count() if _looks_elsewhen(ledger, wanted) else 0,
        "move": MoveForm(initial={"profile": wanted.code, "digest": digest(wanted), "was": ledger.pinned_id}),
    }


def _looks_elsewhen(ledger: Ledger, wanted: Profile) -> bool:
    return ledger.profile.look_back.after != wanted.look_back.after


@require_POST
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Do one of them."""
    ledger = ledger_or_404(request, pk)
    if what not in CHANGES:
        raise BadRequest("nothing of the rules is called so")
    return CHANGES[what](request, ledger)


def _move(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    form = MoveForm(request.POST)
    wanted = pinning.offered(ledger.body, request.POST.get("profile", ""))
    if wanted is None:
        raise BadRequest("no such profile")
    if form.is_valid():
        if digest(wanted) != form.cleaned_data["digest"]:
            form.add_error(None, _("“%(name)s”刚有了新版，下面是它现在的变化，请核对后再确认。") % {"name": _(wanted.name)})
        else:
            ledger.pinned_id, reason = form.cleaned_data["was"], form.cleaned_data["reason"]
            _attempt(
                form, lambda by, at: actions.set_profile(ledger=ledger, profile=wanted, reason=reason, by=by, at=at), request
            )
    if not form.errors:
        messages.success(request, _("已改用“%(name)s”。") % {"name": _(wanted.name)})
        return redirect("arrangement", pk=ledger.pk)
    again = ledger_or_404(request, ledger.pk)
    form.data = {**request.POST.dict(), "digest": digest(wanted), "was": again.pinned_id}
    return _shown(request, again, wanted, move=form)


def _facts(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    form = FactsForm(ledger, person(request), request.POST)
    if form.is_valid():
        said, seen = form.said(), form.as_seen()
        _attempt(form, lambda by, at: actions.correct_ledger(ledger=ledger, said=said, seen=seen, by=by, at=at), request)
    return _shown(request, ledger, facts=form) if form.errors else _saved(request, ledger)


def _office(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    form = OfficeForm(ledger, request.POST)
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        _attempt(form, lambda by, at: actions.set_office_unit(ledger=ledger, unit=unit, by=by, at=at), request)
    return _shown(request, ledger, office=form) if form.errors else _saved(request, ledger)


def _bodies(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    form = BodiesForm(ledger, request.POST)
    if form.is_valid():
        try:
            actions.set_bodies(ledger=ledger, bodies=form.bodies(), seen=form.as_seen(), by=person(request), at=timezone.now())
        except (Refused, ValidationError) as error:
            form.wrong = error.messages[0] if isinstance(error, ValidationError) else str(error)
            form.seen = BodiesForm(ledger).seen
        else:
            return _saved(request, ledger)
    return _shown(request, ledger, bodies=form)


def _attempt(form: Any, act: Callable[[User, datetime], object], request: HttpRequest) -> None:
    try:
        act(person(request), timezone.now())
    except (Refused, ValidationError) as error:
        form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))


def _saved(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    messages.success(request, _("已保存。"))
    return redirect("arrangement", pk=ledger.pk)


CHANGES: dict[str, Callable[[HttpRequest, Ledger], HttpResponse]] = {
    "profile": _move,
    "facts": _facts,
    "office": _office,
    "bodies": _bodies,
}
