"""Pinning a policy profile: the version by which a ledger is kept, stored once under its digest."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Ledger, PinnedProfile, SupervisingBody
from taizhang.profiles import Profile, canonical, digest


def pin(profile: Profile, *, body: Unit | None = None, at: datetime) -> PinnedProfile:
    """The stored version of ``profile``; ``body`` is whose own copy it is, none for one that comes with the product."""
    said = {"code": profile.code, "name": profile.name, "text": canonical(profile), "body": body, "made_at": at}
    pinned, _ = PinnedProfile.objects.get_or_create(digest=digest(profile), defaults=said)
    return pinned


def route_of(ledger: Ledger) -> list[SupervisingBody]:
    """The unsaved bodies of a new ledger's route, as its profile names them; one that bears a unit's name signs in there."""
    names = ledger.profile.closing.bodies
    units = {unit.name: unit for unit in _units_named(names)}
    if names and ledger.supervised_by and ledger.supervised_by not in units.values():
        units.setdefault(names[0], ledger.supervised_by)
    return [
        SupervisingBody(ledger=ledger, position=position, name=name, unit=units.get(name))
        for position, name in enumerate(names, 1)
    ]


def _units_named(names: tuple[str, ...]) -> models.QuerySet[Unit]:
    """The units that alone bear one of ``names``."""
    shared = Unit.objects.filter(name__in=names).values("name").annotate(n=models.Count("pk")).filter(n__gt=1).values("name")
    return Unit.objects.filter(name__in=names).exclude(name__in=shared)
