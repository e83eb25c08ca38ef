"""What waits for a person, across his ledgers: a bounded number of lines and of queries, whatever the ledgers hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from taizhang.accounts.models import User
from taizhang.ledger import as_of, policy, review, tally
from taizhang.ledger.gathering import gathered_changes
from taizhang.ledger.lamps import near_until
from taizhang.ledger.models import Finding, Handover, Ledger, Measure, Plan, PlanChange, Signature, Verdict, in_hand
from taizhang.ledger.review import Waiting
from taizhang.ledger.states import OPEN_CHANGES, OPEN_FINDINGS, OPEN_MEASURES, FindingState, MeasureState, PlanState
from taizhang.ledger.tally import CountLine
from taizhang.profiles.shape import Lamps

LINES = 10
IN_REVIEW = {"office", "principal", "verifier"}
IN_CHARGE = {"leading_group", "principal", "leader_of_body", "verifier"}
LEDGERS = 6  # lines of a leader's desk
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class InCharge:
    """One ledger in a leader's charge: its numbers now, and as they stood a week ago."""

    ledger: Ledger
    now: CountLine
    week_ago: CountLine

    @property
    def closed_since(self) -> int:
        """How many findings more are closed than a week ago; negative where some were reopened."""
        return self.now.closed - self.week_ago.closed

    @property
    def done_since(self) -> int:
        """How many measures more are completed than a week ago."""
        return self.now.measures_done - self.week_ago.measures_done


@dataclass(frozen=True, slots=True)
class Desk:
    """The lists of 我的待办. Findings carry their ledger and lead unit; measures carry their finding and its ledger."""

    to_decide: list[Waiting]
    plans: list[Plan]
    changes: list[PlanChange]
    handovers: list[Handover]
    to_own: list[Finding]
    unassigned: list[Finding]
    to_issue: list[tuple[Ledger, int]]
    to_end_notice: list[Finding]
    to_look_back: list[Finding]
    to_review: list[Finding]
    left_behind: list[Finding]
    to_confirm: list[Measure]
    to_report: list[Measure]
    soon: list[Finding]
    returned_findings: list[Finding]
    returned: list[Measure]
    late: list[Finding]
    in_charge: list[InCharge]


def desk(user: User, today: date) -> Desk:
    """What waits for ``user`` on ``today``: to decide on, to do, to look at again; due soon, returned, late, left behind."""
    sight = policy.findings_in_sight(user).filter(in_hand("ledger__"), state__in=OPEN_FINDINGS)
    seen = sight.select_related("ledger__pinned", "lead_unit")
    visible = list(policy.visible_ledgers(user).filter(ended="").prefetch_related("supervising_bodies"))
    ours = [ledger for ledger in visible if "office" in policy.relations(user, ledger)]
    mine = Measure.objects.filter(policy.measures_spoken_for(user), in_hand("ledger__"), finding__state__in=OPEN_FINDINGS)
    measures = mine.select_related("finding__ledger__pinned", "ledger__pinned")
    return Desk(
        to_decide=review.waiting(user)[:LINES],
        plans=_plans(user, visible),
        changes=_changes(user, visible),
        handovers=_handovers(user),
        to_own=_first(
            seen.filter(leader_user=user, owned_by="", state=FindingState.AWAITING_PLAN).order_by("ledger", "position")
        ),
        unassigned=_first(seen.filter(ledger__in=ours, lead_unit=None).order_by("-ledger", "position")),
        to_issue=_to_issue(ours),
        to_end_notice=_first(seen.filter(ledger__in=ours, state=FindingState.ON_NOTICE, on_notice_until__lt=today)),
        to_look_back=_first(_due_again(ours, FindingState.CLOSED, "look_back_on", today)),
        to_review=_first(_due_again(ours, FindingState.CONCEDED, "review_on", today)),
        left_behind=_first(_left_behind(seen.filter(ledger__in=ours)).order_by("-ledger", "position")),
        to_confirm=_to_confirm(ours, today),
        to_report=list(_unreported(measures).order_by("ledger", "serial")[:LINES]),
        soon=_first(seen.filter(_near(visible, today)).order_by("deadline", "pk")),
        returned_findings=_first(_sent_back(seen.filter(ledger__in=ours, state=FindingState.UNDER_WAY), "finding")),
        returned=list(_sent_back(measures.filter(state=MeasureState.UNDER_WAY), "measure").order_by("-pk")[:LINES]),
        late=_first(seen.filter(deadline__lt=today).order_by("deadline", "pk")),
        in_charge=_in_charge(user, visible, today),
    )


def _plans(user: User, visible: list[Ledger]) -> list[Plan]:
    """Versions of a plan in review, to those who give their opinion, answer it or approve."""
    mine = [ledger for ledger in visible if policy.relations(user, ledger) & IN_REVIEW]
    plans = Plan.objects.filter(ledger__in=mine, state=PlanState.IN_REVIEW).select_related("ledger__pinned")
    return list(plans.order_by("pk")[:LINES])


def _changes(user: User, visible: list[Ledger]) -> list[PlanChange]:
    """Changes of an approved plan whose turn is ``user``'s."""
    rows = gathered_changes(PlanChange.objects.filter(ledger__in=visible, state__in=OPEN_CHANGES).order_by("pk"))
    decisions = ("support_change", "agree_change", "approve_change")
    own = (row for row in rows[: LINES * 10] if any(policy.why_not(user, action, row) is None for action in decisions))
    return list(islice(own, LINES))


def _handovers(user: User) -> list[Handover]:
    """What is handed on by or to ``user`` and waits for his word."""
    his = Q(giver_user=user, given_on=None) | Q(taker_user=user, taken_on=None)
    return list(Handover.objects.filter(his, withdrawn_on=None).select_related("ledger__pinned").order_by("pk")[:LINES])


def _near(ledgers: list[Ledger], today: date) -> Q:
    """What is not late yet and near by the lamps of its ledger's profile."""
    by_lamps: dict[Lamps, list[int]] = {}
    for ledger in ledgers:
        by_lamps.setdefault(ledger.profile.lamps, []).append(ledger.pk)
    near = Q(pk__in=[])
    for lamps, pks in by_lamps.items():
        near |= Q(ledger__in=pks, deadline__gte=today, deadline__lte=near_until(lamps, today))
    return near


def _first(findings: QuerySet[Finding]) -> list[Finding]:
    return list(findings[:LINES])


def _unreported(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    return measures.filter(state=MeasureState.UNDER_WAY, progress="")


def _sent_back(rows: QuerySet, of: str) -> QuerySet:  # type: ignore[type-arg]
    """Those of ``rows``, which are under way, that were sent back this time round: handed in again, they would not be here."""
    signed = Signature.objects.filter(**{of: OuterRef("pk")}, verdict=Verdict.RETURNED, cycle=OuterRef("cycle"))
    return rows.filter(Exists(signed))


def _to_issue(ours: list[Ledger]) -> list[tuple[Ledger, int]]:
    """How many measures of each ledger can be handed down: drafted, and in an approved plan or handed over on site."""
    ready = Q(plan_version__isnull=False) | Q(finding__handed_over_on__isnull=False)
    rows = Measure.objects.filter(ready, ledger__in=ours, state=MeasureState.DRAFTED).order_by()
    drafted = dict(rows.values("ledger").annotate(n=Count("pk")).values_list("ledger", "n"))
    return [(ledger, drafted[ledger.pk]) for ledger in ours if drafted.get(ledger.pk)][:LINES]


def _to_confirm(ours: list[Ledger], today: date) -> list[Measure]:
    due = Measure.objects.filter(ledger__in=ours, state=MeasureState.DONE, long_term=True, confirm_on__lte=today + A_WEEK)
    return list(due.select_related("finding__ledger__pinned", "ledger__pinned").order_by("confirm_on", "pk")[:LINES])


def _due_again(ours: list[Ledger], state: FindingState, name: str, today: date) -> QuerySet[Finding]:
    """What has ended in ``state`` and is to be looked at again within a week, by the date in ``name``."""
    due = Finding.objects.filter(ledger__in=ours, state=state, **{f"{name}__lte": today + A_WEEK})
    return due.filter(in_hand("ledger__")).select_related("ledger__pinned", "lead_unit").order_by(name, "pk")


def _left_behind(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Those of ``findings`` whose leader's account, or that of a measure's leader, was closed: somebody is to take them over."""
    measures = Measure.objects.filter(finding=OuterRef("pk"), state__in=OPEN_MEASURES, leader_user__is_active=False)
    return findings.filter(Q(leader_user__is_active=False) | Exists(measures))


def _in_charge(user: User, visible: list[Ledger], today: date) -> list[InCharge]:
    led = [ledger for ledger in visible if policy.relations(user, ledger) & IN_CHARGE][:LEDGERS]
    return [InCharge(ledger, tally.count_line(ledger, today), as_of.counts(ledger, today - A_WEEK)) for ledger in led]
