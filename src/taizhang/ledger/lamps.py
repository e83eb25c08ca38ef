"""Lamps with a sentence that says why (预警): 黄灯：整改时限11月28日，还有6天，尚未报完成。"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from taizhang.ledger import lateness, working_days
from taizhang.ledger.lateness import Lamp
from taizhang.ledger.states import OPEN_FINDINGS, OPEN_MEASURES, FindingState, MeasureState
from taizhang.profiles import Profile
from taizhang.profiles.shape import Lamps
from taizhang.workdays import Calendar, YearMissing

COLOURS = {Lamp.SOON: gettext_lazy("蓝灯"), Lamp.PRESSING: gettext_lazy("黄灯"), Lamp.LATE: gettext_lazy("红灯")}
# What is still to be done, by where a thing stands. A finding under way wants what the profile calls 申请销号.
LEFT_TO_DO = {
    FindingState.AWAITING_PLAN: gettext_lazy("方案尚未获批"),
    FindingState.AWAITING_DECISION: gettext_lazy("等待单位审定"),
    FindingState.AWAITING_VERIFICATION: gettext_lazy("等待监督审核"),
    FindingState.ON_NOTICE: gettext_lazy("正在公示"),
    MeasureState.DRAFTED: gettext_lazy("尚未下达"),
    MeasureState.UNDER_WAY: gettext_lazy("尚未报完成"),
    MeasureState.STAGE_DONE: gettext_lazy("阶段性完成，尚未全部完成"),
    MeasureState.AWAITING_REVIEW: gettext_lazy("已报完成，等待认定"),
}
OPEN = {*OPEN_FINDINGS, *OPEN_MEASURES}
State = FindingState | MeasureState


def counted_in(lamps: Lamps) -> Calendar | None:
    """The calendar by which ``lamps`` count, as far as years are known; None where they count calendar days."""
    return working_days.known_days()[0] if lamps.working else None


def near_until(lamps: Lamps, today: date) -> date:
    """The last day that counts as near on ``today`` by ``lamps``."""
    return lateness.near_until(lamps, today, counted_in(lamps))


def year_missing(lamps: Lamps, today: date) -> str:
    """Which year's file is wanting so that ``lamps`` can count working days from ``today`` on; empty where none is."""
    known = counted_in(lamps)
    try:
        if known is not None:
            known.after(today, lamps.soon + 1)
    except YearMissing as missing:
        return str(missing)
    return ""


def lamp_of(profile: Profile, state: State, deadline: date | None, today: date) -> Lamp:
    """The lamp of a finding or measure in ``state``."""
    return lateness.lamp(deadline, today, profile.lamps, is_open=state in OPEN, calendar=counted_in(profile.lamps))


def why_lit(profile: Profile, state: State, deadline: date | None, today: date) -> str:
    """Why the lamp of a finding or measure is lit, as a sentence; empty where it is not."""
    lit = lamp_of(profile, state, deadline, today)
    if deadline is None or lit == Lamp.NONE:
        return ""
    said = {
        "colour": COLOURS[lit],
        "deadline": _(profile.words.deadline),
        "day": _day(deadline, today),
        "left": _left(profile.lamps, deadline, today),
        "to_do": _to_do(profile, state),
    }
    return _("%(colour)s：%(deadline)s%(day)s，%(left)s，%(to_do)s") % said


def _to_do(profile: Profile, state: State) -> str:
    if state == FindingState.UNDER_WAY and isinstance(state, FindingState):
        return _("尚未%(submit)s") % {"submit": _(profile.words.submit)}
    return str(LEFT_TO_DO[state])


def _day(day: date, today: date) -> str:
    said = {"year": day.year, "month": day.month, "day": day.day}
    return (_("%(month)d月%(day)d日") if day.year == today.year else _("%(year)d年%(month)d月%(day)d日")) % said


def _left(lamps: Lamps, deadline: date, today: date) -> str:
    """How far off it is: 还有6天, 还有4个工作日, 今天到期, 已逾期3天."""
    if deadline == today:
        return _("今天到期")
    if deadline < today:
        late = (today - deadline).days
        return ngettext("已逾期%(n)d天", "已逾期%(n)d天", late) % {"n": late}
    known = counted_in(lamps)
    n = lateness.left_until(deadline, today, known)
    if known is None or not _knows(known, today, deadline):
        return ngettext("还有%(n)d天", "还有%(n)d天", n) % {"n": n}
    return ngettext("还有%(n)d个工作日", "还有%(n)d个工作日", n) % {"n": n}


def _knows(calendar: Calendar, today: date, deadline: date) -> bool:
    """Whether every day after ``today`` up to ``deadline`` is of a year that ``calendar`` knows."""
    return all(year in calendar.years for year in range((today + timedelta(days=1)).year, deadline.year + 1))
