"""What does not come to completion: measures sent back to be supplemented, given up, or merged into others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger.actions.capacities import of_the_leading_group, reviewers
from taizhang.ledger.actions.signing import Paper, sign_each, told, too_early
from taizhang.ledger.actions.writing import Outcome, Written, gather, hold, sort_out, write
from taizhang.ledger.models import Measure, Verdict
from taizhang.ledger.states import Degree, MeasureState
from taizhang.ledger.typed import said

NOT_HANDED_IN = {"handed_in_on": None, "handed_in_by": "", "countersigned_on": None, "countersigned_by": ""}


@transaction.atomic
def return_measures(
    *, measures: Sequence[Measure], reason: str, new_date: date | None, paper: Paper | None = None, by: User, at: datetime
) -> Outcome[Measure]:
    """Send measures back (退回补充) with the reason and a new date; one whose deadline still lies ahead may keep it.

    The unit's own degree stays as it said it; what is recognised is that they are under way.
    """
    why, today = said(reason, _("退回的理由")), timezone.localdate(at)
    if new_date and new_date < today:
        raise ValidationError(_("新的时限不能早于今天。"))
    rows = gather(measures, "return")
    signers = reviewers(rows, paper, by, at)
    outcome = hold(
        sort_out(rows, "return", by, on_paper=paper is not None),
        lambda row: too_early(signers[row.pk], row.handed_in_on, _("报完成")),
        lambda row: _without_a_date(row, new_date, today),
    )
    sign_each(outcome.done, "return", signers, verdict=Verdict.RETURNED, reason=why, by=by, at=at)
    fields = {
        "state": str(MeasureState.UNDER_WAY),
        "degree_recognised": str(Degree.UNDER_WAY),
        **NOT_HANDED_IN,
        **({"deadline": new_date, "deadline_text": ""} if new_date else {}),
    }
    write("return", [Written(row, fields, told(signers[row.pk], reason=why)) for row in outcome.done], by=by, at=at)
    return outcome


def _without_a_date(measure: Measure, new_date: date | None, today: date) -> str | None:
    due = measure.due.deadline
    if new_date or (due and due >= today) or (measure.long_term and not due):
        return None
    return _("原时限已过，退回时请写明新的时限。")


@transaction.atomic
def end(
    *,
    measures: Sequence[Measure],
    reason: str,
    into: Measure | None = None,
    paper: Paper | None = None,
    by: User,
    at: datetime,
) -> Outcome[Measure]:
    """Give measures up (终止), or merge them ``into`` another of the ledger (并入). Each finding keeps one that is not ended."""
    why, ending = said(reason, _("终止或并入的理由")), {measure.pk for measure in measures}
    gathered = gather([*measures, *([into] if into else [])], "end")
    rows = [row for row in gathered if row.pk in ending]
    target = next((row for row in gathered if into and row.pk == into.pk), None)
    signers = of_the_leading_group(rows, paper, by, at)
    outcome = hold(sort_out(rows, "end", by, on_paper=paper is not None), lambda row: _not_into(row, target))
    outcome = hold(outcome, lambda row: _last_of_its_finding(row, {one.pk for one in outcome.done}))
    sign_each(outcome.done, "end", signers, reason=why, by=by, at=at)
    fields = {"state": str(MeasureState.ENDED), "ended_reason": why, "merged_into": target}
    write("end", [Written(row, fields, told(signers[row.pk], reason=why)) for row in outcome.done], by=by, at=at)
    return outcome


def _not_into(measure: Measure, target: Measure | None) -> str | None:
    if target is None:
        return None
    if target.pk == measure.pk or target.ledger_id != measure.ledger_id or target.state == MeasureState.ENDED:
        return _("请选择同一台账中没有终止的另一条措施来并入。")
    return None


def _last_of_its_finding(measure: Measure, ending: set[int]) -> str | None:
    """Asked of the batch as a whole: each alone would leave the others."""
    stays = any(m.pk not in ending and m.state != MeasureState.ENDED for m in measure.finding.measures.all())
    return None if stays else _("这个问题至少要保留一条措施，不能全部终止。")
