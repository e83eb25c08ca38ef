"""Everything that some files would change in a ledger, as one list: up to twelve tables and archives held against it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.intake.delivered import evidence
from taizhang.intake.delivered.beyond import Beyond, settled
from taizhang.intake.delivered.differences import Differ, Said
from taizhang.intake.delivered.item import Item, Kind, Place
from taizhang.intake.delivered.meant import Matcher, Meant
from taizhang.intake.delivered.tables import Given, GivenTable, headings_of, stated, tables_of
from taizhang.intake.delivered.then import Then
from taizhang.intake.delivered.values import same
from taizhang.journal.head import Head
from taizhang.ledger import policy
from taizhang.ledger.lines import Line, lines
from taizhang.ledger.list_columns import Changeable, Wording, columns
from taizhang.ledger.models import Ledger, Measure
from taizhang.ledger.sheets import Stamp
from taizhang.reading import Unreadable
from taizhang.reading.formats import containers

MOST_FILES = 12


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was brought: what it is called and its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class Told:
    """What was found of one file: how many rows it has, how many mean a line of the ledger, the headings nobody knows.

    ``unread`` are headings that are known and that the ledger's list has no column for.
    """

    name: str
    rows: int = 0
    met: int = 0
    known: bool = True
    unknown: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(slots=True)
class Diff:
    """What the files would change, what was found of each, and how far the ledger's log had come when they were compared."""

    files: list[Told] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    head: Head | None = None

    @property
    def choosable(self) -> list[Item]:
        """The items that can be taken."""
        return [item for item in self.items if item.choosable]


class Comparison:
    """Holds files against what ``user`` may see of ``ledger``, read once for all of them."""

    def __init__(self, user: User, ledger: Ledger, chosen: Mapping[str, str], *, today: date, as_of: date) -> None:
        self._ledger, self._wording = ledger, Wording(ledger)
        self._lines = list(lines(ledger, policy.visible_findings(user, ledger)))
        self._matcher = Matcher(self._lines)
        self._may = Changeable(user, ledger)
        self._differ = Differ(user, ledger, self._wording, _measures(self._lines), today=today, as_of=as_of)
        ours = columns(ledger, self._wording)
        self._fields = {column.field for column in ours}
        self._headings = headings_of(ours, chosen)
        self._then: dict[Head, Then] = {}

    def of(self, files: Iterable[File]) -> Diff:
        """All that the files would change."""
        diff = Diff()
        for file in files:
            told = Told(file.name)
            diff.files.append(told)
            try:
                diff.items += self._file(file, told)
            except Unreadable as refusal:
                told.problem = str(refusal)
        diff.items = _rivals(diff.items)
        return diff

    def _file(self, file: File, told: Told) -> list[Item]:
        if containers.kind(file.data) == "zip":
            found = evidence.pieces(file.data, settings.READING_LIMITS)
            told.rows = told.met = len(found)
            return list(evidence.items(file.name, found, self._lines, self._may))
        tables = tables_of(file.data, file.name, self._headings, settings.READING_LIMITS)
        return [item for table in tables for item in self._table(table, told)]

    def _table(self, table: GivenTable, told: Told) -> list[Item]:
        stamp = table.stamp
        if stamp and stamp.ledger != str(self._ledger.key):
            raise Unreadable(_("“%(name)s”是从另一本台账导出的，请到那本台账里导入。") % {"name": table.file})
        then = self._as_then(stamp.head) if stamp else None
        told.rows += len(table.rows)
        told.unknown += table.unknown.values()
        told.unread += [heading for name, heading in table.headed.items() if name not in self._fields and heading]
        told.known = told.known and then is not None
        found = self._matcher.of(table, then)
        told.met += sum(meant.line is not None for meant in found)
        items = [_lost(meant) for meant in found if _is_lost(meant)]
        own_words = bool(stamp and stamp.unit)
        for some in _under_findings(found):
            said = [self._said(meant, then, table) for meant in some]
            items += self._differ.items(said, table.letters, own_words=own_words)
        for some in _of_new_findings(found):
            items += self._differ.adder.finding(some, table)
        return list(self._asked_about(items, stamp))

    def _asked_about(self, items: list[Item], stamp: Stamp | None) -> Iterable[Item]:
        """The items with those not chosen beforehand that are hardly meant by who filled the table in."""
        if stamp is None:
            return settled(items)
        unit = Unit.objects.filter(pk=stamp.unit).first() if stamp.unit else None
        return Beyond(unit, self._ledger).marked(items) if unit else items

    def _as_then(self, head: Head) -> Then | None:
        if head not in self._then:
            self._then[head] = Then(self._ledger, head, self._wording)
        return self._then[head] if self._then[head].known else None

    def _said(self, meant: Meant, then: Then | None, table: GivenTable) -> Said:
        line = meant.line
        if line is None:
            if meant.finding is None:
                raise TypeError("A row that means nothing says nothing.")
            return self._differ.said(meant, Line(meant.finding, None), None)
        stood = then.of(line) if then and (meant.row.key or (not table.keyed and then.has(line))) else None
        return self._differ.said(meant, line, stood, tells_state=table.tells_state)


def _measures(found: Sequence[Line]) -> dict[int, list[Measure]]:
    under: dict[int, list[Measure]] = {}
    for line in found:
        held = under.setdefault(line.finding.pk, [])
        if line.measure:
            held.append(line.measure)
    return under


def _is_new(meant: Meant) -> bool:
    """Whether a row brings a measure that the ledger does not have."""
    return meant.line is None and meant.finding is not None and bool(meant.row.said.get("measure"))


def _brings_finding(meant: Meant) -> bool:
    """Whether a row stands under a finding that the ledger does not have."""
    said = meant.row.said
    return meant.line is None and meant.finding is None and not meant.row.key and bool(stated(said))


def _is_lost(meant: Meant) -> bool:
    return meant.line is None and not _is_new(meant) and not _brings_finding(meant)


def _of_new_findings(found: Sequence[Meant]) -> list[list[Meant]]:
    """The rows of each finding that the ledger does not have, in their order."""
    under: dict[str, list[Meant]] = {}
    for meant in found:
        if _brings_finding(meant):
            under.setdefault(same(stated(meant.row.said)), []).append(meant)
    return list(under.values())


def _under_findings(found: Sequence[Meant]) -> list[list[Meant]]:
    """The rows that mean something, those of one finding together, in their order."""
    under: dict[int, list[Meant]] = {}
    for meant in found:
        finding = meant.line.finding if meant.line else meant.finding
        if finding is not None and (meant.line or _is_new(meant)):
            under.setdefault(finding.pk, []).append(meant)
    return list(under.values())


def _lost(meant: Meant) -> Item:
    row = meant.row
    words = row.said.get("measure") or row.said.get("statement") or row.said.get("manifestation", "")
    if row.key:
        why = _("台账里没有这一条，或者不归您的单位。请不要改动隐藏的编号列。")
        return Item(Kind.NOT_HIS, _row(row), "", why=why, title=words[:60])
    why = _("没有在台账里找到这一行。请核对问题和措施的文字是否与台账一致，或者用台账导出的表来填。")
    return Item(Kind.NOT_UNDERSTOOD, _row(row), "", why=why, title=words[:60])


def _row(row: Given) -> Place:
    return Place(row.file, row.sheet, row.row)


def _rivals(items: list[Item]) -> list[Item]:
    """Each wish once; where rows wish different things of one line, none is chosen beforehand and each names the other."""
    wishes: dict[tuple[str, str], dict[str, Item]] = {}
    for item in items:
        if item.choosable:
            wishes.setdefault(item.target, {}).setdefault(item.token, item)
    told: list[Item] = []
    seen: set[str] = set()
    for item in items:
        if not item.choosable:
            told.append(item)
        elif item.token not in seen:
            seen.add(item.token)
            others = [other for token, other in wishes[item.target].items() if token != item.token]
            told.append(_rival(item, others[0]) if others else item)
    return told


def _rival(item: Item, other: Item) -> Item:
    facts = {"file": other.place.file, "sheet": other.place.sheet, "row": other.place.row}
    why = _("“%(file)s”%(sheet)s第%(row)d行对同一条填得不同，请选一个。") % facts
    return replace(item, kind=Kind.CONFLICT, why=why, sure=False)
