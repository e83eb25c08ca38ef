"""An act: an action of the table of states as a page offers it – its form, what is asked before, how the action is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from taizhang.accounts.models import User
from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.states import Move, move
from taizhang.web.acts.forms import ActForm

Subject = Finding | Measure
# Calls the action on the subjects with what the form holds. What it returns is an Outcome where it is set-wise.
Run = Callable[[Sequence[Any], dict[str, Any], User, datetime], object]


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``note`` says what follows from it where that can't be undone; ``single`` acts take one thing at a time."""

    of: str
    action: str
    run: Run
    form: type[ActForm] = ActForm
    note: Any = ""
    single: bool = False
    wide: bool = False

    @property
    def move(self) -> Move:
        """The row of the table."""
        return move(self.action, self.of)


def batch(verb: Callable[..., Any], name: str) -> Run:
    """Calls a set-wise action with the subjects as its argument ``name``."""

    def run(subjects: Sequence[Any], data: dict[str, Any], by: User, at: datetime) -> object:
        return verb(**{name: subjects}, by=by, at=at, **data)

    return run


def one(verb: Callable[..., Any], name: str, *, versioned: bool = False) -> Run:
    """Calls an action on a single thing; ``versioned`` ones are told which version the person saw."""

    def run(subjects: Sequence[Any], data: dict[str, Any], by: User, at: datetime) -> object:
        subject = first(subjects)
        version = {"version": subject.version} if versioned else {}
        return verb(**{name: subject}, **version, by=by, at=at, **data)

    return run


def first(subjects: Sequence[Any]) -> Any:
    """The one thing of a single act."""
    [subject] = subjects
    return subject
