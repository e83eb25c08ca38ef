"""A ledger as it stood at the end of a day: today's rows, with what its events since say taken back.

Where something hangs together otherwise than the intervals of that day have it, the events do not tell enough, and nothing is
made up: ``Untold`` says so.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby, takewhile
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit
from taizhang.journal.models import SITE, Event, stamp
from taizhang.ledger import as_of, tally
from taizhang.ledger.lines import Line, lines
from taizhang.ledger.models import Accountability, Amount, Finding, Ledger, Manifestation, Measure, PinnedProfile
from taizhang.ledger.models.ledger import STEP
from taizhang.ledger.tally import Counted

Values = dict[str, Any]
_UNITS = ("lead_unit", "office_unit")
_PEOPLE = ("leader_user",)
_LISTED = {"amounts": (Amount, ("found", "rectified")), "accountability": (Accountability, ("organisations", "people"))}


class Untold(Exception):
    """The events do not tell how the ledger stood that day; the message says what is missing."""


def end_of(day: date) -> datetime:
    """The moment at which ``day`` is over (Asia/Shanghai)."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class Then:
    """The ledger at the end of ``day``. ``ledger`` is a copy of its row by the stage and the rules of that day."""

    def __init__(self, ledger: Ledger, day: date) -> None:
        self.day = day
        self._since = stamp(end_of(day))
        self._renamed = _called_then(self._since)
        self._was = _taken_back(ledger.log_key, self._since)
        self._standing = {
            one.subject: Counted(one.level, one.state, one.degree) for one in as_of.standing_on(ledger, day).iterator(2000)
        }
        self.ledger = self._ledger(ledger)

    def lines(self) -> Iterator[Line]:
        """The lines of that day, in the ledger's order."""
        standing = Q(added_on__lte=self.day) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=self.day))
        rows = self.ledger.findings.prefetch_related("amounts", "accountability")
        found = lines(self.ledger, rows, evidence=standing)
        for _pk, of in groupby(found, key=lambda line: line.finding.pk):
            yield from self._of(list(of))

    def _of(self, some: list[Line]) -> list[Line]:
        """The lines of one finding as they were; none where it was not there yet."""
        finding = some[0].finding
        if finding.key not in self._standing:
            return []
        self._put(finding)
        shown = [one for one in finding.manifestations.all() if one.key in self._standing]
        for one in shown:
            self._put(one)
        _hang(finding, "manifestations", shown)
        measures = [line for line in some if line.measure and line.measure.key in self._standing]
        for line in measures:
            if line.measure:
                self._put(line.measure)
                for piece in line.measure.evidence.all():
                    piece.withdrawn_on = None
        return measures or [Line(finding, None)]

    def _put(self, row: Finding | Manifestation | Measure) -> None:
        """Give the row the values it had, and hold it against the interval that it stood in."""
        if row.lead_unit and row.lead_unit.name in self._renamed:
            row.lead_unit.name = self._renamed[row.lead_unit.name]
        for name, value in self._was.get(row.key, {}).items():
            self._set(row, name, value)
        if tally.counted(row) != self._standing[row.key]:
            told = {"what": _called(row), "day": self.day.isoformat()}
            raise Untold(_("办理记录没有说全%(what)s在%(day)s的状态。") % told)

    def _set(self, row: Finding | Manifestation | Measure, name: str, value: Any) -> None:
        if name in _LISTED:
            _hang(row, name, [_listed(name, kind, numbers) for kind, numbers in (value or {}).items()])
        elif name in _UNITS:
            row.lead_unit = Unit(name=self._renamed.get(value, value)) if value else None
        elif name in ("within", "merged_into"):
            setattr(row, f"{name}_id", int(value.partition(":")[2]) if value else None)
        elif name not in _PEOPLE and name in _columns(type(row)):
            setattr(row, name, date.fromisoformat(value) if value and name in _days(type(row)) else value)

    def _ledger(self, ledger: Ledger) -> Ledger:
        then, was = copy.copy(ledger), self._was.get("ledger", {})
        then.stage = was.get("stage", then.stage)
        if digest := was.get("profile"):
            then.pinned = PinnedProfile.objects.get(pk=digest)
        if then.body.name in self._renamed:
            then.body = copy.copy(then.body)
            then.body.name = self._renamed[then.body.name]
        return then


def _called(row: Finding | Manifestation | Measure) -> str:
    """What people call it."""
    if isinstance(row, Finding):
        return _("问题%(n)s") % {"n": row.serial}
    word = _("措施%(n)s") if isinstance(row, Measure) else _("具体表现%(n)s")
    return word % {"n": f"{row.finding.serial}.{row.position // STEP}"}


def _hang(row: Model, name: str, rows: list[Any]) -> None:
    """Make ``rows`` what hangs on the row under that name, as if they had been read with it."""
    held: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    held[name] = rows


def _listed(name: str, kind: str, numbers: Iterable[int]) -> Model:
    model, columns = _LISTED[name]
    return model(kind=kind, **dict(zip(columns, numbers, strict=True)))


def _columns(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _days(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if field.get_internal_type() == "DateField"}


def _taken_back(log: str, since: str) -> dict[str, Values]:
    """By thing, the values that it had before the first event since ``since`` that changed them."""
    was: defaultdict[str, Values] = defaultdict(dict)
    for event in _newest_first(Event.objects.filter(log__key=log), since):
        for key, values in _before(event):
            was[key].update(values)
    return dict(was)


def _newest_first(events: Any, since: str) -> Iterator[Event]:
    """The events since, newest first; no others are read."""
    return takewhile(lambda event: event.at >= since, events.order_by("-seq").iterator(500))


def _before(event: Event) -> Iterator[tuple[str, Values]]:
    """What each thing that the event tells of was before it."""
    facts = event.facts
    was = facts.get("was")
    if event.name == "ledger:merge_units":
        yield from ((key, {"lead_unit": was}) for key in (*facts.get("findings", ()), *facts.get("measures", ())))
    yield event.subject, was if isinstance(was, dict) else {}
    shown = facts.get("manifestations")
    if isinstance(shown, dict):
        yield from ((key, told.get("was", {})) for key, told in shown.items())
    yield event.subject, _empty(Finding, facts.get("taken", ()))
    yield from ((key, _empty(Measure, names)) for key, names in facts.get("filled", {}).items())


def _empty(model: type[Model], names: Iterable[str]) -> Values:
    """The values of fields that said nothing before a further paper filled them."""
    return {name: model._meta.get_field(name).get_default() for name in names}  # type: ignore[union-attr]


def _called_then(since: str) -> dict[str, str]:
    """What units were called before they were renamed, by what they are called since."""
    called: dict[str, str] = {}
    renamed = Event.objects.filter(log__key__startswith=SITE, name="unit:rename", at__gte=since).order_by("-seq")
    for event in renamed:
        now = next((late for late, early in called.items() if early == event.facts["now"]), event.facts["now"])
        called[now] = event.facts["was"]
    return called
