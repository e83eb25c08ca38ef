"""Changing what the approved plan says (方案调整): asked for, signed by the leader, agreed along the route, then carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import changing, policy
from taizhang.ledger.actions.signing import Paper, Signed, another, outside, sign, signed
from taizhang.ledger.actions.writing import Conflict, Subject, Written, gather, lock, only, sort_out, write
from taizhang.ledger.conditions import responsible
from taizhang.ledger.gathering import gathered_changes
from taizhang.ledger.models import Finding, Ledger, Measure, PlanChange, Verdict
from taizhang.ledger.states import ChangeState


@transaction.atomic
def ask_change(*, subject: Subject, wanted: Mapping[str, Any], reason: str, version: int, by: User, at: datetime) -> PlanChange:
    """Ask that the approved plan say something else of ``subject``: its leader, units, date, or a measure's words."""
    row = only(sort_out(gather([subject]), "ask_change", by))
    if row.version != version:
        raise Conflict(row, dict(wanted))
    if not reason.strip():
        raise ValidationError(_("请写明调整的理由。"))
    now, today = changing.stands(row), timezone.localdate(at)
    changed = changing.asked(row, wanted)
    if changing.puts_off(now, changed) and (why := changing.why_not_put_off(row, now, changed, today)):
        raise Refused(why)
    change = PlanChange.objects.create(
        ledger=row.ledger,
        serial=_next_serial(row.ledger),
        finding=row.finding if isinstance(row, Measure) else row,
        measure=row if isinstance(row, Measure) else None,
        was=changing.told({name: now[name] for name in changed}),
        wanted=changing.told(changed),
        reason=reason.strip(),
        asked_on=today,
        asked_by=by.name,
        state=ChangeState.WITH_LEADER if responsible(row).leader else ChangeState.WITH_OFFICE,
    )
    facts = {"change": change.serial, "stands": {name: now[name] for name in changed}, "asked": changed}
    write("ask_change", [Written(row, {}, {**facts, "reason": change.reason})], by=by, at=at)
    return change


@transaction.atomic
def support_change(*, change: PlanChange, paper: Paper | None = None, by: User, at: datetime) -> PlanChange:
    """The responsible leader signs that he supports the change."""
    row = _ask(change, "support_change", by, paper)
    signer = _sign(row, "support_change", paper, _("责任领导"), by, at)
    return _move(row, "support_change", ChangeState.WITH_OFFICE, {"signed": signer.facts}, by, at)


@transaction.atomic
def agree_change(*, change: PlanChange, paper: Paper | None = None, by: User, at: datetime) -> PlanChange:
    """The office agrees; the change holds from now on, or goes to the supervising bodies where the profile wants them asked."""
    row = _ask(change, "agree_change", by, paper)
    further = changing.wants_bodies(row)
    signer = _sign(row, "agree_change", paper, _("整改办"), by, at, last=not further)
    if further:
        return _move(row, "agree_change", ChangeState.WITH_BODIES, {"signed": signer.facts}, by, at)
    return _carry_out(row, "agree_change", signer, by, at)


@transaction.atomic
def approve_change(*, change: PlanChange, paper: Paper | None = None, by: User, at: datetime) -> PlanChange:
    """A supervising body agrees: the change holds from now on."""
    row = _ask(change, "approve_change", by, paper)
    signer = _sign(row, "approve_change", paper, _("监督审核单位"), by, at, last=True)
    return _carry_out(row, "approve_change", signer, by, at)


@transaction.atomic
def refuse_change(*, change: PlanChange, reason: str, paper: Paper | None = None, by: User, at: datetime) -> PlanChange:
    """Whoever's turn it is does not agree, and says why; the plan stands as it was."""
    row = _ask(change, "refuse_change", by, paper)
    if not reason.strip():
        raise ValidationError(_("不同意调整要写明理由。"))
    signer = signed(paper, by=by, at=at, unit=_unit_of(by, row, paper))
    sign([row], "refuse_change", signer, verdict=Verdict.RETURNED, reason=reason.strip(), by=by, at=at)
    row.refusal, row.decided_on = reason.strip(), signer.on
    return _move(row, "refuse_change", ChangeState.REFUSED, {"signed": signer.facts, "reason": row.refusal}, by, at)


@transaction.atomic
def withdraw_change(*, change: PlanChange, by: User, at: datetime) -> PlanChange:
    """Those who asked take it back; the plan stands as it was."""
    row = _ask(change, "withdraw_change", by, None)
    row.decided_on = timezone.localdate(at)
    return _move(row, "withdraw_change", ChangeState.WITHDRAWN, {}, by, at)


def _next_serial(ledger: Ledger) -> int:
    Ledger.objects.select_for_update().get(pk=ledger.pk)  # numbers are given to one person at a time
    return (ledger.plan_changes.aggregate(last=Max("serial"))["last"] or 0) + 1


def _ask(change: PlanChange, action: str, by: User, paper: Paper | None) -> PlanChange:
    """``change`` read again and locked, with all that is looked at. Raises Refused where ``by`` may not do ``action``."""
    row = gathered_changes(PlanChange.objects.select_for_update(of=("self",))).get(pk=change.pk)
    if row.measure:
        [row.measure] = lock(Measure, [row.measure.pk])
    else:
        [row.finding] = lock(Finding, [row.finding.pk])
    if why := policy.why_not(by, action, row, on_paper=paper is not None):
        raise Refused(why)
    return row


def _sign(
    row: PlanChange, action: str, paper: Paper | None, capacity: str, by: User, at: datetime, *, last: bool = False
) -> Signed:
    """The signature under the next step: by another than those before, in order; the last from outside the responsible unit."""
    signer = signed(paper, by=by, at=at, capacity=capacity, unit=_unit_of(by, row, paper))
    before = list(row.signatures.all())
    if last:
        another(signer, [row.asked_by, *(one.name for one in before)])
        outside(signer, responsible(row.subject).lead_unit_name)
    if before and signer.on < before[-1].signed_on:
        raise ValidationError(_("签字日期不能早于前一步的%(day)s。") % {"day": before[-1].signed_on.isoformat()})
    sign([row], action, signer, by=by, at=at)
    return signer


def _unit_of(by: User, row: PlanChange, paper: Paper | None) -> Any:
    """The unit in which ``by`` has his say on screen: the supervising one, else the body."""
    if paper is not None:
        return None
    supervising = policy.supervising_units(row.ledger)
    return next((post.unit for post in by.posts if post.unit_id in supervising), row.ledger.body)


def _carry_out(row: PlanChange, action: str, signer: Signed, by: User, at: datetime) -> PlanChange:
    """Write what was agreed to, with an event of the thing itself beside that of the change."""
    if not changing.as_asked(row):
        raise Refused(_("申请以后这一条又有改动，请撤回后重新申请。"))
    row.decided_on = signer.on
    _move(row, action, ChangeState.AGREED, {"signed": signer.facts}, by, at)
    facts = {"change": row.serial, "reason": row.reason, "signed": signer.facts}
    fields = changing.fields(row)
    if row.measure:
        write("change_plan", [Written(row.measure, fields, facts)], by=by, at=at)
    else:
        write("change_plan", [Written(row.finding, fields, facts)], by=by, at=at)
    return row


def _move(row: PlanChange, action: str, state: ChangeState, facts: dict[str, Any], by: User, at: datetime) -> PlanChange:
    told = {"of": row.subject.key, "was": {"state": row.state}, "now": {"state": str(state)}, **facts}
    row.state, row.version = str(state), row.version + 1
    row.save(update_fields=["state", "version", "decided_on", "refusal"])
    append(row.ledger.log_key, [Entry(f"plan_change:{action}", row.key, told)], by=by.actor, at=at)
    return row
