"""What a row says that its line does not: against today, and against the ledger as it stood when the table was made.

A cell that says what the ledger said then was not touched, whatever the ledger says now. One that was touched while the ledger
changed too is in conflict. Where nobody knows what the table was made from, an empty cell says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.intake.delivered.added import Adder
from taizhang.intake.delivered.item import Cell, Item, Kind, Place
from taizhang.intake.delivered.meant import Meant
from taizhang.intake.delivered.tables import Given, Letters
from taizhang.intake.delivered.values import (
    NotMeant,
    as_day_text,
    as_text,
    day_wanted,
    deadline_wanted,
    degree_wanted,
    horizon_wanted,
    leader_wanted,
    same,
    unit_wanted,
)
from taizhang.ledger import policy
from taizhang.ledger.adoption import units_by_name
from taizhang.ledger.lines import Line
from taizhang.ledger.list_columns import VERBS, Changeable, Wording, columns, shown
from taizhang.ledger.models import Answerable, Finding, Ledger, Measure

DAYS = ("deadline", "as_of", "accepted_on")
INHERITED = ("assign", "set_deadline")
KEPT = (
    *("number", "aspect", "statement", "manifestation", "measure_number", "finding_state", "measure_state"),
    *("recognised", "accepted_on", "effect", "evidence"),
)  # shown in the list, changed elsewhere
# What a verb is given under another name than the row has it.
CALLED: Mapping[str, Mapping[str, str]] = {
    "report_progress": {"text": "progress", "as_of": "progress_as_of", "degree": "degree_self"},
    "edit_progress": {"text": "progress"},
}
Told = dict[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """One row held against its line: by field what it says, what the ledger says and said then (``known`` where that is)."""

    meant: Meant
    line: Line
    theirs: Told
    now: Told
    then: Told
    known: bool

    def cells(self, fields: Iterable[str]) -> tuple[Cell, ...]:
        """The cells of ``fields`` that were touched and say something else than the ledger does."""
        return tuple(cell for name in fields if (cell := self._cell(name)))

    def _cell(self, name: str) -> Cell | None:
        wanted = self.theirs.get(name)
        if wanted is None or wanted in (self.then[name], self.now[name]) or (not wanted and not self.known):
            return None
        changed_since = self.known and self.then[name] != self.now[name]
        return Cell(name, self.now[name], wanted, self.then[name] if changed_since else None)


Meaning = Callable[[Said, Any, tuple[Cell, ...]], dict[str, Any]]


class Differ:
    """Finds what rows would change in ``ledger`` if ``user`` brought them in, as of ``as_of`` where a row names no day."""

    def __init__(
        self,
        user: User,
        ledger: Ledger,
        wording: Wording,
        measures: Mapping[int, Sequence[Measure]],
        *,
        today: date,
        as_of: date,
    ) -> None:
        self._ledger, self._wording, self._measures = ledger, wording, measures
        self._fields = [column.field for column in columns(ledger, wording)]
        self._known_units, self._today, self._as_of = units_by_name(ledger.body), today, as_of
        self._may = Changeable(user, ledger)
        self.adder = Adder(user, ledger, wording, self._may, self._known_units, year=as_of.year)
        self._in_office = "office" in policy.relations(user, ledger)

    def said(self, meant: Meant, line: Line, then: Line | None, *, tells_state: bool = False) -> Said:
        """A row beside its line; ``tells_state`` where its degree may be the measure's state, which claims nothing."""
        given = meant.row
        theirs = {name: as_day_text(text) if name in DAYS else same(text) for name, text in given.said.items()}
        now = self._told(line)
        stood = now if then is None or then is line else self._told(then)
        if tells_state and not stood["degree"] and theirs.get("degree") == stood["measure_state"]:
            theirs["degree"] = ""
        return Said(meant, line, theirs, now, stood, then is not None)

    def _told(self, line: Line) -> Told:
        return dict(zip(self._fields, map(as_text, shown(line, self._wording)), strict=True))

    def items(self, rows: Sequence[Said], letters: Letters, *, own_words: bool) -> Iterator[Item]:
        """What the rows of one finding would change."""
        inherited = [item for verb in INHERITED for item in self._inherited(verb, rows, letters)]
        yield from inherited
        for one in rows:
            if one.meant.line is None:
                yield from self._new(one, inherited, letters)
            else:
                yield from self._progress(one, letters, own_words)
                yield from self._words(one, letters)
                yield from self._kept(one, letters)

    def _new(self, one: Said, inherited: Sequence[Item], letters: Letters) -> Iterator[Item]:
        """A new measure; what other rows wish for its finding is the finding's by then."""
        finding = one.line.finding
        wished = [item for item in inherited if item.choosable and item.subject is finding]
        inherits = {**one.now, **{cell.field: cell.wanted for item in wished for cell in item.cells}}
        yield from self.adder.measure(one.meant, finding, inherits, one.now, letters)

    def _inherited(self, verb: str, rows: Sequence[Said], letters: Letters) -> Iterator[Item]:
        """Who answers, or by when: of the finding, where all its lines still have it from there and say the same."""
        touched = [(one, cells) for one in rows if one.meant.line and (cells := self._own(verb, one))]
        from_finding = [(one, cells) for one, cells in touched if one.line.measure and _held(verb, one.line) is one.line.finding]
        whole = from_finding and self._covers(verb, rows, from_finding)
        for one, cells in touched:
            if whole and one is not from_finding[0][0] and any(one is other for other, _ in from_finding):
                continue
            to_finding = whole and one is from_finding[0][0]
            subject = one.line.finding if to_finding or one.line.measure is None else one.line.measure
            yield from self._items(verb, one, subject, cells, letters, self._meant(verb))

    def _own(self, verb: str, one: Said) -> tuple[Cell, ...]:
        """The cells of ``verb`` that begin in this row; not an empty one that is left below a merged one."""
        return tuple(
            cell for cell in one.cells(VERBS[verb]) if cell.field not in one.meant.row.spread and not _unmerged(verb, one, cell)
        )

    def _covers(self, verb: str, rows: Sequence[Said], touched: Sequence[tuple[Said, tuple[Cell, ...]]]) -> bool:
        """Whether every line that has it from the finding stands here and wants the same, or has its cell in a touched row."""
        finding = touched[0][0].line.finding
        inheriting = {m.pk for m in self._measures[finding.pk] if (m.responsible if verb == "assign" else m.due) is not m}
        here = {one.line.measure.pk for one in rows if one.line.measure and one.line.measure.pk in inheriting}
        wanted = {tuple((cell.field, cell.wanted) for cell in cells) for _one, cells in touched}
        told = {id(one) for one, _cells in touched}
        silent = [one for one in rows if one.line.measure and one.line.measure.pk in inheriting and id(one) not in told]
        return here == inheriting and len(wanted) == 1 and all(_falls_in(verb, one) for one in silent)

    def _progress(self, one: Said, letters: Letters, own_words: bool) -> Iterator[Item]:
        measure = one.line.measure
        cells = one.cells(VERBS["report_progress"])
        if not cells:
            return
        if measure is None:
            yield self._misplaced(one, cells, letters, _("这个问题还没有措施，请先拟定措施，再报进展。"))
            return
        only_text = [cell.field for cell in cells] == ["progress"]
        edited = only_text and self._in_office and not own_words and bool(measure.progress_reported)
        verb = "edit_progress" if edited else "report_progress"
        yield from self._items(
            verb, one, measure, cells, letters, lambda said, subject, c: self._report(said, subject, c, own_words)
        )

    def _report(self, one: Said, measure: Any, cells: tuple[Cell, ...], own_words: bool) -> dict[str, Any]:
        wanted = {cell.field: cell.wanted for cell in cells}
        text = wanted.get("progress", one.now["progress"])
        if not text:
            raise NotMeant(_("进展不能为空，请写明进展情况。"))
        as_of = day_wanted(wanted["as_of"], self._today) if wanted.get("as_of") else None
        held = measure.progress_as_of if "progress" not in wanted else None
        degree = degree_wanted(wanted["degree"], self._wording) if "degree" in wanted else measure.degree_self
        return {"text": text, "as_of": as_of or held or self._as_of, "degree": degree, "own_words": own_words}

    def _words(self, one: Said, letters: Letters) -> Iterator[Item]:
        """A measure's own text in another wording; under a finding without measures, a new one."""
        cells = one.cells(("measure",))
        if not cells or (one.line.measure and not one.known and not one.meant.row.key):
            return  # found by its words: where they differ a little, they are still the same measure
        if one.line.measure is None:
            row = replace(one.meant.row, said={"measure": cells[0].wanted})  # what else it says is the finding's
            yield from self.adder.measure(replace(one.meant, row=row), one.line.finding, one.now, one.now, letters)
        elif cells[0].wanted:
            yield from self._items("reword", one, one.line.measure, cells, letters, _text)

    def _kept(self, one: Said, letters: Letters) -> Iterator[Item]:
        """Cells that a list only shows."""
        if not one.known:
            return
        cells = tuple(c for c in one.cells(KEPT) if c.wanted and c.field not in one.meant.row.spread)
        if cells:
            yield self._misplaced(one, cells, letters, _("这一列只供查看，不能在表里改；要改请到页面上办理。"), Kind.NOT_HIS)

    def _meant(self, verb: str) -> Meaning:
        return self._assignment if verb == "assign" else self._due

    def _assignment(self, one: Said, subject: Finding | Measure, cells: tuple[Cell, ...]) -> dict[str, Any]:
        """Unit, leader and those that assist, together: a measure that names one of them names all."""
        wanted, held = {cell.field: cell.wanted for cell in cells}, one.line.answers
        unit, text = held.lead_unit, held.lead_unit_text
        for name in ("leader", "assisting"):
            leader_wanted(name, wanted.get(name, ""))
        if "lead_unit" in wanted:
            unit = unit_wanted(wanted["lead_unit"], self._wording, self._known_units, self._ledger.body.name)
            text = unit.name if unit else ""
        gone = subject is not held and not text and not wanted.get("leader")  # taken from a measure: the finding's hold again
        leader = wanted.get("leader", "" if gone else held.leader)
        return {"lead_unit": unit, "lead_unit_text": text, "leader": leader, "assisting": wanted.get("assisting", held.assisting)}

    def _due(self, one: Said, subject: Finding | Measure, cells: tuple[Cell, ...]) -> dict[str, Any]:
        wanted, held = {cell.field: cell.wanted for cell in cells}, one.line.due
        told = {"deadline": held.deadline, "deadline_text": held.deadline_text}
        if "deadline" in wanted:
            told = deadline_wanted(wanted["deadline"], self._as_of.year)
        horizon = horizon_wanted(wanted["horizon"], self._wording) if "horizon" in wanted else held.horizon
        return {**told, "horizon": horizon}

    def _items(
        self, verb: str, one: Said, subject: Finding | Measure, cells: tuple[Cell, ...], letters: Letters, meant: Meaning
    ) -> Iterator[Item]:
        """What one verb would change; a cell that cannot be meant is told by itself and keeps nothing back of the others."""
        if why := self._may.why_not(verb, one.line, subject):
            yield replace(self._item(verb, one, subject, cells, letters), kind=Kind.NOT_HIS, why=why)
            return
        while cells:
            item = self._item(verb, one, subject, cells, letters)
            try:
                facts = meant(one, subject, cells)
                if not _says(subject, verb, facts):
                    yield self._weighed(replace(item, facts=facts), one)
                return
            except NotMeant as fault:
                wrong = tuple(cell for cell in cells if cell.field == fault.field) or cells
                item = self._item(verb, one, subject, wrong, letters)
                yield replace(item, kind=Kind.NOT_UNDERSTOOD, why=str(fault))
                cells = tuple(cell for cell in cells if cell not in wrong)

    def _item(self, verb: str, one: Said, subject: Finding | Measure, cells: tuple[Cell, ...], letters: Letters) -> Item:
        place = self._place(one.meant.row, cells, letters)
        return Item(_kind(cells), place, _name(one.line, subject), verb, subject, cells, title=_title(subject))

    @staticmethod
    def _weighed(item: Item, one: Said) -> Item:
        """The item as it is proposed: chosen beforehand or not, and what is to be known of it."""
        if item.kind == Kind.CONFLICT:
            return replace(item, why=_("表发出以后，台账里的这一项也改过。"), sure=False)
        if not one.meant.sure:
            return replace(item, why=_("没有编号，是按文字相近对上的，请核对是不是这一条。"), sure=False)
        return replace(item, sure=item.kind != Kind.CLEARED)

    def _misplaced(
        self, one: Said, cells: tuple[Cell, ...], letters: Letters, why: str, kind: Kind = Kind.NOT_UNDERSTOOD
    ) -> Item:
        place = self._place(one.meant.row, cells, letters)
        return Item(kind, place, one.line.number, "", one.line.subject, cells, why=why, title=_title(one.line.subject))

    @staticmethod
    def _place(row: Given, cells: tuple[Cell, ...], letters: Letters) -> Place:
        return Place(row.file, row.sheet, row.row, "、".join(letters[cell.field] for cell in cells if cell.field in letters))


def _says(subject: Finding | Measure, verb: str, facts: Mapping[str, Any]) -> bool:
    """Whether the thing says just that already: in other words than the ledger's, or a day that words name."""
    names = CALLED.get(verb, {})
    return all(getattr(subject, names.get(name, name)) == value for name, value in facts.items() if name != "own_words")


def _kind(cells: tuple[Cell, ...]) -> Kind:
    if any(cell.then is not None for cell in cells):
        return Kind.CONFLICT
    return Kind.CHANGED if any(cell.wanted for cell in cells) else Kind.CLEARED


def _text(one: Said, subject: Finding | Measure, cells: tuple[Cell, ...]) -> dict[str, Any]:
    return {"text": cells[0].wanted}


def _held(verb: str, line: Line) -> Answerable:
    return line.answers if verb == "assign" else line.due


def _falls_in(verb: str, one: Said) -> bool:
    """Whether the row leaves it to the finding's first row: its cells lie in a merged one, or did before they were divided."""
    fields = [name for name in VERBS[verb] if name in one.theirs]
    return all(name in one.meant.row.spread or not one.theirs[name] or one.theirs[name] == one.now[name] for name in fields)


def _unmerged(verb: str, one: Said, cell: Cell) -> bool:
    """Whether an empty cell is what is left below a merged one: a further line of a finding that has it from there."""
    measure = one.line.measure
    first = measure is None or measure.place == 1
    return not cell.wanted and not first and _held(verb, one.line) is one.line.finding


def _name(line: Line, subject: Finding | Measure) -> str:
    return line.number if subject is line.measure else str(line.finding.serial)


def _title(subject: Finding | Measure) -> str:
    return subject.title if isinstance(subject, Measure) else subject.statement
