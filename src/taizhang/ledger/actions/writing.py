"""How every action writes: the row locked, the policy asked, the version held, the tallies moved, the event left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import F, Manager, Model
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.keeping.rows import insert, update
from taizhang.ledger import as_of, policy, tally
from taizhang.ledger.adoption import Rows
from taizhang.ledger.following import Moved
from taizhang.ledger.gathering import PARTS, gathered_measures, parts_for, weighed_findings
from taizhang.ledger.models import Aspect, Finding, Ledger, Manifestation, Measure

NO_UNITS: Mapping[str, Unit] = {}
BATCH = 200  # rows a statement: SQLite takes so many parameters
Subject = TypeVar("Subject", Finding, Measure)


class Conflict(Exception):
    """Somebody changed the row since it was read. ``row`` is as it stands now; ``wanted`` is what was to be written."""

    def __init__(self, row: Finding | Measure, wanted: dict[str, Any]) -> None:
        super().__init__(_("这一条刚被别人修改过，请核对后再保存。"))
        self.row = row
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Subject]):
    """What a batch did: the rows it changed, and those it refused with the reason for each."""

    done: list[Subject]
    refused: list[tuple[Subject, str]]


@dataclass(frozen=True, slots=True)
class Written(Generic[Subject]):
    """One row of an action, the fields it is to have, and what else its event tells.

    ``shown`` are the finding's manifestations that change with it, each with its fields.
    """

    row: Subject
    fields: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    shown: Sequence[tuple[Manifestation, dict[str, Any]]] = ()

    @property
    def written(self) -> list[tuple[tally.Row, dict[str, Any]]]:
        """Everything that is to be written, with its fields."""
        return [(self.row, self.fields), *self.shown]


def gather(subjects: Sequence[Subject], action: str = "", *, also: Sequence[str] = ()) -> list[Subject]:
    """``subjects`` read again and locked until the transaction ends, with all that conditions and digests look at.

    Of what hangs on measures, only what ``action`` looks at is read where one is named, and what is named ``also``.
    """
    if not subjects:
        return []
    pks = [subject.pk for subject in subjects]
    if isinstance(subjects[0], Measure):
        _hold_findings(pks)
        parts = {*parts_for(action), *also} if action else PARTS
        rows = gathered_measures(Measure.objects.select_for_update(of=("self",)).filter(pk__in=pks), parts)
        return list(rows.order_by("pk"))
    return list(weighed_findings(Finding.objects.select_for_update(of=("self",)).filter(pk__in=pks)).order_by("pk"))


def _hold_findings(measures: Sequence[int]) -> None:
    """Lock the findings of ``measures`` before these: what is decided of a finding hangs on how far its measures have come."""
    over = Measure.objects.filter(pk__in=measures).values("finding")
    list(Finding.objects.select_for_update().filter(pk__in=over).order_by("pk").values_list("pk"))


def sort_out(
    rows: Sequence[Subject], action: str, by: User, *, on_paper: bool = False, today: date | None = None
) -> Outcome[Subject]:
    """``rows`` parted into those to which ``by`` may do ``action`` now, and the others with the reason."""
    asked = [(row, policy.why_not(by, action, row, on_paper=on_paper, today=today)) for row in rows]
    return Outcome([row for row, why in asked if why is None], [(row, why) for row, why in asked if why])


def hold(outcome: Outcome[Subject], *rules: Callable[[Subject], str | None]) -> Outcome[Subject]:
    """``outcome`` with those of its rows refused, too, that break one of ``rules``: each answers with the reason."""
    asked = [(row, next((why for rule in rules if (why := rule(row))), None)) for row in outcome.done]
    refused: list[tuple[Subject, str]] = [(row, why) for row, why in asked if why]
    return Outcome([row for row, why in asked if why is None], outcome.refused + refused)


def only(outcome: Outcome[Subject]) -> Subject:
    """The one row of a batch of one. Raises Refused with the reason where it was refused."""
    if outcome.refused:
        raise Refused(outcome.refused[0][1])
    return outcome.done[0]


def write(action: str, changes: Sequence[Written[Subject]], *, by: User, at: datetime) -> None:
    """Write every row of ``changes``: its fields, its tallies, one event. Rows may be of several ledgers, all of one kind."""
    for ledger in {change.row.ledger for change in changes}:
        _write(ledger, action, [change for change in changes if change.row.ledger_id == ledger.pk], by, at)


def _write(ledger: Ledger, action: str, changes: Sequence[Written[Subject]], by: User, at: datetime) -> None:
    written = [one for change in changes for one in change.written]
    before = [key for row, _ in written for key in tally.keys(row)]
    was = {row.key: tally.counted(row) for row, _ in written}
    marked = _marks(changes)
    entries = [_entry(action, change) for change in changes]
    for row, fields in written:
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
    _save([(change.row, change.fields) for change in changes])
    _save([one for change in changes for one in change.shown])
    tally.add(ledger, tally.difference(before, [key for row, _ in written for key in tally.keys(row)]))
    log = append(ledger.log_key, entries, by=by.actor, at=at)
    numbered = enumerate(changes, log.size - len(changes))
    moves = [Moved(row.key, was[row.key], tally.counted(row), seq) for seq, change in numbered for row, _ in change.written]
    marks = _marks(changes)
    marks.subtract(marked)
    as_of.keep(ledger, moves, at, marks=marks)


def _marks(changes: Sequence[Written[Subject]]) -> Counter[str]:
    """What is counted of the findings among ``changes`` beside where they stand."""
    rows: list[Any] = [change.row for change in changes]
    return sum((tally.marks(row) for row in rows if isinstance(row, Finding)), Counter())


def _save(written: Sequence[tuple[tally.Row, dict[str, Any]]]) -> None:
    """Save the fields of rows of one kind: in one plain statement what all have alike, row by row only what differs."""
    if not written:
        return
    rows: list[Any] = [row for row, _ in written]
    columns = {name: rows[0]._meta.get_field(name).attname for _, fields in written for name in fields}
    alike = {at: getattr(rows[0], at) for at in columns.values() if all(getattr(row, at) == getattr(rows[0], at) for row in rows)}
    manager: Manager[Any] = type(rows[0])._default_manager
    manager.filter(pk__in=[row.pk for row in rows]).update(**alike, version=F("version") + 1)
    if differing := sorted(at for at in columns.values() if at not in alike):
        update(type(rows[0]), differing, ([*(getattr(row, at) for at in differing), row.pk] for row in rows))


def _entry(action: str, change: Written[Subject]) -> Entry:
    """The event of one change: what each field was and is now – what stays as it was is left out – and the further facts."""
    shown = {row.key: told for row, fields in change.shown if (told := _told(row, fields))}
    facts = {**_told(change.row, change.fields), **({"manifestations": shown} if shown else {}), **change.facts}
    return Entry(f"{change.row.key.partition(':')[0]}:{action}", change.row.key, facts)


def _told(row: tally.Row, fields: dict[str, Any]) -> dict[str, Any]:
    moved = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not moved:
        return {}
    return {
        "was": {name: plain(getattr(row, name)) for name in moved},
        "now": {name: plain(value) for name, value in moved.items()},
    }


def tell(action: str, changes: Sequence[Written[Subject]], *, by: User, at: datetime) -> None:
    """Leave one event for each of ``changes``: something that hangs on the row changed, the row itself did not."""
    for ledger in {change.row.ledger for change in changes}:
        entries = [_entry(action, change) for change in changes if change.row.ledger_id == ledger.pk]
        append(ledger.log_key, entries, by=by.actor, at=at)


def lock(model: type[Subject], pks: Sequence[int]) -> list[Subject]:
    """The rows of ``pks``, locked until the transaction ends, with what the policy looks at."""
    places = ["ledger__body", "ledger__pinned", "ledger__office_unit", "lead_unit", "leader_user"]
    related = places + (["finding__lead_unit"] if model is Measure else [])
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
    write(action, [Written(row, changed)], by=by, at=at)
    return row


def plain(value: Any) -> Any:
    """A field's value as an event keeps it: names and dates as text."""
    if isinstance(value, Unit | User):
        return value.name
    if isinstance(value, Finding | Measure):
        return value.key
    return value.isoformat() if isinstance(value, date) else value


def store(ledger: Ledger, rows: Rows) -> None:
    """Write ``rows`` and count them, in the transaction of their event; ``as_of.begin`` follows once that is left.

    Nothing hangs on new manifestations and measures yet, so these go straight into their tables.
    """
    Aspect.objects.bulk_create(rows.aspects)
    Finding.objects.bulk_create(rows.findings)
    _insert(Manifestation, rows.manifestations)
    _insert(Measure, rows.measures)
    counted: list[tally.Row] = [*rows.findings, *rows.manifestations, *rows.measures]
    tally.add(ledger, Counter(key for row in counted for key in tally.keys(row)))


def _insert(model: type[Model], rows: Sequence[Manifestation | Measure]) -> None:
    for row in rows:
        row.finding = row.finding  # takes its key: it was not saved yet when the row was laid out
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    insert(model, names, ([getattr(row, name) for name in names] for row in rows))


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
