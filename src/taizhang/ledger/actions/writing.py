"""How every action writes: the row locked, the policy asked, the version held, the tallies moved, the event left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import policy, tally
from taizhang.ledger.adoption import Rows
from taizhang.ledger.models import Aspect, Finding, Ledger, Manifestation, Measure
from taizhang.ledger.states import move

NO_UNITS: Mapping[str, Unit] = {}
Subject = TypeVar("Subject", Finding, Measure)


class Conflict(Exception):
    """Somebody changed the row since it was read. ``row`` is as it stands now; ``wanted`` is what was to be written."""

    def __init__(self, row: Finding | Measure, wanted: dict[str, Any]) -> None:
        super().__init__(_("这一条刚被别人修改过，请核对后再保存。"))
        self.row = row
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch did: the rows it changed, and those it refused with the reason for each."""

    done: list[Measure]
    refused: list[tuple[Measure, str]]


def lock(model: type[Subject], pks: Sequence[int]) -> list[Subject]:
    """The rows of ``pks``, locked until the transaction ends, with what the policy looks at."""
    related = ["ledger__body", "lead_unit"] + (["finding__lead_unit"] if model is Measure else [])
    rows = model.objects.select_for_update(of=("self",)).select_related(*related).filter(pk__in=pks)
    return list(rows.order_by("pk"))


def change(subject: Subject, action: str, wanted: dict[str, Any], *, version: int, by: User, at: datetime) -> Subject:
    """Write ``wanted`` to the row if the policy allows it and nobody was quicker; what is as it was leaves no event."""
    [row] = lock(type(subject), [subject.pk])
    if why := policy.why_not(by, action, row):
        raise Refused(why)
    changed: dict[str, Any] = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.version != version:
        raise Conflict(row, wanted)
    was = {name: _plain(getattr(row, name)) for name in changed}
    before = list(tally.keys(row))
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    tally.add(row.ledger, tally.difference(before, tally.keys(row)))
    facts = {"was": was, "now": {name: _plain(value) for name, value in changed.items()}}
    append(row.ledger.log_key, [Entry(f"{row.key.partition(':')[0]}:{action}", row.key, facts)], by=by.actor, at=at)
    return row


def _plain(value: Any) -> Any:
    """A field's value as an event keeps it: names and dates as text."""
    if isinstance(value, Unit):
        return value.name
    if isinstance(value, Finding):
        return value.key
    return value.isoformat() if isinstance(value, date) else value


def advance(measures: list[Measure], action: str, by: User, at: datetime) -> None:
    """Move every one of ``measures`` (of one ledger each batch) to the state that the table gives ``action``."""
    target = move(action, "measure").target
    for ledger in {measure.ledger for measure in measures}:
        rows = [measure for measure in measures if measure.ledger_id == ledger.pk]
        before = [key for row in rows for key in tally.keys(row)]
        entries = [Entry(f"measure:{action}", row.key, {"was": {"state": row.state}, "now": {"state": target}}) for row in rows]
        for row in rows:
            row.state = str(target)
            row.version += 1
        Measure.objects.bulk_update(rows, ["state", "version"])
        tally.add(ledger, tally.difference(before, [key for row in rows for key in tally.keys(row)]))
        append(ledger.log_key, entries, by=by.actor, at=at)


def store(ledger: Ledger, rows: Rows) -> None:
    """Write ``rows`` and count them, in the transaction of their event."""
    Aspect.objects.bulk_create(rows.aspects)
    Finding.objects.bulk_create(rows.findings)
    Manifestation.objects.bulk_create(rows.manifestations)
    Measure.objects.bulk_create(rows.measures)
    counted: list[Finding | Manifestation | Measure] = [*rows.findings, *rows.manifestations, *rows.measures]
    tally.add(ledger, Counter(key for row in counted for key in tally.keys(row)))


def names_meant(units: Mapping[str, Unit]) -> dict[str, dict[str, str]]:
    """What an event keeps of the units that a person said names mean; nothing where there were none."""
    return {"units": {name: unit.name for name, unit in units.items()}} if units else {}


def told_of(row: Finding | Measure) -> dict[str, Any]:
    """What an event keeps of a new row; what is empty is left out."""
    facts = {
        "number": row.number,
        "state": row.state,
        "degree_self": row.degree_self,
        "leader": row.leader,
        "lead_unit": row.lead_unit_name,
        "assisting": row.assisting,
        "deadline": row.deadline.isoformat() if row.deadline else row.deadline_text,
        "horizon": row.horizon,
    }
    return {name: value for name, value in facts.items() if value}
