"""Is an older head still contained? What a page can answer while somebody waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from taizhang.journal.head import Head, Typed
from taizhang.journal.models import Event, Log
from taizhang.journal.proving import contained
from taizhang.journal.verify import Broken, verify

AT_ONCE = 50_000  # events hashed again while somebody waits: a third of a second


@dataclass(frozen=True, slots=True)
class Answer:
    """``then`` is the older head, with the moment of its last event; None where the log never had it.

    ``anew`` says that every event was hashed again, and ``broken`` the first that is not what it was; otherwise the stored
    nodes alone have answered.
    """

    typed: Typed
    now: Head
    then: Head | None = None
    moment: datetime | None = None
    anew: bool = False
    broken: Broken | None = None

    @property
    def yes(self) -> bool:
        """Whether the log still holds everything that the older head stood for, and has only grown since."""
        return self.then is not None and self.broken is None

    @property
    def added(self) -> int:
        """How many events came since."""
        return self.now.size - self.typed.size


def ask(log: Log, typed: Typed) -> Answer:
    """Whether ``log`` as it was read still contains the head that was typed."""
    now, then = Head(log.size, log.root), contained(log, typed)
    if then is None:
        return Answer(typed, now)
    anew = log.size <= AT_ONCE
    last = Event.objects.filter(log=log, seq=then.size - 1).first()
    return Answer(typed, now, then, last.moment if last else None, anew, verify(log, then).broken if anew else None)
