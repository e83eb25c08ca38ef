"""A unit answers by its link: through the ledger's own actions, as nobody but the unit's contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry
from taizhang.ledger import actions
from taizhang.ledger.actions import Given, Outcome, ProgressTold
from taizhang.ledger.models import Evidence, Measure
from taizhang.supervision.actions.writing import held_link, note
from taizhang.supervision.models import Invitation


@transaction.atomic
def visit(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The link was opened."""
    row = held_link(invitation, by, at)
    note(row.round.ledger, [Entry("invitation:visit", row.key, {"unit": row.unit.name})], by.actor, at)
    return row


@transaction.atomic
def answer(*, invitation: Invitation, reports: Sequence[ProgressTold], by: User, at: datetime) -> Outcome[Measure]:
    """Progress of the unit's own measures. What it says as it was leaves no event of the measure, and still is an answer."""
    row = held_link(invitation, by, at)
    _hold_to(row, [one.subject for one in reports])
    outcome = actions.report_progress_many(reports=reports, by=by, at=at)
    if len(outcome.refused) < len(reports):
        _answered(row, [one.subject for one in reports], by, at)
    return outcome


@transaction.atomic
def hand_evidence(*, invitation: Invitation, measure: Measure, files: Sequence[Given], by: User, at: datetime) -> list[Evidence]:
    """Photographs and documents under one of the unit's own measures."""
    row = held_link(invitation, by, at)
    _hold_to(row, [measure])
    added = actions.add_evidence(measures=[measure], files=files, by=by, at=at)
    _answered(row, [measure], by, at)
    return added


def _hold_to(invitation: Invitation, measures: Sequence[Measure]) -> None:
    """Only what the unit itself leads, in this ledger: less than its contact sees. Raises Refused."""
    led = Measure.objects.filter(pk__in=[measure.pk for measure in measures], ledger=invitation.round.ledger_id)
    mine = {row.pk for row in led.select_related("finding") if row.responsible.lead_unit_id == invitation.unit_id}
    if any(measure.pk not in mine for measure in measures):
        raise Refused(_("填报链接只能报本单位牵头的措施。"))


def _answered(row: Invitation, measures: Sequence[Measure], by: User, at: datetime) -> None:
    row.answered_at = at
    row.save(update_fields=["answered_at"])
    facts = {"unit": row.unit.name, "measures": [measure.key for measure in measures]}
    note(row.round.ledger, [Entry("invitation:answer", row.key, facts)], by.actor, at)
