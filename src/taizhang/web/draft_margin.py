"""What the page of a draft shows: its text line by line with the remarks in the margin, and all of them worst first."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from taizhang.checks import Remark, check_of, checks
from taizhang.checks.remark import WORST_FIRST
from taizhang.drafts.known import answered
from taizhang.drafts.models import Draft
from taizhang.drafts.result import Result
from taizhang.web.paper_text import SHOWN, Piece, Place, paragraphs

MOST = 200  # remarks on a page: one with thousands would take seconds to open; the worst come first, and answering makes room
AROUND = 28  # characters of the sentence on either side of what a remark is about


@dataclass(frozen=True, slots=True)
class Note:
    """One remark as the page shows it, numbered in the order of the text; ``alike`` are the open ones of the same code."""

    number: int
    remark: Remark
    line: int
    before: str
    after: str
    alike: int
    shown: bool

    @property
    def place(self) -> int:
        """Which of the draft's remarks it is."""
        return self.number - 1

    @property
    def severity(self) -> str:
        """The name of its mark."""
        return self.remark.severity.value

    @property
    def says(self) -> str:
        """The remark in the language of the page."""
        return (self.remark.english if get_language() == "en" else "") or self.remark.message

    @property
    def name(self) -> str:
        """What is looked for, in the language of the page."""
        check = check_of(self.remark.code)
        return "" if check is None else check.english_name if get_language() == "en" else check.name


@dataclass(slots=True)
class Row:
    """One line of the text, and the remarks that begin in it."""

    start: int
    heading: bool
    pieces: list[tuple[Piece, list[Note]]]  # with the remarks that end behind the piece
    notes: list[Note] = field(default_factory=list)


def margin(draft: Draft) -> dict[str, Any]:
    """The context of ``web/drafts/checked.html``."""
    result = draft.result
    every = notes_of(draft, result)
    notes = every[:MOST]
    rows = _rows(result, notes)
    beside = {note.number for row in rows for note in row.notes}
    in_order = sorted(notes, key=lambda note: note.number)
    counted = Counter(note.severity for note in every if note.remark.answer is None)
    return {
        "draft": draft,
        "result": result,
        "rows": rows,
        "whole": [note for note in in_order if not note.remark.quote],
        "beyond": [note for note in in_order if note.remark.quote and note.number not in beside],
        "left_out": max(0, len(result.text) - SHOWN),
        "notes": notes,
        "unlisted": len(every) - len(notes),
        "counts": [(severity.value, counted[severity.value]) for severity in WORST_FIRST if counted[severity.value]],
        "settled": sum(note.remark.answer is not None for note in every),
        "looked_for": sum(1 for _ in checks()),
    }


def notes_of(draft: Draft, result: Result) -> list[Note]:
    """Every remark on the draft: errors, then warnings, then notes; those answered last."""
    return worst_first(_notes(result, answered(draft, result)))


def worst_first(notes: Iterable[Note]) -> list[Note]:
    """Errors, then warnings, then notes; those answered last."""
    return sorted(notes, key=lambda n: (n.remark.answer is not None, WORST_FIRST.index(n.remark.severity), n.number))


def next_open(notes: Sequence[Note], place: int) -> int | None:
    """The number of the remark to go on with after the one at ``place``: the next open one as they are listed, else the first."""
    here = next((n for n in notes if n.place == place), None)
    still = [n for n in notes if n.remark.answer is None]
    if here is None or not still:
        return still[0].number if still else None
    rank = (WORST_FIRST.index(here.remark.severity), here.number)
    return next((n for n in still if (WORST_FIRST.index(n.remark.severity), n.number) > rank), still[0]).number


def _notes(result: Result, remarks: Sequence[Remark]) -> list[Note]:
    alike = Counter(remark.code for remark in remarks if remark.answer is None)
    ends = [place for place, c in enumerate(result.text) if c == "\n"]
    return [
        Note(
            number,
            remark,
            bisect_right(ends, remark.start - 1) + 1,
            *_around(result.text, remark),
            alike[remark.code],
            remark.start < SHOWN,
        )
        for number, remark in enumerate(remarks, 1)
    ]


def _around(text: str, remark: Remark) -> tuple[str, str]:
    """What stands before and behind the quote in its line, as far as it is shown."""
    before, after = text[max(0, remark.start - AROUND) : remark.start], text[remark.end : remark.end + AROUND]
    return before.rpartition("\n")[2], after.partition("\n")[0]


def _rows(result: Result, notes: Sequence[Note]) -> list[Row]:
    quoted = sorted((note for note in notes if note.remark.quote), key=lambda note: note.number)
    places = [_place(note) for note in quoted if note.remark.answer is None]
    headings, ending = set(result.headings), _by_end(quoted)
    rows = [Row(p.start, p.start in headings, list(_pieces(p.start, p.pieces, ending))) for p in paragraphs(result.text, places)]
    starts = [row.start for row in rows]
    for note in quoted:
        at = bisect_right(starts, note.remark.start) - 1
        if note.shown and rows:
            rows[max(at, 0)].notes.append(note)
    return rows


def _place(note: Note) -> Place:
    return Place(note.remark.start, note.remark.end, f"is-{note.severity}", str(note.number))


def _by_end(notes: Iterable[Note]) -> dict[int, list[Note]]:
    """The open remarks by where they end."""
    ending = defaultdict(list)
    for note in notes:
        if note.remark.answer is None:
            ending[note.remark.end - note.remark.quote.endswith("\n")].append(note)
    return ending


def _pieces(start: int, pieces: Iterable[Piece], ending: dict[int, list[Note]]) -> Iterator[tuple[Piece, list[Note]]]:
    for piece in pieces:
        start += len(piece.text)
        yield piece, ending.get(start, []) if piece.keys else []
