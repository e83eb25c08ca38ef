"""Findings that end otherwise than by 销号: handed on to whom they belong (移交), or conceded (客观无法整改)."""

from __future__ import annotations

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
from taizhang.ledger.actions.writing import Written, gather, only, sort_out, write
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
    today, profile = timezone.localdate(at), finding.ledger.profile
    latest = _latest_review(profile, today)
    if review_on and not today < review_on <= latest:
        raise ValidationError(_("下次复核的日期要在今天以后、%(latest)s以前。") % {"latest": latest.isoformat()})
    supervisor = finding.ledger.supervised_by.name if finding.ledger.supervised_by else profile.words.supervisor
    fields = {
        "state": str(FindingState.CONCEDED),
        "settled_with": in_one_line(body, _("同意的单位"), longest=200, needed=False) or supervisor,
        "settled_reference": number,
        "settled_reason": why,
        "review_on": review_on or latest,
    }
    return _settle(finding, "concede", fields, paper, by, at)


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
