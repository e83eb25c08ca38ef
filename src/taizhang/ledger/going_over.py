"""Copies of findings with all that hangs on them, for the ledger that another is merged into. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from taizhang.ledger.adoption import Rows
from taizhang.ledger.models import (
    Accountability,
    Amount,
    Aspect,
    Evidence,
    Finding,
    Ledger,
    Manifestation,
    Measure,
    Milestone,
    Occurrence,
    Slot,
)
from taizhang.ledger.models.ledger import STEP
from taizhang.ledger.states import FindingState, MeasureState

Row = TypeVar("Row", bound=Model)
# What a finding and its measures leave behind: approved plans, decisions and counts are those of the ledger they were in.
LEFT = {"plan_version": None, "version": 1}
PARTS: list[str] = [
    *("manifestations", "amounts", "accountability", "measures__answers"),
    *("measures__slots", "measures__evidence", "measures__milestones", "measures__occurrences"),
]


@dataclass(slots=True)
class Copies:
    """What is to be written in the other ledger: findings with what is counted, and what hangs on them, in that order."""

    rows: Rows = field(default_factory=Rows)
    slots: list[Slot] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    accountability: list[Accountability] = field(default_factory=list)
    answers: list[tuple[Measure, list[Manifestation]]] = field(default_factory=list)


def gathered(findings: QuerySet[Finding]) -> list[Finding]:
    """``findings`` with everything that is copied with them."""
    return list(findings.select_related("aspect", "ledger").prefetch_related(*PARTS))


def named(finding: Finding) -> str:
    """A finding of another ledger in words: 《2026年巡察整改台账》问题3."""
    return _("《%(title)s》问题%(n)d") % {"title": finding.ledger.title, "n": finding.serial}


def copy_finding(old: Finding, ledger: Ledger, aspect: Aspect, serial: int, position: int) -> Finding:
    """``old`` as a finding of ``ledger``; what was counted of its rebounds and applications stays counted where it was."""
    place = {"ledger": ledger, "aspect": aspect, "serial": serial, "position": position, "within": None}
    origin = {"came_from": old, "came_from_text": named(old)[:300]}
    return _copied(old, **LEFT, **place, **origin, rebounds=0, submission=0, carried_on=None)


def copy_under(old: Finding, new: Finding, last_serial: int, copies: Copies) -> int:
    """Add what hangs on ``old`` to ``copies``, hanging on ``new``; returns the last number given to a measure."""
    shown = _manifestations(old, new, copies)
    live = [measure for measure in old.measures.all() if measure.state != MeasureState.ENDED]
    for serial, measure in enumerate(live, last_serial + 1):
        row = _copied(measure, **LEFT, ledger=new.ledger, finding=new, serial=serial, merged_into=None)
        copies.rows.measures.append(row)
        answers = [shown[part.pk] for part in measure.answers.all() if part.pk in shown]
        copies.answers.append((row, answers))
        _proof(measure, row, copies)
    copies.amounts += [_copied(one, finding=new) for one in old.amounts.all()]
    copies.accountability += [_copied(one, finding=new) for one in old.accountability.all()]
    return last_serial + len(live)


def _manifestations(old: Finding, new: Finding, copies: Copies) -> dict[int, Manifestation]:
    """Those that were not closed apart, numbered anew; by the key of the old one."""
    left = [part for part in old.manifestations.all() if part.state != FindingState.CLOSED]
    rows = {part.pk: _copied(part, finding=new, position=n * STEP, version=1) for n, part in enumerate(left, 1)}
    copies.rows.manifestations += rows.values()
    return rows


def _proof(old: Measure, new: Measure, copies: Copies) -> None:
    """What a measure owes and what was given for it."""
    slots = {slot.pk: _copied(slot, measure=new) for slot in old.slots.all()}
    copies.slots += slots.values()
    copies.evidence += [_copied(one, measure=new, slot=slots.get(one.slot_id or 0)) for one in old.evidence.all()]
    copies.milestones += [_copied(one, measure=new) for one in old.milestones.all()]
    copies.occurrences += [_copied(one, measure=new) for one in old.occurrences.all()]


def _copied(row: Row, **changed: Any) -> Row:
    """A new row with the values of ``row`` but for what is ``changed``."""
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if not one.primary_key}
    new = type(row)(**values)
    for name, value in changed.items():
        setattr(new, name, value)
    return new


def keys_of(finding: Finding) -> Sequence[str]:
    """The keys of a finding and of everything counted under it."""
    return [finding.key, *(part.key for part in finding.manifestations.all()), *(m.key for m in finding.measures.all())]
