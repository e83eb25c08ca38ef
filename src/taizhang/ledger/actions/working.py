"""Working on measures: handing them down, and telling how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger.actions.writing import Outcome, Written, change, gather, sort_out, write
from taizhang.ledger.models import Measure
from taizhang.ledger.states import Degree, MeasureState


@transaction.atomic
def report_progress(*, subject: Measure, text: str, as_of: date, degree: str, version: int, by: User, at: datetime) -> Measure:
    """The measure's progress in words as of a day, with the degree as the unit sees it (自评)."""
    if not text.strip():
        raise ValidationError(_("请写明进展情况。"))
    if as_of > timezone.localdate(at):
        raise ValidationError(_("截至日期不能晚于今天。"))
    if degree and degree not in list(Degree):
        raise ValidationError(_("没有“%(degree)s”这种完成程度。") % {"degree": degree})
    wanted = {"progress": text.strip(), "progress_as_of": as_of, "degree_self": degree}
    return change(subject, "report_progress", wanted, version=version, by=by, at=at)


@transaction.atomic
def issue(*, measures: Sequence[Measure], by: User, at: datetime) -> Outcome[Measure]:
    """Hand measures down (下达) to those who carry them out; what may not be is listed with the reason."""
    outcome = sort_out(gather(measures), "issue", by)
    write("issue", [Written(row, {"state": str(MeasureState.UNDER_WAY)}) for row in outcome.done], by=by, at=at)
    return outcome
