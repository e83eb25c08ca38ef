"""What is checked: a reading, and all that it may be held against."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from taizhang.profiles import Profile
from taizhang.reading import Reading
from taizhang.reading.repair.typography import DATE
from taizhang.sheet import Counts, Sheet, Span
from taizhang.workdays import Calendar, load

PUBLISHED = ("通报", "新闻")
MOST_NUMBERS = 40  # a sentence with more is a row of figures: taken in pieces, so that none takes long
FURNITURE = "网页或版面的附带文字"
_STOP = re.compile("[。；！？\n]")


class Number(NamedTuple):
    """A number with its counter, where it stands with the noun or verb beside it; ``kind`` is that of a claim."""

    start: int
    end: int
    value: int | float
    counter: str
    kind: str | None = None


@dataclass(frozen=True)
class Paper:
    """One paper under check. Whatever is None is not known, and what would need it is not checked."""

    reading: Reading
    profile: Profile | None = None
    against: Reading | None = None  # the feedback that the paper answers
    earlier: tuple[Reading, ...] = ()  # other papers of the same folder
    sheet: Sheet | None = None  # the ledger's findings
    counts: Counts | None = None  # the ledger's numbers as of a day
    today: date | None = None
    days: Calendar | None = None
    file: bytes | None = None  # the .docx that was read, for its layout
    public: bool | None = None  # whether it is to be published; None: as its kind says

    @cached_property
    def text(self) -> str:
        """The text that every remark's place is counted in."""
        return self.reading.text

    @cached_property
    def calendar(self) -> Calendar:
        """The working days to go by."""
        return self.days or load()

    @cached_property
    def to_publish(self) -> bool:
        """Whether the paper is one that the public will read."""
        if self.public is not None:
            return self.public
        return self.reading.disclosure_window is not None or self.reading.document_kind in PUBLISHED

    @cached_property
    def title(self) -> tuple[int, int]:
        """Where a remark on the whole paper stands: at its title, else at its beginning."""
        title = self.reading.title or ""
        start = max(0, self.text.find(title))
        return (start, start + len(title)) if self.text.startswith(title, start) else (0, 0)

    @cached_property
    def stops(self) -> list[int]:
        """Where sentences end, a line's end and a semicolon included."""
        return [match.start() for match in _STOP.finditer(self.text)]

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every counted number of the text, the report's own arithmetic and all others, in order."""
        told = [Number(c.span.start, c.span.end, c.value, c.counter, c.kind) for c in self.reading.claims]
        told += [Number(q.span.start, q.span.end, q.value, q.counter) for q in self.reading.quantities]
        return tuple(sorted(told))

    @cached_property
    def sentences(self) -> tuple[tuple[Number, ...], ...]:
        """The numbers, sentence by sentence, where there is more than one in it."""
        groups: dict[int, list[Number]] = {}
        for number in self.numbers:
            groups.setdefault(bisect_left(self.stops, number.start), []).append(number)
        return tuple(
            tuple(group[n : n + MOST_NUMBERS])
            for group in groups.values()
            for n in range(0, len(group), MOST_NUMBERS)
            if len(group) - n > 1
        )

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that ``place`` stands in: from behind the stop before it to its own stop."""
        n = bisect_left(self.stops, place)
        return self.stops[n - 1] + 1 if n else 0, self.stops[n] if n < len(self.stops) else len(self.text)

    @cached_property
    def lost(self) -> tuple[Span, ...]:
        """Where the text is damaged and could not be mended; a date that is none can still be read."""
        return tuple(repair.span for repair in self.reading.repairs if repair.now is None and repair.kind != DATE)

    @cached_property
    def furniture(self) -> tuple[Span, ...]:
        """What belongs to the page a text came from and not to the paper."""
        return tuple(unread.span for unread in self.reading.unread if unread.reason == FURNITURE)
