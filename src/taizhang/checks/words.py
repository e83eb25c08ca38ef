"""The lists of wording, from ``words.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Slip:
    """One word that is often written wrong: how it should be, and why."""

    wrong: str
    right: str
    why: str
    english: str


@dataclass(frozen=True, slots=True)
class Lists:
    """Slips by how they are written wrong, what only looks like one, words of empty and solid measures, nouns that join."""

    slips: dict[str, Slip]
    unless: dict[str, tuple[str, ...]]
    any_slip: re.Pattern[str]
    empty: re.Pattern[str]
    solid: re.Pattern[str]
    compounds: frozenset[str]

    def is_right(self, text: str, start: int, wrong: str) -> bool:
        """Whether the letters at ``start`` belong to other words: 为了了解, 公布署名."""
        return any(
            text.startswith(context, start - offset)
            for context in self.unless.get(wrong, ())
            for offset in range(len(context) - len(wrong) + 1)
            if context.startswith(wrong, offset) and start >= offset
        )


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The lists that come with the product."""
    said = tomllib.loads(files("taizhang.checks").joinpath("words.toml").read_text("utf-8"))
    slips: dict[str, Slip] = {}
    unless: dict[str, tuple[str, ...]] = {}
    for group in said["group"]:
        contexts = group["unless"].split()
        for wrong, right in (line.split() for line in group["pairs"].splitlines()):
            slips[wrong] = Slip(wrong, right, group["why"], group["english"])
            unless[wrong] = tuple(context for context in contexts if wrong in context)
    vague = said["vague"]
    return Lists(
        slips,
        unless,
        _any_of(slips),
        _any_of(vague["empty"].split()),
        _any_of(vague["solid"].split()),
        frozenset(said["twice"]["compounds"].split()),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words, the longest that fits. A look at two characters spares trying them all at every place."""
    ordered = sorted(words, key=len, reverse=True)
    first, second = ("".join(sorted({word[n] for word in ordered if len(word) > n})) for n in (0, 1))
    both = f"[{first}][{second}]" if all(len(word) > 1 for word in ordered) else f"[{first}]"
    return re.compile(f"(?={both})(?:{'|'.join(ordered)})")
