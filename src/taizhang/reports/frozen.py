"""A snapshot (数据版本) as forms and papers read it: a ledger's facts frozen as of a day, its numbers, and how it is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from taizhang.reports.facts import Ledger
from taizhang.reports.official import spoken

T = TypeVar("T")
_SHORT = 8  # signs of a digest that tell one snapshot from another to the eye


@dataclass(frozen=True, slots=True)
class Version:
    """Which snapshot: its number in the ledger, its day, the digest of all that it says."""

    number: int
    as_of: date
    digest: str

    def __str__(self) -> str:
        return f"数据版本{self.number}（截至{spoken(self.as_of)}，校验码{self.digest[:_SHORT]}）"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The ledger's own numbers as of the day: findings and measures by state, measures by degree (自评), as its codes name them.

    ``within`` are items handed over on site that a finding contains, ``overdue`` open findings beyond their day, ``rebounds``
    how often something closed was reopened.
    """

    findings: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, int] = field(default_factory=dict)
    degrees: Mapping[str, int] = field(default_factory=dict)
    manifestations: int = 0
    within: int = 0
    overdue: int = 0
    rebounds: int = 0

    @property
    def finding_total(self) -> int:
        """All findings, whatever their state."""
        return sum(self.findings.values())

    @property
    def measure_total(self) -> int:
        """All measures, whatever their state."""
        return sum(self.measures.values())


@dataclass(frozen=True, slots=True)
class Frozen:
    """One snapshot, opened. ``figures`` are the numbers of other rooms, by room and name (``supervision.opened``)."""

    version: Version
    ledger: Ledger
    numbers: Numbers
    figures: Mapping[str, int]


def plain(value: Any) -> Any:
    """Frozen data as dicts and lists that JSON can hold; what is left at its default is left out."""
    if value is None or isinstance(value, str | int):
        return value
    if is_dataclass(value):
        shape: Any = type(value)
        said = ((name, default, getattr(value, name)) for name, default in _defaults(shape))
        return {name: plain(held) for name, default, held in said if held != default}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


@cache
def _defaults(shape: Any) -> tuple[tuple[str, Any], ...]:
    """The fields with what stands in them unless it is said."""
    return tuple(
        (one.name, one.default_factory() if one.default_factory is not MISSING else one.default) for one in fields(shape)
    )


def read(shape: type[T], told: Mapping[str, Any]) -> T:
    """The inverse of ``plain``. What a later version of the product does no longer know is passed over."""
    kinds = _kinds(shape)  # type: ignore[arg-type] # classes are hashable
    return shape(**{name: _value(kinds[name], held) for name, held in told.items() if name in kinds})


@cache
def _kinds(shape: Any) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {one.name: hints[one.name] for one in fields(shape)}


def _value(kind: Any, told: Any) -> Any:
    if get_origin(kind) is UnionType:
        return None if told is None else _value(get_args(kind)[0], told)
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], one) for one in told)
    if is_dataclass(kind):
        shape: Any = kind  # a class; is_dataclass is as true of an instance
        return read(shape, told)
    return date.fromisoformat(told) if kind is date else told
