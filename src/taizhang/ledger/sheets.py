"""A ledger as a list for a workbook, and as a Sheet: whole, what a filter leaves, or what one unit leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from taizhang import sheet as paper
from taizhang.accounts.models import Unit, User
from taizhang.journal.head import Head
from taizhang.journal.heads import head_of
from taizhang.ledger import listing
from taizhang.ledger.lines import Line, lines
from taizhang.ledger.list_columns import Changeable, Placed, Wording, columns, joined, new_rows, places, shown, spoken
from taizhang.ledger.listing import Selection
from taizhang.ledger.models import Finding, Ledger
from taizhang.ledger.stand_in import contact_of
from taizhang.reports.listed import Listed, Row

MARK = "taizhang"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook was made from: which ledger, as it stood after so many events, for which unit (0: for none)."""

    ledger: str
    head: Head
    unit: int = 0

    def __str__(self) -> str:
        return f"{MARK} {self.ledger} {self.head} {self.unit}"

    @classmethod
    def read(cls, text: str) -> Stamp | None:
        """The inverse of ``str``; None for anything else."""
        parts = text.split()
        if len(parts) != 4 or parts[0] != MARK or not parts[3].isdecimal():
            return None
        try:
            return cls(parts[1], Head.parse(parts[2]), int(parts[3]))
        except ValueError:
            return None


def listed(user: User, ledger: Ledger, today: date, *, selection: Selection | None = None, unit: Unit | None = None) -> Listed:
    """The list of what ``user`` may see of ``ledger``. What is made for one unit can be changed as its contact may change it."""
    meant = selection or Selection()
    found = listing.select(user, ledger, meant, today)
    wording = Wording(ledger)
    fields = columns(ledger, wording)
    rows = lines(ledger, found, measures=meant.of_measures, unit=unit)
    who = contact_of(unit) if unit else user
    placed, below = places(fields), new_rows(who, ledger)
    return Listed(
        title=ledger.title,
        columns=fields,
        rows=_rows(rows, wording, Changeable(who, ledger), placed),
        notes=_notes(ledger, found, today, unit) + _how_to_add(below),
        stamp=str(stamp_of(ledger, unit)),
        frozen=3,
        below=placed(below),
    )


def copy_of(ledger: Ledger, today: date) -> Listed:
    """The whole list to be read and not to be filled in: what goes along where a ledger is carried elsewhere."""
    wording = Wording(ledger)
    fields = columns(ledger, wording)
    placed = places(fields)
    found = ledger.findings.all()
    rows, stamp = _rows(lines(ledger, found), wording, None, placed), stamp_of(ledger)
    notes = f"{ledger.body.name}　截至{spoken(today)}　{stamp.head.printed}"
    return Listed(ledger.title, fields, rows, notes, str(stamp), frozen=3)


def _rows(found: Iterable[Line], wording: Wording, changeable: Changeable | None, placed: Placed) -> Iterator[Row]:
    above: Line | None = None
    for line in found:
        yield Row(
            line.key,
            shown(line, wording),
            placed(changeable.of(line)) if changeable else frozenset(),
            placed(joined(line, above)),
        )
        above = line


def stamp_of(ledger: Ledger, unit: Unit | None = None) -> Stamp:
    """What a list that is made now is made from. One query."""
    return Stamp(str(ledger.key), head_of(ledger.log_key), unit.pk if unit else 0)


def _notes(ledger: Ledger, found: QuerySet[Finding], today: date, unit: Unit | None) -> str:
    whom = unit.name if unit else ledger.body.name
    count = "" if unit else f"　共{found.filter(stated=True).count()}个{ledger.profile.words.finding}"
    return f"{whom}　截至{spoken(today)}{count}　灰色格子不能改；填写后保存，原样报回即可。"


def _how_to_add(below: frozenset[str]) -> str:
    if not below:
        return ""
    what = "新的问题、新的措施" if "aspect" in below else "新的措施"
    return f"{what}写在表格最下面的空行里，一行一条，“问题”一格照抄。"


def sheet(ledger: Ledger, found: Iterable[Line]) -> paper.Sheet:
    """``found`` as a Sheet, in its order."""
    aspects = groupby(found, key=lambda line: line.finding.aspect_id)
    return paper.Sheet(ledger.title, tuple(_aspect(list(some)) for _, some in aspects))


def _aspect(some: list[Line]) -> paper.Aspect:
    aspect = some[0].finding.aspect
    findings = groupby(some, key=lambda line: line.finding.pk)
    return paper.Aspect(aspect.number or None, aspect.title, tuple(_finding(list(of)) for _, of in findings))


def _finding(some: list[Line]) -> paper.Finding:
    finding = some[0].finding
    return paper.Finding(
        finding.number or None,
        finding.statement if finding.stated else None,
        manifestations=tuple(paper.Manifestation(m.number or None, m.text) for m in finding.manifestations.all()),
        measures=tuple(_measure(line) for line in some if line.measure),
        responsibility=_responsibility(Line(finding, None)),
        deadline=_deadline(Line(finding, None)),
    )


def _measure(line: Line) -> paper.Measure:
    measure = line.measure
    if measure is None:
        raise TypeError("A line of a measure is wanted.")
    own = line if line.answers is measure else None
    due = _deadline(line) if line.due is measure else None
    who = _responsibility(own) if own else paper.Responsibility()
    return paper.Measure(measure.number or None, measure.title, measure.text, None, who, due, measure.state_word)


def _responsibility(line: Line) -> paper.Responsibility:
    held = line.answers
    assisting = tuple(name for name in held.assisting.split("、") if name)
    return paper.Responsibility(held.leader or None, held.lead_unit_name or None, assisting)


def _deadline(line: Line) -> paper.Deadline | None:
    held = line.due
    if not (held.deadline or held.deadline_text or held.horizon):
        return None
    iso = held.deadline.isoformat() if held.deadline else None
    return paper.Deadline(held.deadline_text or iso or held.horizon, iso, held.horizon or None)
