"""Departures told once each: the same one in many places is one remark, at the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from taizhang.checks.remark import Check, Remark

FEW = 3  # places that are shown one by one


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
    """A remark for each place where there are few alike, else one for all."""
    alike: dict[tuple[Check, tuple[tuple[str, str], ...]], list[Departure]] = defaultdict(list)
    for one in departures:
        alike[one.check, one.facts].append(one)
    for (check, facts), places in alike.items():
        many = len(places) > FEW
        times = {"times": f"（共{len(places)}处）", "count": f" ({len(places)} places)"} if many else {"times": "", "count": ""}
        for place in places[:1] if many else places:
            yield check.at(text, place.start, place.end, dict(facts) | times)
