"""Saying once what a sender's headings mean: the paper is read again by it, and so are his later ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.policy import Refused
from taizhang.intake import actions, senders
from taizhang.intake.models import Paper
from taizhang.intake.policy import visible_papers
from taizhang.web.access import person

UNSAID = "?"  # a heading that the person leaves for later


def questions(paper: Paper) -> dict[str, Any]:
    """The context of ``web/intake/headings.html``: the headings to be mapped, each with what it means so far."""
    asked = [(heading, UNSAID if field is None else field) for heading, field in senders.asked(paper).items()]
    return {
        "headings_asked": asked,
        "headings_open": sum(field == UNSAID for _heading, field in asked),
        "heading_fields": list(senders.FIELDS.items()),
        "sender": senders.sender_of(paper),
        "senders": senders.senders_known(paper.brought_by),
    }


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was chosen and read the paper again."""
    paper = get_object_or_404(visible_papers(person(request)), pk=pk)
    pairs = zip(request.POST.getlist("heading"), request.POST.getlist("field"), strict=False)
    version = request.POST.get("version", "")
    try:
        actions.map_headings(
            paper=paper,
            sender=request.POST.get("sender", ""),
            chosen={heading: field for heading, field in pairs if field != UNSAID},
            over_mends="over_mends" in request.POST,
            version=int(version) if version.isdecimal() else 0,
            by=person(request),
            at=timezone.now(),
        )
    except (Refused, ValidationError, actions.MendedBefore, actions.Overtaken) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    else:
        messages.success(request, _("已按所选表头重新识读，并记住了。"))
    return redirect("paper", pk=paper.pk)
