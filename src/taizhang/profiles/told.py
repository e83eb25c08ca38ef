"""A profile told in words, line by line: for its page in the docs, and for what changes between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from taizhang.handwritten import Label, label_of
from taizhang.profiles.limit import Limit
from taizhang.profiles.shape import Profile


class Line(NamedTuple):
    """One thing a profile says: the names that lead to it, outermost first, and its value in words; None where it is silent."""

    place: tuple[str, ...]
    value: str | None


def told(profile: Profile) -> list[Line]:
    """Everything the profile says, in the order of its sections."""
    return list(_lines(profile, ()))


def differences(old: Profile, new: Profile) -> list[str]:
    """What changes from ``old`` to ``new``, a sentence each, in the order of the sections."""
    before, after = _said(old), _said(new)
    places = [*after, *(place for place in before if place not in after)]
    changed = [place for place in places if before.get(place) != after.get(place)]
    if not changed and old != new:
        return ["只调整了先后次序，内容没有变化。"]
    return [_change("·".join(place), before.get(place), after.get(place)) for place in changed]


def _said(profile: Profile) -> dict[tuple[str, ...], str]:
    return {place: value for place, value in told(profile) if value is not None}


def _change(place: str, was: str | None, now: str | None) -> str:
    if was is None:
        return f"增加“{place}”：{now}。"
    if now is None:
        return f"去掉“{place}”（原为“{was}”）。"
    return f"“{place}”由“{was}”改为“{now}”。"


def _lines(value: Any, place: tuple[str, ...], first: int = 0) -> Iterator[Line]:
    for field in fields(value)[first:]:
        said, one = label_of(field), getattr(value, field.name)
        where = (*place, said.word)
        if _is_section(one):
            yield from _lines(one, where)
        elif isinstance(one, tuple) and one and _is_section(one[0]):
            for item in one:  # goes by its first field
                yield from _lines(item, (*where, str(getattr(item, fields(item)[0].name))), first=1)
        else:
            yield Line(where, _in_words(one, said))


def _is_section(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Limit)


def _in_words(value: Any, said: Label) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, tuple) else f"{value}{said.counter}"
