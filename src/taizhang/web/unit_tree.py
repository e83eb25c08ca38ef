"""The tree of units as pages show it: nested with what each holds, or as the choices of a select."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count

from taizhang.accounts.models import Membership, Unit, UnitName

MOST = 1000  # units on one page; where there are more, each unit's page shows its parts


@dataclass(slots=True)
class Branch:
    """One unit with its parts: how many people have a role in it, what it was called before."""

    unit: Unit
    people: int = 0
    former: list[str] = field(default_factory=list)
    parts: list[Branch] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Unit]]:
        """This unit and those below it in order, each with its depth."""
        yield depth, self.unit
        for part in self.parts:
            yield from part.walk(depth + 1)


def forest(units: Iterable[Unit]) -> list[Branch]:
    """``units`` as trees: parts under their superiors, in the order in which they were added."""
    branches = {unit.pk: Branch(unit) for unit in sorted(units, key=lambda unit: unit.pk)}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id or 0)
        (above.parts if above else tops).append(branch)
    return tops


def furnished(units: list[Unit]) -> list[Branch]:
    """``forest`` with people and former names. Two queries."""
    tops, pks = forest(units), [unit.pk for unit in units]
    people = Membership.objects.filter(unit__in=pks, user__is_active=True).values("unit")
    counted = dict(people.annotate(n=Count("user", distinct=True)).values_list("unit", "n"))
    former: dict[int, list[str]] = {}
    for pk, name in UnitName.objects.filter(unit__in=pks).values_list("unit_id", "name"):
        former.setdefault(pk, []).append(name)
    waiting = list(tops)
    while waiting:
        branch = waiting.pop()
        branch.people, branch.former = counted.get(branch.unit.pk, 0), former.get(branch.unit.pk, [])
        waiting += branch.parts
    return tops


def shown() -> tuple[list[Branch], bool]:
    """All units, and whether they are too many for one page and only the uppermost are shown."""
    units = list(Unit.objects.order_by("pk")[: MOST + 1])
    if len(units) <= MOST:
        return furnished(units), False
    return furnished(list(Unit.objects.filter(parent=None).order_by("pk")[:MOST])), True


def unit_choices(empty: object) -> list[tuple[object, object]]:
    """Every unit for a select, indented by depth; ``empty`` is what stands first, for none."""
    rows = [pair for branch in forest(Unit.objects.all()) for pair in branch.walk()]
    return [("", empty), *((unit.pk, "　" * depth + unit.name) for depth, unit in rows)]
