"""What is read from one document: small unchanging facts, each with the place it stands at.

``quote`` is always exactly ``text[span.start:span.end]`` of the reading it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.reading.basis import PLAIN, Basis
from taizhang.reading.document import Recognised
from taizhang.sheet import Sheet, Span

EMPTY = Sheet()


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing mended: what stood there, what stands there now. ``now`` is None where damage was found and left as it was."""

    span: Span
    was: str
    now: str | None
    kind: str


class Unread(NamedTuple):
    """A place that was left out or not understood, and why, in a few words of Chinese."""

    span: Span
    reason: str


class Heading(NamedTuple):
    """One heading or enumerated item. ``level`` is 1–4 by the style of its number, or ``"item"``.

    ``span`` is number and title; ``until`` is where what stands under it ends.
    """

    level: int | str
    number: str | None
    title: str
    span: Span
    until: int
    children: tuple[Heading, ...] = ()
    basis: Basis = PLAIN


class Claim(NamedTuple):
    """One number of the report's arithmetic: how many findings, measures, rules, what share is done."""

    kind: str
    value: int | float
    counter: str
    quote: str
    span: Span
    basis: Basis = PLAIN


class Quantity(NamedTuple):
    """Any other number with its counter, and what it counts where that stands beside it."""

    value: int | float
    counter: str
    subject: str | None
    quote: str
    span: Span


class Date(NamedTuple):
    """A date to the precision stated; ``iso`` is None, and ``why`` says so, where the text does not tell it."""

    iso: str | None
    quote: str
    span: Span
    why: str | None = None
    basis: Basis = PLAIN


class Period(NamedTuple):
    """From one date to another, both to the precision stated."""

    start: str
    end: str
    quote: str
    span: Span
    basis: Basis = PLAIN


class Fact(NamedTuple):
    """One thing of the header as it was found: its name in the field's words, its value, its place."""

    name: str
    value: str
    span: Span
    basis: Basis = PLAIN


@dataclass(frozen=True, slots=True)
class Inspection:
    """Which inspection, audit or supervision the document answers: who looked at whom, when, and when it was told."""

    kind: str
    nature: str | None = None
    body: str | None = None
    subject: str | None = None
    start: str | None = None
    end: str | None = None
    feedback_on: str | None = None
    facts: tuple[Fact, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which the public may answer a disclosure."""

    start: str | None
    end: str | None
    fact: Fact | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where opinions are to be sent."""

    phone: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    postcode: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one document, over its repaired text."""

    text: str
    repairs: tuple[Repair, ...] = ()
    document_kind: str | None = None
    title: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    inspection: Inspection | None = None
    disclosure_window: Window | None = None
    contacts: Contacts = Contacts()
    outline: tuple[Heading, ...] = ()
    sheet: Sheet = EMPTY
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    periods: tuple[Period, ...] = ()
    unread: tuple[Unread, ...] = ()
    attachments: tuple[str, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    header: tuple[Fact, ...] = ()  # what the header holds, each with its place and by what it was read
