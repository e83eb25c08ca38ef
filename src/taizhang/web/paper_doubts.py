"""What reading was not sure of in a paper: for the items of the tree by their place, and a list of everything else."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.reading.basis import SURE
from taizhang.sheet import Span

WORDS: dict[str, Promise] = {
    "header": _("文首文尾"),
    "outline": _("标题"),
    "claims": _("文中的数"),
    "dates": _("日期"),
    "periods": _("日期"),
}
Doubts = dict[tuple[int, str], str]  # where an item begins and how it was read → why it is not sure


@dataclass(frozen=True, slots=True)
class Aside:
    """One unsure thing that stands in no tree: what it is, its name in the header, where it stands, and why it is not sure."""

    key: str
    word: Promise
    name: str
    span: Span
    quote: str
    doubt: str


def doubts(reading: dict[str, Any]) -> Doubts:
    """The unsure items of the Sheet as it was read. An item that a person mended is another one, and sure."""
    return {(item["start"], text): item["doubt"] for item, text in _items(reading) if _unsure(item)}


def asides(reading: dict[str, Any], shown: Container[int]) -> list[Aside]:
    """What is unsure besides the tree: headings that do not begin where one of its items is ``shown``, numbers, dates, header."""
    headings = [h for h in _walk(reading.get("outline", ())) if h["start"] not in shown]
    found = [("outline", h) for h in headings]
    found += [(part, item) for part in ("header", "claims", "dates", "periods") for item in reading.get(part, ())]
    found = sorted((pair for pair in found if _unsure(pair[1])), key=lambda pair: (pair[1]["start"], pair[1]["end"]))
    return [_aside(n, part, item, reading["text"]) for n, (part, item) in enumerate(found, 1)]


def _unsure(item: dict[str, Any]) -> bool:
    """Whether it is to be looked at. A date that could not be told stands among what was left out already."""
    return bool(item.get("doubt")) and item.get("confidence", 100) < SURE and item.get("iso", "") is not None


def _items(reading: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for aspect in reading.get("ledger", ()):
        yield aspect, aspect["aspect"]
        for finding in aspect["findings"]:
            yield finding, finding["statement"] or ""
            yield from ((shown, shown["text"]) for shown in finding["manifestations"])
            yield from ((measure, measure["title"]) for measure in finding["measures"])


def _walk(headings: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for heading in headings:
        yield heading
        yield from _walk(heading["children"])


def _aside(n: int, part: str, item: dict[str, Any], text: str) -> Aside:
    span = Span(item["start"], item["end"])
    quote = text[span.start : span.end]
    return Aside(f"d{n}", WORDS[part], str(item.get("name", "")), span, quote, item["doubt"])
