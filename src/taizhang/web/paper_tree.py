"""What was read in a paper, as the tree that stands beside its text. Every item has a key that its place in the text has too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.reading.basis import SURE
from taizhang.sheet import Aspect, Deadline, Finding, Measure, Responsibility, Sheet, Span
from taizhang.web.paper_doubts import Doubts

WORDS: dict[str, Promise] = {
    "aspect": _("方面"),
    "finding": _("问题"),
    "manifestation": _("具体表现"),
    "measure": _("措施"),
    "heading": _("标题"),
}


@dataclass(slots=True)
class Item:
    """One thing that was recognised: what it is, how it reads, where it stands, what hangs under it.

    ``more`` is what a measure's text says after its title, ``doubt`` why reading is not sure of it. Keys count the lines of
    ``intake.mending`` from 1.
    """

    key: str
    kind: str
    number: str
    text: str
    span: Span | None
    notes: list[str] = field(default_factory=list)
    more: str = ""
    doubt: str = ""
    children: list[Item] = field(default_factory=list)

    @property
    def word(self) -> Promise:
        """What it is, in the field's word."""
        return WORDS[self.kind]

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def sheet_items(sheet: Sheet, doubts: Doubts | None = None) -> list[Item]:
    """方面 → 问题 → 具体表现, 措施."""
    keys = count(1)
    tree = [_aspect(aspect, keys) for aspect in sheet.aspects]
    if doubts:
        for item in (item for top in tree for item in top.walk()):
            item.doubt = doubts.get((item.span.start, item.text), "") if item.span else ""
    return tree


def outline_items(outline: list[dict[str, Any]], keys: Iterator[int] | None = None) -> list[Item]:
    """The document's own headings, as ``taizhang read --json`` nests them."""
    keys = keys or count(1)
    return [
        Item(
            key=f"o{next(keys)}",
            kind="heading",
            number=heading["number"] or "",
            text=heading["title"],
            span=Span(heading["start"], heading["end"]),
            doubt=heading.get("doubt", "") if heading.get("confidence", SURE) < SURE else "",
            children=outline_items(heading["children"], keys),
        )
        for heading in outline
    ]


def _aspect(aspect: Aspect, keys: Iterator[int]) -> Item:
    item = Item(f"i{next(keys)}", "aspect", aspect.number or "", aspect.title, aspect.span)
    item.children = [_finding(finding, keys) for finding in aspect.findings]
    return item


def _finding(finding: Finding, keys: Iterator[int]) -> Item:
    notes = _notes(finding.responsibility, finding.deadline)
    item = Item(f"i{next(keys)}", "finding", finding.number or "", finding.statement or "", finding.span, notes)
    item.children = [Item(f"i{next(keys)}", "manifestation", m.number or "", m.text, m.span) for m in finding.manifestations]
    item.children += [_measure(measure, keys) for measure in finding.measures]
    return item


def _measure(measure: Measure, keys: Iterator[int]) -> Item:
    notes = [*_notes(measure.responsibility, measure.deadline), *([measure.state] if measure.state else [])]
    more = measure.text[len(measure.title) :] if measure.text.startswith(measure.title) else measure.text
    return Item(f"i{next(keys)}", "measure", measure.number or "", measure.title, measure.span, notes, more)


def _notes(who: Responsibility, deadline: Deadline | None) -> list[str]:
    return [note for note in (who.lead_unit, who.leader, deadline.text if deadline else None) if note]
