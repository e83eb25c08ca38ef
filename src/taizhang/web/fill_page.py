"""The page of a unit's link: its own rows, to be told how far they are, from a telephone and without an account."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.policy import Refused
from taizhang.files import incoming
from taizhang.ledger.actions import Given, ProgressTold
from taizhang.ledger.lines import Line
from taizhang.ledger.models import Measure
from taizhang.ledger.wording import degree_words
from taizhang.supervision import actions, links
from taizhang.supervision.asked import row_of, rows_of, share_of
from taizhang.supervision.models import Invitation, Round
from taizhang.web.acts.proving import ManyFiles
from taizhang.web.link_door import by_link, by_script

ROWS = 30  # a page
MOST_AT_ONCE = 9  # as many as people can pick in a message


def auto_id(measure: Measure) -> str:
    """How the controls of a row are called on the page."""
    return f"m{measure.serial}-%s"


class FillForm(forms.Form):
    """How far one measure is: what stands there is there to be carried on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("进展情况"), widget=forms.Textarea(attrs={"rows": 5}))
    as_of = forms.DateField(label=gettext_lazy("截至日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    degree = forms.ChoiceField(label=gettext_lazy("单位自评"), required=False)

    def __init__(self, measure: Measure, round_: Round, data: Any = None) -> None:
        wanted = min(timezone.localdate(), round_.as_of)
        told = measure.progress_as_of if is_told(measure, round_.told_since) else wanted
        kept = {"version": measure.version, "text": measure.progress, "as_of": told, "degree": measure.degree_self}
        super().__init__(data, initial=kept, auto_id=auto_id(measure))
        field = cast("forms.ChoiceField", self.fields["degree"])
        field.choices = [("", _("暂不自评")), *((str(d), _(word)) for d, word in degree_words(measure.ledger.profile).items())]


def is_told(measure: Measure, since: date) -> bool:
    """Whether the measure's progress answers a round that asks for what is told since a day."""
    return measure.progress_as_of is not None and measure.progress_as_of >= since


@by_link
def page(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The unit's rows. Opening it is an event."""
    actions.visit(invitation=invitation, by=links.guest(invitation), at=timezone.now())
    return _page(request, invitation)


@by_link
def save(request: HttpRequest, invitation: Invitation, serial: int) -> HttpResponse:
    """Keep what is told of one row."""
    if request.method != "POST":
        return _back(request, serial)
    measure = _row(invitation, serial)
    form = FillForm(measure, invitation.round, request.POST)
    if not form.is_valid():
        return _wrong(request, invitation, form, str(next(iter(form.errors.values()))[0]))
    said = form.cleaned_data
    report = ProgressTold(measure, said["text"], said["as_of"], said["degree"], said["version"])
    try:
        outcome = actions.answer(invitation=invitation, reports=[report], by=links.guest(invitation), at=timezone.now())
    except Refused as refusal:
        return _wrong(request, invitation, form, str(refusal))
    if outcome.refused:
        return _wrong(request, invitation, form, outcome.refused[0][1], outcome.refused[0][0])
    return _kept(request, invitation, serial, _("已保存"))


@by_link
def attach(request: HttpRequest, invitation: Invitation, serial: int) -> HttpResponse:
    """Put photographs or documents under one row."""
    if request.method != "POST":
        return _back(request, serial)
    measure, by, at = _row(invitation, serial), links.guest(invitation), timezone.now()
    try:
        files = ManyFiles().clean(request.FILES.getlist("given"))
        if len(files) > MOST_AT_ONCE:
            raise ValidationError(_("一次最多%(n)d个文件。") % {"n": MOST_AT_ONCE})
        given = [Given(f.name or "", incoming.take(f.read(), f.name or "", by=by.actor, at=at)) for f in files]
        actions.hand_evidence(invitation=invitation, measure=measure, files=given, by=by, at=at)
    except (Refused, ValidationError) as error:
        why = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _wrong(request, invitation, FillForm(measure, invitation.round), why)
    return _kept(request, invitation, serial, _("已添加"))


def _back(request: HttpRequest, serial: int) -> HttpResponse:
    """To the row on the page."""
    return redirect(f"{_base(request)}#m{serial}")


def _base(request: HttpRequest) -> str:
    """The link itself, whichever of its addresses was asked for."""
    return "/".join(request.path.split("/")[:3]) + "/"


def _row(invitation: Invitation, serial: int) -> Measure:
    """The unit's own row of that number; what is not its own is not found."""
    if (measure := row_of(invitation, serial)) is None:
        raise Http404
    return measure


def _kept(request: HttpRequest, invitation: Invitation, serial: int, word: str) -> HttpResponse:
    if not by_script(request):
        return _back(request, serial)
    row = _row(invitation, serial)
    standing = row.evidence.filter(withdrawn_on=None).order_by("position")
    told = {
        "said": word,
        "version": row.version,
        "told": is_told(row, invitation.round.told_since),
        "count": count_words(invitation),
        "evidence": list(standing.values_list("name", flat=True)),
    }
    return JsonResponse(told)


def _wrong(request: HttpRequest, invitation: Invitation, form: FillForm, why: str, theirs: Measure | None = None) -> HttpResponse:
    """What was wrong; where somebody was quicker, what stands there now and the version to write over it."""
    overtaken = theirs is not None and form["version"].value() != str(theirs.version)
    if not by_script(request):
        if theirs and overtaken:
            why += _("现在的进展是：") + theirs.progress
            form = FillForm(theirs, invitation.round, {**request.POST.dict(), "version": theirs.version})
        return _page(request, invitation, form, why, status=422)
    now = {"now": theirs.progress, "version": theirs.version} if theirs and overtaken else {}
    return JsonResponse({"wrong": why, **now}, status=409 if now else 422)


def _page(
    request: HttpRequest, invitation: Invitation, bound: FillForm | None = None, why: str = "", status: int = 200
) -> HttpResponse:
    turning = _turned(request, list(rows_of(invitation)), bound)
    cards = [_card(invitation, line, bound, why) for line in turning.object_list]
    ledger = invitation.round.ledger
    context = {
        "invitation": invitation,
        "round": invitation.round,
        "ledger": ledger,
        "words": ledger.profile.words,
        "turning": turning,
        "cards": cards,
        "count": count_words(invitation),
        "today": timezone.localdate(),
        "base": _base(request),
    }
    return render(request, "web/fill/page.html", context, status=status)


def _turned(request: HttpRequest, rows: list[Line], bound: FillForm | None) -> Page[Line]:
    """As many rows as a telephone draws at once: the page asked for, or the one with the row that was filled in."""
    at = next((n for n, line in enumerate(rows) if bound and line.measure and bound.auto_id == auto_id(line.measure)), None)
    paginator = Paginator(rows, ROWS)
    return paginator.get_page(request.GET.get("page") if at is None else at // ROWS + 1)


def _card(invitation: Invitation, line: Line, bound: FillForm | None, why: str) -> dict[str, Any]:
    measure = line.subject
    if not isinstance(measure, Measure):
        raise TypeError("A link opens lines of measures.")
    filled = bound if bound and bound.auto_id == auto_id(measure) else None
    form = filled or FillForm(measure, invitation.round)
    told = is_told(measure, invitation.round.told_since)
    return {"line": line, "form": form, "told": told, "why": why if filled else ""}


def count_words(invitation: Invitation) -> str:
    """How many of how many are told."""
    share = share_of(invitation)
    return _("已报%(told)d条，共%(all)d条") % {"told": share.told, "all": share.asked}
