"""Reminding units (催报): who is late, whether they were reminded, the text to paste, which names units and days only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.journal.models import Event, stamp
from taizhang.ledger.models import Ledger
from taizhang.supervision.asked import Share
from taizhang.supervision.models import Round


def laggards(shares: Sequence[Share]) -> list[Share]:
    """Those of whom something is still wanted."""
    return [share for share in shares if not share.is_whole]


def text(round_: Round, shares: Sequence[Share], today: date) -> str:
    """The reminder to all who have not told everything; empty where nobody is left."""
    late = laggards(shares)
    if not late:
        return ""
    names = _("、").join(share.unit.name for share in late)
    said = {"units": names, "as_of": spoken(round_.as_of), "due": spoken(round_.due), "days": (today - round_.due).days}
    if today > round_.due:
        return _("请%(units)s尽快报送整改进展（截至%(as_of)s的情况）。原定%(due)s前报送，已过%(days)d天。") % said
    return _("请%(units)s于%(due)s前报送整改进展（截至%(as_of)s的情况）。可以填报送表，也可以打开本单位的填报链接。") % said


def why_not_end(ledger: Ledger) -> str | None:
    """Why ``ledger`` cannot be cancelled or merged yet: progress is being collected, and links are out; None where not."""
    if Round.objects.filter(ledger=ledger, opened_at__isnull=False, closed_at=None).exists():
        return _("正在收集进展，请先结束这一轮收集。")
    return None


def spoken(day: date) -> str:
    """A day as people say it."""
    return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}


def chased_on(round_: Round, at: datetime) -> bool:
    """Whether the units were reminded on the day of ``at``."""
    morning = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    events = Event.objects.filter(log__key=round_.ledger.log_key, subject=round_.key, name="round:chase")
    return events.filter(at__gte=stamp(morning)).exists()
