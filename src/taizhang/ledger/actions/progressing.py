"""How far a measure has come, in words: the lead unit's own, the office's final text, a stage that is done, steps on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.actions.writing import Conflict, Written, change, gather, only, sort_out, write
from taizhang.ledger.milestones import MOST, Step
from taizhang.ledger.models import Measure, Milestone
from taizhang.ledger.states import Degree, MeasureState
from taizhang.ledger.typed import in_one_line, said


@transaction.atomic
def report_progress(*, subject: Measure, text: str, as_of: date, degree: str, version: int, by: User, at: datetime) -> Measure:
    """The measure's progress in words as of a day, with the degree as the unit sees it (自评).

    What the lead unit writes is kept as its own words too; what the office writes in its place is not.
    """
    words = said(text, _("进展情况"))
    if as_of > timezone.localdate(at):
        raise ValidationError(_("截至日期不能晚于今天。"))
    if degree and degree not in list(Degree):
        raise ValidationError(_("没有“%(degree)s”这种完成程度。") % {"degree": degree})
    own = words if "lead_unit" in policy.relations(by, subject.ledger, subject) else ""
    wanted = {"progress": words, "progress_as_of": as_of, "degree_self": degree, "progress_reported": own}
    return change(subject, "report_progress", wanted, version=version, by=by, at=at)


@transaction.atomic
def edit_progress(*, measure: Measure, text: str, version: int, by: User, at: datetime) -> Measure:
    """The office's final text of the progress; the lead unit's own words stay beside it."""
    return change(measure, "edit_progress", {"progress": said(text, _("进展情况"))}, version=version, by=by, at=at)


@transaction.atomic
def report_stage(*, measure: Measure, text: str, left: str, next_on: date, version: int, by: User, at: datetime) -> Measure:
    """A stage is done (阶段性完成), counted as 基本完成: what was done, what is left, and the next day."""
    today = timezone.localdate(at)
    if next_on <= today:
        raise ValidationError(_("下一阶段的日期应当在今天以后。"))
    words = said(text, _("阶段完成情况"))
    wanted = {
        "state": str(MeasureState.STAGE_DONE),
        "degree_self": str(Degree.BASICALLY_DONE),
        "progress": words,
        "progress_reported": words,
        "progress_as_of": today,
        "stage_left": said(left, _("还剩什么")),
        "stage_next_on": next_on,
    }
    return change(measure, "report_stage", wanted, version=version, by=by, at=at)


@transaction.atomic
def set_milestones(*, measure: Measure, steps: Sequence[Step], version: int, by: User, at: datetime) -> Measure:
    """The steps on the way to the measure's deadline, in order, those done with their day."""
    row = only(sort_out(gather([measure], "set_milestones"), "set_milestones", by))
    wanted = _checked(row, steps, timezone.localdate(at))
    standing = [Step(m.what, m.due, m.done_on) for m in row.milestones.order_by("position")]
    if wanted == standing:
        return row
    if row.version != version:
        raise Conflict(row, {"steps": wanted})
    row.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(measure=row, position=n, what=step.what, due=step.due, done_on=step.done_on) for n, step in enumerate(wanted, 1)
    )
    facts = {"was": {"milestones": [_told(s) for s in standing]}, "now": {"milestones": [_told(s) for s in wanted]}}
    write("set_milestones", [Written(row, {}, facts)], by=by, at=at)
    return row


def _checked(measure: Measure, steps: Sequence[Step], today: date) -> list[Step]:
    if len(steps) > MOST:
        raise ValidationError(_("节点不超过%(n)d个。") % {"n": MOST})
    wanted = [Step(in_one_line(step.what, _("节点内容"), longest=200), step.due, step.done_on) for step in steps]
    if any(before.due > after.due for before, after in pairwise(wanted)):
        raise ValidationError(_("节点请按日期先后排列。"))
    deadline = measure.due.deadline
    if deadline and wanted and wanted[-1].due > deadline:
        raise ValidationError(_("节点“%(what)s”晚于整改时限。") % {"what": wanted[-1].what})
    if late := next((step for step in wanted if step.done_on and step.done_on > today), None):
        raise ValidationError(_("节点“%(what)s”的完成日期不能晚于今天。") % {"what": late.what})
    return wanted


def _told(step: Step) -> list[Any]:
    return [step.what, step.due.isoformat(), step.done_on.isoformat() if step.done_on else ""]
