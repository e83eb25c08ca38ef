"""Lists declared: for each column what it is called and what it shows of a row, whatever rows are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from taizhang.reports.listed import Column, Kind, Listed, Row, Value

T = TypeVar("T")
_NUMBER = Column("number", "序号", 8, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """One column: heading, width in halves of a Chinese character, what it shows. It stands ``once`` over rows that are alike."""

    heading: str
    width: int
    value: Callable[[T], Value]
    kind: Kind = Kind.TEXT
    once: Callable[[T], object] | None = None


def listed(title: str, columns: Iterable[Shown[T]], rows: Iterable[T], *, notes: str = "", stamp: str = "") -> Listed:
    """The rows as a list, each with its number in front."""
    shown = tuple(columns)
    fields = tuple(Column(str(at), one.heading, one.width, one.kind) for at, one in enumerate(shown, 1))
    found: list[Row] = []
    above: list[object] = [object()] * len(shown)
    for n, row in enumerate(rows, 1):
        alike = [one.once(row) if one.once else object() for one in shown]
        joined = frozenset(at for at, (was, now) in enumerate(zip(above, alike, strict=True), 1) if was == now)
        found.append(Row(str(n), (n, *(one.value(row) for one in shown)), joined=joined))
        above = alike
    return Listed(title, (_NUMBER, *fields), found, notes, stamp)
