"""整改方案: its versions, the three lists that fall out of one, what changed since another, and how the opinions on it fared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.ledger import actions, plan_lists, plans, policy
from taizhang.ledger.conditions.plans import opinions_for
from taizhang.ledger.gathering import gathered_plans
from taizhang.ledger.models import Ledger, Opinion, Plan
from taizhang.ledger.plan_differences import Difference, differences
from taizhang.ledger.plans import PlanText
from taizhang.ledger.states import OPEN_CHANGES, PlanState
from taizhang.ledger.working_days import calendar
from taizhang.profiles import deadline
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts.offers import Offer, offers
from taizhang.web.plan_marks import marked
from taizhang.workdays import YearMissing

PROBLEMS, TASKS, DUTIES, DIFFERENCES, OPINIONS = "problems", "tasks", "duties", "differences", "opinions"
PRINTED = (PROBLEMS, TASKS, DUTIES, OPINIONS)
PAPERS = ("A4", "A3")
ON_ONE_PAGE = 100  # findings, or changes of them


@dataclass(slots=True)
class Shown:
    """What the person looks at: a version of the plan, or the plan as the ledger says it now (no version)."""

    user: User
    ledger: Ledger
    versions: list[Plan]
    plan: Plan | None
    against: Plan | None
    part: str

    def text(self) -> PlanText:
        """As much of it as the person may know."""
        return self.known(plans.read(self.plan.text) if self.plan else plans.drawn_up(self.ledger))

    def known(self, text: PlanText) -> PlanText:
        """As much of ``text`` as the person may know."""
        if policy.relations(self.user, self.ledger) & policy.SEE_ALL:
            return text
        seen = policy.visible_findings(self.user, self.ledger)
        return text.within(set(seen.values_list("serial", flat=True)))

    def differences(self, text: PlanText) -> list[Difference]:
        """What changed since the version that it is held against."""
        return differences(self.known(plans.read(self.against.text)), text) if self.against else []

    def opinions(self, text: PlanText) -> list[Opinion]:
        """What was said on it, as far as the person may know of what it is about."""
        plan = self.plan or (self.versions[0] if self.versions else None)
        if plan is None:
            return []
        known = {finding.serial for finding in text.findings}
        all_of_it = bool(policy.relations(self.user, self.ledger) & policy.SEE_ALL)
        return [one for one in opinions_for(plan) if all_of_it or (one.finding and one.finding.serial in known)]


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan on screen."""
    shown = looked_at(request, pk)
    text = shown.text()
    changed, opinions = shown.differences(text), shown.opinions(text)
    listed = {PROBLEMS: text.findings, TASKS: text.findings, DIFFERENCES: changed}.get(shown.part, ())
    turning: Page[Any] = Paginator(listed, ON_ONE_PAGE).get_page(request.GET.get("page"))
    context = {
        **_common(shown, text if shown.part == DUTIES else _stretch(shown, turning), opinions),
        "turning": turning,
        "shown_against": shown.against if shown.part == DIFFERENCES else None,
        "parts": _parts(shown, text, changed, opinions),
        "versions": [_version(shown, plan) for plan in shown.versions],
        "offers": (found := _offers(shown)),
        "hindrance": next((offer.why for offer in found if offer.forward and offer.his), None),
        "sending": (sending := _sending(shown, text)),
        "gaps": plan_lists.gaps(text) if sending and not sending["why"] else [],
        "open_changes": _open_changes(shown),
        "may_own": _may_own(shown),
        "sees_all": bool(policy.relations(shown.user, shown.ledger) & policy.SEE_ALL),
        "differences": _told(shown, list(turning)) if shown.part == DIFFERENCES else [],
        "answerable": {one.pk for one in opinions if policy.why_not(shown.user, "answer_opinion", one.plan) is None},
    }
    return render(request, "web/plan/page.html", context)


@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the lists as it is printed, on A4 or across an A3."""
    shown = looked_at(request, pk)
    paper = request.GET.get("paper", PAPERS[0])
    if shown.part not in PRINTED or paper not in PAPERS:
        raise Http404
    text = shown.text()
    context = {**_common(shown, text, shown.opinions(text)), "paper": paper, "papers": PAPERS}
    return render(request, "web/plan/printed.html", context)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the plan to review as its next version."""
    ledger = ledger_or_404(request, pk)
    until = request.POST.get("review_until", "")
    try:
        day = parse_date(until) if until else None
        plan = actions.send_plan(ledger=ledger, review_until=day, by=person(request), at=timezone.now())
    except (Refused, ValidationError, ValueError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    else:
        messages.success(request, _("%(plan)s已送审，等待各单位提出意见。") % {"plan": plan})
    return redirect("plan", pk=pk)


def looked_at(request: HttpRequest, pk: int) -> Shown:
    """Which version the address asks for, for whom; not found where there is no such."""
    ledger, user = ledger_or_404(request, pk), person(request)
    versions = list(gathered_plans(ledger.plans.defer("text")))
    by_version = {str(plan.version): plan for plan in versions}
    wanted = request.GET.get("version") or _usual(versions)
    if wanted not in ("now", *by_version):
        raise Http404
    plan: Plan | None = by_version.get(wanted)
    part = request.GET.get("part", PROBLEMS)
    if part not in (*PRINTED, DIFFERENCES):
        raise Http404
    against = by_version.get(request.GET.get("against", "")) or _before(versions, plan)
    return Shown(user, ledger, versions, plan, against, part)


def _usual(versions: list[Plan]) -> str:
    """What is looked at unless said otherwise: the version in review, the approved one where nothing is new, else what is now."""
    newest = versions[0] if versions else None
    if newest is None or newest.state == PlanState.WITHDRAWN:
        return "now"
    still = newest.state == PlanState.IN_REVIEW or not plans.anything_new(newest.ledger)
    return str(newest.version) if still else "now"


def _before(versions: list[Plan], plan: Plan | None) -> Plan | None:
    """The version before ``plan``; before the plan as it stands, the newest."""
    return next((other for other in versions if plan is None or other.version < plan.version), None)


def _stretch(shown: Shown, turning: Page[Any]) -> PlanText:
    """The findings of which the lists on this page tell."""
    return PlanText(tuple(turning.object_list) if shown.part in (PROBLEMS, TASKS) else ())


def _common(shown: Shown, text: PlanText, opinions: list[Opinion]) -> dict[str, Any]:
    return {
        "ledger": shown.ledger,
        "words": shown.ledger.profile.words,
        "today": timezone.localdate(),
        "plan": shown.plan,
        "part": shown.part,
        "problems": plan_lists.problems(text),
        "tasks": plan_lists.tasks(text),
        "duties": plan_lists.duties(text),
        "opinions": opinions,
        "replies": plan_lists.replies(opinions),
        "owned": _owned(shown.ledger) if shown.part == PROBLEMS else {},
        "chosen": str(shown.plan.version) if shown.plan else "now",
    }


def _parts(shown: Shown, text: PlanText, changed: list[Difference], opinions: list[Opinion]) -> list[tuple[str, str, int]]:
    found = [
        (PROBLEMS, _("问题清单"), sum(finding.stated for finding in text.findings)),
        (TASKS, _("任务清单"), text.measures),
        (DUTIES, _("责任清单"), len(plan_lists.duties(text))),
    ]
    if shown.against:
        found.append((DIFFERENCES, _("与第%(n)d版的变化") % {"n": shown.against.version}, len(changed)))
    if shown.versions:
        found.append((OPINIONS, _("意见采纳情况"), len(opinions)))
    return found


def _version(shown: Shown, plan: Plan) -> dict[str, Any]:
    return {"plan": plan, "word": _(plan.state_word), "current": plan == shown.plan}


def _offers(shown: Shown) -> list[Offer]:
    """What can be done to the version that is looked at; the answers stand in the table of opinions."""
    found = offers(shown.user, shown.plan) if shown.plan else []
    return [offer for offer in found if offer.act.action != "answer_opinion"]


def _sending(shown: Shown, text: PlanText) -> dict[str, Any] | None:
    """What the form that puts the plan to review shows; None where it is not the person's, or a version is looked at."""
    if shown.plan or policy.may_open(shown.user, shown.ledger.body):
        return None
    why = policy.why_not_plan(shown.user, shown.ledger)
    return {"why": why, "until": _review_until(shown.ledger), "findings": len(text.findings), "measures": text.measures}


def _open_changes(shown: Shown) -> int | None:
    """How many changes of the plan wait to be decided; None where no version was approved."""
    if not any(plan.state == PlanState.APPROVED for plan in shown.versions):
        return None
    return shown.ledger.plan_changes.filter(state__in=OPEN_CHANGES).count()


def _review_until(ledger: Ledger) -> date | None:
    limit = ledger.profile.plan.review
    try:
        return deadline(limit, timezone.localdate(), calendar()) if limit else None
    except YearMissing:
        return None


def _owned(ledger: Ledger) -> dict[int, tuple[str, date | None]]:
    """Who owned up to which finding, and when."""
    rows = plans.findings_in(ledger).exclude(owned_by="").values_list("serial", "owned_by", "owned_on")
    return {serial: (name, day) for serial, name, day in rows}


def _may_own(shown: Shown) -> bool:
    """Whether the person owns up to findings here, or registers who did."""
    related = policy.relations(shown.user, shown.ledger)
    return shown.part == PROBLEMS and bool(related & {"office", "leader_of_body"})


def _told(shown: Shown, changed: Iterable[Difference]) -> list[dict[str, Any]]:
    words = {**_field_words(shown.ledger), "statement": _("问题"), "manifestations": _("具体表现"), "text": _("整改措施"), "": ""}
    return [
        {
            "of": one,
            "lines": [(line, words[line.field], *marked(line.was, line.now)) for line in one.lines],
        }
        for one in changed
    ]


def _field_words(ledger: Ledger) -> dict[str, str]:
    words = ledger.profile.words
    return {name: _(getattr(words, name)) for name in ("leader", "lead_unit", "assisting", "deadline", "horizon")}
