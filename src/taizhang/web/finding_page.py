"""问题: one finding – what was found, what is done about it, where it stands, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.models import User
from taizhang.intake.policy import visible_papers
from taizhang.journal.models import Event
from taizhang.ledger import history, policy
from taizhang.ledger.adoption import STEP
from taizhang.ledger.lateness import is_late
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.states import FINDING_WORDS, OPEN_FINDINGS, OPEN_MEASURES, FindingState, move
from taizhang.ledger.turn import whose_turn
from taizhang.web.access import finding_or_404, person
from taizhang.web.ledger_rows import claimed_words, due_words

PATH = (
    FindingState.AWAITING_PLAN,
    FindingState.UNDER_WAY,
    FindingState.AWAITING_DECISION,
    FindingState.AWAITING_VERIFICATION,
    FindingState.CLOSED,
)
GLANCE_EVENTS = 3


@require_safe
def page(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The whole page; asked for by the drawer, what matters at a glance."""
    finding = finding_or_404(request, pk, serial)
    context = shown(person(request), finding, timezone.localdate())
    if request.headers.get("HX-Target") == "drawer":
        context["events"] = context["events"][:GLANCE_EVENTS]
        return render(request, "web/finding/glance.html", context)
    return render(request, "web/finding/page.html", context)


@require_safe
def events(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """Older events, for the end of the timeline."""
    finding = finding_or_404(request, pk, serial)
    before = request.GET.get("before", "")
    found = history.events_of(finding, finding.measures.all(), before=int(before) if before.isdecimal() else None)
    context = {"finding": finding, "ledger": finding.ledger, "today": timezone.localdate(), **_timeline(finding, found)}
    return render(request, "web/finding/events.html", context)


def shown(user: User, finding: Finding, today: date) -> dict[str, Any]:
    """Everything that the finding's templates need."""
    measures = list(finding.measures.select_related("ledger__body", "lead_unit").order_by("position"))
    for measure in measures:
        measure.finding = finding
    is_open = finding.state in OPEN_FINDINGS
    return {
        "finding": finding,
        "ledger": finding.ledger,
        "today": today,
        "manifestations": list(finding.manifestations.all()),
        "measures": [_measure(user, measure, today) for measure in measures],
        "path": list(_path(finding)),
        "turn": whose_turn(finding, measures),
        "due": due_words(finding.deadline, finding.deadline_text, finding.horizon, is_open, today=today),
        "late": is_late(finding.deadline, today, is_open=is_open),
        "why": {action: policy.why_not(user, action, finding) for action in ("assign", "set_deadline", "contain")},
        "contained": list(finding.contains.order_by("position")),
        "source": _source(user, finding),
        **_timeline(finding, history.events_of(finding, measures)),
    }


def _measure(user: User, measure: Measure, today: date) -> dict[str, Any]:
    is_open = measure.state in OPEN_MEASURES
    due = measure.due
    actions = ("assign", "set_deadline", "issue", "report_progress")
    return {
        "row": measure,
        "number": f"{measure.finding.serial}.{measure.position / STEP:g}",
        "body": measure.text.removeprefix(measure.title).strip("。 \n"),
        "answers": measure.responsible,
        "answers_inherited": measure.responsible is not measure,
        "due": due_words(due.deadline, due.deadline_text, due.horizon, is_open and not measure.long_term, today=today),
        "due_inherited": due is not measure,
        "late": is_late(measure.deadline, today, is_open=is_open),
        "degree": claimed_words(measure.degree_self),
        "why": {action: policy.why_not(user, action, measure) for action in actions},
        # A button that never applies in this state is left out; one that is for somebody else says so.
        "offers": {action for action in actions if measure.state in move(action, "measure").sources},
    }


def _path(finding: Finding) -> Iterable[dict[str, str]]:
    """The steps of a finding's life, each past, now or ahead; a state off the usual path stands where the path was left."""
    state = FindingState(finding.state)
    steps = [*PATH] if state in PATH else [*PATH[:2], state]
    at = steps.index(state)
    for n, step in enumerate(steps):
        yield {"word": _(FINDING_WORDS[step]), "when": "past" if n < at else "now" if n == at else "ahead"}
    if state in PATH:
        yield {"word": _("回头看"), "when": "ahead"}


def _source(user: User, finding: Finding) -> dict[str, str] | None:
    """The paper the finding came from: its name, and the address of the place where the person may open it."""
    if finding.source_id is None:
        return None
    paper = finding.ledger.papers.filter(original=finding.source_id).first()
    if paper is None:
        return None
    may_open = visible_papers(user).filter(pk=paper.pk).exists()
    place = f"#s{finding.start}" if finding.start is not None else ""
    return {"name": paper.name, "address": f"{reverse('paper', args=[paper.pk])}{place}" if may_open else ""}


def _timeline(finding: Finding, found: list[Event]) -> dict[str, Any]:
    numbers = {m.key: f"{finding.serial}.{m.position / STEP:g}" for m in finding.measures.all()}
    told = [
        {
            "seq": event.seq,
            "place": event.seq + 1,
            "moment": event.moment,
            "by": event.by_name,
            "unit": event.by_unit,
            "of": numbers.get(event.subject, ""),
            "sentence": history.sentence(event),
            "leaf": history.leaf(event),
        }
        for event in found[: history.PAGE]
    ]
    return {"events": told, "older": told[-1]["seq"] if len(found) > history.PAGE else None}
