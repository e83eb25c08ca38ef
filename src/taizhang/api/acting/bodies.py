"""What a program sends, as typed models made from the action's signature; and how each value becomes what the action takes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import Field, create_model

from taizhang.accounts.models import Unit
from taizhang.api.acting.place import Place, Take
from taizhang.api.acting.sent import BIGGEST, LONG, MOST, GivenIn, Kind, Number, PaperIn, Strict, as_it_is
from taizhang.api.acting.special import SPECIAL
from taizhang.api.acting.verb import Verb, is_many
from taizhang.api.acting.words import CHOICES, SAYS
from taizhang.api.text import Line, Text
from taizhang.ledger.actions import Given, Paper
from taizhang.ledger.models import (
    Evidence,
    Finding,
    Ledger,
    Manifestation,
    Measure,
    Objection,
    Opinion,
    Slot,
    Snapshot,
    SupervisingBody,
)
from taizhang.ledger.rerouting import RouteBody
from taizhang.profiles import Profile
from taizhang.supervision.models import Invitation
from taizhang.workdays import Year

KINDS: dict[Any, Kind] = {
    bool: Kind(bool, as_it_is),
    int: Kind(Annotated[int, Field(ge=0, le=BIGGEST)], as_it_is),
    date: Kind(date, as_it_is),
    Unit: Kind(Number, lambda place, value: place.unit(value)),
    Ledger: Kind(UUID, lambda place, value: place.other_ledger(value)),
    Finding: Kind(Number, lambda place, value: place.finding(value)),
    Measure: Kind(Number, lambda place, value: place.measure(value)),
    SupervisingBody: Kind(Line, lambda place, value: place.body(value)),
    Manifestation: Kind(Number, lambda place, value: place.manifestation(value)),
    Opinion: Kind(Number, lambda place, value: place.opinion(value)),
    Objection: Kind(Number, lambda place, value: place.objection(value)),
    Evidence: Kind(Number, lambda place, value: place.evidence(value)),
    Invitation: Kind(Number, lambda place, value: place.invitation(value)),
    Snapshot: Kind(Number, lambda place, value: place.snapshot(value)),
    Slot: Kind(Number, lambda place, value: place.slot(value)),
    Profile: Kind(Line, lambda place, value: place.profile(value)),
    Year: Kind(Text, lambda place, value: place.year(value)),
    Paper: Kind(PaperIn, lambda place, value: place.paper(value)),
    Given: Kind(GivenIn, lambda place, value: place.given(value)),
}


def body_of(verb: Verb, *, extra: Mapping[str, Any] | None = None, suffix: str = "") -> Any:
    """The model of what is sent for ``verb``; ``extra`` are fields of the address's own (which things)."""
    said = {one.name: _field(verb, one.name, verb.hints[one.name], one.default) for one in verb.parameters}
    if verb.is_versioned:
        said["version"] = (Number | None, Field(None, description=SAYS["version"], examples=[3]))
    name = "".join(part.title() for part in f"{verb.kind}_{verb.name}{suffix}".replace("-", "_").split("_"))
    return create_model(f"{name}Body", __base__=Strict, **{**dict(extra or {}), **said})


def taken(verb: Verb, place: Place, body: Any) -> dict[str, Any]:
    """What the action is called with: every value as it takes it. Files are looked at and kept on the way."""
    return {
        one.name: _kind(verb.name, one.name, verb.hints[one.name]).take(place, getattr(body, one.name)) for one in verb.parameters
    }


def _field(verb: Verb, name: str, hint: Any, default: Any) -> Any:
    kind = _kind(verb.name, name, hint)
    kept = ... if default in (inspect.Parameter.empty, MISSING) else default
    if isinstance(kept, Enum):
        kept = kept.value
    return (kind.type, Field([] if kept == () else kept, description=SAYS.get(name, name)))


@cache
def _kind(verb: str, name: str, hint: Any) -> Kind:
    """How a value of that type is sent; some words can only be one of a few."""
    if (verb, name) in SPECIAL:
        return SPECIAL[verb, name]
    choices = CHOICES.get((verb, name)) or CHOICES.get(("", name))
    if hint is str and choices:
        return Kind(Literal[tuple(choices)], as_it_is)
    if hint is str:
        return Kind(Text if name in LONG else Line, as_it_is)
    if hint in KINDS:
        return KINDS[hint]
    if get_origin(hint) in (Union, UnionType):
        return _or_nothing(verb, name, hint)
    if is_many(hint):
        return _several(verb, name, get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Kind(hint, as_it_is)
    if is_dataclass(hint):
        return _whole(verb, hint)
    raise TypeError(f"{verb}: nobody knows how {name} is sent")


def _or_nothing(verb: str, name: str, hint: Any) -> Kind:
    some = [one for one in get_args(hint) if one is not NoneType]
    kind = _kind(verb, name, some[0])
    return Kind(kind.type | None, lambda place, value: None if value is None else kind.take(place, value))


def _several(verb: str, name: str, of: Any) -> Kind:
    kind = _kind(verb, name, of)
    several = Annotated[list[kind.type], Field(max_length=MOST)]  # type: ignore[name-defined]
    return Kind(several, lambda place, values: [kind.take(place, value) for value in values])


RENAMED = {"pk": "id"}
AS_WRITTEN = ("lead_unit_text", "deadline_text")  # words that stand in for a unit or a day: empty where there is one


def _whole(verb: str, of: Any) -> Kind:
    """A thing of several parts, each sent under its own name."""
    parts = _parts(verb, of)
    if of is RouteBody:  # who supervises stands outside the body
        parts["unit"] = Kind(Number | None, lambda place, value: None if value is None else place.any_unit(value))
    model: Any = create_model(f"{of.__name__}In", __base__=Strict, **_said(of, parts))

    def take(place: Place, value: Any) -> Any:
        return of(**_values(place, parts, value))

    return Kind(model, take)


def _parts(verb: str, of: Any) -> dict[str, Kind]:
    hints = get_type_hints(of)
    return {one.name: _kind(verb, one.name, hints[one.name]) for one in fields(of) if one.name != "subject"}


def _said(of: Any, parts: Mapping[str, Kind]) -> dict[str, Any]:
    """The fields of its model; what is empty without being said stays so."""
    said: dict[str, Any] = {}
    for one in fields(of):
        if one.name in parts:
            default = one.default if one.default is not MISSING else "" if one.name in AS_WRITTEN else ...
            said[RENAMED.get(one.name, one.name)] = (
                parts[one.name].type,
                Field(default, description=SAYS.get(one.name, one.name)),
            )
    return said


def _values(place: Place, parts: Mapping[str, Kind], value: Any) -> dict[str, Any]:
    return {name: part.take(place, getattr(value, RENAMED.get(name, name))) for name, part in parts.items()}


def each_of(verb: Verb, parameter: str) -> tuple[Any, Take]:
    """The model of a body that says something of each of several things by its number ``n``, and what becomes of it."""
    of = get_args(verb.hints[parameter])[0]
    which = next(one.name for one in fields(of) if one.name in ("subject", "finding"))
    parts = {name: part for name, part in _parts(verb.name, of).items() if name not in (which, "own_words", "charge")}
    said = {"n": (Number, Field(description=SAYS["n"], examples=[1])), **_said(of, parts)}
    item: Any = create_model(f"{verb.kind.title()}{of.__name__}In", __base__=Strict, **said)
    items: Any = (Annotated[list[item], Field(min_length=1, max_length=MOST)], Field(description=SAYS["items"]))
    model = create_model(f"{verb.kind.title()}{of.__name__}Body", __base__=Strict, items=items)

    def take(place: Place, body: Any) -> list[Any]:
        return [of(**{which: place.numbered(one.n), **_values(place, parts, one)}) for one in body.items]

    return model, take
