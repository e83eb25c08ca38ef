"""The words reading goes by: defaults from ``words.toml`` beside this file, others passed in by whoever knows better."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Vocabulary = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The words of claims. Hashable: the grammar is compiled once for each."""

    problems: Vocabulary
    manifestations: Vocabulary
    measures: Vocabulary
    tasks: Vocabulary
    rules: Vocabulary
    matters: Vocabulary
    new: Vocabulary
    revised: Vocabulary
    both: Vocabulary
    found: Vocabulary
    done: Vocabulary
    done_after_already: Vocabulary
    basically: Vocabulary
    under_way: Vocabulary
    long_term: Vocabulary
    not_started: Vocabulary
    discipline: Vocabulary
    not_discipline: Vocabulary
    units: Vocabulary
    citizens: Vocabulary
    policies: Vocabulary
    occasions: Vocabulary
    handled: Vocabulary
    cut: Vocabulary


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, Vocabulary]]:
    sections = tomllib.loads(files("taizhang.reading").joinpath("words.toml").read_text("utf-8"))
    return {name: {key: tuple(words.split()) for key, words in section.items()} for name, section in sections.items()}


def words_of(section: str) -> dict[str, Vocabulary]:
    """One section's lists by name."""
    return _lists()[section]


WORDS = Words(**words_of("claims"))
