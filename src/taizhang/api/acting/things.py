"""The kinds of things that something can be done to: where they are addressed, how one is found, what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from taizhang.accounts import policy as accounts_policy
from taizhang.accounts.models import Membership, User
from taizhang.api import access
from taizhang.ledger import handing, policy
from taizhang.ledger.gathering import gathered_changes, gathered_findings, gathered_measures, gathered_plans
from taizhang.ledger.models import Finding, Ledger, Measure, PlanChange
from taizhang.ledger.units_in_sight import units_in_sight
from taizhang.manuscripts.models import Manuscript
from taizhang.supervision.policy import why_not_see

KEYED = "/ledgers/{uuid:key}"
Find = Callable[[HttpRequest, dict[str, Any]], tuple[Ledger | None, Any]]


@dataclass(frozen=True, slots=True)
class Thing:
    """One kind. ``path`` is the address of one; ``find`` gives its ledger, where it is of one, and the thing itself."""

    path: str
    tag: str
    find: Find

    @property
    def of_a_ledger(self) -> bool:
        """Whether a token that is limited to some ledgers reaches it."""
        return self.path.startswith(KEYED)

    @property
    def all_path(self) -> str:
        """The address of several at once."""
        return self.path.rpartition("/{")[0]


def _ledger(request: HttpRequest, at: dict[str, Any]) -> tuple[Ledger, Ledger]:
    held = access.ledger(request, at["key"])
    return held, held


def _finding(request: HttpRequest, at: dict[str, Any]) -> tuple[Ledger, Finding]:
    found = access.finding(request, at["key"], at["n"])
    return found.ledger, found


def _measure(request: HttpRequest, at: dict[str, Any]) -> tuple[Ledger, Measure]:
    found = access.measure(request, at["key"], at["n"])
    return found.ledger, found


def _of_ledger(rows: Callable[[HttpRequest, Ledger], Any], number: str) -> Find:
    """Finds what hangs on a ledger by its number there."""

    def find(request: HttpRequest, at: dict[str, Any]) -> tuple[Ledger, Any]:
        held = access.ledger(request, at["key"])
        found = get_object_or_404(rows(request, held), **{number: at["n"]})
        found.ledger = held
        return held, found

    return find


def _of_manuscripts(one: Callable[[HttpRequest, UUID, int], Any]) -> Find:
    """Finds a manuscript, a part or a remark, as far as the visitor may see it."""

    def find(request: HttpRequest, at: dict[str, Any]) -> tuple[Ledger, Any]:
        found = one(request, at["key"], at["n"])
        return (found if isinstance(found, Manuscript) else found.manuscript).ledger, found

    return find


def _forms(request: HttpRequest, held: Ledger) -> Any:
    access.only_who_sees_all(request, held)
    return held.approval_forms.all()


def _rounds(request: HttpRequest, held: Ledger) -> Any:
    if why_not_see(access.person(request), held):
        raise Http404
    return held.rounds.all()


def _changes(request: HttpRequest, held: Ledger) -> Any:
    return access.of_findings(request, held, gathered_changes(PlanChange.objects.all()))


def _site(rows: Callable[[HttpRequest], Any]) -> Find:
    """Finds what is of no ledger by its number."""

    def find(request: HttpRequest, at: dict[str, Any]) -> tuple[None, Any]:
        return None, get_object_or_404(rows(request), pk=at["n"])

    return find


def _people(request: HttpRequest) -> Any:
    return accounts_policy.visible_people(access.person(request))


def _posts(request: HttpRequest) -> Any:
    return Membership.objects.select_related("user", "unit").filter(user__in=_people(request))


THINGS = {
    "ledger": Thing(KEYED, "台账", _ledger),
    "finding": Thing(f"{KEYED}/findings/{{int:n}}", "问题", _finding),
    "measure": Thing(f"{KEYED}/measures/{{int:n}}", "措施", _measure),
    "plan": Thing(f"{KEYED}/plans/{{int:n}}", "整改方案", _of_ledger(lambda r, held: held.plans.all(), "version")),
    "plan_change": Thing(f"{KEYED}/plan-changes/{{int:n}}", "整改方案", _of_ledger(_changes, "serial")),
    "form": Thing(f"{KEYED}/forms/{{int:n}}", "签批", _of_ledger(_forms, "serial")),
    "handover": Thing(
        f"{KEYED}/handovers/{{int:n}}", "交接", _of_ledger(lambda r, held: handing.visible(access.person(r), held), "serial")
    ),
    "round": Thing(f"{KEYED}/rounds/{{int:n}}", "进展收集", _of_ledger(_rounds, "serial")),
    "manuscript": Thing(f"{KEYED}/manuscripts/{{int:n}}", "合稿", _of_manuscripts(access.manuscript)),
    "part": Thing(f"{KEYED}/manuscript-parts/{{int:n}}", "合稿", _of_manuscripts(access.part)),
    "remark": Thing(f"{KEYED}/manuscript-remarks/{{int:n}}", "合稿", _of_manuscripts(access.remark)),
    "site": Thing("", "台账", lambda request, at: (None, None)),
    "me": Thing("/me", "通知", lambda request, at: (None, None)),
    "paper": Thing("/papers/{int:n}", "导入", _site(access.papers)),
    "delivery": Thing("/deliveries/{int:n}", "导入", _site(access.deliveries)),
    "unit": Thing(
        "/units/{int:n}", "单位和人员", _site(lambda request: units_in_sight(access.person(request), access.ledgers(request)))
    ),
    "person": Thing("/people/{int:n}", "单位和人员", _site(_people)),
    "post": Thing("/posts/{int:n}", "单位和人员", _site(_posts)),
    "hook": Thing("/hooks/{int:n}", "推送", _site(access.subscriptions)),
    "token": Thing("/tokens/{int:n}", "令牌", _site(lambda request: access.person(request).tokens.all())),
}
MODELS: dict[str, type[Finding] | type[Measure]] = {"finding": Finding, "measure": Measure}
GATHERED: dict[str, Callable[[Any], Any]] = {
    "finding": gathered_findings,
    "measure": gathered_measures,
    "plan": gathered_plans,
    "plan_change": gathered_changes,
}


def several(user: User, ledger: Ledger, kind: str, numbers: Sequence[int]) -> list[Any]:
    """The findings or measures of those numbers, in that order. Raises Http404 where the person may not see them all."""
    model = MODELS[kind]
    related = ("lead_unit", "finding__lead_unit") if model is Measure else ("lead_unit",)
    rows: Any = model._default_manager.filter(ledger=ledger, serial__in=numbers).select_related(*related)
    found: dict[int, Any] = {row.serial: row for row in policy.visible_of(user, ledger, rows)}
    if set(numbers) - set(found):
        raise Http404
    for row in found.values():
        row.ledger = ledger
    return [found[number] for number in dict.fromkeys(numbers)]


def as_it_stands(kind: str, subject: Any) -> Any:
    """The thing read again with all that the policy looks at."""
    return GATHERED[kind](type(subject)._default_manager.all()).get(pk=subject.pk)


def key_of(kind: str, subject: Any) -> str:
    """What the thing is called in events and answers: finding:1."""
    return str(getattr(subject, "key", "")) if kind not in ("ledger",) and hasattr(subject, "key") else f"{kind}:{subject.pk}"
