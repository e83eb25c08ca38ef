"""One measure on the finding's page: its words and progress, its evidence slot by slot, its steps, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from taizhang.accounts.models import User
from taizhang.ledger import policy, standing
from taizhang.ledger.lamps import why_lit
from taizhang.ledger.lateness import is_late
from taizhang.ledger.models import Evidence, Measure, Signature, Slot
from taizhang.ledger.states import OPEN_FINDINGS, OPEN_MEASURES, MeasureState
from taizhang.web.acts.offers import Offer, offers
from taizhang.web.ledger_rows import claimed_words, due_words

DUES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A slot as a box: what it asks for, what is in it, how much is missing. ``slot`` is None for what stands in none."""

    slot: Slot | None
    held: list[Evidence]

    @property
    def missing(self) -> int:
        """How many pieces are still wanted."""
        return max(self.slot.count - len(self.held), 0) if self.slot else 0


def card(user: User, measure: Measure, today: date) -> dict[str, Any]:
    """What the template of one measure needs. ``measure`` is gathered: nothing is asked of the database here."""
    state, due, profile = MeasureState(measure.state), measure.due, measure.ledger.profile
    is_open = state in OPEN_MEASURES and measure.ledger.in_hand and measure.finding.state in OPEN_FINDINGS
    counts = state if is_open and not measure.long_term else None
    return {
        "row": measure,
        "number": f"{measure.finding.serial}.{measure.place}",
        "body": measure.text.removeprefix(measure.title).strip("。 \n"),
        "answers": measure.responsible,
        "answers_inherited": measure.responsible is not measure,
        "due": due_words(profile, due.deadline, due.deadline_text, due.horizon, counts, today=today),
        "due_inherited": due is not measure,
        "late": is_late(measure.deadline, today, is_open=counts is not None),
        "why_lit": why_lit(profile, state, measure.deadline, today) if counts else "",
        "degree": claimed_words(profile, measure.degree_self),
        "why": {action: policy.why_not(user, action, measure) for action in ("assign", "set_deadline", "report_progress")},
        "may_report": measure.state in (MeasureState.UNDER_WAY, MeasureState.STAGE_DONE),
        "offers": (offered := offers(user, measure)),
        "more": any(not offer.forward for offer in offered),
        "may_add": policy.why_not(user, "add_evidence", measure) is None,
        "may_withdraw": policy.why_not(user, "withdraw_evidence", measure) is None,
        "boxes": list(boxes(measure)),
        "earlier": [one for one in measure.evidence.all() if one.withdrawn_on is None and one.cycle < measure.cycle],
        "milestones": [(step, step.done_on is None and step.due < today) for step in measure.milestones.all()],
        "dues": _dues(measure, today),
        "signatures": list(_signatures(measure.signatures.all())),
    }


def boxes(measure: Measure) -> Iterable[Box]:
    """The measure's slots with what fills them, then what stands in none."""
    standing_now = [one for one in measure.evidence.all() if one.withdrawn_on is None and one.cycle == measure.cycle]
    for one in standing_now:
        one.measure = measure
    for slot in measure.slots.all():
        yield Box(slot, [one for one in standing_now if one.slot_id == slot.pk])
    if loose := [one for one in standing_now if one.slot_id is None]:
        yield Box(None, loose)


def _dues(measure: Measure, today: date) -> list[tuple[standing.Due, bool]]:
    known = standing.dues(measure, today) if measure.rhythm else []
    return [(due, due.is_late(today)) for due in known[-DUES_SHOWN:]]


def _signatures(rows: Iterable[Signature]) -> Iterable[Signature]:
    """Who signed under it, newest first."""
    return reversed(list(rows))


def next_step(offered: Iterable[Offer]) -> Offer | None:
    """The usual next step that can be taken now: the only filled button."""
    return next((offer for offer in offered if offer.forward and offer.why is None), None)
