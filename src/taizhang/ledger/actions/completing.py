"""Completing measures: handed in by the lead unit, countersigned by the leader, recognised by the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.handwritten import Miswritten
from taizhang.ledger.actions.capacities import acceptors, leaders, not_outside
from taizhang.ledger.actions.signing import Paper, Signed, sign_each, told, too_early, why_not_another
from taizhang.ledger.actions.writing import Outcome, Written, gather, hold, sort_out, write
from taizhang.ledger.models import ApprovalForm, Measure
from taizhang.ledger.states import Degree, MeasureState
from taizhang.ledger.typed import in_one_line
from taizhang.ledger.working_days import calendar
from taizhang.profiles import deadline
from taizhang.workdays import YearMissing

RECOGNISED = (Degree.DONE, Degree.BASICALLY_DONE)


@transaction.atomic
def hand_in(*, measures: Sequence[Measure], effects: Mapping[int, str] | str, by: User, at: datetime) -> Outcome[Measure]:
    """Report measures as completed (报完成), each with its effect in one sentence: one for all, or by the measure's pk."""
    said = {m.pk: effects if isinstance(effects, str) else effects.get(m.pk, "") for m in measures}
    words = {pk: in_one_line(effect, _("成效"), longest=300, needed=False) for pk, effect in said.items()}
    outcome = hold(sort_out(gather(measures, "hand_in"), "hand_in", by), lambda row: _unsaid(words[row.pk]))
    fields = {
        "state": str(MeasureState.AWAITING_REVIEW),
        "degree_self": str(Degree.DONE),
        "handed_in_on": timezone.localdate(at),
        "handed_in_by": by.name,
        "countersigned_on": None,
        "countersigned_by": "",
    }
    write("hand_in", [Written(row, {**fields, "effect": words[row.pk]}) for row in outcome.done], by=by, at=at)
    return outcome


def _unsaid(effect: str) -> str | None:
    return None if effect else _("请用一句话写明成效。")


@transaction.atomic
def countersign(
    *, measures: Sequence[Measure], paper: Paper | None = None, form: ApprovalForm | None = None, by: User, at: datetime
) -> Outcome[Measure]:
    """The responsible leader puts his name under what was handed in (审签), as it stands now."""
    rows = gather(measures, "countersign")
    signers = leaders(rows, paper, by, at)
    outcome = hold(
        sort_out(rows, "countersign", by, on_paper=paper is not None),
        lambda row: too_early(signers[row.pk], row.handed_in_on, _("报完成")),
    )
    sign_each(outcome.done, "countersign", signers, form=form, by=by, at=at)
    write("countersign", [_countersigned(row, signers[row.pk], form) for row in outcome.done], by=by, at=at)
    return outcome


def _countersigned(measure: Measure, signer: Signed, form: ApprovalForm | None) -> Written[Measure]:
    return Written(measure, {"countersigned_on": signer.on, "countersigned_by": signer.name}, told(signer, form))


@transaction.atomic
def accept(
    *,
    measures: Sequence[Measure],
    paper: Paper | None = None,
    long_term: bool | None = None,
    confirm_on: date | None = None,
    degree: str = "",
    form: ApprovalForm | None = None,
    by: User,
    at: datetime,
) -> Outcome[Measure]:
    """Recognise measures as completed (认定完成); those that go on for long get the day of their first confirmation.

    ``long_term`` None leaves the flag as it is; without ``confirm_on`` the day is the one by the ledger's profile.
    """
    recognised = degree or str(Degree.DONE)
    if recognised not in RECOGNISED:
        raise ValidationError(_("认定完成的程度是完成或基本完成，其余请退回补充。"))
    if confirm_on and confirm_on <= timezone.localdate(at):
        raise ValidationError(_("下次确认的日期应当在今天以后。"))
    rows = gather(measures, "accept")
    signers = acceptors(rows, paper, by, at)
    outcome = hold(sort_out(rows, "accept", by, on_paper=paper is not None), lambda row: _not_his_to_accept(row, signers[row.pk]))
    sign_each(outcome.done, "accept", signers, degree=recognised, form=form, by=by, at=at)
    lasting = {row.pk: _lasting(row, signers[row.pk].on, long_term, confirm_on) for row in outcome.done}
    changes = [_accepted(row, signers[row.pk], recognised, lasting[row.pk], form) for row in outcome.done]
    write("accept", changes, by=by, at=at)
    return outcome


def _not_his_to_accept(measure: Measure, signer: Signed) -> str | None:
    """The deciders' rule: he neither handed it in nor countersigned it, and stands outside the unit that leads it."""
    return (
        why_not_another(signer, [measure.handed_in_by, measure.countersigned_by])
        or not_outside(signer, measure)
        or too_early(signer, measure.countersigned_on, _("审签"))
    )


def _accepted(
    measure: Measure, signer: Signed, degree: str, lasting: dict[str, Any], form: ApprovalForm | None
) -> Written[Measure]:
    fields = {
        "state": str(MeasureState.DONE),
        "degree_recognised": degree,
        "accepted_on": signer.on,
        "accepted_by": signer.name,
        "confirmed_on": None,
        **lasting,
    }
    return Written(measure, fields, told(signer, form))


def _lasting(measure: Measure, accepted_on: date, long_term: bool | None, confirm_on: date | None) -> dict[str, Any]:
    lasts = measure.long_term if long_term is None else long_term
    return {"long_term": lasts, "confirm_on": (confirm_on or _next_confirmation(measure, accepted_on)) if lasts else None}


def _next_confirmation(measure: Measure, after: date) -> date:
    try:
        return deadline(measure.ledger.profile.look_back.confirm_every, after, calendar())
    except (YearMissing, Miswritten) as error:
        raise ValidationError(str(error)) from error
