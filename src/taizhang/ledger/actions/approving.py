"""Approval forms: made for one or many items, signed once on paper, registered with one event each – or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import policy
from taizhang.ledger.actions.agreeing import agree
from taizhang.ledger.actions.closing import decide, endorse
from taizhang.ledger.actions.completing import accept, countersign
from taizhang.ledger.actions.signing import Paper, signed
from taizhang.ledger.actions.writing import Outcome, gather, sort_out
from taizhang.ledger.approval import ON_A_FORM, lines_of, why_not_form
from taizhang.ledger.content import content
from taizhang.ledger.models import ApprovalForm, Finding, FormItem, Ledger, Measure, SupervisingBody
from taizhang.ledger.states import Degree

Item = TypeVar("Item", Finding, Measure)
NAMED = 5  # reasons that a refusal gives, so that it stays readable


@transaction.atomic
def make_form(*, action: str, subjects: Sequence[Item], by: User, at: datetime) -> ApprovalForm:
    """One form on which ``subjects``, all of one ledger, ask for the same decision; each with the digest of what it is now.

    Raises Refused with the reasons where something cannot be decided on, or waits on another form already.
    """
    if not subjects:
        raise ValidationError(_("请选择要审批的事项。"))
    of: str = policy.LEVELS[type(subjects[0])]
    if action not in ON_A_FORM.get(of, ()):
        raise ValidationError(_("这种办理不用审批表。"))
    ledger = _held(subjects[0].ledger, by)
    if any(subject.ledger_id != ledger.pk for subject in subjects):
        raise ValidationError(_("一张审批表只能列同一本台账的事项。"))
    outcome: Outcome[Item] = sort_out(gather(subjects), action, by, on_paper=True)
    _refuse(outcome.refused)
    _refuse(_waiting(outcome.done, action, of))
    serial = (ledger.approval_forms.aggregate(last=Max("serial"))["last"] or 0) + 1
    form = ApprovalForm(ledger=ledger, serial=serial, action=action, of=of, made_on=timezone.localdate(at), made_by=by.name)
    form.save(force_insert=True)
    _put_on(form, outcome.done, [subject.pk for subject in subjects])
    facts = {"action": action, "of": of, "items": [row.key for row in outcome.done]}
    append(ledger.log_key, [Entry("form:make_form", form.key, facts)], by=by.actor, at=at)
    return form


def _held(ledger: Ledger, by: User) -> Ledger:
    """The ledger, locked, so that no number is given twice. Raises Refused where ``by`` may not make forms of it."""
    row = Ledger.objects.select_for_update(of=("self",)).select_related("body", "pinned", "supervised_by").get(pk=ledger.pk)
    if why := why_not_form(by, row):
        raise Refused(why)
    return row


def _put_on(form: ApprovalForm, rows: Sequence[Finding | Measure], order: Sequence[int]) -> None:
    """Put ``rows`` on ``form`` in the order in which they were chosen, each with its digest."""
    chosen = {row.pk: row for row in rows}
    FormItem.objects.bulk_create(
        FormItem(form=form, position=position, content=content(chosen[pk]), **{form.of: chosen[pk]})
        for position, pk in enumerate(order, 1)
    )


def _waiting(rows: Sequence[Item], action: str, of: str) -> list[tuple[Item, str]]:
    """Those of ``rows`` that wait on a form for the same decision, which is neither signed nor withdrawn."""
    waiting = FormItem.objects.filter(form__action=action, form__signed_on=None, form__withdrawn_on=None, **{f"{of}__in": rows})
    forms = dict(waiting.values_list(of, "form__serial"))
    return [(row, _("已在第%(n)d号审批表上，还没有签批。") % {"n": forms[row.pk]}) for row in rows if row.pk in forms]


def _refuse(refused: Sequence[tuple[Item, str]]) -> None:
    if refused:
        raise Refused(" ".join(_("%(item)s：%(why)s") % {"item": _number(row), "why": why} for row, why in refused[:NAMED]))


def _number(row: Finding | Measure) -> str:
    return f"{row.finding.serial}.{row.place}" if isinstance(row, Measure) else str(row.serial)


@transaction.atomic
def sign_form(
    *,
    form: ApprovalForm,
    paper: Paper,
    body: SupervisingBody | None = None,
    degree: str = "",
    long_term: bool | None = None,
    confirm_on: date | None = None,
    by: User,
    at: datetime,
) -> Outcome[Any]:
    """Register the form as signed: every item that is still as it stood on the form is decided, the others are refused.

    ``body`` and ``degree`` are asked for where bodies of the route agree, ``long_term`` and ``confirm_on`` where measures are
    accepted.
    """
    ledger = _held(form.ledger, by)
    held = _open_form(form)
    signer = signed(paper, by=by, at=at)
    if signer.on < held.made_on:
        raise ValidationError(_("签字日期早于审批表的日期，请核对。"))
    lines = lines_of(held)
    more = {"paper": paper, "form": held, "by": by, "at": at}
    agreeing = {"body": body, "degree": degree or Degree.DONE}
    accepting = {"degree": degree, "long_term": long_term, "confirm_on": confirm_on}
    rows: Any = [line.subject for line in lines if line.holds]
    outcome = _registered(held.action, rows, more, agreeing, accepting)
    changed = [(line.subject, _("制表后内容有变动，请重新制表送签。")) for line in lines if not line.holds]
    outcome = Outcome(outcome.done, [*outcome.refused, *changed])
    if outcome.done:
        held.signed_on = signer.on
        held.save(update_fields=["signed_on"])
        facts = {
            "signed": signer.facts,
            "done": [row.key for row in outcome.done],
            "refused": {r.key: why for r, why in outcome.refused},
        }
        append(ledger.log_key, [Entry("form:sign_form", held.key, facts)], by=by.actor, at=at)
    return outcome


def _registered(
    action: str, rows: Any, more: dict[str, Any], agreeing: dict[str, Any], accepting: dict[str, Any]
) -> Outcome[Any]:
    """The decision of the form on those of its items that hold."""
    if action == "decide":
        return decide(findings=rows, meeting="", **more)
    if action == "endorse":
        return endorse(findings=rows, **more)
    if action == "agree":
        return agree(findings=rows, **agreeing, **more)
    if action == "countersign":
        return countersign(measures=rows, **more)
    return accept(measures=rows, **accepting, **more)


def _open_form(form: ApprovalForm) -> ApprovalForm:
    """The form, locked. Raises Refused where it is signed or withdrawn."""
    held = ApprovalForm.objects.select_for_update().get(pk=form.pk)
    if held.signed_on:
        raise Refused(_("这张审批表已经登记签批。"))
    if held.withdrawn_on:
        raise Refused(_("这张审批表已经作废。"))
    return held


@transaction.atomic
def withdraw_form(*, form: ApprovalForm, by: User, at: datetime) -> ApprovalForm:
    """Withdraw a form that was not signed (作废): its items can go on another one."""
    ledger = _held(form.ledger, by)
    held = _open_form(form)
    held.withdrawn_on = timezone.localdate(at)
    held.save(update_fields=["withdrawn_on"])
    append(ledger.log_key, [Entry("form:withdraw_form", held.key, {})], by=by.actor, at=at)
    return held
