"""Which unit a paper or a list means by a name: what units are called now, else what they were called before."""

from __future__ import annotations

from collections.abc import Iterable

from taizhang.accounts.models import Unit, UnitName


def units_by_name(units: Iterable[Unit]) -> dict[str, Unit | None]:
    """``units`` by each name they go by; None for a name that several of them share.

    A former name counts only where no unit is called so now.
    """
    known = {unit.pk: unit for unit in units}
    former = UnitName.objects.filter(unit__in=known).values_list("name", "unit_id")
    now = _shared_out((unit.name, unit) for unit in known.values())
    return _shared_out((name, known[pk]) for name, pk in former) | now


def _shared_out(named: Iterable[tuple[str, Unit]]) -> dict[str, Unit | None]:
    found: dict[str, Unit | None] = {}
    for name, unit in named:
        found[name] = None if name in found else unit
    return found
