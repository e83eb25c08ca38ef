"""Mending what was read, from the page of the paper: each answer is both sides of the page as they stand afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from taizhang.intake import actions, policy
from taizhang.intake.mending import LEVELS, MENDS, CannotMend, Lines, lines_of
from taizhang.intake.models import Paper
from taizhang.ledger.actions import Refused
from taizhang.sheet import Span
from taizhang.web.access import person
from taizhang.web.paper_view import beside


class MendForm(forms.Form):
    """One mend: its name, the line it is done to, and what else it wants. ``start`` and ``end`` mark words in the text."""

    name = forms.ChoiceField(choices=[(name, name) for name in MENDS])
    version = forms.IntegerField()
    line = forms.IntegerField(required=False)
    offset = forms.IntegerField(required=False)
    kind = forms.ChoiceField(choices=[("", ""), *((kind, kind) for kind in LEVELS)], required=False)
    text = forms.CharField(required=False)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)

    def facts(self, paper: Paper) -> dict[str, Any]:
        """What the mend of that name wants to know."""
        said = self.cleaned_data
        wanted = {"retitle": ("text",), "split": ("offset",), "turn_into": ("kind",), "add": ("kind", "text")}
        facts = {name: said[name] for name in wanted.get(said["name"], ())}
        if said["name"] == "add" and said["start"] is not None and said["end"] is not None:
            facts["text"] = paper.reading["text"][said["start"] : said["end"]]
            facts["span"] = Span(said["start"], said["end"])
        return facts

    def at(self, paper: Paper) -> int:
        """The line that is meant: the one named, or the last that begins before the words marked in the text."""
        line: int | None = self.cleaned_data["line"]
        start: int | None = self.cleaned_data["start"]
        if line is not None or start is None:
            return -1 if line is None else line
        before = [n for n, one in enumerate(lines_of(paper.sheet)) if one.span and one.span.start <= start]
        return before[-1] if before else -1


@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one mend."""
    paper = _paper(request, pk)
    form = MendForm(request.POST)
    if not form.is_valid():
        return _answer(request, paper, note=form.errors.as_text())
    name, at = form.cleaned_data["name"], form.at(paper)
    before = lines_of(paper.sheet)
    try:
        paper = actions.mend(
            paper=paper,
            name=name,
            line=at,
            facts=form.facts(paper),
            version=form.cleaned_data["version"],
            by=person(request),
            at=timezone.now(),
        )
    except (CannotMend, actions.Overtaken, Refused, ValidationError) as error:
        return _answer(request, _paper(request, pk), note=_words(error), focus=at)
    return _answer(request, paper, focus=_focus(before, lines_of(paper.sheet), name, at))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last mend back."""
    paper = _paper(request, pk)
    version = request.POST.get("version", "")
    try:
        paper = actions.undo(paper=paper, version=int(version) if version.isdigit() else 0, by=person(request), at=timezone.now())
    except (actions.Overtaken, Refused, ValidationError) as error:
        return _answer(request, _paper(request, pk), note=_words(error))
    return _answer(request, paper)


def _paper(request: HttpRequest, pk: int) -> Paper:
    return get_object_or_404(policy.visible_papers(person(request)), pk=pk)


def _words(error: Exception) -> str:
    return error.messages[0] if isinstance(error, ValidationError) else str(error)


def _focus(before: Lines, after: Lines, name: str, at: int) -> int:
    """The line to go on with: the one that was moved, joined or made."""
    if name == "add":
        return next((n for n, line in enumerate(after) if n >= len(before) or line != before[n]), at)
    if name in {"move_up", "move_down"} and before[at] in after:
        return after.index(before[at])
    return max(at - 1, 0) if name == "merge" else min(at, len(after) - 1)


def _answer(request: HttpRequest, paper: Paper, *, note: str = "", focus: int | None = None) -> HttpResponse:
    shown = {**beside(paper), "note": note, "focus": None if focus is None else f"i{focus + 1}"}
    return render(request, "web/intake/beside.html", shown, status=409 if note else 200)
