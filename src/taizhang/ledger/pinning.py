"""Pinning a policy profile: the version by which a ledger is kept, stored once under its digest; which ones a body can choose."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Ledger, PinnedProfile, SupervisingBody, UsualProfile
from taizhang.profiles import PROFILES, Profile, canonical, digest, for_source, shipped


def pin(profile: Profile, *, body: Unit | None = None, at: datetime) -> PinnedProfile:
    """The stored version of ``profile``; ``body`` is whose own copy it is, none for one that comes with the product."""
    said = {"code": profile.code, "name": profile.name, "text": canonical(profile), "body": body, "made_at": at}
    pinned, _ = PinnedProfile.objects.get_or_create(digest=digest(profile), defaults=said)
    return pinned


@dataclass(frozen=True, slots=True)
class Offer:
    """A profile that a body can choose: one that comes with the product, or the newest version of an own ``copy``."""

    profile: Profile
    copy: PinnedProfile | None = None

    @property
    def name(self) -> str:
        """What forms and addresses call it: its code, which a copy shares with nothing else."""
        return self.profile.code


def offers(*bodies: Unit) -> list[Offer]:
    """What ``bodies`` can choose from: their own copies and those of the units above them, then what comes with the product."""
    own = copies_of(*bodies).filter(latest=True).select_related("body").order_by("-made_at")
    return [*(Offer(copy.profile, copy) for copy in own), *(Offer(shipped(code)) for code in PROFILES)]


def copies_of(*bodies: Unit) -> models.QuerySet[PinnedProfile]:
    """Every version of the copies that ``bodies`` may use."""
    units = {int(pk) for body in bodies for pk in body.path.strip("/").split("/")}
    return PinnedProfile.objects.filter(body__in=units)


def offered(body: Unit, name: str) -> Profile | None:
    """The profile of that name, if ``body`` can choose it."""
    return next((offer.profile for offer in offers(body) if offer.name == name), None)


def usual_of(*bodies: Unit) -> Profile | None:
    """The profile from which new ledgers of the first of ``bodies`` that has said so start."""
    for usual in UsualProfile.objects.filter(body__in=bodies).select_related("body").order_by("body"):
        if profile := offered(usual.body, usual.name):
            return profile
    return None


def proposed(body: Unit, source: str) -> Profile | None:
    """The profile proposed for a ledger of ``source`` about ``body``: its usual one, an own copy, then what is meant for it."""
    return among(offers(body), usual_names(body), source)


def usual_names(*bodies: Unit) -> set[str]:
    """The codes of the profiles that ``bodies`` have called their usual ones."""
    return set(UsualProfile.objects.filter(body__in=bodies).values_list("name", flat=True))


def among(found: Sequence[Offer], usual: Collection[str], source: str) -> Profile | None:
    """Which of the offers ``found`` is proposed for ``source``: a ``usual`` one, an own copy, then what is meant for it."""
    own = sorted((offer for offer in found if offer.copy or offer.name in usual), key=lambda offer: offer.name not in usual)
    return next((offer.profile for offer in own if source in offer.profile.sources), None) or for_source(source)


def route_of(ledger: Ledger) -> list[SupervisingBody]:
    """The unsaved bodies of a new ledger's route, as its profile names them; one that bears a unit's name signs in there."""
    names = ledger.profile.closing.bodies
    units = units_named(names)
    if names and ledger.supervised_by and ledger.supervised_by not in units.values():
        units.setdefault(names[0], ledger.supervised_by)
    return [
        SupervisingBody(ledger=ledger, position=position, name=name, unit=units.get(name))
        for position, name in enumerate(names, 1)
    ]


def units_named(names: tuple[str, ...]) -> dict[str, Unit]:
    """The units that alone bear one of ``names``, by that name."""
    shared = Unit.objects.filter(name__in=names).values("name").annotate(n=models.Count("pk")).filter(n__gt=1).values("name")
    return {unit.name: unit for unit in Unit.objects.filter(name__in=names).exclude(name__in=shared)}
