"""Steps on the way to a deadline, set backwards from it in working days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.workdays import Calendar

MOST = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, by when, done on which day."""

    what: str
    due: date
    done_on: date | None = None


def back_schedule(start: date, deadline: date, names: Sequence[str] | int, calendar: Calendar) -> list[Step]:
    """Steps by those ``names`` (or so many), each due on a working day after ``start``, the last at the deadline.

    They lie evenly in working days, counted back from the last one that is not after ``deadline``. Raises ValidationError
    where there are fewer working days than steps, and YearMissing beyond the calendar's data.
    """
    if isinstance(names, int):
        names = [_("第%(n)d步") % {"n": n} for n in range(1, names + 1)]
    if not 0 < len(names) <= MOST:
        raise ValidationError(_("节点为1到%(n)d个。") % {"n": MOST})
    days = [day for n in range(1, (deadline - start).days + 1) if calendar.is_working(day := start + timedelta(days=n))]
    if len(days) < len(names):
        left = ngettext("到时限只有%(n)d个工作日，排不下", "到时限只有%(n)d个工作日，排不下", len(days)) % {"n": len(days)}
        raise ValidationError(_("%(left)s%(steps)d个节点。") % {"left": left, "steps": len(names)})
    last = len(days) - 1
    return [Step(name, days[last - (len(names) - n) * len(days) // len(names)]) for n, name in enumerate(names, 1)]
