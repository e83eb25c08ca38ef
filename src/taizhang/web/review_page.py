"""审核: what waits for the person's decision, one after the other, with what changed since last time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.models import User
from taizhang.ledger import close_out, review
from taizhang.ledger.gathering import gathered_findings
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.review import Waiting
from taizhang.ledger.states import move
from taizhang.web.access import person
from taizhang.web.acts import ACTS
from taizhang.web.acts.offers import address
from taizhang.web.measure_card import boxes


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The queue, and the one that is looked at: as asked for, else the first."""
    queue = review.waiting(person(request))
    wanted = request.GET.get("at", "")
    current = next((one for one in queue if one.key == wanted), queue[0] if queue else None)
    lines = [{"key": one.key, "text": str(one.subject), "word": _word(one), "current": one is current} for one in queue]
    shown: dict[str, Any] = {"lines": lines, "more": len(queue) == review.MOST, "today": timezone.localdate()}
    if current:
        shown |= _shown(person(request), current)
    return render(request, "web/review/page.html", shown)


def _word(one: Waiting) -> str:
    return _(move(one.action, _of(one)).word)


def _of(one: Waiting) -> str:
    return "measure" if isinstance(one.subject, Measure) else "finding"


def _shown(user: User, current: Waiting) -> dict[str, Any]:
    subject, of = current.subject, _of(current)
    asked = f"?{of}={subject.serial}"
    ledger = subject.ledger
    shown: dict[str, Any] = {
        "ledger": ledger,
        "subject": subject,
        "finding": subject.finding if isinstance(subject, Measure) else subject,
        "word": _word(current),
        "agree": address(ledger, ACTS[of, current.action]) + asked,
        "send_back": address(ledger, ACTS[of, "return"]) + asked,
        "signatures": list(subject.signatures.all()),
    }
    if isinstance(subject, Measure):
        return {**shown, "m": measure_shown(subject)}
    whole = gathered_findings(Finding.objects.filter(pk=subject.pk)).prefetch_related("measures__evidence__original").get()
    cards = []
    for measure in whole.measures.all():
        measure.finding, measure.ledger = whole, whole.ledger
        cards.append(measure_shown(measure))
    return {**shown, "cards": cards, "still": close_out.still_to_agree(whole)}


def measure_shown(measure: Measure) -> dict[str, Any]:
    """A measure as a reviewer looks at it."""
    return {
        "row": measure,
        "number": f"{measure.finding.serial}.{measure.place}",
        "boxes": list(boxes(measure)),
        "since": review.since_last(measure),
    }
