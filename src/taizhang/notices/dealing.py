"""Passing on what is to be told: a batch of matters becomes notices to whom it concerns, people and groups, in one transaction.

Two workers never pass on the same matter, and one that dies has passed on nothing of its batch: so a notice comes once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from taizhang.accounts.models import User
from taizhang.ledger.models import Ledger
from taizhang.notices import channels, concerned, timing
from taizhang.notices.awaited import Awaited, awaited
from taizhang.notices.concerned import Answering
from taizhang.notices.models import Group, Matter, Notice, Preference
from taizhang.notices.reasons import BY_CODE, Reason

AT_ONCE = 5000


class Pile(NamedTuple):
    """What is to be told of one ledger for one reason: findings, each as often as something of it is; or who is waited for."""

    ledger: Ledger
    reason: Reason
    findings: Counter[int]
    awaited: Awaited


class Batch(NamedTuple):
    """Matters passed on together: their number, the piles, and who answers for the findings in them."""

    number: int
    piles: list[Pile]
    told: Answering
    at: datetime


def deal(at: datetime) -> int:
    """Pass on what waits. Returns how many matters were."""
    dealt = 0
    while n := _deal(at):
        dealt += n
    return dealt


@transaction.atomic
def _deal(at: datetime) -> int:
    waiting = Matter.objects.filter(batch=None).order_by("pk")
    matters = list(waiting.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)[:AT_ONCE])
    if not matters:
        return 0
    number = matters[-1].pk
    batch = Batch(number, _piles(matters), concerned.answering({one.finding_id for one in matters if one.finding_id}), at)
    Notice.objects.bulk_create([*_to_people(batch), *_to_groups(batch)])
    Matter.objects.filter(pk__in=[one.pk for one in matters]).update(batch=number)
    return len(matters)


def _piles(matters: Sequence[Matter]) -> list[Pile]:
    rows = Ledger.objects.filter(pk__in={one.ledger_id for one in matters}).select_related("body", "pinned", "office_unit")
    ledgers = {ledger.pk: ledger for ledger in rows.prefetch_related("supervising_bodies")}
    found: defaultdict[tuple[int, str], list[Matter]] = defaultdict(list)
    for one in matters:
        found[one.ledger_id, one.reason].append(one)
    return [_pile(ledgers[pk], BY_CODE[code], some) for (pk, code), some in found.items()]


def _pile(ledger: Ledger, reason: Reason, matters: Sequence[Matter]) -> Pile:
    others = [one.thing for one in matters if not one.finding_id]
    findings = Counter(one.finding_id for one in matters if one.finding_id)
    return Pile(ledger, reason, findings, awaited(ledger, reason, others))


def _to_people(batch: Batch) -> Iterator[Notice]:
    """The notices to people: of each reason only to whom it matters, and who has not left it out."""
    people = _people(batch)
    wishes = {one.user_id: one for one in Preference.objects.filter(user__in=people)}
    for user in people:
        wish = wishes.get(user.pk) or Preference(user=user)
        send_from = timing.send_from(wish, batch.at) if channels.mail_reaches(user, wish) else None
        for pile in batch.piles:
            n = _of_person(user, pile, batch.told)
            if n and wish.wants(pile.reason.code):
                yield _notice(batch, pile, n, send_from, user=user)


def _people(batch: Batch) -> list[User]:
    paths = {path for paths in batch.told.paths.values() for path in paths}
    paths |= {unit.path for pile in batch.piles for unit in pile.awaited.units}
    accounts = {pk for pk in batch.told.leaders.values() if pk} | {pk for pile in batch.piles for pk in pile.awaited.people}
    return concerned.people([pile.ledger for pile in batch.piles], paths, accounts)


def _of_person(user: User, pile: Pile, told: Answering) -> int:
    """How many things of ``pile`` concern ``user``."""
    mine = concerned.his(user, pile.ledger, pile.findings, told, pile.reason.to) if pile.findings else ()
    called = any(unit.path.startswith(tuple(concerned.branches(user))) for unit in pile.awaited.units)
    asked = called and concerned.knows(user, pile.ledger)
    return sum(pile.findings[pk] for pk in mine) + pile.awaited.people.count(user.pk) + int(asked)


def _to_groups(batch: Batch) -> Iterator[Notice]:
    """The notices to units' groups."""
    for group in Group.objects.filter(stopped_at=None).select_related("unit"):
        send_from = timing.send_from(group, batch.at)
        for pile in batch.piles:
            n = _of_group(group, pile, batch.told)
            if n and pile.reason.for_groups and group.wants(pile.reason.code):
                yield _notice(batch, pile, n, send_from, group=group)


def _of_group(group: Group, pile: Pile, told: Answering) -> int:
    if not pile.ledger.body.holds(group.unit):
        return 0
    findings = concerned.of_unit(group.unit, pile.ledger, pile.findings, told) if pile.findings else ()
    asked = any(unit.path.startswith(group.unit.path) for unit in pile.awaited.units)
    return sum(pile.findings[pk] for pk in findings) + int(asked)


def _notice(batch: Batch, pile: Pile, n: int, send_from: datetime | None, **to: User | Group) -> Notice:
    told = {"ledger": pile.ledger, "reason": pile.reason.code, "n": n, "batch": batch.number}
    return Notice(**told, made_at=batch.at, send_from=send_from, **to)
