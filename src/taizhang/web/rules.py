"""What the head of a ledger's page says of its rules: the profile, and the papers that are due by it, in one quiet line."""

from __future__ import annotations

from datetime import date
from typing import Any

from taizhang.accounts.models import User
from taizhang.ledger import policy, working_days
from taizhang.ledger.lamps import year_missing
from taizhang.ledger.models import Ledger
from taizhang.ledger.papers_due import BEFORE_THE_PLAN, papers_due
from taizhang.ledger.states import PlanState


def told(user: User, ledger: Ledger, today: date) -> dict[str, Any]:
    """The context of ``web/ledger/rules.html``: at most one query, and only while the plan may still be due."""
    calendar, unreadable = working_days.known_days()
    lamps = ledger.profile.lamps
    due = papers_due(ledger, today, calendar, plan_sent=_plan_sent(ledger))
    return {
        "papers_due": [paper for paper in due if paper.day],
        # Said once: the same year is wanting for every limit told in working days.
        "day_missing": unreadable or next((paper.missing for paper in due if paper.missing), year_missing(lamps, today)),
        "may_arrange": policy.why_not_arrange(user, ledger) is None,
    }


def _plan_sent(ledger: Ledger) -> bool:
    if ledger.stage not in BEFORE_THE_PLAN:
        return True
    return ledger.plans.filter(state__in=(PlanState.IN_REVIEW, PlanState.APPROVED)).exists()
