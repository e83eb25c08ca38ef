"""Whom something of a ledger concerns: who answers for it or keeps the ledger, and may see it. Asked of many at once.

This is the policy's own question (``policy.visible_findings``) turned round, so that it is asked once for all people and
things and not once for each; a test holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.roles import Role
from taizhang.ledger import policy
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.notices.reasons import CONTACT, LEADER, OFFICE


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for findings: the paths of the units that lead each in any part, and the account of its leader."""

    paths: dict[int, set[str]]
    leaders: dict[int, int | None]

    def led_below(self, findings: Iterable[int], branches: Iterable[str]) -> set[int]:
        """Those of ``findings`` that a unit of one of ``branches`` leads in any part."""
        below = tuple(branches)
        return {pk for pk in findings if any(path.startswith(below) for path in self.paths[pk])}


def answering(findings: Iterable[int]) -> Answering:
    """Who answers for ``findings``. Two queries."""
    pks = list(findings)
    paths: defaultdict[int, set[str]] = defaultdict(set)
    leaders: dict[int, int | None] = {}
    for pk, path, leader in Finding.objects.filter(pk__in=pks).values_list("pk", "lead_unit__path", "leader_user").order_by():
        paths[pk] |= {path} if path else set()
        leaders[pk] = leader
    of_measures = Measure.objects.filter(finding__in=pks, lead_unit__isnull=False).order_by()
    for pk, path in of_measures.values_list("finding", "lead_unit__path").distinct():
        paths[pk].add(path)
    return Answering(paths, leaders)


def people(ledgers: Iterable[Ledger], paths: Iterable[str], accounts: Iterable[int]) -> list[User]:
    """Everybody whom it can concern: offices of ``ledgers``, contacts on the way up from ``paths``, ``accounts``. Two queries."""
    above = {int(pk) for path in paths for pk in path.strip("/").split("/")}
    office = Q(role=Role.OFFICE, unit__in=[ledger.body_id for ledger in ledgers])
    wanted = Membership.objects.filter(office | Q(role=Role.CONTACT, unit__in=above) | Q(user__in=list(accounts)))
    active = list(User.objects.filter(pk__in=wanted.values("user"), is_active=True).order_by("pk"))
    posts: defaultdict[int, list[Membership]] = defaultdict(list)
    for post in Membership.objects.filter(user__in=active).select_related("unit").order_by("pk"):
        posts[post.user_id].append(post)
    for user in active:
        user._posts = posts[user.pk]  # what ``User.posts`` would read for each by itself
    return active


def knows(user: User, ledger: Ledger) -> bool:
    """Whether ``user`` may know of ``ledger``, as ``policy.visible_ledgers`` has it."""
    if policy.relations(user, ledger) & policy.SEE_ALL:
        return True
    return any(post.role == Role.CONTACT and ledger.body.holds(post.unit) for post in user.posts)


def branches(user: User) -> list[str]:
    """The paths of the units whose contact ``user`` is."""
    return [post.unit.path for post in user.posts if post.role == Role.CONTACT]


def his(user: User, ledger: Ledger, findings: Iterable[int], told: Answering, to: frozenset[str]) -> set[int]:
    """Those of ``findings`` of ``ledger`` that concern ``user`` by what he is to them, and that he may see."""
    pks = set(findings)
    if not knows(user, ledger):
        return set()
    if OFFICE in to and "office" in policy.relations(user, ledger):
        return pks
    led = told.led_below(pks, branches(user)) if CONTACT in to else set()
    return led | ({pk for pk in pks if told.leaders[pk] == user.pk} if LEADER in to else set())


def of_unit(unit: Unit, ledger: Ledger, findings: Iterable[int], told: Answering) -> set[int]:
    """Those of ``findings`` that concern a group of ``unit``, a part of the body: what it leads; of the body itself, all."""
    return set(findings) if unit.pk == ledger.body_id else told.led_below(findings, [unit.path])
