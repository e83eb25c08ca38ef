"""Saying who answers for a finding or measure, and by when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.ledger.actions.writing import Subject, change
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.models import Finding, Horizon


@transaction.atomic
def assign(
    *,
    subject: Subject,
    lead_unit: Unit | None,
    lead_unit_text: str = "",
    leader: str,
    assisting: str,
    version: int,
    by: User,
    at: datetime,
) -> Subject:
    """Say who answers for a finding or measure: lead unit (or its name as written), leader as written, assisting units.

    Where the leader changes, the account that is meant goes with him, and a finding is to be owned up anew.
    """
    wanted = {
        "lead_unit": lead_unit,
        "lead_unit_text": lead_unit.name if lead_unit else lead_unit_text.strip(),
        "leader": leader.strip(),
        "assisting": assisting.strip(),
        **_another_leader(subject, leader.strip()),
    }
    return change(subject, "assign", wanted, version=version, by=by, at=at)


def _another_leader(subject: Subject, leader: str) -> dict[str, Any]:
    """What goes with a change of leader."""
    if leader == subject.leader:
        return {}
    user = meant(leader, leaders_of(subject.ledger)) if leader else None
    return {"leader_user": user, **({"owned_by": "", "owned_on": None} if isinstance(subject, Finding) else {})}


@transaction.atomic
def set_deadline(
    *, subject: Subject, deadline: date | None, deadline_text: str = "", horizon: str, version: int, by: User, at: datetime
) -> Subject:
    """Say by when a finding or measure is due (a date, or in words that name no day), and its horizon."""
    if horizon and horizon not in Horizon.values:
        raise ValidationError(_("没有“%(horizon)s”这种整改类型。") % {"horizon": horizon})
    wanted = {"deadline": deadline, "deadline_text": deadline_text.strip(), "horizon": horizon}
    return change(subject, "set_deadline", wanted, version=version, by=by, at=at)
