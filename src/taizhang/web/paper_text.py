"""A paper's text, cut where something was recognised, repaired or left out, so that a page can mark each place."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from taizhang.web.paper_doubts import Aside
from taizhang.web.paper_tree import Item

# A page of more would be slow to open; the reading itself is of the whole text.
SHOWN = 200_000


@dataclass(frozen=True, slots=True)
class Place:
    """Characters ``[start, end)`` and what is to be shown there: an item's key, or a repair, or what was left out."""

    start: int
    end: int
    kind: str
    key: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is all of one: the keys of the items it belongs to, outermost first, and its marks."""

    text: str
    keys: str
    marks: str
    note: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text: where it begins, and its pieces."""

    start: int
    pieces: list[Piece]


def places(items: Iterable[Item], reading: dict[str, Any], claims: Container[int] = ()) -> list[Place]:
    """Every place that is to be marked, of all kinds; of the paper's claims those whose number (from 1) is in ``claims``."""
    found = [Place(i.span.start, i.span.end, i.kind, i.key) for i in items if i.span]
    for n, repair in enumerate(reading.get("repairs", ()), 1):
        kind = "damaged" if repair["now"] is None else "repaired"
        found.append(Place(repair["start"], repair["end"], kind, f"r{n}", repair["was"]))
    for n, unread in enumerate(reading.get("unread", ()), 1):
        found.append(Place(unread["start"], unread["end"], "unread", f"u{n}", unread["reason"]))
    for n, claim in enumerate(reading.get("claims", ()), 1):
        if n in claims:
            found.append(Place(claim["start"], claim["end"], "claim", f"c{n}"))
    return [place for place in found if place.start < place.end]


def aside_places(unsure: Iterable[Aside]) -> list[Place]:
    """The places of what reading was not sure of and no tree shows."""
    return [Place(a.span.start, a.span.end, "unsure", a.key, a.doubt) for a in unsure if a.span.start < a.span.end]


def paragraphs(text: str, marked: Iterable[Place]) -> list[Paragraph]:
    """The text's paragraphs as pieces, empty ones left out; places may nest and overlap and run over paragraphs."""
    waiting = deque(sorted(marked, key=lambda place: (place.start, -place.end)))
    found: list[Paragraph] = []
    begun: set[str] = set()
    active: list[Place] = []
    start = 0
    for line in text[:SHOWN].split("\n"):
        end = start + len(line)
        while waiting and waiting[0].start < end:
            active.append(waiting.popleft())
        if pieces := _pieces(text, start, end, active, begun):
            found.append(Paragraph(start, pieces))
        active = [place for place in active if place.end > end]
        start = end + 1
    return found


def _pieces(text: str, start: int, end: int, active: list[Place], begun: set[str]) -> list[Piece]:
    cuts = {start, end}
    for place in active:
        cuts |= {cut for cut in (place.start, place.end) if start < cut < end}
    edges = sorted(cuts)
    return [_piece(text, left, right, active, begun) for left, right in pairwise(edges)]


def _piece(text: str, start: int, end: int, active: list[Place], begun: set[str]) -> Piece:
    here = [place for place in active if place.start <= start and end <= place.end]
    anchors = tuple(place.key for place in here if place.key not in begun)
    begun.update(anchors)
    return Piece(
        text=text[start:end],
        keys=" ".join(place.key for place in here),
        marks=" ".join(dict.fromkeys(place.kind for place in here)),
        note=next((place.note for place in here if place.note), ""),
        anchors=anchors,
    )
