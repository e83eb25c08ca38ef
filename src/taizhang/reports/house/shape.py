"""The shape of what a template is filled with: every name, what stands below it, what can be gone through one by one."""

from __future__ import annotations

import types
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from taizhang.reports import facts
from taizhang.reports.house.words import ALL_FINDINGS, ALL_MEASURES, COUNTED, LEFT_OUT, OF_ASPECT, OF_FINDING, WORDS, Word


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing: a value (neither below nor each), a thing with names ``below`` it, or a list of things like ``each``."""

    about: Word
    below: dict[str, Shape] = field(default_factory=dict)
    each: Shape | None = None


@cache
def whole() -> Shape:
    """All that a template can use."""
    made = _of(facts.Ledger, Word("", ""))
    finding = _each(_each(made, "各方面"), "各问题")
    measure = _each(finding, "各措施")
    flat_finding = Shape(finding.about, {OF_ASPECT.word: Shape(OF_ASPECT), **finding.below})
    flat_measure = Shape(measure.about, {OF_ASPECT.word: Shape(OF_ASPECT), OF_FINDING.word: Shape(OF_FINDING), **measure.below})
    return Shape(
        made.about,
        {
            **made.below,
            **{word.word: Shape(word) for word in COUNTED.values()},
            ALL_FINDINGS.word: Shape(ALL_FINDINGS, each=flat_finding),
            ALL_MEASURES.word: Shape(ALL_MEASURES, each=flat_measure),
        },
    )


def _each(shape: Shape, name: str) -> Shape:
    """One thing of the list that goes by that name below the shape."""
    each = shape.below[name].each
    if each is None:
        raise TypeError(f"{name} is no list")
    return each


def _of(kind: Any, about: Word) -> Shape:
    """The shape of a type as the dataclasses name it."""
    bare = _without_none(kind)
    if get_origin(bare) is tuple:
        return Shape(about, each=_of(get_args(bare)[0], about))
    if is_dataclass(bare) and isinstance(bare, type):
        hints = get_type_hints(bare)
        named = {name: word_of(bare, name) for name in (one.name for one in fields(bare)) if name not in LEFT_OUT}
        return Shape(about, {word.word: _of(hints[name], word) for name, word in named.items()})
    return Shape(about)


def word_of(kind: type, name: str) -> Word:
    """What a field of a dataclass is called; one that nobody has named yet goes by its own name."""
    return WORDS.get(kind, {}).get(name) or Word(name, name)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind
