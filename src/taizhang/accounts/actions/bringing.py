"""Bringing in a list of units and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from taizhang.accounts.actions.people import added, duty_told, give_one_time_password, told
from taizhang.accounts.bringing import Person, Plan, plan
from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.placing import Spot
from taizhang.accounts.policy import ask
from taizhang.accounts.roles import Role
from taizhang.accounts.roster import Roster
from taizhang.journal.append import Actor, Entry, append, site_log


@dataclass(frozen=True, slots=True)
class Brought:
    """What was done, and the one-time password of each new account, which stands nowhere else."""

    plan: Plan
    passwords: list[tuple[User, str]]


@transaction.atomic
def bring_in(*, roster: Roster, under: Unit | None, role: Role | None, by: User | Actor, at: datetime) -> Brought:
    """Add what ``roster`` names and is not there yet (``accounts.bringing.plan``); what is not understood is left out."""
    actor = ask(by, "bring_in")
    append(site_log(), [], by=actor, at=at)  # takes the log's lock: two lists come in one after the other
    made = plan(roster, under=under, role=role)
    entries = _add_units(made.units)
    passwords = _add_people(made.new_people)
    entries += [added(user) for user, _ in passwords]
    entries += _add_posts(made.people)
    append(site_log(), entries, by=actor, at=at)
    return Brought(made, passwords)


def _add_units(spots: list[Spot]) -> list[Entry]:
    """Create the units from the root down, one level at a time, since a part's path begins with its superior's."""
    waiting, entries = list(spots), []
    while waiting:
        level = [spot for spot in waiting if spot.parent is None or spot.parent.unit is not None]
        waiting = [spot for spot in waiting if spot not in level]
        units = [Unit(name=spot.name, parent=spot.parent.unit if spot.parent else None) for spot in level]
        Unit.objects.bulk_create(units)
        for spot, unit in zip(level, units, strict=True):
            spot.unit = unit
            unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
            facts = {"name": unit.name, "parent": unit.parent.name if unit.parent else None}
            entries.append(Entry("unit:add", f"unit:{unit.pk}", facts))
        Unit.objects.bulk_update(units, ["path"], batch_size=200)
    return entries


def _add_people(people: list[Person]) -> list[tuple[User, str]]:
    users = [User(username=person.username, name=person.name, email=person.email) for person in people]
    passwords = [give_one_time_password(user) for user in users]
    User.objects.bulk_create(users)
    for person, user in zip(people, users, strict=True):
        person.user = user
    return list(zip(users, passwords, strict=True))


def _add_posts(people: list[Person]) -> list[Entry]:
    """The roles that people get; who has a role already gets only its duty."""
    wanted = [
        Membership(user=person.user, unit=post.spot.unit, role=post.role, duty=post.duty)
        for person in people
        for post in person.posts
        if person.user and post.spot.unit
    ]
    held = _held([post.user_id for post in wanted if post.duty])
    given = [post for post in wanted if _key(post) not in held]
    Membership.objects.bulk_create(given)
    moved = [(held[_key(post)], post.duty) for post in wanted if _key(post) in held]
    return [*(told(post, "give") for post in given), *(_moved(post, duty) for post, duty in moved)]


def _held(users: list[int]) -> dict[tuple[int, int, str], Membership]:
    rows = Membership.objects.filter(user__in=users).select_related("user", "unit")
    return {_key(row): row for row in rows}


def _key(post: Membership) -> tuple[int, int, str]:
    return post.user_id, post.unit_id, str(post.role)


def _moved(post: Membership, duty: str) -> Entry:
    was, post.duty = post.duty, duty
    post.save(update_fields=["duty"])
    return duty_told(post, was)
