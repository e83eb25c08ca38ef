"""A ledger as a list: what is selected, one page of it at a time, in plain rows read by an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from taizhang.accounts.models import Unit, User
from taizhang.ledger import policy
from taizhang.ledger.lamps import near_until
from taizhang.ledger.models import Evidence, Finding, Ledger, Manifestation, Measure, Slot
from taizhang.ledger.states import OPEN_FINDINGS, Degree, FindingState, MeasureState

PAGE = 50
MANY = 99  # what waits for one person is counted so far and no further
MEASURE, CLAIMED = "measure:", "claimed:"
LATE, WEEK, MONTH, NO_DEADLINE = "late", "week", "month", "none"
NOBODY = "none"
NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a ledger is looked at. Every field is text as it stands in an address; empty means all.

    ``state`` is a finding's state, ``measure:<state>`` or ``claimed:<degree>`` (of measures); ``deadline`` one of
    late, week, month, none; ``unit`` an id or none; ``mine`` is 1 for what waits for the person who asks.
    """

    unit: str = ""
    state: str = ""
    deadline: str = ""
    text: str = ""
    mine: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Selection:
        """The selection that an address names; what it names that there is not selects all."""
        found = {field.name: params.get(field.name, "").strip() for field in fields(cls)}
        if not (found["unit"] == NOBODY or found["unit"].isdecimal()):
            found["unit"] = ""
        if found["state"] not in STATES:
            found["state"] = ""
        if found["deadline"] not in (LATE, WEEK, MONTH, NO_DEADLINE):
            found["deadline"] = ""
        return cls(**{**found, "text": found["text"][:100], "mine": "1" if found["mine"] else ""})

    @property
    def query(self) -> str:
        """The selection as the part of an address behind the question mark."""
        return urlencode({field.name: value for field in fields(self) if (value := getattr(self, field.name))})

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    @property
    def of_measures(self) -> Q | None:
        """Which measures are meant, where measures are selected rather than findings."""
        if self.state.startswith(MEASURE):
            return Q(state=self.state.removeprefix(MEASURE))
        if self.state.startswith(CLAIMED):
            return Q(degree_self=self.state.removeprefix(CLAIMED))
        return None


STATES = {*FindingState, *(f"{MEASURE}{state}" for state in MeasureState), *(f"{CLAIMED}{degree}" for degree in Degree)}


class FindingRow(NamedTuple):
    """A finding as the list shows it."""

    pk: int
    serial: int
    position: int
    number: str
    statement: str
    stated: bool
    state: str
    cycle: int
    on_site: date | None
    within: int | None
    went_to: str
    leader: str
    leader_user: int | None
    unit: int | None
    unit_name: str | None
    unit_path: str | None
    unit_text: str
    deadline: date | None
    deadline_text: str
    horizon: str
    plan_version: int | None
    aspect: int
    aspect_number: str
    aspect_title: str


class MeasureRow(NamedTuple):
    """A measure as the list shows it."""

    pk: int
    finding: int
    serial: int
    position: int
    number: str
    title: str
    state: str
    degree: str
    long_term: bool
    leader: str
    leader_user: int | None
    unit: int | None
    unit_name: str | None
    unit_path: str | None
    unit_text: str
    deadline: date | None
    deadline_text: str
    horizon: str
    plan_version: int | None


_ANSWERABLE = ("leader", "leader_user", "lead_unit", "lead_unit__name", "lead_unit__path", "lead_unit_text")
_DUE = ("deadline", "deadline_text", "horizon", "plan_version")
_OF_FINDING = ("statement", "stated", "state", "cycle", "handed_over_on", "within__serial", "went_to")
_FINDING = ("pk", "serial", "position", "number", *_OF_FINDING, *_ANSWERABLE, *_DUE)
_ASPECT = ("aspect", "aspect__number", "aspect__title")
_MEASURE = ("pk", "finding", "serial", "position", "number", "title", "state", "degree_self", "long_term", *_ANSWERABLE, *_DUE)


@dataclass(frozen=True, slots=True)
class Page:
    """Some findings in the ledger's order, and the positions from which to go on in either direction."""

    rows: list[FindingRow]
    before: int | None
    after: int | None


def select(user: User, ledger: Ledger, selection: Selection, today: date) -> QuerySet[Finding]:
    """The findings of ``ledger`` that ``user`` may see and ``selection`` means, in no order yet."""
    found = policy.visible_findings(user, ledger)
    for condition in _conditions(user, ledger, selection, today):
        found = found.filter(condition)
    return found


def _conditions(user: User, ledger: Ledger, selection: Selection, today: date) -> Iterable[Q]:
    measures = selection.of_measures
    if measures is not None:
        yield Q(Exists(Measure.objects.filter(measures, finding=OuterRef("pk"))))
    elif selection.state:
        yield Q(state=selection.state)
    if selection.unit:
        yield _led_by(ledger, selection.unit)
    if selection.deadline:
        yield _due(ledger, selection.deadline, today)
    if selection.text:
        yield _says(ledger, selection.text)
    if selection.mine:
        yield waiting_for(user, ledger)


def _led_by(ledger: Ledger, unit: str) -> Q:
    if unit == NOBODY:
        return Q(lead_unit=None)
    units = Unit.objects.filter(path__contains=f"/{unit}/")  # the unit and what stands below it
    measures = Measure.objects.filter(ledger=ledger, lead_unit__in=units)
    return Q(lead_unit__in=units) | Q(pk__in=measures.values("finding"))


def _due(ledger: Ledger, deadline: str, today: date) -> Q:
    if deadline == NO_DEADLINE:
        return Q(deadline=None, deadline_text="")
    open_still = Q(state__in=OPEN_FINDINGS) if ledger.in_hand else NOTHING
    if deadline == LATE:
        return open_still & Q(deadline__lt=today)
    until = near_until(ledger.profile.lamps, today) if deadline == WEEK else today + timedelta(days=30)
    return open_still & Q(deadline__gte=today, deadline__lte=until)


def _says(ledger: Ledger, text: str) -> Q:
    measures = Measure.objects.filter(ledger=ledger, text__contains=text)
    named = Q(leader__contains=text) | Q(lead_unit_text__contains=text) | Q(lead_unit__name__contains=text)
    return Q(statement__contains=text) | named | Q(pk__in=measures.values("finding"))


# In which states a finding waits for whom to decide.
DECIDED_IN = (
    ("leading_group", FindingState.AWAITING_DECISION),
    ("principal", FindingState.AWAITING_DECISION),
    ("verifier", FindingState.AWAITING_VERIFICATION),
    ("office", FindingState.ON_NOTICE),
)


def waiting_for(user: User, ledger: Ledger) -> Q:
    """The findings that wait for ``user``: to be decided on, given a unit, reported on, or answered for, by what he is here."""
    return reduce(or_, _ways_to_wait(user, ledger))


def _ways_to_wait(user: User, ledger: Ledger) -> list[Q]:
    if not ledger.in_hand:
        return [NOTHING]
    related = policy.relations(user, ledger)
    decided = Q(state__in=[state for name, state in DECIDED_IN if name in related])
    reviewed = Measure.objects.filter(ledger=ledger, state=MeasureState.AWAITING_REVIEW).values("finding")
    if "office" in related:
        return [decided, Q(state__in=OPEN_FINDINGS, lead_unit=None), Q(pk__in=reviewed)]
    answered = policy.measures_spoken_for(user)
    to_report = Measure.objects.filter(answered, ledger=ledger, state=MeasureState.UNDER_WAY, progress="")
    his = Q(state__in=OPEN_FINDINGS, leader_user=user)
    return [decided, Q(pk__in=to_report.values("finding")), his]


def count_waiting(user: User, ledger: Ledger) -> int:
    """How many findings wait for ``user``; more than ``MANY`` are not counted on.

    The ways to wait are searches joined, each by its own index: as one search it would go through every finding.
    """
    seen, ways = policy.visible_findings(user, ledger).order_by(), _ways_to_wait(user, ledger)
    first, *others = (seen.filter(way).values_list("pk") for way in ways)
    waiting = set(first.union(*others, all=True)[: len(ways) * (MANY + 1)])  # one finding can wait in every way
    return min(len(waiting), MANY + 1)


def page(found: QuerySet[Finding], *, after: int | None = None, before: int | None = None) -> Page:
    """The ``PAGE`` findings behind position ``after``, or those ahead of ``before``; from the start without either."""
    backwards = before is not None
    if backwards:
        found = found.filter(position__lt=before)
    elif after is not None:
        found = found.filter(position__gt=after)
    order = "-position" if backwards else "position"
    read = found.order_by(order).values_list(*_FINDING, *_ASPECT)[: PAGE + 1]
    rows = [FindingRow(*row) for row in read]
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    if backwards:
        rows.reverse()
        return Page(rows, rows[0].position if more else None, rows[-1].position if rows else None)
    return Page(rows, rows[0].position if rows and after is not None else None, rows[-1].position if more else None)


def measures_of(findings: Iterable[int], selection: Selection) -> dict[int, list[MeasureRow]]:
    """The measures of some findings by finding, in order; only those meant where ``selection`` means measures."""
    found = Measure.objects.filter(selection.of_measures or Q(), finding__in=findings).order_by("finding", "position")
    under: dict[int, list[MeasureRow]] = {}
    for row in found.values_list(*_MEASURE):
        under.setdefault(row[1], []).append(MeasureRow(*row))
    return under


def manifestations_of(findings: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Number and text of the manifestations of some findings, by finding, in order."""
    found = Manifestation.objects.filter(finding__in=findings).order_by("finding", "position")
    under: dict[int, list[tuple[str, str]]] = {}
    for finding, number, text in found.values_list("finding", "number", "text"):
        under.setdefault(finding, []).append((number, text))
    return under


class Proof(NamedTuple):
    """Of one measure's required evidence: how many pieces are there, how many are wanted."""

    held: int
    wanted: int


def proof_of(findings: Iterable[int]) -> dict[int, Proof]:
    """How far the slots of the measures under some findings are filled, by measure. Two queries."""
    mine = {"measure__finding__in": findings}
    there = Evidence.objects.filter(**mine, withdrawn_on=None, cycle=F("measure__cycle")).order_by()
    held = dict(there.values("slot").annotate(n=Count("pk")).exclude(slot=None).values_list("slot", "n"))
    found: dict[int, Proof] = {}
    slots = Slot.objects.filter(**mine, required=True).order_by().values_list("measure", "pk", "count")
    for measure, slot, wanted in slots:
        before = found.get(measure, Proof(0, 0))
        found[measure] = Proof(before.held + min(held.get(slot, 0), wanted), before.wanted + wanted)
    return found


class Progress(NamedTuple):
    """Of one finding's measures: how many there are, how many are completed, how many are still to be issued."""

    total: int = 0
    done: int = 0
    drafted: int = 0


def progress_of(findings: Iterable[int]) -> dict[int, Progress]:
    """How far the measures of some findings have come, by finding."""
    counted = Measure.objects.filter(finding__in=findings).values("finding").order_by()
    states = {"done": MeasureState.DONE, "drafted": MeasureState.DRAFTED}
    sums = counted.annotate(n=Count("pk"), **{name: Count("pk", filter=Q(state=state)) for name, state in states.items()})
    return {finding: Progress(*counts) for finding, *counts in sums.values_list("finding", "n", *states)}


def how_many(found: QuerySet[Finding], selection: Selection) -> tuple[int, int | None]:
    """How many findings were found, and how many measures where ``selection`` means measures."""
    if selection.of_measures is None:
        return found.filter(stated=True).count(), None
    meant = Measure.objects.filter(selection.of_measures, finding__in=found)
    sums = meant.aggregate(measures=Count("pk"), findings=Count("finding", filter=Q(finding__stated=True), distinct=True))
    return sums["findings"], sums["measures"]


def units_of(ledger: Ledger) -> dict[str, Unit]:
    """The ledger's body and its parts, by name; where two share a name, it goes with that of the unit above."""
    units = list(Unit.objects.filter(path__startswith=ledger.body.path))
    names = Counter(unit.name for unit in units)
    by_pk = {unit.pk: unit for unit in units}
    return {_label(unit, by_pk.get(unit.parent_id or 0), names): unit for unit in units}


def _label(unit: Unit, above: Unit | None, names: Counter[str]) -> str:
    return unit.name if names[unit.name] == 1 or above is None else f"{above.name} › {unit.name}"
