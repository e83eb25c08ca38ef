"""Lead units that a paper names and the tree of units does not know: asked about, and settled as a person chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taizhang.accounts import policy
from taizhang.accounts.actions import add_unit
from taizhang.accounts.models import Unit, User
from taizhang.intake.matching import likeness
from taizhang.ledger.adoption import units_by_name
from taizhang.sheet import Sheet

AS_TEXT, NEW = "", "new"  # what a person can say of a name besides naming a unit
LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A lead unit as written, how often the paper names it, and the body's units that are called much like it."""

    name: str
    times: int
    like: tuple[Unit, ...]


def unmatched(sheet: Sheet, body: Unit) -> list[Unmatched]:
    """The lead units of ``sheet`` that are no unit of ``body`` by name or former name, in the paper's order. Two queries."""
    known = units_by_name(body)
    times = Counter(name for name in _lead_units(sheet) if name not in known)
    units = {unit.pk: unit for unit in known.values()}.values()
    return [Unmatched(name, n, _like(name, units)) for name, n in times.items()]


def why_not_create(user: User) -> str | None:
    """Why ``user`` may not create the units that are missing; None when he may."""
    return policy.why_not(user, "add_unit")


def settle(choices: Mapping[str, str], sheet: Sheet, body: Unit, *, by: User, at: datetime) -> dict[str, Unit]:
    """The units that unknown names mean: ``choices`` gives for each a unit of the body (its id), ``new`` or nothing.

    A new unit is created right under the body. Raises ValidationError for what cannot be meant, accounts' Refused for who may
    not create units.
    """
    asked = {one.name for one in unmatched(sheet, body)} if choices else set()
    return {name: _meant(name, choice, body, by, at) for name, choice in choices.items() if name in asked and choice != AS_TEXT}


def _meant(name: str, choice: str, body: Unit, by: User, at: datetime) -> Unit:
    if choice == NEW:
        return add_unit(name=name, parent=body, by=by, at=at)
    units = Unit.objects.filter(path__startswith=body.path)
    unit = units.filter(pk=int(choice)).first() if choice.isdecimal() else None
    if unit is None:
        raise ValidationError(_("“%(name)s”所选的单位不在“%(body)s”之下，请重新选择。") % {"name": name, "body": body.name})
    return unit


def _lead_units(sheet: Sheet) -> Iterator[str]:
    for finding in sheet.findings():
        for who in (finding.responsibility, *(measure.responsibility for measure in finding.measures)):
            if name := (who.lead_unit or "").strip():
                yield name


def _like(name: str, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units most like ``name``, the likest first; 供水科 is called like 供水管理科."""
    found = sorted(((likeness(name, unit.name), -unit.pk, unit) for unit in units), reverse=True, key=lambda row: row[:2])
    return tuple(unit for like, _pk, unit in found[:3] if like >= LIKE)
