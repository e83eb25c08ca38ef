"""The rows of the ledger table: plain rows turned into what its cells show. Words, days and reasons are worked out once each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger.adoption import STEP
from taizhang.ledger.lateness import is_late
from taizhang.ledger.listing import FindingRow, MeasureRow
from taizhang.ledger.models import Ledger
from taizhang.ledger.reasons import Reasons
from taizhang.ledger.states import (
    DEGREE_WORDS,
    FINDING_WORDS,
    MEASURE_WORDS,
    OPEN_FINDINGS,
    OPEN_MEASURES,
    Degree,
    FindingState,
    MeasureState,
)
from taizhang.look.templatetags.dates import exact_day, spoken_day, spoken_distance
from taizhang.look.templatetags.states import mark

SOON_DAYS, FAR_DAYS = 7, 60
Row = dict[str, Any]
Open = tuple[str, ...]


class Rows:
    """Turns rows of one ledger into dicts for the templates, as ``user`` sees them on ``today``."""

    def __init__(self, user: User, ledger: Ledger, today: date) -> None:
        self.today = today
        self.reasons = Reasons(user, ledger)
        self.whys: dict[str, str] = {}
        self._marks: dict[tuple[str, str], SafeString] = {}
        self._days: dict[tuple[date | None, str, str, bool], SafeString] = {}
        self._lates: dict[date, SafeString] = {}
        self._unmatched: dict[str, SafeString] = {}

    def finding(self, row: FindingRow) -> Row:
        """A finding's row."""
        is_open = row.state in OPEN_FINDINGS
        return {
            "pk": row.pk,
            "serial": row.serial,
            "statement": row.statement,
            "stated": row.stated,
            "cycle": row.cycle,
            "unit": self._unit(row),
            "leader": row.leader,
            "due": self._due(row, is_open),
            "mark": self._mark(row.state, FINDING_WORDS[FindingState(row.state)]),
            "late": self._late(row.deadline) if is_late(row.deadline, self.today, is_open=is_open) else "",
            "assign": self._why(self.reasons.finding("assign", row)),
            "set_deadline": self._why(self.reasons.finding("set_deadline", row)),
        }

    def measures(self, rows: Iterable[MeasureRow], under: FindingRow) -> list[Row]:
        """The rows of a finding's measures."""
        return [self._measure(row, under) for row in rows]

    def _measure(self, row: MeasureRow, under: FindingRow) -> Row:
        is_open = row.state in OPEN_MEASURES
        answers: FindingRow | MeasureRow = row if row.unit_name or row.unit_text or row.leader else under
        due: FindingRow | MeasureRow = row if row.deadline or row.deadline_text else under
        return {
            "number": f"{under.serial}.{row.position / STEP:g}",
            "serial": row.serial,
            "title": row.title,
            "unit": self._unit(answers),
            "leader": answers.leader,
            "answers_inherited": answers is under,
            "due": self._due(due, is_open and due is row and not row.long_term),
            "due_inherited": due is under,
            "mark": self._mark(row.state, MEASURE_WORDS[MeasureState(row.state)]),
            "degree": claimed_words(row.degree),
            "late": self._late(row.deadline) if is_late(row.deadline, self.today, is_open=is_open) else "",
            "long_term": row.long_term,
            "drafted": row.state == "drafted",
            "assign": self._why(self.reasons.measure("assign", row, under)),
            "set_deadline": self._why(self.reasons.measure("set_deadline", row, under)),
        }

    def _unit(self, row: FindingRow | MeasureRow) -> str:
        """The unit's name; one that stands only as the paper wrote it is marked, for nobody is bound by it yet."""
        if row.unit_name or not row.unit_text:
            return row.unit_name or ""
        if row.unit_text not in self._unmatched:
            said = _("原文写作“%(unit)s”，还没有对应到单位") % {"unit": row.unit_text}
            self._unmatched[row.unit_text] = format_html('<span class="unmatched" title="{}">{}</span>', said, row.unit_text)
        return self._unmatched[row.unit_text]

    def _why(self, why: str | None) -> Row | None:
        """The reason with the id under which the page holds it for screen readers, the same on every page."""
        if why is None:
            return None
        key = f"why-{crc32(why.encode()):x}"
        self.whys[key] = why
        return {"id": key, "text": why}

    def _mark(self, state: str, word: str) -> SafeString:
        if (state, word) not in self._marks:
            self._marks[state, word] = mark(state, word)
        return self._marks[state, word]

    def _late(self, deadline: date | None) -> SafeString:
        if deadline is None:
            return SafeString("")
        if deadline not in self._lates:
            self._lates[deadline] = format_html('<span class="mark late">{}</span>', spoken_distance(deadline, self.today))
        return self._lates[deadline]

    def _due(self, row: FindingRow | MeasureRow, is_open: bool) -> SafeString:
        key = (row.deadline, row.deadline_text, row.horizon, is_open)
        if key not in self._days:
            self._days[key] = due_words(*key, today=self.today)
        return self._days[key]


def due_words(deadline: date | None, text: str, horizon: str, is_open: bool, *, today: date) -> SafeString:
    """A time limit as people say it: the day, and how far off it is while that matters; else the paper's words, else its kind."""
    if deadline is None:
        return format_html("{}", text or (_(horizon) if horizon else ""))
    day = format_html(
        '<time datetime="{}" title="{}">{}</time>', deadline.isoformat(), exact_day(deadline), spoken_day(deadline, today)
    )
    left = (deadline - today).days
    if not is_open or not 0 <= left <= FAR_DAYS:
        return day
    kind = "soon" if left <= SOON_DAYS else "soft"
    return format_html('{} <small class="{}">{}</small>', day, kind, spoken_distance(deadline, today))


def claimed_words(degree: str) -> str:
    """How far a measure has come in the unit's own eyes, said as such; nothing where it does not say."""
    return _("自评%(degree)s") % {"degree": _(DEGREE_WORDS[Degree(degree)])} if degree else ""
