"""交接: what a leader or a unit's contact hands on – listed, printed, confirmed by both on screen or registered from paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.models import Unit, User
from taizhang.journal.heads import head_of
from taizhang.ledger import actions, handing
from taizhang.ledger.actions import Refused
from taizhang.ledger.handing import GIVER, TAKER
from taizhang.ledger.models import Handover, HandoverKind, Ledger, Measure
from taizhang.reports import pdf
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts.forms import DayInput

N_ = gettext_lazy
UNPROCESSABLE = 422


class WhoseForm(forms.Form):
    """Whose work is handed on, to whom, and why: a leader by his name, or a contact by the unit that leads."""

    whose = forms.ChoiceField(label=N_("交接谁的事项"))
    giver = forms.CharField(label=N_("移交人（交接联络员的填写）"), max_length=60, required=False)
    taker = forms.CharField(label=N_("接收人"), max_length=60)
    reason = forms.CharField(label=N_("交接的原因"), max_length=200)

    def __init__(self, names: Sequence[str], leading: Sequence[Unit], leader: str, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="handover-%s")
        leaders = [(f"{HandoverKind.LEADER}:{name}", name) for name in names]
        units = [(f"{HandoverKind.CONTACT}:{unit.pk}", unit.name) for unit in leading]
        named = [(leader, leaders), (_("联络员（经办人）所在的牵头单位"), units)]
        choices = [("", _("请选择")), *(group for group in named if group[1])]
        cast("forms.ChoiceField", self.fields["whose"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """A contact's name is told by hand: the ledger names only his unit."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("whose", "").startswith(HandoverKind.CONTACT) and not data.get("giver"):
            self.add_error("giver", _("交接联络员的事项，请写明移交人。"))
        return data

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        kind, _colon, whom = said["whose"].partition(":")
        of_unit = kind == HandoverKind.CONTACT
        unit = Unit.objects.get(pk=whom) if of_unit else None
        return {
            "kind": kind,
            "unit": unit,
            "giver": said["giver"] if of_unit else whom,
            "taker": said["taker"],
            "reason": said["reason"],
        }


class HandoverForm(WhoseForm):
    """Whose work is handed on in one ledger."""

    def __init__(self, ledger: Ledger, data: Any = None) -> None:
        super().__init__(handing.leaders_named([ledger]), handing.units_leading([ledger]), _(ledger.profile.words.leader), data)


class PaperForm(forms.Form):
    """What the signed paper says."""

    on = forms.DateField(label=N_("签字日期"), widget=DayInput())
    reference = forms.CharField(label=N_("交接单编号"), max_length=120, required=False)


@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """Every handover of the ledger that the person may see; the office makes another here."""
    ledger, user = ledger_or_404(request, pk), person(request)
    may_make = handing.why_not_make(user, ledger) is None
    form = HandoverForm(ledger, request.POST or None) if may_make else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = actions.make_handover(ledger=ledger, by=user, at=timezone.now(), **form.told())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("handover", pk=pk, serial=made.serial)
    context = {"ledger": ledger, "handovers": handing.seen(user, ledger), "form": form}
    return render(request, "web/handover/list.html", context, status=UNPROCESSABLE if form and form.errors else 200)


@require_safe
def page(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """One handover as it is printed, and beside it who still has to confirm."""
    handover = handover_or_404(request, pk, serial)
    user = person(request)
    items = handover.items.select_related("finding__lead_unit", "measure__finding__lead_unit", "measure__lead_unit")
    context = {
        "handover": handover,
        "ledger": handover.ledger,
        "head": head_of(handover.ledger.log_key),
        "makes_pdf": pdf.why_not() is None,
        "lines": [_line(item.subject) for item in items],
        "sides": [_side(user, handover, side) for side in (GIVER, TAKER)],
        "may_withdraw": handover.is_open and handing.why_not_make(user, handover.ledger) is None,
        "paper": PaperForm(initial={"on": timezone.localdate()}, auto_id=False, label_suffix=""),
    }
    return render(request, "web/handover/page.html", context)


def _line(subject: Any) -> dict[str, Any]:
    is_measure = isinstance(subject, Measure)
    return {
        "number": f"{subject.finding.serial}.{subject.place}" if is_measure else str(subject.serial),
        "text": subject.title if is_measure else subject.statement,
        "state": subject.state_word,
        "unit": (subject.responsible if is_measure else subject).lead_unit_name,
        "deadline": (subject.due if is_measure else subject).deadline,
    }


def _side(user: User, handover: Handover, side: str) -> dict[str, Any]:
    """One of the two: who it is, whether he has confirmed, and how the person who looks can."""
    given = side == GIVER
    return {
        "name": side,
        "word": _("移交人") if given else _("接收人"),
        "who": handover.giver if given else handover.taker,
        "on": handover.given_on if given else handover.taken_on,
        "on_paper": handover.given_on_paper if given else handover.taken_on_paper,
        "himself": handing.why_not_confirm(user, handover, side) is None,
        "registers": handing.why_not_confirm(user, handover, side, on_paper=True) is None,
    }


@require_POST
def confirm(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """One side is confirmed: by himself, or from paper by the office."""
    handover, on_paper = handover_or_404(request, pk, serial), "on_paper" in request.POST
    said: dict[str, Any] = {}
    if on_paper:
        paper = PaperForm(request.POST)
        if not paper.is_valid():
            messages.error(request, _("请写明签字日期。"))
            return redirect("handover", pk=pk, serial=serial)
        said = {"on_paper": True, **paper.cleaned_data}
    side = request.POST.get("side", "")
    return _done(request, handover, lambda: actions.confirm_handover(handover=handover, side=side, **_by(request), **said))


@require_POST
def withdraw(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """It is not handed on after all."""
    handover = handover_or_404(request, pk, serial)
    return _done(request, handover, lambda: actions.withdraw_handover(handover=handover, **_by(request)))


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": person(request), "at": timezone.now()}


def _done(request: HttpRequest, handover: Handover, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    return redirect("handover", pk=handover.ledger_id, serial=handover.serial)


def handover_or_404(request: HttpRequest, pk: int, serial: int) -> Handover:
    """The handover, if the person may see it."""
    ledger = ledger_or_404(request, pk)
    for one in handing.seen(person(request), ledger):
        if one.serial == serial:
            one.ledger = ledger
            return one
    raise Http404
