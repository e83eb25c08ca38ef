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
from taizhang.ledger.working_days import calendar
from taizhang.profiles import deadline


@transaction.atomic
def transfer(*, finding: Finding, receipt: str, body: str, paper: Paper | None = None, by: User, at: datetime) -> Finding:
    """Hand a finding on (移交) to ``body``, which has taken it over under the number ``receipt``."""
    if not receipt.strip() or not body.strip():
        raise ValidationError(_("请写明接收单位和它的回执文号。"))
    fields = {"state": str(FindingState.TRANSFERRED), "settled_with": body.strip(), "settled_reference": receipt.strip()}
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
    if not reason.strip() or not consent.strip():
        raise ValidationError(_("请写明客观无法整改的理由，和监督单位书面同意的文号。"))
    today, profile = timezone.localdate(at), finding.ledger.profile
    latest = deadline(profile.look_back.conceded_every, today, calendar())
    if review_on and not today < review_on <= latest:
        raise ValidationError(_("下次复核的日期要在今天以后、%(latest)s以前。") % {"latest": latest.isoformat()})
    supervisor = finding.ledger.supervised_by.name if finding.ledger.supervised_by else profile.words.supervisor
    fields = {
        "state": str(FindingState.CONCEDED),
        "settled_with": body.strip() or supervisor,
        "settled_reference": consent.strip(),
        "settled_reason": reason.strip(),
        "review_on": review_on or latest,
    }
    return _settle(finding, "concede", fields, paper, by, at)


def _settle(finding: Finding, action: str, fields: dict[str, Any], paper: Paper | None, by: User, at: datetime) -> Finding:
    rows = gather([finding])
    signers = concluding.signers_of_body(rows, Role.LEADING_GROUP, paper, by=by, at=at)
    row = only(sort_out(rows, action, by, on_paper=paper is not None))
    signing.sign_each([row], action, signers, by=by, at=at)
    write(action, [Written(row, fields, signing.told(signers[row.pk], None))], by=by, at=at)
    return row
