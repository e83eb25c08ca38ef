"""The plan: findings owned up (认领), a version put to review, opinions on it and their answers, its approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import plans, policy
from taizhang.ledger.actions.signing import Paper, Signed, sign, signed
from taizhang.ledger.actions.writing import Outcome, Written, gather, sort_out, write
from taizhang.ledger.gathering import gathered_plans
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.models import Finding, Ledger, Measure, Opinion, Plan, Reply
from taizhang.ledger.states import FindingState, PlanState


@transaction.atomic
def own_up(*, findings: Sequence[Finding], paper: Paper | None = None, by: User, at: datetime) -> Outcome[Finding]:
    """The responsible leader confirms that findings are his (认领); on screen his account is linked to them from now on."""
    outcome = sort_out(gather(findings), "own_up", by, on_paper=paper is not None)
    if outcome.done:
        signer = signed(paper, by=by, at=at, capacity=_("责任领导"))
        sign(outcome.done, "own_up", signer, by=by, at=at)
        write("own_up", _owned(outcome.done, signer), by=by, at=at)
    return outcome


def _owned(rows: list[Finding], signer: Signed) -> list[Written[Finding]]:
    user = signer.user or meant(signer.name, leaders_of(rows[0].ledger))
    fields = {"owned_by": signer.name, "owned_on": signer.on, **({"leader_user": user} if user else {})}
    return [Written(row, fields, {"signed": signer.facts}) for row in rows]


@transaction.atomic
def send_plan(*, ledger: Ledger, review_until: date | None = None, by: User, at: datetime) -> Plan:
    """Put the plan, as the findings say it now, to review as its next version. Raises Refused where nothing wants a plan."""
    row = Ledger.objects.select_for_update(of=("self",)).select_related("body").get(pk=ledger.pk)
    if why := policy.why_not_plan(by, row):
        raise Refused(why)
    today = timezone.localdate(at)
    if review_until and review_until < today:
        raise ValidationError(_("征求意见的截止日期不能早于今天。"))
    text = plans.drawn_up(row)
    version = max((plan.version for plan in row.plans.only("ledger", "version")), default=0) + 1
    plan = Plan.objects.create(
        ledger=row,
        version=version,
        state=PlanState.IN_REVIEW,
        text=text.canonical,
        content=text.content,
        sent_on=today,
        review_until=review_until,
    )
    facts = {
        "content": text.content,
        "findings": len(text.findings),
        "measures": text.measures,
        "review_until": review_until.isoformat() if review_until else "",
    }
    _record(plan, "send_plan", facts, by, at)
    return plan


@transaction.atomic
def give_opinion(
    *,
    plan: Plan,
    body: str,
    text: str,
    finding: Finding | None = None,
    given_by: str = "",
    given_on: date | None = None,
    by: User,
    at: datetime,
) -> Opinion:
    """What a body says on the plan in review, on the whole or on one finding; the office enters what came on paper."""
    row = _ask(plan, "give_opinion", by)
    day = given_on or timezone.localdate(at)
    if not body.strip() or not text.strip():
        raise ValidationError(_("请写明提出意见的单位和意见内容。"))
    if day > timezone.localdate(at):
        raise ValidationError(_("提出意见的日期不能晚于今天。"))
    if finding and finding.ledger_id != row.ledger_id:
        raise ValidationError(_("这个问题不在本台账里。"))
    opinion = Opinion.objects.create(
        plan=row,
        position=max((one.position for one in row.opinions.all()), default=0) + 1,
        body=body.strip(),
        given_by=given_by.strip(),
        given_on=day,
        finding=finding,
        text=text.strip(),
    )
    facts = {"opinion": opinion.position, "body": opinion.body, "given_by": opinion.given_by, "given_on": day.isoformat()}
    about = {"finding": finding.key} if finding else {}
    _record(row, "give_opinion", {**facts, "text": opinion.text, **about}, by, at)
    return opinion


@transaction.atomic
def answer_opinion(*, opinion: Opinion, reply: str, why: str = "", by: User, at: datetime) -> Opinion:
    """What becomes of an opinion: adopted, adopted in part or not, the latter two with the reason. An answer can be mended."""
    plan = _ask(opinion.plan, "answer_opinion", by)
    row = next(one for one in plan.opinions.all() if one.pk == opinion.pk)
    if reply not in Reply.values:
        raise ValidationError(_("请选择采纳、部分采纳或未采纳。"))
    if reply != Reply.ADOPTED and not why.strip():
        raise ValidationError(_("没有采纳或部分采纳的，请写明理由。"))
    was = {"reply": row.reply, "why": row.why}
    now = {"reply": str(Reply(reply)), "why": why.strip()}
    if was == now:
        return row
    row.reply, row.why, row.answered_on = now["reply"], now["why"], timezone.localdate(at)
    row.save(update_fields=["reply", "why", "answered_on"])
    _record(plan, "answer_opinion", {"opinion": row.position, "body": row.body, "was": was, "now": now}, by, at)
    return row


@transaction.atomic
def withdraw_plan(*, plan: Plan, reason: str, by: User, at: datetime) -> Plan:
    """Take the plan back from review, so that it can be changed and sent again as the next version."""
    row = _ask(plan, "withdraw_plan", by)
    if not reason.strip():
        raise ValidationError(_("撤回方案要写明理由。"))
    _move(row, PlanState.WITHDRAWN)
    _record(row, "withdraw_plan", {**_moved(PlanState.WITHDRAWN), "reason": reason.strip()}, by, at)
    return row


@transaction.atomic
def approve_plan(*, plan: Plan, meeting: str, paper: Paper | None = None, by: User, at: datetime) -> Plan:
    """The principal approves the plan that a meeting passed: its findings are under way from now on.

    What an earlier version has already stays as it is; a finding or measure keeps the version that it came in with.
    """
    row = _ask(plan, "approve_plan", by, on_paper=paper is not None)
    signer = signed(paper, by=by, at=at, capacity=_("主要负责人"), unit=row.ledger.body, meeting=meeting)
    if not signer.meeting:
        raise ValidationError(_("请写明审议方案的会议，如“局党组会议2026年第8次”。"))
    sign([row], "approve_plan", signer, by=by, at=at)
    told = {"version": row.version, "signed": signer.facts}
    findings, measures = _taken_in(row, told)
    _move(row, PlanState.APPROVED, approved_on=signer.on, approved_by=signer.name, meeting=signer.meeting)
    facts = {"content": row.content, "signed": signer.facts, "findings": len(findings), "measures": len(measures)}
    _record(row, "approve_plan", {**_moved(PlanState.APPROVED), **facts}, by, at)
    write("approve_plan", findings, by=by, at=at)
    write("approve_plan", measures, by=by, at=at)
    return row


def _taken_in(plan: Plan, told: dict[str, Any]) -> tuple[list[Written[Finding]], list[Written[Measure]]]:
    """The findings and measures that come in with ``plan``, each with what is written to it."""
    fields = {"plan_version": plan.version}
    rows = list(plans.findings_in(plan.ledger).select_for_update(of=("self",)))
    by_pk = {row.pk: row for row in rows}
    measures = list(plans.measures_in(plan.ledger).filter(plan_version=None).select_for_update(of=("self",)))
    for row in rows:
        row.ledger = plan.ledger
    for measure in measures:
        measure.ledger, measure.finding = plan.ledger, by_pk[measure.finding_id]
    started = {**fields, "state": str(FindingState.UNDER_WAY)}
    new = [row for row in rows if row.plan_version is None]
    found = [Written(row, started if row.state == FindingState.AWAITING_PLAN else fields, told) for row in new]
    return found, [Written(row, fields, told) for row in measures]


def _ask(plan: Plan, action: str, by: User, *, on_paper: bool = False) -> Plan:
    """``plan`` read again and locked, with what its conditions look at. Raises Refused where ``by`` may not do ``action``."""
    row = gathered_plans(Plan.objects.select_for_update(of=("self",))).get(pk=plan.pk)
    if why := policy.why_not(by, action, row, on_paper=on_paper):
        raise Refused(why)
    return row


def _move(plan: Plan, state: PlanState, **fields: Any) -> None:
    for name, value in {"state": str(state), **fields}.items():
        setattr(plan, name, value)
    plan.save(update_fields=["state", *fields])


def _moved(state: PlanState) -> dict[str, Any]:
    return {"was": {"state": str(PlanState.IN_REVIEW)}, "now": {"state": str(state)}}


def _record(plan: Plan, action: str, facts: dict[str, Any], by: User, at: datetime) -> None:
    entry = Entry(f"plan:{action}", plan.key, {name: value for name, value in facts.items() if value != ""})
    append(plan.ledger.log_key, [entry], by=by.actor, at=at)
