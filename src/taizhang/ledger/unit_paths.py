"""Units as another installation knows them: by the path of their names from the root."""

from __future__ import annotations

from datetime import datetime

from taizhang.accounts.actions import add_unit
from taizhang.accounts.models import Unit, UnitName
from taizhang.journal.append import SYSTEM

Path = tuple[str, ...]
NAMED_AT_ONCE = 10


class Unmatched(Exception):
    """Units that are not here, and what can be done about it."""


def paths_of(pks: set[int]) -> dict[int, Path]:
    """The names from the root down to each unit."""
    ways = {pk: _ids(path) for pk, path in Unit.objects.filter(pk__in=pks).values_list("pk", "path")}
    names = dict(Unit.objects.filter(pk__in={pk for way in ways.values() for pk in way}).values_list("pk", "name"))
    return {pk: tuple(names[step] for step in way) for pk, way in ways.items()}


def _ids(path: str) -> list[int]:
    return [int(step) for step in path.strip("/").split("/")]


class Matching:
    """Finds units by path. Where ``body`` is given, it stands for the unit at ``body_path``, and its parts for that one's."""

    def __init__(self, body_path: Path, body: Unit | None) -> None:
        self._body_path, self._body = body_path, body
        units = list(Unit.objects.all())
        by_pk = {unit.pk: unit for unit in units}
        former = UnitName.objects.filter(unit__in=by_pk).values_list("unit_id", "name")
        self._parts = {(by_pk[pk].parent_id, name): by_pk[pk] for pk, name in former}
        self._parts |= {(unit.parent_id, unit.name): unit for unit in units}

    def found(self, paths: list[Path]) -> list[Unit]:
        """The unit at each path. Raises Unmatched naming those that are not here."""
        units = [self._walk(path) for path in paths]
        missing = [path for path, (_, rest) in zip(paths, units, strict=True) if rest]
        if missing:
            raise Unmatched(self._advice(missing))
        return [unit for unit, _ in units if unit]

    def made(self, paths: list[Path], *, at: datetime) -> list[Unit]:
        """The unit at each path; those that are not here are added, each with its event."""
        return [self._made(path, at) for path in paths]

    def _made(self, path: Path, at: datetime) -> Unit:
        unit, rest = self._walk(path)
        for name in rest:
            unit = add_unit(name=name, parent=unit, by=SYSTEM, at=at)
            self._parts[unit.parent_id, unit.name] = unit
        if unit is None:
            raise ValueError("a path has at least one name")
        return unit

    def _walk(self, path: Path) -> tuple[Unit | None, Path]:
        """As far down as there are units, and the names that are left."""
        unit: Unit | None = None
        if self._body and path[: len(self._body_path)] == self._body_path:
            unit, path = self._body, path[len(self._body_path) :]
        for step, name in enumerate(path):
            part = self._parts.get((unit.pk if unit else None, name))
            if part is None:
                return unit, path[step:]
            unit = part
        return unit, ()

    def _advice(self, missing: list[Path]) -> str:
        named = "、".join("/".join(path) for path in missing[:NAMED_AT_ONCE])
        more = f"等 {len(missing)} 个" if len(missing) > NAMED_AT_ONCE else ""
        advice = f"本系统中没有这些单位：{named}{more}。"
        if self._body_path in missing and (like := self._like_the_body()):
            return f"{advice}如果台账的单位就是本系统的 {like}，请加 --body 和它前面的编号；要新建单位，请加 --make-units。"
        return f"{advice}请先在本系统建立这些单位，或加 --make-units 由导入新建。"

    def _like_the_body(self) -> str:
        like = [unit for unit in self._parts.values() if unit.name == self._body_path[-1]]
        paths = paths_of({unit.pk for unit in like})
        return " 或 ".join(f"{pk} {'/'.join(path)}" for pk, path in sorted(paths.items())[:NAMED_AT_ONCE])
