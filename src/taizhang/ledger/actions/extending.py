"""More into a ledger that is open: items handed over on site, a second paper's findings and measures, what contains what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang import sheet as paper
from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.files.models import Original
from taizhang.journal.append import Entry, append
from taizhang.ledger import as_of, policy, tally
from taizhang.ledger.actions.writing import NO_UNITS, change, lock, names_meant, store, told_of
from taizhang.ledger.adoption import STEP, Layout, Rows, units_by_name
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.models import Finding, Ledger, Measure, Stage
from taizhang.ledger.placing import last_serial, new_aspect, next_serial, place_in, places
from taizhang.ledger.plans import title_of
from taizhang.ledger.states import FindingState, MeasureState

ON_SITE = "进驻期间立行立改事项"


@dataclass(frozen=True, slots=True)
class Addition:
    """One finding of a further paper and what becomes of it: laid on the ledger's finding ``onto``, or added as a new one."""

    aspect: paper.Aspect
    finding: paper.Finding
    onto: Finding | None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """An item handed over on site: what it is, by which notice, on which day, who received it, by when, who answers.

    ``measure`` is what is to be done about it; where nothing is said, what the notice says.
    """

    statement: str
    notice: str
    handed_over_on: date
    received_by: str = ""
    deadline: date | None = None
    lead_unit: Unit | None = None
    leader: str = ""
    measure: str = ""


@transaction.atomic
def hand_over(*, ledger: Ledger, item: HandedOver, by: User, at: datetime) -> Finding:
    """Take in an item handed over on site, before any feedback (立行立改). It is under way at once: it needs no plan.

    It has a measure from the start, drafted: without one nothing could be reported, proved or closed.
    """
    _hold(ledger, by)
    if ledger.stage != Stage.ON_SITE:
        raise Refused(_("台账已过进驻阶段，交办事项请列入反馈问题。"))
    if not item.statement.strip() or not item.notice.strip():
        raise ValidationError(_("请写明交办事项和立行立改通知书文号。"))
    aspect = ledger.aspects.filter(title=ON_SITE).first() or new_aspect(ledger, paper.Aspect(None, ON_SITE))
    row = Finding(
        ledger=ledger,
        aspect=aspect,
        serial=next_serial(ledger.findings.all()),
        position=place_in(aspect, 1),
        statement=item.statement.strip(),
        state=FindingState.UNDER_WAY,
        notice=item.notice.strip(),
        handed_over_on=item.handed_over_on,
        received_by=item.received_by.strip(),
        deadline=item.deadline,
        lead_unit=item.lead_unit,
        lead_unit_text=item.lead_unit.name if item.lead_unit else "",
        leader=item.leader.strip(),
        leader_user=meant(item.leader.strip(), leaders_of(ledger)) if item.leader.strip() else None,
    )
    row.save()
    measure = _measure_of(row, item.measure.strip() or row.statement)
    tally.add(ledger, Counter(tally.keys(row)))
    store(ledger, Rows(measures=[measure]))
    told = [{**told_of(measure), "key": measure.key, "title": measure.title, "text": measure.text}]
    handed = {"notice": row.notice, "handed_over_on": item.handed_over_on.isoformat()}
    facts = {**told_of(row), "statement": row.statement, **handed, "measures": told}
    log = append(ledger.log_key, [Entry("finding:hand_over", row.key, facts)], by=by.actor, at=at)
    as_of.begin(ledger, Rows(findings=[row], measures=[measure]), {row.serial: log.size - 1}, at)
    return row


def _measure_of(row: Finding, text: str) -> Measure:
    """The measure that an item handed over on site begins with."""
    serial = last_serial(row.ledger.measures.all()) + 1
    said = {"title": title_of(text), "text": text, "state": MeasureState.DRAFTED, "cycle": row.cycle}
    return Measure(ledger=row.ledger, finding=row, serial=serial, position=STEP, **said)


@transaction.atomic
def lay(
    *,
    ledger: Ledger,
    additions: Sequence[Addition],
    source: Original | None,
    units: Mapping[str, Unit] = NO_UNITS,
    by: User,
    at: datetime,
) -> list[Finding]:
    """Lay a further paper on the ledger: measures onto the findings they answer, what is new as new findings.

    A finding keeps its own words; of responsibility and deadline it takes over only what it did not have. Measures that it
    has already, word for word, are not laid on again, but filled in the same way. ``units`` are those that a person said
    names mean which no unit goes by. Returns the findings that were changed or added.
    """
    _hold(ledger, by)
    laid: list[Laid] = []
    known, leaders = {**units_by_name(ledger.body), **units}, leaders_of(ledger)
    for addition in additions:
        if addition.onto is None:
            laid.append(_add(ledger, addition, source, known, leaders))
        elif one := _lay_on(ledger, addition.onto, addition.finding, known, leaders):
            laid.append(one)
    if laid:
        facts = {"paper": source.digest if source else None, "findings": len(laid), **names_meant(units)}
        entries = [Entry("ledger:lay", "ledger", facts), *(one.entry for one in laid)]
        log = append(ledger.log_key, entries, by=by.actor, at=at)
        for seq, one in enumerate(laid, log.size - len(laid)):
            as_of.begin(ledger, one.rows, {one.serial: seq}, at)
    return list(ledger.findings.filter(serial__in=[one.serial for one in laid]).order_by("position"))


@dataclass(frozen=True, slots=True)
class Laid:
    """One finding of a further paper as it came in: its serial, the rows that are new, its event."""

    serial: int
    rows: Rows
    entry: Entry


def _hold(ledger: Ledger, by: User) -> None:
    """The ledger's row, locked: numbers and places are given to one person at a time."""
    row = Ledger.objects.select_for_update().get(pk=ledger.pk)
    if why := policy.may_open(by, ledger.body) or policy.why_over(row):
        raise Refused(why)


def _add(ledger: Ledger, addition: Addition, source: Original | None, units: dict[str, Unit], leaders: list[User]) -> Laid:
    """A new finding under the aspect of that title, with everything under it."""
    aspect = ledger.aspects.filter(title=addition.aspect.title[:300]).first() or new_aspect(ledger, addition.aspect)
    layout = Layout(ledger, source, False, units, measures_before=last_serial(ledger.measures.all()), leaders=leaders)
    row = layout.finding(aspect, addition.finding, next_serial(ledger.findings.all()))
    row.position = place_in(aspect, 1)
    store(ledger, layout.rows)
    return Laid(row.serial, layout.rows, Entry("finding:add", row.key, _facts(row, layout.rows)))


def _lay_on(ledger: Ledger, onto: Finding, finding: paper.Finding, units: dict[str, Unit], leaders: list[User]) -> Laid | None:
    """The paper's measures and manifestations under the ledger's finding; no entry where there is nothing new in them."""
    [row] = lock(Finding, [onto.pk])
    known = set(row.measures.values_list("text", flat=True))
    shown = set(row.manifestations.values_list("text", flat=True))
    layout = Layout(ledger, None, False, units, measures_before=last_serial(ledger.measures.all()), leaders=leaders)
    for place, m in enumerate((m for m in finding.measures if m.text not in known), 1 + places(row.measures.all())):
        layout.measure(row, place, m)
    for place, s in enumerate((s for s in finding.manifestations if s.text not in shown), 1 + places(row.manifestations.all())):
        layout.manifestation(row, place, s)
    before = list(tally.keys(row))
    taken = _take_over(row, layout.answerable(finding.responsibility, finding.deadline))
    filled = _fill(row, finding, layout)
    if not (taken or filled or layout.rows.measures or layout.rows.manifestations):
        return None
    row.version += 1
    row.save(update_fields=[*taken, "version"])
    tally.add(ledger, tally.difference(before, tally.keys(row)))
    store(ledger, layout.rows)
    facts = {**_facts(row, layout.rows), "taken": _fields_told(taken), "filled": filled}
    return Laid(row.serial, layout.rows, Entry("finding:lay", row.key, facts))


def _fill(row: Finding, finding: paper.Finding, layout: Layout) -> dict[str, list[str]]:
    """Fill what measures that the finding has already do not say yet; the fields that were filled, by measure."""
    said = {m.text: layout.answerable(m.responsibility, m.deadline) for m in finding.measures}
    filled: dict[str, list[str]] = {}
    for measure in lock(Measure, list(row.measures.filter(text__in=said).values_list("pk", flat=True))):
        if taken := _take_over(measure, said[measure.text]):
            measure.version += 1
            measure.save(update_fields=[*taken, "version"])
            filled[measure.key] = _fields_told(taken)
    return filled


def _take_over(row: Finding | Measure, wanted: dict[str, object]) -> list[str]:
    """Fill what the row does not say yet; the names of the fields that were filled."""
    groups = (
        ("leader", "leader_user"),
        ("assisting",),
        ("lead_unit", "lead_unit_text"),
        ("deadline", "deadline_text", "horizon"),
    )
    taken: list[str] = []
    for names in groups:
        if not any(getattr(row, name) for name in names) and any(wanted[name] for name in names):
            taken += names
    for name in taken:
        setattr(row, name, wanted[name])
    return taken


def _fields_told(taken: list[str]) -> list[str]:
    """The fields as an event names them: the leader as written, not which account goes with him here."""
    return sorted(name for name in taken if name != "leader_user")


def _facts(row: Finding, rows: Rows) -> dict[str, object]:
    return {
        **told_of(row),
        "aspect": row.aspect.title,
        "statement": row.statement,
        "stated": row.stated,
        "manifestations": [m.text for m in rows.manifestations],
        "measures": [{**told_of(m), "key": m.key, "title": m.title, "text": m.text} for m in rows.measures],
    }


@transaction.atomic
def contain(*, finding: Finding, within: Finding, version: int, by: User, at: datetime) -> Finding:
    """Mark an item handed over on site as contained in a finding of the feedback: it keeps its own life, counted with that."""
    if finding.ledger_id != within.ledger_id or within.handed_over_on or within.pk == finding.pk:
        raise ValidationError(_("请选择同一台账中反馈的问题。"))
    return change(finding, "contain", {"within": within}, version=version, by=by, at=at)
