"""What the page of a paper shows: the text with its marks, the tree beside it, what was found against what is said."""

from __future__ import annotations

from typing import Any

from taizhang.intake.models import Paper, PaperState
from taizhang.intake.told import reasons, told
from taizhang.web.paper_doubts import asides, doubts
from taizhang.web.paper_text import SHOWN, aside_places, paragraphs, places
from taizhang.web.paper_tree import outline_items, sheet_items


def beside(paper: Paper) -> dict[str, Any]:
    """The context of ``web/intake/beside.html``."""
    reading, sheet = paper.reading, paper.sheet
    tree, outline = sheet_items(sheet, doubts(reading)), outline_items(reading["outline"])
    headings = [item for top in outline for item in top.walk()]
    rows = [item for top in tree for item in top.walk()]
    items = [*headings, *rows]
    unsure = asides(reading, {item.span.start for item in rows if item.span})
    levels = told(sheet.counts(), reading["claims"], reading["text"])
    marked = [*places(items, reading, {level.place for level in levels if level.place}), *aside_places(unsure)]
    open_ = paper.state == PaperState.READ
    return {
        "paper": paper,
        "mendable": open_,
        "mended": open_ and paper.mends.exists(),
        "tree": tree,
        "outline": outline,
        "headings": len(headings),
        "levels": levels,
        "reasons": reasons(levels),
        "paragraphs": paragraphs(reading["text"], marked),
        "left_out": max(0, len(reading["text"]) - SHOWN),
        "unsure": unsure,
        "unsure_count": len(unsure) + sum(bool(row.doubt) for row in rows),
        "unread": [_quoted(reading["text"], place) for place in reading.get("unread", ())],
        "pages": range(1, paper.pages + 1),
        "repairs": [_quoted(reading["text"], place) for place in reading["repairs"]],
    }


def _quoted(text: str, place: dict[str, Any]) -> dict[str, Any]:
    return {**place, "quote": text[place["start"] : place["end"]]}
