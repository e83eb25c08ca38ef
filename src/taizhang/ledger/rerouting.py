"""What follows for a ledger when it is moved to another profile, and where that would contradict what has been decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Ledger, Manifestation
from taizhang.ledger.pinning import units_named
from taizhang.ledger.states import OPEN_CHANGES, FindingState, MeasureState, PlanState
from taizhang.profiles import Profile, differences
from taizhang.profiles.shape import ClosingUnit, Route

IN_REVIEW = (FindingState.AWAITING_DECISION, FindingState.AWAITING_VERIFICATION, FindingState.ON_NOTICE)
BEING_SIGNED = (FindingState.AWAITING_VERIFICATION, FindingState.ON_NOTICE)


@dataclass(frozen=True, slots=True)
class RouteBody:
    """A body of a ledger's route: its name, and the unit in which its verifiers sign in, where there is one."""

    name: str
    unit: Unit | None = None


def bodies_now(ledger: Ledger) -> list[RouteBody]:
    """The bodies of the ledger's route as they stand."""
    rows = ledger.supervising_bodies.select_related("unit").order_by("position")
    return [RouteBody(row.name, row.unit) for row in rows]


def bodies_after(ledger: Ledger, new: Profile) -> list[RouteBody]:
    """The bodies of the route under ``new``: those it names, then those that somebody had added by hand; inside, none.

    A body keeps its unit; where ``new`` names the same bodies as before, nothing about them changes.
    """
    now = bodies_now(ledger)
    before = ledger.profile.closing.bodies
    if new.closing.route == Route.INSIDE or (new.closing.bodies == before and now):
        return now if new.closing.route != Route.INSIDE else []
    units = {**units_named(new.closing.bodies), **{body.name: body.unit for body in now if body.unit}}
    named = [RouteBody(name, units.get(name)) for name in new.closing.bodies]
    return [*named, *(body for body in now if body.name not in {*before, *new.closing.bodies})]


def changes(old: Profile, new: Profile) -> list[str]:
    """What changes from ``old`` to ``new`` for people, a sentence each: a code is nothing that they work by."""
    return differences(old, replace(new, code=old.code, english=old.english))


def contradictions(ledger: Ledger, new: Profile) -> list[str]:
    """Why ``ledger`` cannot be moved to ``new`` now, a sentence each; empty where it can."""
    return list(_contradictions(ledger, ledger.profile, new))


def _contradictions(ledger: Ledger, old: Profile, new: Profile) -> Iterator[str]:
    if old.closing != new.closing and (n := count(ledger, "finding", IN_REVIEW)):
        yield ngettext(
            "还有%(n)d个问题在审定、监督审核或公示中，销号的层级、路线和条件现在不能改。请等它们办完。",
            "还有%(n)d个问题在审定、监督审核或公示中，销号的层级、路线和条件现在不能改。请等它们办完。",
            n,
        ) % {"n": n}
    if old.closing.substitute.role != new.closing.substitute.role and (n := count(ledger, "measure", _WAITING)):
        yield ngettext(
            "还有%(n)d条措施待审，由谁代整改办认定现在不能改。请先审完。",
            "还有%(n)d条措施待审，由谁代整改办认定现在不能改。请先审完。",
            n,
        ) % {"n": n}
    if _joins_what_closed_apart(old, new) and _closed_apart(ledger):
        yield _("已有具体表现单独销号，不能再改为按问题销号。")
    if old.plan != new.plan and ledger.plans.filter(state=PlanState.IN_REVIEW).exists():
        yield _("方案正在征求意见，方案的期限和审核单位现在不能改。请先办完或撤回方案。")
    if old.extension != new.extension and ledger.plan_changes.filter(state__in=OPEN_CHANGES).exists():
        yield _("还有方案调整没有办完，延期的规定现在不能改。请等它办完。")


_WAITING = (MeasureState.AWAITING_REVIEW,)


def _joins_what_closed_apart(old: Profile, new: Profile) -> bool:
    return (old.closing.unit, new.closing.unit) == (ClosingUnit.MANIFESTATION, ClosingUnit.FINDING)


def _closed_apart(ledger: Ledger) -> bool:
    return Manifestation.objects.filter(finding__ledger=ledger).exclude(state="").exists()


def count(ledger: Ledger, level: str, states: Sequence[str]) -> int:
    """How many findings or measures are in one of ``states``, from the tallies."""
    levels = ("finding", "within", "unstated") if level == "finding" else (level,)
    kept = ledger.tallies.filter(scope="all", level__in=levels, state__in=states)
    return kept.aggregate(n=Sum("n"))["n"] or 0
