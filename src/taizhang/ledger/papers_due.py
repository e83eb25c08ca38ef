"""When the plan and the reports of a ledger are due, as its profile says: computed from its dates, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from taizhang.ledger.models import Ledger, Stage
from taizhang.profiles import Limit, deadline
from taizhang.profiles.shape import Report, ReportStage, Rhythm
from taizhang.workdays import Calendar, YearMissing

BEFORE_THE_PLAN = (Stage.FEEDBACK, Stage.PLAN)
# The stages of a ledger in which reports of a profile's stage are due.
REPORTING = {
    ReportStage.CONCENTRATED: (Stage.CONCENTRATED,),
    ReportStage.CONTINUING: (Stage.CONTINUING,),
    ReportStage.THROUGHOUT: (Stage.CONCENTRATED, Stage.CONTINUING),
}
MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}
LONGEST_GRACE = timedelta(days=100)  # a report sent later than that after its period is asked for with the next
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PaperDue:
    """A paper and the last day to send it; ``missing`` says which year file is wanting to know the day.

    Whether the plan is ``still_due`` is known; whether a report was sent is not.
    """

    name: str
    day: date | None
    missing: str = ""
    still_due: bool = False


def papers_due(ledger: Ledger, today: date, calendar: Calendar, *, plan_sent: bool) -> list[PaperDue]:
    """The plan as long as it is to be sent, and the next of each report, the most urgent first."""
    due = [] if plan_sent else list(_plan(ledger, calendar))
    reports = [_report(ledger, report, today, calendar) for report in ledger.profile.reports]
    due += [paper for paper in reports if paper]
    return sorted(due, key=lambda paper: paper.day or date.min)


def concentrated_until(ledger: Ledger, calendar: Calendar) -> date | None:
    """The last day of the concentrated period: as somebody said it, else as the profile counts it."""
    limit = ledger.profile.period.concentrated
    if ledger.concentrated_until or limit is None or ledger.feedback_on is None:
        return ledger.concentrated_until
    return deadline(limit, ledger.feedback_on, calendar)


def _plan(ledger: Ledger, calendar: Calendar) -> Iterator[PaperDue]:
    if ledger.stage in BEFORE_THE_PLAN and ledger.feedback_on:
        paper = _due(ledger.profile.words.plan, ledger.profile.plan.due, ledger.feedback_on, calendar)
        yield replace(paper, still_due=True)


def _report(ledger: Ledger, report: Report, today: date, calendar: Calendar) -> PaperDue | None:
    """The next time that ``report`` is due; None where none is due any more, or nothing says when."""
    if ledger.stage not in REPORTING[report.stage]:
        return None
    try:
        end = concentrated_until(ledger, calendar)
    except YearMissing as missing:
        return PaperDue(report.name, None, str(missing))
    if report.rhythm == Rhythm.ONCE:
        return _due(report.name, report.within, end, calendar) if end else None
    closes = end if report.stage == ReportStage.CONCENTRATED else None
    for period in _periods(MONTHS[report.rhythm], max(ledger.feedback_on or date.min, today - LONGEST_GRACE), closes):
        paper = _due(report.name, report.within, period, calendar)
        if paper.day is None or paper.day >= today:
            return paper
    return None


def _periods(months: int, since: date, closes: date | None) -> Iterator[date]:
    """The last days of the periods from the one that ``since`` is in; the last period ends when the stage ``closes``."""
    end = _end_of(since, months)
    while closes is None or end < closes:
        yield end
        end = _end_of(end + _DAY, months)
    yield closes


def _due(name: str, limit: Limit | None, start: date, calendar: Calendar) -> PaperDue:
    try:
        return PaperDue(name, deadline(limit, start, calendar) if limit else start)
    except YearMissing as missing:
        return PaperDue(name, None, str(missing))


def _end_of(day: date, months: int) -> date:
    """The last day of the month, quarter, half-year or year that ``day`` is in."""
    year, month = divmod(day.year * 12 + (day.month - 1) // months * months + months, 12)
    return date(year, month + 1, 1) - _DAY
