"""The columns of a ledger's list: what each shows of a line in the profile's words, and what may be changed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.lines import Line
from taizhang.ledger.listing import units_of
from taizhang.ledger.models import Answerable, Finding, Horizon, Ledger, Measure
from taizhang.ledger.wording import degree_words, finding_words, horizon_words, measure_words
from taizhang.reports.listed import Column, Kind, Value

N_ = str  # marks words that are translated where they are shown on a page; a list itself is written in Chinese

# What is changed by which verb, where it can be changed in a list at all.
VERBS: Mapping[str, tuple[str, ...]] = {
    "assign": ("lead_unit", "assisting", "leader"),
    "set_deadline": ("deadline", "horizon"),
    "report_progress": ("degree", "progress", "as_of"),
    "reword": ("measure",),
}
OF_MEASURES = ("report_progress", "reword")
DRAFTED = ("number", "statement", "measure")  # what tells of a new measure: under which finding, and its words
ADDED = ("aspect", "manifestation", *DRAFTED, *VERBS["assign"], *VERBS["set_deadline"])  # what tells of a new finding
OF_FINDING = ("number", "aspect", "statement", "manifestation", "finding_state")  # stand once over all its measures


class Wording:
    """What units, kinds of time limit, degrees and states are called in one ledger. One query."""

    def __init__(self, ledger: Ledger) -> None:
        profile = ledger.profile
        self.units = units_of(ledger)
        self.labels = {unit.pk: label for label, unit in self.units.items()}
        self.horizons = horizon_words(profile, {kind.value: kind.value for kind in Horizon})
        self.degrees = {str(degree): word for degree, word in degree_words(profile).items()}
        self.finding_states = {str(state): word for state, word in finding_words(profile).items()}
        self.measure_states = {str(state): word for state, word in measure_words(profile).items()}
        self._finding: Finding | None = None
        self._shown = ""

    def manifestations(self, finding: Finding) -> str:
        """How a finding shows, a line each: put together once for all its measures."""
        if finding is not self._finding:
            self._finding = finding
            self._shown = "\n".join(f"{one.number}{one.text}" for one in finding.manifestations.all())
        return self._shown

    def unit(self, held: Answerable) -> str:
        """The lead unit by the name that tells it from its namesakes, else as written."""
        return self.labels.get(held.lead_unit_id or 0) or held.lead_unit_name


def columns(ledger: Ledger, wording: Wording) -> tuple[Column, ...]:
    """The list's columns in their order."""
    words = ledger.profile.words
    return (
        Column("number", N_("序号"), 5, Kind.NUMBER),
        Column("aspect", N_("方面"), 11, Kind.SHORT),
        Column("statement", words.finding, 23),
        Column("manifestation", words.manifestation, 23),
        Column("measure_number", N_("措施编号"), 7, Kind.SHORT),
        Column("measure", words.measure, 32),
        Column("lead_unit", words.lead_unit, 11, Kind.CHOICE, tuple(wording.units)),
        Column("assisting", words.assisting, 10, Kind.SHORT),
        Column("leader", words.leader, 9, Kind.SHORT),
        Column("horizon", words.horizon, 9, Kind.CHOICE, tuple(wording.horizons.values())),
        Column("deadline", words.deadline, 11, Kind.DAY),
        Column("finding_state", N_("问题状态"), 8, Kind.SHORT),
        Column("measure_state", N_("措施状态"), 8, Kind.SHORT),
        Column("progress", N_("整改进展"), 36),
        Column("as_of", N_("进展截至"), 11, Kind.DAY),
        Column("degree", N_("单位自评"), 8, Kind.CHOICE, tuple(wording.degrees.values())),
        Column("recognised", N_("认定程度"), 8, Kind.SHORT),
        Column("accepted_on", N_("认定完成日期"), 11, Kind.DAY),
        Column("effect", N_("整改成效"), 14),
        Column("evidence", N_("佐证材料"), 16),
    )


def shown(line: Line, wording: Wording) -> tuple[Value, ...]:
    """What the columns show of a line, in their order."""
    finding, measure, answers, due = line.finding, line.measure, line.answers, line.due
    return (
        finding.serial,
        f"{finding.aspect.number}{finding.aspect.title}",
        finding.statement,
        wording.manifestations(finding),
        line.number if measure else "",
        measure.text if measure else "",
        wording.unit(answers),
        answers.assisting,
        answers.leader,
        wording.horizons.get(due.horizon, due.horizon),
        due.deadline or due.deadline_text,
        wording.finding_states[finding.state],
        *(_of_measure(measure, wording) if measure else ("", "", None, "", "", None, "", "")),
    )


def _of_measure(measure: Any, wording: Wording) -> tuple[Value, ...]:
    return (
        wording.measure_states[measure.state],
        measure.progress,
        measure.progress_as_of,
        wording.degrees.get(measure.degree_self, ""),
        wording.degrees.get(measure.degree_recognised, ""),
        measure.accepted_on,
        measure.effect,
        "\n".join(f"{one.number} {one.name}" for one in measure.evidence.all()),
    )


class Changeable:
    """Whether ``user`` may change something of a line now. The policy is asked once for all lines that it must answer alike."""

    def __init__(self, user: User, ledger: Ledger) -> None:
        self.user, self._ledger = user, ledger
        self._fields: dict[tuple[object, ...], frozenset[str]] = {}
        self._whys: dict[tuple[object, ...], str | None] = {}

    def of(self, line: Line) -> frozenset[str]:
        """The fields that can be changed in that line."""
        likeness = _alike(line)
        if likeness not in self._fields:
            self._fields[likeness] = frozenset(self._open(line))
        return self._fields[likeness]

    def why_not(self, verb: str, line: Line, thing: Finding | Measure) -> str | None:
        """Why he may not do ``verb`` to ``thing``, which is the line's measure or its finding; None where he may."""
        likeness = (verb, thing is line.measure, *_alike(line))
        if likeness not in self._whys:
            self._whys[likeness] = policy.why_not(self.user, verb, thing)
        return self._whys[likeness]

    def _open(self, line: Line) -> list[str]:
        found: list[str] = []
        for verb, fields in VERBS.items():
            if line.measure is None and verb in OF_MEASURES:
                continue
            if any(self.why_not(verb, line, thing) is None for thing in _held_by(line, verb)):
                found += fields
        if line.measure is None and self.why_not("add_measure", line, line.finding) is None:
            found.append("measure")
        return found


def new_rows(user: User, ledger: Ledger) -> frozenset[str]:
    """The fields that ``user`` may fill in of rows that the list does not have yet."""
    if policy.why_not_add_finding(user, ledger) is None:
        return frozenset(ADDED)
    drafts = policy.speaks_for_units(user) and policy.why_over(ledger) is None
    return frozenset(DRAFTED if drafts else ())


def _held_by(line: Line, verb: str) -> list[Finding | Measure]:
    """What ``verb`` could be done to, where a line's cell is changed: the line's subject, and the finding it inherits from."""
    held = {"assign": line.answers, "set_deadline": line.due}.get(verb)
    return [line.subject, line.finding] if held is line.finding else [line.subject]


def _alike(line: Line) -> tuple[object, ...]:
    finding, measure = line.finding, line.measure
    of_measure: tuple[object, ...] = ()
    if measure:
        told = (bool(measure.lead_unit_text), bool(measure.progress_reported))
        of_measure = (*_held(measure), measure.state, measure.long_term, *told)
    return (*_held(finding), finding.state, bool(finding.handed_over_on), *of_measure)


def _held(row: Answerable) -> tuple[object, ...]:
    planned = bool(getattr(row, "plan_version", None))
    return (row.lead_unit_id, row.leader_user_id, bool(row.leader), bool(row.deadline or row.deadline_text), planned)


def joined(line: Line, above: Line | None) -> frozenset[str]:
    """The fields of a line whose cell is that of the line above: of one aspect, of one finding, of one responsibility."""
    if above is None or line.finding.aspect_id != above.finding.aspect_id:
        return frozenset()
    if line.finding.pk != above.finding.pk:
        return frozenset({"aspect"})
    found = {*OF_FINDING}
    if line.answers is above.answers:
        found |= {*VERBS["assign"]}
    if line.due is above.due:
        found |= {*VERBS["set_deadline"]}
    return frozenset(found)


Placed = Callable[[frozenset[str]], frozenset[int]]


def places(fields: tuple[Column, ...]) -> Placed:
    """Turns sets of fields into sets of column numbers, each set once."""
    at = {column.field: n for n, column in enumerate(fields)}
    known: dict[frozenset[str], frozenset[int]] = {}

    def placed(names: frozenset[str]) -> frozenset[int]:
        if names not in known:
            known[names] = frozenset(at[name] for name in names if name in at)
        return known[names]

    return placed


def spoken(day: date) -> str:
    """A day as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"
