"""A verb as the interface offers it: the action, what it is done to, what it is told – read from the action's signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_origin, get_type_hints

OURS = {"by", "at"}  # passed in by whoever calls, never said by a program
UNSAID = {"form", "giver_user", "taker_user"}  # what the house works out itself; a form by its code is said


@dataclass(frozen=True)
class Verb:
    """``kind`` is what it is done to, ``subject`` the parameter that takes it; empty where only a part of it is taken.

    ``name`` is what addresses call it, ``word`` what people do. ``example`` is a body as it could be sent.
    """

    call: Callable[..., Any]
    kind: str
    name: str
    word: str
    example: Mapping[str, Any]
    subject: str = ""

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The types of what it takes."""
        return get_type_hints(self.call)

    @cached_property
    def parameters(self) -> list[inspect.Parameter]:
        """What a program says: everything but the subject, who and when."""
        left_out = OURS | UNSAID | {self.subject, "version"}
        every = inspect.signature(self.call).parameters.items()
        return [one for name, one in every if name not in left_out or (name == "form" and self.hints[name] is str)]

    @property
    def is_versioned(self) -> bool:
        """Whether it must be told which version the person saw."""
        return "version" in self.hints

    @property
    def takes_many(self) -> bool:
        """Whether it is done to several things at once, each for itself."""
        return is_many(self.hints.get(self.subject))


def is_many(hint: Any) -> bool:
    """Whether ``hint`` is of several things, one after the other."""
    return get_origin(hint) in (Sequence, Collection)
