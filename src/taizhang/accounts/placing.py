"""The tree of units as a list would leave it: the units there are, and those it adds, found by what the list calls them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from taizhang.accounts.models import Unit, UnitName


class Ambiguous(Exception):
    """Several units are called so."""


@dataclass(slots=True, eq=False)
class Spot:
    """One place in the tree; ``unit`` is None until it is created."""

    name: str
    parent: Spot | None
    unit: Unit | None = None
    parts: dict[str, Spot] = field(default_factory=dict)

    def upwards(self) -> Iterator[Spot]:
        """This spot, what stands above it, and so on to the root."""
        spot: Spot | None = self
        while spot is not None:
            yield spot
            spot = spot.parent

    @property
    def label(self) -> str:
        """The names from the root: 江岸市/市水务局/财务科."""
        return "/".join(reversed([spot.name for spot in self.upwards()]))


class Tree:
    """All units, those to be added among them."""

    def __init__(self) -> None:
        self.roots: dict[str, Spot] = {}
        self._named: dict[str, list[Spot]] = defaultdict(list)
        self._former: dict[str, list[Spot]] = defaultdict(list)
        self._by_pk: dict[int, Spot] = {}
        for unit in sorted(Unit.objects.all(), key=lambda unit: unit.depth):
            self._by_pk[unit.pk] = self.add(unit.name, self._by_pk.get(unit.parent_id or 0), unit)
        for name, pk in UnitName.objects.values_list("name", "unit_id"):
            self._former[name].append(self._by_pk[pk])

    def add(self, name: str, parent: Spot | None, unit: Unit | None = None) -> Spot:
        """A new spot under ``parent``."""
        spot = Spot(name, parent, unit)
        self._under(parent)[name] = spot
        self._named[name].append(spot)
        return spot

    def spot(self, unit: Unit | None) -> Spot | None:
        """Where an existing unit stands."""
        return self._by_pk[unit.pk] if unit else None

    def part(self, name: str, parent: Spot | None) -> Spot | None:
        """What is or was called ``name`` right under ``parent``."""
        was = [spot for spot in self._former[name] if spot.parent is parent]
        return self._under(parent).get(name) or (was[0] if len(was) == 1 else None)

    def find(self, text: str, near: Spot | None) -> Spot | None:
        """The unit that a list calls ``text`` (a name, or names from above to below between slashes).

        Of several, the one that stands within ``near`` is meant. Raises Ambiguous where that does not decide.
        """
        *above, name = [part.strip() for part in text.split("/")]
        found = [spot for spot in self._named[name] or self._former[name] if _stands_under(spot, above)]
        if len(found) > 1 and near is not None:
            found = [spot for spot in found if near in spot.upwards()] or found
        if len(found) > 1:
            raise Ambiguous
        return found[0] if found else None

    def _under(self, parent: Spot | None) -> dict[str, Spot]:
        return self.roots if parent is None else parent.parts


def _stands_under(spot: Spot, above: list[str]) -> bool:
    """Whether the names ``above`` are met in that order on the way to the root; levels may be left out."""
    way = spot.upwards()
    next(way)
    return all(any(name == other.name for other in way) for name in reversed(above))
