"""Within which days a deadline lies by the ledger's profile (整改类型和时限): proposed and remarked on, never insisted upon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from taizhang.ledger.models import Ledger
from taizhang.profiles.shape import Horizon
from taizhang.workdays import Calendar, YearMissing


@dataclass(frozen=True, slots=True)
class Window:
    """The days that one kind of time limit leaves, counted from ``start``; ``missing`` says which year file is wanting."""

    horizon: Horizon
    start: date
    first: date | None = None
    last: date | None = None
    missing: str = ""

    @property
    def limits(self) -> bool:
        """Whether the profile says anything of it."""
        return bool(self.first or self.last)

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies within."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


def window(ledger: Ledger, kind: str, calendar: Calendar) -> Window | None:
    """The window of a ``kind`` of time limit; None where the ledger has no first day or its profile is silent."""
    horizon = ledger.profile.horizon(kind)
    if horizon is None or ledger.feedback_on is None or not (horizon.over or horizon.within):
        return None
    try:
        first, last = horizon.window(ledger.feedback_on, calendar)
    except YearMissing as missing:
        return Window(horizon, ledger.feedback_on, missing=str(missing))
    return Window(horizon, ledger.feedback_on, first, last)


def windows(ledger: Ledger, calendar: Calendar) -> Iterator[Window]:
    """The windows of all kinds that the profile limits, in its order."""
    found = (window(ledger, horizon.kind, calendar) for horizon in ledger.profile.horizons)
    return (one for one in found if one is not None)


def remark(ledger: Ledger, kind: str, day: date | None, calendar: Calendar) -> str:
    """What is to be said of ``day`` as the deadline of that kind; empty where there is nothing to say."""
    found = window(ledger, kind, calendar) if day else None
    if found is None or day is None:
        return ""
    if found.missing:
        return found.missing
    if found.holds(day):
        return ""
    facts = {"word": _(found.horizon.word), "start": _(ledger.profile.words.start), "window": told(found)}
    return _("按办理规则，“%(word)s”自%(start)s起算，应在%(window)s；现在定的日期在这之外，请再核对。") % facts


def told(found: Window) -> str:
    """A window in words: 5月1日之前, 5月2日之后, 5月2日至次年3月2日."""
    first, last = (_day(day) if day else "" for day in (found.first, found.last))
    if first and last:
        return _("%(first)s至%(last)s") % {"first": first, "last": last}
    return _("%(last)s以前") % {"last": last} if last else _("%(first)s以后") % {"first": first}


def _day(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}
