"""问题: one finding – what was found, what is done about it, where it stands, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
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
from taizhang.ledger.dates_told import dates_of
from taizhang.ledger.gathering import gathered_findings
from taizhang.ledger.lamps import lamp_of, why_lit
from taizhang.ledger.lateness import is_late
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.states import OPEN_FINDINGS, FindingState
from taizhang.ledger.turn import whose_turn
from taizhang.ledger.wording import finding_words
from taizhang.profiles import Profile
from taizhang.profiles.shape import Route
from taizhang.web.access import finding_or_404, person
from taizhang.web.acts.offers import offers
from taizhang.web.elsewhere import elsewhere
from taizhang.web.ledger_rows import due_words, horizon_word
from taizhang.web.measure_card import card, next_step

PATH = (
    FindingState.AWAITING_PLAN,
    FindingState.UNDER_WAY,
    FindingState.AWAITING_DECISION,
    FindingState.AWAITING_VERIFICATION,
    FindingState.ON_NOTICE,
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
    finding, measures = _gathered(finding)
    cards, offered = [card(user, measure, today) for measure in measures], offers(user, finding)
    profile, state = finding.ledger.profile, FindingState(finding.state)
    is_open = state in OPEN_FINDINGS and finding.ledger.in_hand and not finding.went_to
    counts = state if is_open else None
    return {
        "finding": finding,
        "ledger": finding.ledger,
        "words": profile.words,
        "lamps": profile.lamps,
        "today": today,
        "manifestations": list(finding.manifestations.all()),
        "measures": cards,
        "offers": offered,
        "more": any(not offer.forward for offer in offered),
        "filled": next_step([*offered, *(offer for one in cards for offer in one["offers"])]),
        "cycles": [cycle for cycle in finding.cycles.all() if cycle.number < finding.cycle],
        "look_backs": list(finding.look_backs.all()),
        "signatures": list(finding.signatures.all()),
        "objections": list(finding.objections.all()),
        "amounts": list(finding.amounts.all()),
        "accountability": list(finding.accountability.all()),
        "path": list(_path(finding)),
        "turn": whose_turn(finding, measures),
        "due": due_words(profile, finding.deadline, finding.deadline_text, finding.horizon, counts, today=today),
        "horizon": horizon_word(profile, finding.horizon) if finding.horizon else "",
        "late": is_late(finding.deadline, today, is_open=is_open),
        "lamp": lamp_of(profile, state, finding.deadline, today) if is_open else "",
        "why_lit": why_lit(profile, state, finding.deadline, today) if is_open else "",
        "why": {action: policy.why_not(user, action, finding) for action in ("assign", "set_deadline", "contain")},
        "contained": sorted(finding.contains.all(), key=lambda item: item.position),
        "source": _source(user, finding),
        "elsewhere": list(elsewhere(user, finding)),
        "dates": _dates(finding, measures),
        **_timeline(finding, history.events_of(finding, measures)),
    }


def _dates(finding: Finding, measures: list[Measure]) -> list[dict[str, Any]]:
    """Every date that the finding and its measures have had, by whose it is: nothing where none was ever changed."""
    told = dates_of([finding, *measures])
    things: list[tuple[Finding | Measure, str]] = [(finding, ""), *((m, f"{finding.serial}.{m.place}") for m in measures)]
    return [{"of": number, "changes": told[thing.key]} for thing, number in things if thing.key in told]


def _gathered(finding: Finding) -> tuple[Finding, list[Measure]]:
    """The finding and its measures with all that is shown of them and all that the policy looks at."""
    rows = gathered_findings(Finding.objects.filter(pk=finding.pk)).select_related("aspect", "within")
    rows = rows.annotate(repeated=Exists(Finding.objects.filter(repeats=OuterRef("pk")).order_by()))
    found = rows.prefetch_related(
        "measures__milestones", "measures__occurrences", "measures__evidence__original", "look_backs", "cycles"
    ).get()
    measures = list(found.measures.all())
    for measure in measures:
        measure.finding, measure.ledger = found, found.ledger
    return found, measures


def _path(finding: Finding) -> Iterable[dict[str, str]]:
    """The steps of a finding's life, each past, now or ahead; a state off the usual path stands where the path was left."""
    state, path = FindingState(finding.state), _path_by(finding.ledger.profile)
    steps = path if state in path else [*path[:2], state]
    at, words = steps.index(state), finding_words(finding.ledger.profile)
    for n, step in enumerate(steps):
        yield {"word": _(words[step]), "when": "past" if n < at else "now" if n == at else "ahead"}
    if state in path:
        passed = state == FindingState.CLOSED and any(
            one.passed and one.cycle == finding.cycle for one in finding.look_backs.all()
        )
        yield {"word": _("回头看"), "when": "past" if passed else "ahead"}


def _path_by(profile: Profile) -> list[FindingState]:
    """The usual path along the profile's route: inside, nobody verifies; accepted from outside, it is put on notice."""
    route = profile.closing.route
    left_out = {FindingState.AWAITING_VERIFICATION} if route == Route.INSIDE else set()
    if route != Route.ACCEPTANCE:
        left_out.add(FindingState.ON_NOTICE)
    return [state for state in PATH if state not in left_out]


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
