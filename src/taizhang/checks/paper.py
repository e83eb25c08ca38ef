"""What is checked: a reading, and all that it may be held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from taizhang.profiles import Profile
from taizhang.reading import Reading
from taizhang.sheet import Counts, Sheet
from taizhang.workdays import Calendar, load

PUBLISHED = ("通报", "新闻")


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

    @property
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
