"""One draft: its text with the remarks in the margin, what it is held against, and the answers 知道了."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from taizhang.accounts.policy import Refused
from taizhang.drafts import actions, tasks
from taizhang.drafts.actions import Changed
from taizhang.drafts.models import Draft, DraftState
from taizhang.drafts.policy import own_drafts
from taizhang.web.access import person
from taizhang.web.draft_forms import AgainstForm
from taizhang.web.draft_margin import margin, next_open, notes_of
from taizhang.web.drafts_page import upload


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as far as it has come. While it is being checked the page asks again, and opens when it is."""
    draft = draft_or_404(request, pk)
    if draft.state == DraftState.WAITING:
        return render(request, "web/drafts/waiting.html", {"draft": draft, "waited": timezone.now() - draft.asked_at})
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return _shown(request, draft, AgainstForm(draft, person(request), timezone.localdate()))


@require_POST
def hold_against(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold the draft against what was chosen, and check it again."""
    draft = draft_or_404(request, pk)
    form = AgainstForm(draft, person(request), timezone.localdate(), request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.hold_against(draft=draft, against=form.against(), by=person(request), at=timezone.now())
        except (Refused, ValidationError) as error:
            form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))
        else:
            tasks.check_draft.enqueue(draft.pk)
            return redirect("draft", pk=draft.pk)
    return _shown(request, draft, form, status=422)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """知道了: leave one remark, or all open ones of its kind, as they are."""
    draft = draft_or_404(request, pk)
    place, round = _number(request, "place"), _number(request, "round")
    reason = request.POST.get("reason", "")
    try:
        places = _alike(draft, place) if request.POST.get("alike") else [place]
        actions.answer(draft=draft, places=places, reason=reason, round=round, by=person(request), at=timezone.now())
    except Changed as error:
        return _overtaken(request, draft, error)
    except ValidationError as error:
        return _changed(request, draft, place, wrong={"place": place, "says": error.messages[0], "reason": reason})
    return _changed(request, draft, place)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer back: the remark stands open again."""
    draft = draft_or_404(request, pk)
    place = _number(request, "place")
    try:
        actions.take_back(draft=draft, place=place, round=_number(request, "round"), by=person(request), at=timezone.now())
    except Changed as error:
        return _overtaken(request, draft, error)
    return _changed(request, draft, place, next=place + 1)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the draft."""
    draft = draft_or_404(request, pk)
    actions.delete(draft=draft, by=person(request), at=timezone.now())
    messages.success(request, _("“%(name)s”已删除。") % {"name": draft.name})
    return redirect("drafts")


def draft_or_404(request: HttpRequest, pk: int) -> Draft:
    """The draft, if the person brought it."""
    return get_object_or_404(own_drafts(person(request)), pk=pk)


def _shown(request: HttpRequest, draft: Draft, form: AgainstForm, status: int = 200) -> HttpResponse:
    shown: dict[str, Any] = {"draft": draft, "form": form, **upload()}
    if draft.state == DraftState.CHECKED:
        shown |= margin(draft)
    return render(request, "web/drafts/page.html", shown, status=status)


def _changed(request: HttpRequest, draft: Draft, place: int, **said: Any) -> HttpResponse:
    """The remarks as they stand now; without a script, the page at the place."""
    status = 422 if "wrong" in said else 200
    if request.headers.get("HX-Request"):
        shown = margin(draft)
        return render(
            request, "web/drafts/checked.html", shown | {"next": next_open(shown["notes"], place)} | said, status=status
        )
    if "wrong" in said:
        messages.error(request, said["wrong"]["says"])
    return redirect(f"{redirect('draft', pk=draft.pk).url}#n{place + 1}")


def _overtaken(request: HttpRequest, draft: Draft, error: Changed) -> HttpResponse:
    messages.warning(request, str(error))
    return HttpResponseClientRefresh() if request.headers.get("HX-Request") else redirect("draft", pk=draft.pk)


def _alike(draft: Draft, place: int) -> list[int]:
    """The places of the open remarks of the same code."""
    notes = notes_of(draft, draft.result)
    code = next((note.remark.code for note in notes if note.place == place), None)
    return [note.place for note in notes if note.remark.code == code and (note.remark.answer is None or note.place == place)]


def _number(request: HttpRequest, name: str) -> int:
    """The number that was posted; -1, which is none, for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
