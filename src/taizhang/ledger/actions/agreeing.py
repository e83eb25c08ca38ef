"""What the bodies of the route say to a close-out: agreed (同意销号), or agreed in part (部分同意)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.ledger import close_out
from taizhang.ledger.actions import concluding, containing, signing
from taizhang.ledger.actions.signing import Paper, Signed, sign
from taizhang.ledger.actions.writing import Outcome, Written, gather, hold, only, sort_out, write
from taizhang.ledger.models import ApprovalForm, Finding, Manifestation, SupervisingBody, Verdict
from taizhang.ledger.states import Degree, FindingState
from taizhang.ledger.typed import said


@transaction.atomic
def agree(
    *,
    findings: Sequence[Finding],
    degree: str,
    body: SupervisingBody | None,
    paper: Paper | None = None,
    form: ApprovalForm | None = None,
    by: User,
    at: datetime,
) -> Outcome[Finding]:
    """A body of the route agrees to the close-out (同意销号) and recognises a degree; with the last it closes, or goes on notice.

    ``body`` may be left out where it follows from who signs.
    """
    if degree not in list(Degree):
        raise ValidationError(_("没有“%(degree)s”这种完成程度。") % {"degree": degree})
    rows, today = gather(findings), timezone.localdate(at)
    bodies = {row.pk: concluding.body_of(row.ledger, body, paper, by) for row in rows}
    signers = concluding.told_apart(rows, concluding.signers_of_bodies(bodies, paper, by=by, at=at))
    outcome = hold(
        sort_out(rows, "agree", by, on_paper=paper is not None),
        lambda row: _not_agreeing(row, bodies[row.pk], signers),
        lambda row: _not_recognisable(row, degree),
        lambda row: concluding.beyond_the_calendar(row, today),
    )
    agreeing = {pk: one.name for pk, one in bodies.items() if isinstance(one, SupervisingBody)}
    written = [_agreed(row, signers[row.pk], degree, agreeing[row.pk], form, today) for row in outcome.done]
    signing.sign_each(outcome.done, "agree", signers, bodies=agreeing, degree=degree, form=form, by=by, at=at)
    write("agree", written, by=by, at=at)
    concluding.freeze_cycles(outcome.done)
    containing.close_contained(outcome.done, by=by, at=at)
    return outcome


def _not_agreeing(row: Finding, body: SupervisingBody | str, signers: signing.Signers) -> str | None:
    """Why the body may not agree to ``row`` now by this signer: the deciders' rule, the order of days, or it has."""
    if isinstance(body, str):
        return body
    signer, before = signers[row.pk], close_out.standing(row, "endorse")
    if body.name in {one.body for one in close_out.standing(row, *close_out.AGREEING)}:
        return _("“%(body)s”已经同意。") % {"body": body.name}
    endorsed_on = max((one.signed_on for one in before), default=row.decided_on)
    return (
        signing.too_early(signer, endorsed_on, _("签字背书"))
        or concluding.not_another(signer, row)
        or concluding.not_outside(signer, row)
    )


def _not_recognisable(row: Finding, degree: str) -> str | None:
    if close_out.recognisable(row, degree):
        return None
    if row.ledger.profile.closing.at_basically_done:
        return _("认定为“完成”，或“基本完成”并有措施长期坚持的，才能同意销号。")
    return _("认定为“完成”的才能同意销号，否则请退回补充。")


def _agreed(row: Finding, signer: Signed, degree: str, body: str, form: ApprovalForm | None, today: date) -> Written[Finding]:
    given = close_out.standing(row, *close_out.AGREEING)
    left = close_out.still_to_agree(row, body)
    facts = signing.told(signer, form, body=body, degree=degree, left=left)
    degree = close_out.lower([degree, *(one.degree for one in given if one.degree)])
    if left:
        return Written(row, {"degree_recognised": degree}, facts)
    return concluding.concluded(row, signer, degree, [signer.on, *(one.signed_on for one in given)], facts, today)


@transaction.atomic
def agree_in_part(
    *,
    finding: Finding,
    manifestations: Sequence[Manifestation],
    reason: str,
    new_date: date,
    body: SupervisingBody | None,
    paper: Paper | None = None,
    by: User,
    at: datetime,
) -> Finding:
    """A body of the route agrees to some manifestations (部分同意) and sends the others back, with the reason and a new date.

    Those agreed to are closed once every body has agreed; the finding is closed with the last.
    """
    today = timezone.localdate(at)
    why = said(reason, _("退回的理由"))
    concluding.hold_new_date(new_date, today)
    rows = gather([finding])
    told = concluding.body_of(rows[0].ledger, body, paper, by)
    signers = concluding.told_apart(rows, concluding.signers_of_bodies({rows[0].pk: told}, paper, by=by, at=at))
    row = only(
        hold(
            sort_out(rows, "agree_in_part", by, on_paper=paper is not None),
            lambda row: _not_agreeing(row, told, signers),
            lambda row: concluding.beyond_the_calendar(row, today),
        )
    )
    signer, name = signers[row.pk], told.name if isinstance(told, SupervisingBody) else ""
    kept, back = _parted(row, manifestations)
    written = _agreed_in_part(row, signer, name, kept, back, why, new_date, today)
    sign([row], "agree_in_part", signer, degree=Degree.DONE, body=name, by=by, at=at)
    sign(back, "agree_in_part", signer, verdict=Verdict.RETURNED, reason=why, body=name, by=by, at=at)
    write("agree_in_part", [written], by=by, at=at)
    return row


def _parted(row: Finding, manifestations: Sequence[Manifestation]) -> tuple[list[Manifestation], list[Manifestation]]:
    """What is applied for of ``row``, parted into what is agreed to and what goes back. Raises Refused unless there is both."""
    wanted = {part.pk for part in manifestations}
    applied = close_out.submitted(row)
    kept = [part for part in applied if part.pk in wanted]
    if len(kept) != len(wanted):
        raise Refused(_("只能同意这次申请销号的具体表现。"))
    if not kept or len(kept) == len(applied):
        raise Refused(_("部分同意要有同意的，也要有退回的；全部同意或全部退回的，请直接办理。"))
    return kept, [part for part in applied if part.pk not in wanted]


def _agreed_in_part(
    row: Finding,
    signer: Signed,
    body: str,
    kept: Sequence[Manifestation],
    back: Sequence[Manifestation],
    reason: str,
    new_date: date,
    today: date,
) -> Written[Finding]:
    left = close_out.still_to_agree(row, body)
    facts = signing.told(
        signer, None, body=body, left=left, reason=reason, agreed=[p.key for p in kept], back=[p.key for p in back]
    )
    due = {"deadline": new_date, "deadline_text": ""}
    returned = [(part, {"state": str(FindingState.UNDER_WAY), **due}) for part in back]
    if left:
        return Written(row, due, facts, returned)
    days = [signer.on, *(one.signed_on for one in close_out.standing(row, *close_out.AGREEING))]
    done = concluding.agreed(row, kept, rest=True, signer=signer, degree=Degree.DONE, on=max(days), today=today)
    return Written(row, {**done.fields, **due}, facts, [*done.shown, *returned])
