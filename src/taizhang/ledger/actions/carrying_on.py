"""Carrying on (结转): what is still open at the end of the concentrated period goes over into continuing rectification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import close_out
from taizhang.ledger.actions.writing import Outcome, Written, gather, sort_out, write
from taizhang.ledger.models import Finding
from taizhang.ledger.typed import said


@transaction.atomic
def carry_on(*, findings: Sequence[Finding], reason: str, by: User, at: datetime) -> Outcome[Finding]:
    """Carry open findings over (结转), with the reason why they are not finished; deadlines stay, or are extended by a change."""
    why, today = said(reason, _("结转的理由")), timezone.localdate(at)
    outcome = sort_out(gather(findings), "carry_on", by)
    written = [
        Written(row, {"carried_on": today}, {"reason": why, "left": len(close_out.holding_up(row))}) for row in outcome.done
    ]
    write("carry_on", written, by=by, at=at)
    return outcome
