"""Handing measures down (下达) to those who carry them out, each with the evidence that it will be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from taizhang.accounts.models import User
from taizhang.ledger.actions.writing import Outcome, Written, gather, sort_out, write
from taizhang.ledger.models import Measure, Slot
from taizhang.ledger.slots import proposal
from taizhang.ledger.states import MeasureState


@transaction.atomic
def issue(*, measures: Sequence[Measure], by: User, at: datetime) -> Outcome[Measure]:
    """Hand measures down; what may not be is listed with the reason. One without slots gets those of its kind."""
    outcome = sort_out(gather(measures, "issue", also=["slots"]), "issue", by)
    slots = {row.pk: _proposed(row) for row in outcome.done if not row.slots.all()}
    Slot.objects.bulk_create(slot for some in slots.values() for slot in some)
    state = {"state": str(MeasureState.UNDER_WAY)}
    write("issue", [Written(row, state, _facts(slots.get(row.pk, []))) for row in outcome.done], by=by, at=at)
    return outcome


def _proposed(measure: Measure) -> list[Slot]:
    return [
        Slot(measure=measure, position=n, kind=s.kind, what=s.what, count=s.count, required=s.required)
        for n, s in enumerate(proposal(measure.text, measure.title), 1)
    ]


def _facts(slots: list[Slot]) -> dict[str, Any]:
    return {"slots": [slot.what for slot in slots]} if slots else {}
