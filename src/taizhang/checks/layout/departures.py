"""Departures told once each: the same one in many places is one remark, at the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from taizhang.checks.remark import Check, Remark

FEW = 3  # places that are shown one by one
_PARTS = ("what", "part")  # facts that name the part of the paper


class Departure(NamedTuple):
    """One place that is set otherwise than it should be; ``facts`` fill the check's sentences."""

    check: Check
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]


def departure(check: Check, place: tuple[int, int], facts: Mapping[str, str]) -> Departure:
    """A departure with its facts by name."""
    return Departure(check, *place, tuple(sorted(facts.items())))


def told(text: str, departures: Iterable[Departure]) -> Iterator[Remark]:
    """A remark for each place where there are few alike; else one for all, which names every part that it is about."""
    alike: dict[tuple[Check, tuple[tuple[str, str], ...]], list[Departure]] = defaultdict(list)
    for one in departures:
        alike[one.check, tuple((name, fact) for name, fact in one.facts if name not in _PARTS)].append(one)
    for (check, _), places in alike.items():
        if len(places) > FEW:
            yield check.at(text, places[0].start, places[0].end, _of_all(places))
        else:
            for place in places:
                yield check.at(text, place.start, place.end, dict(place.facts) | {"times": "", "count": ""})


def _of_all(places: list[Departure]) -> dict[str, str]:
    facts = dict(places[0].facts)
    parts = {name: dict.fromkeys(dict(place.facts).get(name, "") for place in places) for name in _PARTS}
    named = {"what": "、".join(parts["what"]), "part": ", ".join(parts["part"])}
    return facts | named | {"times": f"（共{len(places)}处）", "count": f" ({len(places)} places)"}
