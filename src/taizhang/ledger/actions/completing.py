"""Completing measures: handed in by the lead unit, countersigned by the leader, accepted by the office; returned; ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.ledger import policy
from taizhang.ledger.actions.signing import Paper, Signed, another, outside, sign, signed
from taizhang.ledger.actions.writing import Outcome, Written, gather, sort_out, write
from taizhang.ledger.conditions import responsible
from taizhang.ledger.models import ApprovalForm, Measure, Verdict
from taizhang.ledger.states import Degree, MeasureState
from taizhang.ledger.typed import in_one_line, said
from taizhang.ledger.working_days import calendar
from taizhang.profiles import deadline
from taizhang.workdays import YearMissing

RECOGNISED = (Degree.DONE, Degree.BASICALLY_DONE)
NOT_HANDED_IN = {"handed_in_on": None, "handed_in_by": "", "countersigned_on": None, "countersigned_by": ""}
Signers = dict[Signed, list[Measure]]


@transaction.atomic
def hand_in(*, measures: Sequence[Measure], effects: Mapping[int, str] | str, by: User, at: datetime) -> Outcome[Measure]:
    """Report measures as completed (报完成), each with its effect in one sentence: one for all, or by the measure's pk."""
    told = {m.pk: effects if isinstance(effects, str) else effects.get(m.pk, "") for m in measures}
    words = {pk: in_one_line(effect, _("成效"), longest=300, needed=False) for pk, effect in told.items()}
    outcome = _sift(sort_out(gather(measures), "hand_in", by), lambda row: _unsaid(words[row.pk]))
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
    outcome = sort_out(gather(measures), "countersign", by, on_paper=paper is not None)
    signers = {row: _leader(row, paper, by, at) for row in outcome.done}
    outcome = _sift(outcome, lambda row: _too_early(signers[row], row.handed_in_on, _("报完成")))
    for signer, rows in _by_signer(outcome.done, signers).items():
        sign(rows, "countersign", signer, form=form, by=by, at=at)
    changes = [
        Written(row, {"countersigned_on": s.on, "countersigned_by": s.name}, {"signed": s.facts})
        for row in outcome.done
        for s in (signers[row],)
    ]
    write("countersign", changes, by=by, at=at)
    return outcome


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
    recognised = degree or Degree.DONE
    if recognised not in RECOGNISED:
        raise ValidationError(_("认定完成的程度是完成或基本完成，其余请退回补充。"))
    if confirm_on and confirm_on <= timezone.localdate(at):
        raise ValidationError(_("年度确认的日期应当在今天以后。"))
    outcome = sort_out(gather(measures), "accept", by, on_paper=paper is not None)
    signers = {row: _acceptor(row, paper, by, at) for row in outcome.done}
    outcome = _sift(outcome, lambda row: _may_not_accept(row, signers[row]))
    for signer, rows in _by_signer(outcome.done, signers).items():
        sign(rows, "accept", signer, degree=str(recognised), form=form, by=by, at=at)
    changes = []
    for row in outcome.done:
        signer = signers[row]
        fields = {**_completed(signer, str(recognised)), **_lasting(row, signer.on, long_term, confirm_on)}
        changes.append(Written(row, fields, {"signed": signer.facts}))
    write("accept", changes, by=by, at=at)
    return outcome


def _completed(signer: Signed, degree: str) -> dict[str, Any]:
    return {
        "state": str(MeasureState.DONE),
        "degree_recognised": degree,
        "accepted_on": signer.on,
        "accepted_by": signer.name,
    }


def _lasting(measure: Measure, accepted_on: date, long_term: bool | None, confirm_on: date | None) -> dict[str, Any]:
    lasts = measure.long_term if long_term is None else long_term
    return {"long_term": lasts, "confirm_on": (confirm_on or _next_confirmation(measure, accepted_on)) if lasts else None}


def _next_confirmation(measure: Measure, after: date) -> date:
    try:
        return deadline(measure.ledger.profile.look_back.confirm_every, after, calendar())
    except YearMissing as missing:
        raise ValidationError(str(missing)) from missing


@transaction.atomic
def return_measures(
    *, measures: Sequence[Measure], reason: str, new_date: date | None, paper: Paper | None = None, by: User, at: datetime
) -> Outcome[Measure]:
    """Send measures back (退回补充) with the reason and a new date; one whose deadline still lies ahead may keep it.

    The unit's own degree stays as it said it; what is recognised is that they are under way.
    """
    why = said(reason, _("退回的理由"))
    today = timezone.localdate(at)
    if new_date and new_date < today:
        raise ValidationError(_("新的时限不能早于今天。"))
    outcome = sort_out(gather(measures), "return", by, on_paper=paper is not None)
    signers = {row: _returner(row, paper, by, at) for row in outcome.done}
    outcome = _sift(
        outcome,
        lambda row: _too_early(signers[row], row.handed_in_on, _("报完成")) or _needs_date(row, new_date, today),
    )
    for signer, rows in _by_signer(outcome.done, signers).items():
        sign(rows, "return", signer, verdict=Verdict.RETURNED, reason=why, by=by, at=at)
    fields = {
        "state": str(MeasureState.UNDER_WAY),
        "degree_recognised": str(Degree.UNDER_WAY),
        **NOT_HANDED_IN,
        **({"deadline": new_date, "deadline_text": ""} if new_date else {}),
    }
    write(
        "return",
        [Written(row, fields, {"reason": why, "signed": signers[row].facts}) for row in outcome.done],
        by=by,
        at=at,
    )
    return outcome


def _needs_date(measure: Measure, new_date: date | None, today: date) -> str | None:
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
    why = said(reason, _("终止或并入的理由"))
    ending = {measure.pk for measure in measures}
    rows = gather([*measures, *([into] if into else [])])
    target = next((row for row in rows if into and row.pk == into.pk), None)
    outcome = sort_out([row for row in rows if row.pk in ending], "end", by, on_paper=paper is not None)
    signers = {row: _of_the_group(row, paper, by, at) for row in outcome.done}
    outcome = _sift(outcome, lambda row: _cannot_take(row, target))
    outcome = _sift(outcome, lambda row: _last_of_its_finding(row, {done.pk for done in outcome.done}))
    for signer, some in _by_signer(outcome.done, signers).items():
        sign(some, "end", signer, reason=why, by=by, at=at)
    fields = {"state": str(MeasureState.ENDED), "ended_reason": why, "merged_into": target}
    write("end", [Written(row, fields, {"reason": why, "signed": signers[row].facts}) for row in outcome.done], by=by, at=at)
    return outcome


def _cannot_take(measure: Measure, target: Measure | None) -> str | None:
    if target is None:
        return None
    if target.pk == measure.pk or target.ledger_id != measure.ledger_id or target.state == MeasureState.ENDED:
        return _("请选择同一台账中没有终止的另一条措施来并入。")
    return None


def _last_of_its_finding(measure: Measure, ending: set[int]) -> str | None:
    """Asked of the batch as a whole: each alone would leave the others."""
    stays = any(m.pk not in ending and m.state != MeasureState.ENDED for m in measure.finding.measures.all())
    return None if stays else _("这个问题至少要保留一条措施，不能全部终止。")


def _may_not_accept(measure: Measure, signer: Signed) -> str | None:
    """The deciders' rule: he neither handed it in nor countersigned it, and stands outside the responsible unit."""
    unit = responsible(measure).lead_unit
    try:
        another(signer, [measure.handed_in_by, measure.countersigned_by])
        if unit and unit.pk != measure.ledger.body_id:  # where the whole body leads, its office is as far outside as can be
            outside(signer, unit.name)
    except Refused as refused:
        return str(refused)
    return _too_early(signer, measure.countersigned_on, _("审签"))


def _too_early(signer: Signed, before: date | None, step: str) -> str | None:
    if before is None or signer.on >= before:
        return None
    return _("签字日期早于%(step)s的日期（%(day)s），请核对。") % {"step": step, "day": before.isoformat()}


def _leader(measure: Measure, paper: Paper | None, by: User, at: datetime) -> Signed:
    return signed(paper, by=by, at=at, capacity=measure.ledger.profile.words.leader, unit=measure.ledger.body)


def _of_the_group(measure: Measure, paper: Paper | None, by: User, at: datetime) -> Signed:
    return signed(paper, by=by, at=at, capacity=measure.ledger.profile.words.leading_group, unit=measure.ledger.body)


def _returner(measure: Measure, paper: Paper | None, by: User, at: datetime) -> Signed:
    is_leader = "leader" in policy.relations(by, measure.ledger, measure)
    return (_leader if is_leader else _acceptor)(measure, paper, by, at)


def _acceptor(measure: Measure, paper: Paper | None, by: User, at: datetime) -> Signed:
    """Who recognises: the office, from where it sits; where the office itself leads, its substitute."""
    ledger = measure.ledger
    if not policy.office_leads(ledger, responsible(measure)):
        return signed(paper, by=by, at=at, capacity=ledger.profile.words.office, unit=ledger.office_unit or ledger.body)
    return signed(paper, by=by, at=at, capacity=ledger.profile.closing.substitute.word, unit=_own_unit(measure, by))


def _own_unit(measure: Measure, by: User) -> Any:
    """The substitute's unit: the body, or the supervising unit that he verifies for."""
    supervising = policy.supervising_units(measure.ledger)
    return next((post.unit for post in by.posts if post.unit_id in supervising), measure.ledger.body)


def _by_signer(rows: Sequence[Measure], signers: Mapping[Measure, Signed]) -> Signers:
    found: Signers = {}
    for row in rows:
        found.setdefault(signers[row], []).append(row)
    return found


def _sift(outcome: Outcome[Measure], why: Callable[[Measure], str | None]) -> Outcome[Measure]:
    """``outcome`` with those refused as well for which ``why`` has a reason."""
    asked = [(row, why(row)) for row in outcome.done]
    return Outcome(
        [row for row, reason in asked if reason is None],
        [*outcome.refused, *((row, reason) for row, reason in asked if reason)],
    )
