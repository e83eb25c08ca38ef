"""Rows that the ledger does not have: new measures under a finding, and new findings with theirs. Each can be taken or refused.

A new row takes all of its cells: who answers and by when belong to the finding where all its rows say the same, else to each
measure; a measure under a finding that is there has it from the finding, unless its cells say something else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from taizhang import sheet as paper
from taizhang.accounts.models import Unit, User
from taizhang.intake.delivered.item import Cell, Item, Kind, Place
from taizhang.intake.delivered.meant import Meant
from taizhang.intake.delivered.tables import Given, GivenTable, Letters, stated
from taizhang.intake.delivered.values import (
    NotMeant,
    as_day_text,
    deadline_wanted,
    horizon_wanted,
    leader_wanted,
    same,
    unit_wanted,
)
from taizhang.ledger import policy
from taizhang.ledger.actions import Charge, NewFinding
from taizhang.ledger.adoption import draft_under
from taizhang.ledger.lines import Line
from taizhang.ledger.list_columns import VERBS, Changeable, Wording
from taizhang.ledger.models import Finding, Ledger
from taizhang.reading.document import Cell as PaperCell
from taizhang.reading.tables.cell_pieces import pieces, split_number
from taizhang.sheet import Span

FIELDS = VERBS["assign"], VERBS["set_deadline"]  # who answers, by when: each said as a whole
CHARGED = frozenset({*FIELDS[0], *FIELDS[1]})
Told = Mapping[str, str]
NOTHING: Told = {}


@dataclass(slots=True)
class Wish:
    """One new row while it is read: under which finding it stands, what is meant so far, what is to be told of single cells."""

    row: Given
    says: Told
    name: str = ""
    title: str = ""
    cells: list[Cell] = field(default_factory=list)
    told: list[Item] = field(default_factory=list)


class Adder:
    """Makes items of new rows, as ``user`` may add them to ``ledger``."""

    def __init__(
        self, user: User, ledger: Ledger, wording: Wording, may: Changeable, known_units: Mapping[str, Unit], *, year: int
    ) -> None:
        self._body, self._wording, self._may, self._year = ledger.body.name, wording, may, year
        self._known_units = known_units
        self._why_not_finding = policy.why_not_add_finding(user, ledger)
        aspects = list(ledger.aspects.order_by("-position"))
        self._aspects = {f"{one.number}{one.title}": one for one in aspects} | {one.title: one for one in aspects}

    def measure(self, meant: Meant, finding: Finding, inherits: Told, now: Told, letters: Letters) -> Iterator[Item]:
        """A new measure under ``finding``, which says ``now`` what it says, and ``inherits`` once other rows are taken."""
        wish = _wish(meant.row, str(finding.serial), finding.statement)
        text = wish.says.get("measure", "")
        draft = draft_under(finding)
        line = Line(finding, draft)
        item = self._item(wish, letters, "add_measure")
        if why := self._may.why_not("add_measure", Line(finding, None), finding):
            yield replace(item, kind=Kind.NOT_HIS, subject=finding, cells=(Cell("measure", "", text),), why=why)
            return
        own: set[str] = set()
        for verb in ("assign", "set_deadline"):
            cells = _differing(wish, VERBS[verb], inherits)
            if cells and (why := self._may.why_not(verb, line, draft)):
                wish.told.append(replace(item, kind=Kind.NOT_HIS, cells=cells, why=why, place=_place(wish.row, cells, letters)))
            elif cells:
                own.update(VERBS[verb])
        charge = self._charge(wish, own, letters, finding, now)
        yield from self._later(wish, letters)
        cells = (Cell("measure", "", text), *wish.cells)
        found = replace(item, subject=finding, cells=cells, facts={"text": text, "charge": charge})
        why = "" if meant.sure else _("没有编号，是按文字相近对上的，请核对是不是这一条。")
        yield replace(found, place=_place(wish.row, cells, letters), why=why, sure=meant.sure)

    def finding(self, rows: Sequence[Meant], table: GivenTable) -> Iterator[Item]:
        """A new finding with what its rows bring: the first row is its own, each further one a measure of it."""
        title = stated(rows[0].row.said)
        wishes, letters = [_wish(one.row, _("新问题"), title) for one in rows], table.letters
        item = self._item(wishes[0], letters, "add_finding")
        if why := self._why_not_finding:
            why = _not_found(why, table)
            yield from (replace(item, kind=Kind.NOT_HIS, why=why, place=_place(wish.row, (), letters)) for wish in wishes)
        elif aspect := self._aspect(wishes[0].says.get("aspect", "")):
            yield from self._found(wishes, aspect, table, self._doubt(rows[0], table))
        else:
            yield replace(item, kind=Kind.NOT_UNDERSTOOD, why=_("新问题要写明属于哪个方面，请在“方面”一格写上。"))

    def _found(self, wishes: Sequence[Wish], aspect: paper.Aspect, table: GivenTable, why: str) -> Iterator[Item]:
        head, letters, statement = wishes[0], table.letters, stated(wishes[0].says)
        shared = {name for fields in FIELDS if _is_shared(fields, wishes) for name in fields}
        number, words = (None, statement) if table.stamp else split_number(statement)
        charge = self._charge(head, shared, letters)
        new = NewFinding(aspect, words, number or "", tuple(_manifestations(wishes)), charge)
        about = _about(head, aspect, statement)
        for wish in wishes:
            if not (text := wish.says.get("measure", "")) and wish is not head:
                continue
            own = self._charge(wish, CHARGED - shared, letters) if text else Charge()
            yield from self._later(wish, letters)
            cells = (*(about if wish is head else ()), *([Cell("measure", "", text)] if text else ()), *wish.cells)
            facts: dict[str, Any] = {"text": text, "charge": own}
            if wish is head:
                facts = {"finding": new, "measures": [(text, own)] if text else []}
            item = self._item(wish, letters, "add_finding" if wish is head else "add_measure")
            place, facts["under"] = _place(wish.row, cells, letters), same(statement)
            yield replace(item, cells=cells, facts=facts, place=place, why=why, sure=not why)

    def _doubt(self, meant: Meant, table: GivenTable) -> str:
        """What speaks against taking a finding for new unasked; empty where nothing does."""
        if meant.near:
            facts = {"n": meant.near.serial, "statement": meant.near.statement[:40]}
            return _("与问题%(n)d“%(statement)s”文字相近，确是新问题才勾选。") % facts
        return "" if table.stamp else _("台账里没有文字相近的问题，确是新问题才勾选。")

    def _aspect(self, text: str) -> paper.Aspect | None:
        """The aspect that a cell names; where it names none, the only one that there is."""
        if text in self._aspects or (not text and len({one.pk for one in self._aspects.values()}) == 1):
            known = self._aspects[text] if text else next(iter(self._aspects.values()))
            return paper.Aspect(known.number or None, known.title)
        number, title = split_number(text)
        if title in self._aspects:
            return paper.Aspect(self._aspects[title].number or None, title)
        return paper.Aspect(number, title) if title else None

    def _charge(
        self,
        wish: Wish,
        fields: Collection[str],
        letters: Letters,
        finding: Finding | None = None,
        now: Mapping[str, str] = NOTHING,
    ) -> Charge:
        """Who answers and by when, by those ``fields`` of the row that are its own; what they leave out is the finding's."""
        charge = Charge(**_held(finding, fields))
        for name in (name for some in FIELDS for name in some if name in fields):
            text = wish.says.get(name, "")
            if not text or text == now.get(name):
                continue
            try:
                charge = replace(charge, **self._meant(name, text))
            except NotMeant as fault:
                cell = (Cell(name, "", text),)
                item = self._item(wish, letters, "")
                place = _place(wish.row, cell, letters)
                wish.told.append(replace(item, kind=Kind.NOT_UNDERSTOOD, place=place, cells=cell, why=str(fault)))
            else:
                wish.cells.append(Cell(name, "", text))
        return charge

    def _meant(self, name: str, text: str) -> dict[str, Any]:
        if name == "lead_unit":
            unit = unit_wanted(text, self._wording, self._known_units, self._body)
            return {"lead_unit": unit, "lead_unit_text": unit.name if unit else ""}
        if name == "deadline":
            return deadline_wanted(text, self._year)
        if name == "horizon":
            return {"horizon": horizon_wanted(text, self._wording)}
        return {name: leader_wanted(name, text)}

    def _later(self, wish: Wish, letters: Letters) -> Iterator[Item]:
        """What is to be told of single cells, and of progress, which nothing new has yet."""
        yield from wish.told
        cells = tuple(Cell(name, "", said) for name in VERBS["report_progress"] if (said := wish.says.get(name, "")))
        if cells:
            item = self._item(wish, letters, "")
            why = _("新增的措施要等方案获批、下达以后才能报进展。")
            yield replace(item, kind=Kind.NOT_HIS, cells=cells, why=why, place=_place(wish.row, cells, letters))

    @staticmethod
    def _item(wish: Wish, letters: Letters, verb: str) -> Item:
        return Item(Kind.ADDED, _place(wish.row, (), letters), wish.name, verb, title=wish.title)


def _wish(row: Given, name: str, title: str) -> Wish:
    days = ("deadline", "as_of")
    says = {field: as_day_text(text) if field in days else same(text) for field, text in row.said.items()}
    return Wish(row, says, name, title)


def _about(head: Wish, aspect: paper.Aspect, statement: str) -> tuple[Cell, ...]:
    """What is shown of a new finding itself, besides its statement."""
    shown = head.says.get("manifestation", "")
    return (
        Cell("aspect", "", f"{aspect.number or ''}{aspect.title}"),
        *([Cell("manifestation", "", shown)] if shown not in ("", statement) else ()),
    )


def _differing(wish: Wish, fields: Sequence[str], inherits: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells of ``fields`` that begin in this row and do not say what the finding says."""
    said = ((name, wish.says.get(name, "")) for name in fields if name not in wish.row.spread)
    return tuple(Cell(name, inherits.get(name, ""), text) for name, text in said if text and text != inherits.get(name, ""))


def _held(finding: Finding | None, fields: Collection[str]) -> dict[str, Any]:
    """What the finding says in those ``fields``: a measure that names one of them names all."""
    if finding is None:
        return {}
    beside = {"lead_unit": "lead_unit_text", "deadline": "deadline_text"}
    names = [*fields, *(text for name, text in beside.items() if name in fields)]
    return {name: getattr(finding, name) for name in names}


def _is_shared(fields: Sequence[str], wishes: Sequence[Wish]) -> bool:
    """Whether all rows say the same in ``fields`` as the first, or leave it to that."""
    head = wishes[0].says
    said = ((name, wish) for wish in wishes[1:] for name in fields if name not in wish.row.spread)
    return all(wish.says.get(name, "") in ("", head.get(name, "")) for name, wish in said)


def _manifestations(wishes: Sequence[Wish]) -> Iterator[paper.Manifestation]:
    """How the finding shows, cell by cell, each in its enumerated parts; not where that states the finding itself."""
    if not wishes[0].says.get("statement"):
        return
    seen: set[str] = set()
    for wish in wishes:
        text = wish.says.get("manifestation", "")
        if text and text not in seen and "manifestation" not in wish.row.spread:
            seen.add(text)
            cell = PaperCell(text, Span(0, len(text)), 0, 0, 1, 1)
            yield from (paper.Manifestation(number, part) for number, part, _span in pieces(cell) if part)


def _not_found(why: str, table: GivenTable) -> str:
    if table.stamp:
        return why
    return _("没有在您能看到的问题里找到这一行，请核对文字是否与台账一致。%(why)s") % {"why": why}


def _place(row: Given, cells: Sequence[Cell], letters: Letters) -> Place:
    return Place(row.file, row.sheet, row.row, "、".join(letters[cell.field] for cell in cells if cell.field in letters))
