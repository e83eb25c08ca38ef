"""Standing measures: their rhythm, each time that they come round, and the yearly word that a lasting one still holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.ledger.actions.writing import Outcome, Written, change, gather, only, sort_out, tell, write
from taizhang.ledger.models import Measure, Occurrence
from taizhang.ledger.models.measure import Rhythm
from taizhang.ledger.standing import MOST_A_YEAR, Due, dues
from taizhang.ledger.states import Degree, MeasureState
from taizhang.ledger.typed import in_one_line, said


@transaction.atomic
def set_rhythm(
    *,
    measure: Measure,
    rhythm: str,
    day: int | None = None,
    times: int | None = None,
    version: int,
    by: User,
    at: datetime,
) -> Measure:
    """How often the measure comes round, from today on: on a day of the period's last month, or so many times a year."""
    if rhythm not in ("", *Rhythm.values):
        raise ValidationError(_("没有“%(rhythm)s”这种办理周期。") % {"rhythm": rhythm})
    counted = rhythm == Rhythm.TIMES_A_YEAR
    if counted and not (times and 1 <= times <= MOST_A_YEAR):
        raise ValidationError(_("每年至少的次数为1到%(n)d。") % {"n": MOST_A_YEAR})
    if day is not None and not 1 <= day <= 31:
        raise ValidationError(_("日期为1到31日，不写为月末。"))
    wanted = {
        "rhythm": rhythm,
        "rhythm_day": day if rhythm and not counted else None,
        "rhythm_times": times if counted else None,
    }
    if any(getattr(measure, name) != value for name, value in wanted.items()):
        wanted["rhythm_from"] = timezone.localdate(at) if rhythm else None  # type: ignore[assignment]
    return change(measure, "set_rhythm", wanted, version=version, by=by, at=at)


@transaction.atomic
def carry_out(*, measure: Measure, due: date, done_on: date, note: str = "", by: User, at: datetime) -> Occurrence:
    """One time that a standing measure was carried out: which due day it answers, done when, how."""
    row = only(sort_out(gather([measure], "carry_out"), "carry_out", by))
    today = timezone.localdate(at)
    if done_on > today:
        raise ValidationError(_("办理日期不能晚于今天。"))
    asked: dict[date, Due] = {one.due: one for one in dues(row, today)}
    if due not in asked:
        raise ValidationError(_("%(day)s不是这条措施的办理期。") % {"day": due.isoformat()})
    if asked[due].done_on:
        raise Refused(_("这一期已经登记过了。"))
    words = in_one_line(note, _("办理情况"), longest=300, needed=False)
    told = Occurrence.objects.create(measure=row, due=due, done_on=done_on, note=words)
    facts = {"due": due.isoformat(), "done_on": done_on.isoformat(), **({"note": words} if words else {})}
    tell("carry_out", [Written(row, {}, facts)], by=by, at=at)
    return told


@transaction.atomic
def confirm(*, measures: Sequence[Measure], confirm_on: date, by: User, at: datetime) -> Outcome[Measure]:
    """Confirm that lasting measures still hold (年度确认), until the next day ``confirm_on``."""
    today = timezone.localdate(at)
    if confirm_on <= today:
        raise ValidationError(_("下次确认的日期应当在今天以后。"))
    outcome = sort_out(gather(measures, "confirm"), "confirm", by)
    fields = {"confirmed_on": today, "confirm_on": confirm_on}
    write("confirm", [Written(row, fields) for row in outcome.done], by=by, at=at)
    return outcome


@transaction.atomic
def slacken(*, measure: Measure, reason: str, new_date: date, by: User, at: datetime) -> Measure:
    """A lasting measure no longer holds (松懈): it is under way again, with the reason and a new date."""
    why = said(reason, _("理由"))
    if new_date <= timezone.localdate(at):
        raise ValidationError(_("新的时限应当在今天以后。"))
    row = only(sort_out(gather([measure], "slacken"), "slacken", by))
    fields = {
        "state": str(MeasureState.UNDER_WAY),
        "cycle": row.finding.cycle,
        "degree_recognised": str(Degree.UNDER_WAY),
        "deadline": new_date,
        "deadline_text": "",
        "confirm_on": None,
        "confirmed_on": None,
        **dict.fromkeys(("handed_in_on", "countersigned_on", "accepted_on")),
        **dict.fromkeys(("handed_in_by", "countersigned_by", "accepted_by"), ""),
    }
    write("slacken", [Written(row, fields, {"reason": why})], by=by, at=at)
    return row
