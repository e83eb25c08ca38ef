"""Sending findings back to work (退回补充), by whoever has a say on the way to 销号."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.ledger import policy
from taizhang.ledger.actions import concluding, signing
from taizhang.ledger.actions.signing import Paper, Signed
from taizhang.ledger.actions.writing import Outcome, Written, gather, hold, sort_out, write
from taizhang.ledger.models import Finding, SupervisingBody, Verdict
from taizhang.ledger.states import Degree, FindingState
from taizhang.ledger.typed import said


@transaction.atomic
def return_findings(
    *,
    findings: Sequence[Finding],
    reason: str,
    new_date: date | None,
    degree: str = "",
    paper: Paper | None = None,
    by: User,
    at: datetime,
) -> Outcome[Finding]:
    """Send findings back to work (退回补充), with the reason and a new date; ``degree`` is what was recognised instead (降档).

    One whose deadline still lies ahead may keep it.
    """
    why, today = said(reason, _("退回的理由")), timezone.localdate(at)
    concluding.hold_new_date(new_date, today)
    if degree and degree not in list(Degree):
        raise ValidationError(_("没有“%(degree)s”这种完成程度。") % {"degree": degree})
    rows = gather(findings)
    bodies = {row.pk: _returning_body(row, paper, by) for row in rows}
    signers = _returners(rows, bodies, paper, by, at)
    outcome = hold(
        sort_out(rows, "return", by, on_paper=paper is not None),
        lambda row: _not_his_turn(bodies[row.pk]),
        lambda row: signing.too_early(signers[row.pk], row.submitted_on, _("申请销号")),
        lambda row: _date_missing(row, new_date, today),
    )
    returning = {pk: body.name for pk, body in bodies.items() if isinstance(body, SupervisingBody)}
    signing.sign_each(
        outcome.done,
        "return",
        signers,
        bodies=returning,
        verdict=Verdict.RETURNED,
        reason=why,
        degree=degree,
        by=by,
        at=at,
    )
    changes = [_returned(row, signers[row.pk], returning.get(row.pk, ""), why, new_date, degree) for row in outcome.done]
    write("return", changes, by=by, at=at)
    return outcome


def _date_missing(row: Finding, new_date: date | None, today: date) -> str | None:
    if new_date or (row.deadline and row.deadline >= today):
        return None
    return _("原时限已过，退回时请写明新的时限。")


def _returning_body(row: Finding, paper: Paper | None, by: User) -> SupervisingBody | str | None:
    """For which body of the route ``row`` is sent back; None where its own does it, a sentence where it is neither's turn."""
    own = policy.relations(by, row.ledger) & {"leading_group", "principal"}
    if row.state != FindingState.AWAITING_VERIFICATION:
        return None if own or paper else _("还没有轮到监督审核单位，请等签字背书以后。")
    body = concluding.body_of(row.ledger, None, paper, by)
    return None if isinstance(body, str) and (own or paper) else body


def _not_his_turn(body: SupervisingBody | str | None) -> str | None:
    return body if isinstance(body, str) else None


def _returners(
    rows: Sequence[Finding], bodies: Mapping[int, SupervisingBody | str | None], paper: Paper | None, by: User, at: datetime
) -> signing.Signers:
    """Who sends each finding back: for a body of the route, or for its own as the principal or as the leading group."""
    told = {pk: body for pk, body in bodies.items() if isinstance(body, SupervisingBody)}
    principal = {row.pk for row in rows if "principal" in policy.relations(by, row.ledger)}
    own = [row for row in rows if row.pk not in told]
    return {
        **concluding.signers_of_body([row for row in own if row.pk in principal], Role.PRINCIPAL, paper, by=by, at=at),
        **concluding.signers_of_body([row for row in own if row.pk not in principal], Role.LEADING_GROUP, paper, by=by, at=at),
        **concluding.signers_of_bodies(told, paper, by=by, at=at),
    }


def _returned(row: Finding, signer: Signed, body: str, reason: str, new_date: date | None, degree: str) -> Written[Finding]:
    fields = concluding.taken_back(row, new_date)
    if degree:
        fields["degree_recognised"] = degree
    return Written(row, fields, signing.told(signer, None, body=body, reason=reason))
