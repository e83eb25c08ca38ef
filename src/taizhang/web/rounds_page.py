"""催报汇总: a ledger's rounds – who is asked, who has answered, the reminder to paste, the links, what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.ledger.models import Ledger
from taizhang.ledger.sheets import listed
from taizhang.reports import workbook
from taizhang.supervision import actions, chasing, rhythms
from taizhang.supervision.asked import counted, shares, unled
from taizhang.supervision.changed import since_the_last
from taizhang.supervision.links import LONGER
from taizhang.supervision.models import Invitation, Rhythm, Round
from taizhang.supervision.policy import why_not_collect, why_not_see
from taizhang.web.access import ledger_or_404, person
from taizhang.web.export_page import XLSX, download, file_name

DAYS_TO_ANSWER = 5
EARLIER = 12  # rounds in the list
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoundForm(forms.Form):
    """How often, as of which day, by when."""

    rhythm = forms.ChoiceField(label=gettext_lazy("多久收一次"), choices=Rhythm.choices)
    as_of = forms.DateField(label=gettext_lazy("截至日期（报哪一天为止的情况）"), widget=DAY)
    due = forms.DateField(label=gettext_lazy("报送期限"), widget=DAY)


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The round that is open, else the form that opens one. Posted, a round is opened and its links are shown, once."""
    ledger = _ledger(request, pk)
    form = RoundForm(request.POST if request.method == "POST" else None, initial=_usual(ledger, timezone.localdate()))
    if form.is_bound and form.is_valid():
        try:
            opened = actions.open_round(ledger=ledger, by=person(request), at=timezone.now(), **form.cleaned_data)
        except (Refused, ValidationError) as error:
            form.add_error(None, _sentence(error))
        else:
            return _links(request, opened.round, opened.tokens)
    standing = ledger.rounds.filter(closed_at=None).first()
    if standing and standing.is_open and not form.is_bound:
        return redirect("round", pk=pk, serial=standing.serial)
    return render(request, "web/rounds/open.html", _to_open(request, ledger, form, standing), status=422 if form.errors else 200)


def _to_open(request: HttpRequest, ledger: Ledger, form: RoundForm, standing: Round | None) -> dict[str, Any]:
    asked = counted(ledger, timezone.localdate())
    return {
        "ledger": ledger,
        "form": form,
        "proposed": standing if standing and standing.is_proposed else None,
        "refused": why_not_collect(person(request), ledger),
        "units": len(asked),
        "rows": sum(n for n, _told in asked.values()),
        "unled": unled(ledger),
        "earlier": ledger.rounds.filter(opened_at__isnull=False)[:EARLIER],
    }


def _usual(ledger: Ledger, today: date) -> dict[str, Any]:
    """What the form says before anybody wrote in it: the round proposed, else the last one's rhythm and today."""
    last = ledger.rounds.first()
    if last and last.is_proposed:
        return {"rhythm": last.rhythm, "as_of": last.as_of, "due": max(last.due, today)}
    rhythm = last.rhythm if last else Rhythm.HALF_MONTH
    return {"rhythm": rhythm, "as_of": today, "due": rhythms.working(today + timedelta(days=DAYS_TO_ANSWER))}


@require_GET
def one(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """One round: who has answered and who has not."""
    round_ = _round(request, pk, serial)
    if round_.is_proposed:
        return redirect("rounds", pk=pk)
    found, today = shares(round_), timezone.localdate()
    late = chasing.laggards(found)
    context = {
        "ledger": round_.ledger,
        "round": round_,
        "shares": found,
        "late": late,
        "late_count": len(late),
        "told_units": len(found) - len(late),
        "left_out": _left_out(round_) if round_.is_open else [],
        "chase": chasing.text(round_, found, today) if round_.is_open else "",
        "chased": round_.is_open and chasing.chased_on(round_, timezone.now()),
        "changed": since_the_last(round_),
        "before": round_.ledger.rounds.filter(serial__lt=round_.serial, opened_at__isnull=False).first(),
        "brought_as_of": min(round_.as_of, today),
        "today": today,
        "limit": settings.UPLOAD_LIMIT,
        "may": why_not_collect(person(request), round_.ledger) is None,
    }
    return render(request, "web/rounds/round.html", context)


def _left_out(round_: Round) -> list[Unit]:
    """Units that lead something by now and were not asked when the round was opened."""
    now = counted(round_.ledger, round_.told_since)
    asked = round_.invitations.filter(revoked_at=None).values("unit")
    return list(Unit.objects.filter(pk__in=now).exclude(pk__in=asked).order_by("path"))


@require_POST
def close(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """End the round."""
    round_ = _round(request, pk, serial)
    _try(request, lambda by, at: actions.close_round(round=round_, by=by, at=at), _("这一轮已结束，链接全部失效。"))
    return redirect("round", pk=pk, serial=serial)


@require_POST
def chase(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """Remind the units that have not told everything."""
    round_ = _round(request, pk, serial)
    done = _("提醒在一分钟内发给没有报齐的单位的联络员：在系统里，以及他们设置的邮箱、单位的群。")
    _try(request, lambda by, at: actions.chase(round=round_, by=by, at=at), done)
    return redirect("round", pk=pk, serial=serial)


@require_POST
def decline(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The rounds that the rhythm proposes are not wanted."""
    round_ = _round(request, pk, serial)
    _try(request, lambda by, at: actions.decline_round(round=round_, by=by, at=at), _("不再按周期提醒。需要时可以随时开始一轮。"))
    return redirect("rounds", pk=pk)


@never_cache
@require_POST
def renew(request: HttpRequest, pk: int, serial: int, unit_pk: int) -> HttpResponse:
    """A new link for one unit, shown once."""
    round_, unit = _round(request, pk, serial), get_object_or_404(Unit, pk=unit_pk)
    try:
        made = actions.renew_link(round=round_, unit=unit, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("round", pk=pk, serial=serial)
    return _links(request, round_, [made])


@require_POST
def revoke(request: HttpRequest, pk: int, serial: int, position: int) -> HttpResponse:
    """One link opens nothing any more."""
    round_ = _round(request, pk, serial)
    link = get_object_or_404(round_.invitations.select_related("unit", "round__ledger"), position=position)
    done = _("%(unit)s的链接已作废。") % {"unit": link.unit.name}
    _try(request, lambda by, at: actions.revoke_link(invitation=link, by=by, at=at), done)
    return redirect("round", pk=pk, serial=serial)


@require_GET
def unit_workbook(request: HttpRequest, pk: int, serial: int, unit_pk: int) -> HttpResponseBase:
    """One unit's workbook, prefilled, with the cells open that its contact may fill in."""
    round_ = _round(request, pk, serial)
    link = get_object_or_404(round_.invitations.select_related("unit"), unit=unit_pk, revoked_at=None)
    made = listed(person(request), round_.ledger, round_.as_of, unit=link.unit)
    name = f"{link.unit.name}-{file_name(round_.ledger, round_.as_of)}.xlsx"
    return download(lambda target: workbook.write(made, target), name, XLSX)


def _links(request: HttpRequest, round_: Round, tokens: list[tuple[Invitation, str]]) -> HttpResponse:
    """The links in the answer to the post that made them: they are kept nowhere, and cannot be shown again."""
    made = [(link, request.build_absolute_uri(reverse("fill", args=[token]))) for link, token in tokens]
    shown = {"ledger": round_.ledger, "round": round_, "links": made, "last_day": round_.due + LONGER}
    return render(request, "web/rounds/links.html", shown)


def _try(request: HttpRequest, act: Callable[[User, datetime], object], done: str) -> None:
    try:
        act(person(request), timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, _sentence(error))
    else:
        messages.success(request, done)


def _sentence(error: Refused | ValidationError) -> str:
    return str(error.messages[0]) if isinstance(error, ValidationError) else str(error)


def _ledger(request: HttpRequest, pk: int) -> Ledger:
    """The ledger, if the person collects its progress; others are told whose work that is."""
    ledger = ledger_or_404(request, pk)
    if why := why_not_see(person(request), ledger):
        raise PermissionDenied(why)
    return ledger


def _round(request: HttpRequest, pk: int, serial: int) -> Round:
    ledger = _ledger(request, pk)
    round_ = get_object_or_404(ledger.rounds, serial=serial)
    round_.ledger = ledger
    return round_
