"""Findings that end otherwise than by 销号: handed on (移交), or conceded (客观无法整改) and reviewed every year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.ledger.actions import concluding, signing
from taizhang.ledger.actions.signing import Paper
from taizhang.ledger.actions.writing import Outcome, Written, gather, only, sort_out, write
from taizhang.ledger.models import Finding
from taizhang.ledger.states import FindingState
from taizhang.ledger.typed import in_one_line, said
from taizhang.ledger.working_days import calendar
from taizhang.profiles import Profile, deadline
from taizhang.workdays import YearMissing


@transaction.atomic
def transfer(*, finding: Finding, receipt: str, body: str, paper: Paper | None = None, by: User, at: datetime) -> Finding:
    """Hand a finding on (移交) to ``body``, which has taken it over under the number ``receipt``."""
    fields = {
        "state": str(FindingState.TRANSFERRED),
        "settled_with": in_one_line(body, _("接收单位"), longest=200),
        "settled_reference": in_one_line(receipt, _("接收单位的回执文号"), longest=120),
    }
    return _settle(finding, "transfer", fields, paper, by, at)


@transaction.atomic
def concede(
    *,
    finding: Finding,
    reason: str,
    consent: str,
    review_on: date | None = None,
    body: str = "",
    paper: Paper | None = None,
    by: User,
    at: datetime,
) -> Finding:
    """Concede that a finding cannot be rectified (客观无法整改): why, who consented in writing, when it is looked at again.

    Without ``review_on`` it is looked at again after as long as the profile says, and never later; without ``body`` it is
    whoever supervises the ledger that consented.
    """
    why, number = said(reason, _("客观无法整改的理由")), in_one_line(consent, _("监督单位书面同意的文号"), longest=120)
    profile = finding.ledger.profile
    supervisor = finding.ledger.supervised_by.name if finding.ledger.supervised_by else profile.words.supervisor
    fields = {
        "state": str(FindingState.CONCEDED),
        "settled_with": in_one_line(body, _("同意的单位"), longest=200, needed=False) or supervisor,
        "settled_reference": number,
        "settled_reason": why,
        "review_on": _next_review(profile, review_on, timezone.localdate(at)),
    }
    return _settle(finding, "concede", fields, paper, by, at)


@transaction.atomic
def confirm_findings(
    *, findings: Sequence[Finding], reason: str, review_on: date | None = None, by: User, at: datetime
) -> Outcome[Finding]:
    """Confirm that conceded findings still cannot be rectified (年度复核): what was looked at, and when it is looked at again."""
    why, today = said(reason, _("复核的情况")), timezone.localdate(at)
    outcome = sort_out(gather(findings), "confirm", by)
    written = [
        Written(row, {"review_on": _next_review(row.ledger.profile, review_on, today)}, {"reason": why}) for row in outcome.done
    ]
    write("confirm", written, by=by, at=at)
    return outcome


@transaction.atomic
def resume(*, findings: Sequence[Finding], reason: str, new_date: date, by: User, at: datetime) -> Outcome[Finding]:
    """Take conceded findings up again (恢复整改): what stood in the way is gone. By when they are to be done."""
    why = said(reason, _("恢复整改的理由"))
    if new_date <= timezone.localdate(at):
        raise ValidationError(_("新的时限应当在今天以后。"))
    outcome = sort_out(gather(findings), "resume", by)
    nothing = {**dict.fromkeys(("settled_with", "settled_reference", "settled_reason"), ""), "review_on": None}
    fields = {"state": str(FindingState.UNDER_WAY), **nothing, "deadline": new_date, "deadline_text": ""}
    write("resume", [Written(row, fields, {"reason": why}) for row in outcome.done], by=by, at=at)
    return outcome


def _next_review(profile: Profile, wanted: date | None, today: date) -> date:
    """The next yearly review: as wanted, else the latest that the profile allows."""
    latest = _latest_review(profile, today)
    if wanted and not today < wanted <= latest:
        raise ValidationError(_("下次复核的日期要在今天以后、%(latest)s以前。") % {"latest": latest.isoformat()})
    return wanted or latest


def _latest_review(profile: Profile, today: date) -> date:
    try:
        return deadline(profile.look_back.conceded_every, today, calendar())
    except YearMissing as missing:
        raise ValidationError(str(missing)) from missing


def _settle(finding: Finding, action: str, fields: dict[str, Any], paper: Paper | None, by: User, at: datetime) -> Finding:
    rows = gather([finding])
    signers = concluding.signers_of_body(rows, Role.LEADING_GROUP, paper, by=by, at=at)
    row = only(sort_out(rows, action, by, on_paper=paper is not None))
    signing.sign_each([row], action, signers, by=by, at=at)
    write(action, [Written(row, fields, signing.told(signers[row.pk], None))], by=by, at=at)
    return row
