"""The body's own steps to 销号: applied for, decided by the leading group, endorsed by the principal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.ledger import close_out
from taizhang.ledger.actions import concluding, containing, signing
from taizhang.ledger.actions.signing import Paper, Signed
from taizhang.ledger.actions.writing import Outcome, Written, gather, hold, sort_out, write
from taizhang.ledger.models import ApprovalForm, Finding
from taizhang.ledger.states import Degree, FindingState
from taizhang.ledger.typed import in_one_line


@transaction.atomic
def submit(*, findings: Sequence[Finding], by: User, at: datetime) -> Outcome[Finding]:
    """Apply for the close-out (申请销号) of findings; what may not be is listed with the reason.

    Where manifestations are closed one by one, a finding is applied for with those of them that are ready.
    """
    outcome = sort_out(gather(findings), "submit", by)
    today = timezone.localdate(at)
    concluding.open_cycles(outcome.done, today)
    write("submit", [_submitted(row, by, today) for row in outcome.done], by=by, at=at)
    return outcome


def _submitted(row: Finding, by: User, today: date) -> Written[Finding]:
    ready, rest = close_out.to_submit(row)
    fields = {
        "state": str(FindingState.AWAITING_DECISION),
        "submission": row.submission + 1,
        "submitted_on": today,
        "submitted_by": by.name,
        "responsible_unit": _("、").join(close_out.responsible_units(row))[:200],
        "degree_self": _degree_applied_for(row),
    }
    states = [*((part, "") for part in ready), *((part, str(FindingState.UNDER_WAY)) for part in rest)]
    return Written(row, fields, shown=[(part, {"state": state}) for part, state in states if part.state != state])


def _degree_applied_for(row: Finding) -> str:
    """The unit's own degree (自评): who applies says at least that it is basically done, and no more than the measures allow."""
    highest = close_out.highest_degree(row.measures.all())
    own = row.degree_self
    closable = own in (Degree.DONE, Degree.BASICALLY_DONE) and own == close_out.lower([own, highest])
    return own if closable else str(highest)


@transaction.atomic
def decide(
    *,
    findings: Sequence[Finding],
    meeting: str,
    paper: Paper | None = None,
    form: ApprovalForm | None = None,
    by: User,
    at: datetime,
) -> Outcome[Finding]:
    """The leading group's decision (单位审定) on findings applied for, with the number of the meeting."""
    meeting = in_one_line((paper.meeting if paper else "") or meeting, _("审定的会议（名称或纪要文号）"), longest=120)
    rows = gather(findings)
    signers = concluding.signers_of_body(rows, Role.LEADING_GROUP, paper, meeting=meeting, by=by, at=at)
    outcome = hold(
        sort_out(rows, "decide", by, on_paper=paper is not None),
        lambda row: signing.too_early(signers[row.pk], row.submitted_on, _("申请销号")),
        lambda row: _signed_already(signers[row.pk], row, "decide"),
    )
    signing.sign_each(outcome.done, "decide", signers, form=form, by=by, at=at)
    write("decide", [_decided(row, signers[row.pk], form) for row in outcome.done], by=by, at=at)
    return outcome


def _signed_already(signer: Signed, row: Finding, action: str) -> str | None:
    names = [one.name for one in close_out.standing(row, action)]
    return _("%(name)s已经签过字。") % {"name": signer.name} if signer.name in names else None


def _decided(row: Finding, signer: Signed, form: ApprovalForm | None) -> Written[Finding]:
    return Written(row, {"decided_by": signer.name, "decided_on": signer.on}, signing.told(signer, form))


@transaction.atomic
def endorse(
    *, findings: Sequence[Finding], paper: Paper | None = None, form: ApprovalForm | None = None, by: User, at: datetime
) -> Outcome[Finding]:
    """The principal puts his name to what was decided (签字背书): it goes to the bodies of the route; inside, it is closed."""
    rows = gather(findings)
    signers = concluding.told_apart(rows, concluding.signers_of_body(rows, Role.PRINCIPAL, paper, by=by, at=at))
    outcome = hold(
        sort_out(rows, "endorse", by, on_paper=paper is not None),
        lambda row: signing.too_early(signers[row.pk], row.decided_on, _("单位审定")),
        lambda row: concluding.not_another(signers[row.pk], row),
        lambda row: concluding.not_outside(signers[row.pk], row) if close_out.closes_inside(row) else None,
    )
    written = [_endorsed(row, signers[row.pk], form) for row in outcome.done]
    signing.sign_each(outcome.done, "endorse", signers, form=form, by=by, at=at)
    write("endorse", written, by=by, at=at)
    concluding.freeze_cycles(outcome.done)
    containing.close_contained(outcome.done, by=by, at=at)
    return outcome


def _endorsed(row: Finding, signer: Signed, form: ApprovalForm | None) -> Written[Finding]:
    facts = signing.told(signer, form)
    if not close_out.closes_inside(row):
        return Written(row, {"state": str(FindingState.AWAITING_VERIFICATION)}, facts)
    degree = close_out.highest_degree(close_out.measures_applied_for(row))
    return concluding.concluded(row, signer, str(degree), [signer.on], facts, signer.on)
