"""Ledgers kept as tables: headings met in practice are mapped to fields, merged cells carry down, rows become a Sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from taizhang.reading import labels
from taizhang.reading.document import Cell, Table
from taizhang.reading.tables.cell_pieces import pieces, split_number
from taizhang.reading.tables.forms import fields_of, form_records, is_form
from taizhang.reading.tables.headings import Columns, Headings, columns_of, defaults
from taizhang.reading.tables.table_lists import joined
from taizhang.reading.tables.table_rows import Record, records
from taizhang.sheet import Aspect, Finding, Manifestation, Measure, Sheet

_CORE = frozenset({"statement", "manifestation", "measure"})
_DUTY = ("leader", "lead_unit", "assisting", "deadline")
_YEAR = re.compile(r"(20\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class Tabled:
    """What was read from a document's tables: the Sheet, and the headings that a person has to map."""

    sheet: Sheet | None
    unknown: tuple[Cell, ...] = ()


def unknown_headings(tables: tuple[Table, ...], headings: Headings | None = None, length: int = 0) -> tuple[Cell, ...]:
    """The headings of ledgers that nobody knows: a person has to say what they mean.

    Where no table is known for a ledger, a table that makes up most of a text of that ``length`` is taken for one.
    """
    names = headings or defaults()
    known = [(table, columns_of(table, names)) for table in tables if not is_form(table, names)]
    ledgers = [columns for table, columns in known if _is_ledger(table, columns, names)]
    if not ledgers:
        ledgers = [columns for table, columns in known if _is_whole(table, length)]
    return tuple(cell for columns in ledgers for cell in columns.unknown)


def _is_whole(table: Table, length: int) -> bool:
    rows, columns = len(table.rows), max(map(len, table.rows), default=0)
    return rows > 1 and columns > 2 and table.span.end - table.span.start > length / 2 > 0


def read_tables(tables: tuple[Table, ...], title: str | None, headings: Headings | None = None) -> Tabled:
    """Read every table that is a ledger or list; several lists of one plan are joined into one Sheet."""
    names = headings or defaults()
    forms = [table for table in tables if is_form(table, names)]
    known = [(table, columns_of(table, names)) for table in tables if not is_form(table, names)]
    ledgers = [(table, columns) for table, columns in known if _is_ledger(table, columns, names)]
    sheets = [_Reader(title, _year(title)).sheet(table, columns) for table, columns in ledgers]
    sheets += [sheet_of_forms(fields_of(forms, names), title)] if forms else []
    return Tabled(joined([sheet for sheet in sheets if sheet.aspects], title), unknown_headings(tables, headings))


def _is_ledger(table: Table, columns: Columns, names: Headings) -> bool:
    """Whether findings or measures stand in it, with something beside them; where a person said so, that is enough."""
    fields = set(columns.fields.values())
    told = any(cell.text.strip() in names.chosen for row in table.rows[: columns.depth] for cell in row)
    return bool(fields & _CORE) and (told or len(fields) >= 2)


def sheet_of_forms(fields: Iterable[tuple[str, Cell]], title: str | None) -> Sheet:
    """The Sheet of forms, label by label; a finding without a statement is stated by its manifestation."""
    reader = _Reader(title, _year(title))
    groups = groupby(form_records(fields), key=lambda rows: rows[0].text("aspect"))
    return Sheet(title, tuple(reader.aspect_of_forms(name, list(findings)) for name, findings in groups))


def _year(title: str | None) -> int | None:
    return int(found[1]) if (found := _YEAR.search(title or "")) else None


class _Reader:
    """Turns the records of one table into aspects, findings and measures."""

    def __init__(self, title: str | None, year: int | None) -> None:
        self._title, self._year = title, year

    def sheet(self, table: Table, columns: Columns) -> Sheet:
        """One table's Sheet; without a column for the statement the manifestation states the finding."""
        main = "statement" if "statement" in columns.fields.values() else "manifestation"
        rows = [r for r in records(table, columns) if r.text(main) or r.text("measure")]
        groups = groupby(rows, key=lambda r: r.text("aspect"))
        return Sheet(self._title, tuple(self._aspect(name, list(group), main) for name, group in groups))

    def aspect_of_forms(self, name: str, findings: list[list[Record]]) -> Aspect:
        """The aspect of findings told by forms."""
        number, title = split_number(name)
        cell = findings[0][0].cells.get("aspect")
        found = (self._finding(rows, "statement" if rows[0].text("statement") else "manifestation") for rows in findings)
        return Aspect(number, title or self._title or "反馈问题", tuple(found), cell.span if cell else None)

    def _aspect(self, name: str, rows: list[Record], main: str) -> Aspect:
        number, title = split_number(name)
        cell = rows[0].cells.get("aspect")
        findings = tuple(self._finding(list(group), main) for _, group in groupby(rows, key=_same_finding(main)))
        return Aspect(number, title or self._title or "反馈问题", findings, cell.span if cell else None)

    def _finding(self, rows: list[Record], main: str) -> Finding:
        own, statement = split_number(rows[0].text(main))
        cell = rows[0].cells.get(main)
        shared = {field for field in _DUTY if self._is_shared(field, rows)}
        about = self._about({field: rows[0].text(field) for field in shared})
        number = own or (rows[0].text("number") if sum("number" in r.fresh for r in rows) == 1 else None) or None
        return Finding(
            number,
            statement.rstrip("。；;") or None,
            cell.span if cell else None,
            tuple(_manifestations(rows)) if main == "statement" else (),
            tuple(self._measures(rows, shared, number)),
            about.responsibility,
            about.deadline,
        )

    def _is_shared(self, field: str, rows: list[Record]) -> bool:
        """Whether one cell stands for the whole finding: over all its rows, or where its one row has not just one measure."""
        first = rows[0].cells.get(field)
        if first is None or not first.text.strip():
            return False
        if len(rows) > 1:
            return all(row.cells.get(field) is first for row in rows)
        return len(list(pieces(rows[0].cells.get("measure") or rows[0].cells.get("progress")))) != 1

    def _measures(self, rows: list[Record], shared: set[str], finding_number: str | None) -> Iterable[Measure]:
        for row in rows:
            if "measure" not in row.fresh and "progress" not in row.fresh:
                continue
            cell = row.cells.get("measure") if "measure" in row.cells else row.cells.get("progress")
            about = self._about({field: row.text(field) for field in (*_DUTY, "state") if field not in shared})
            for number, text, span in pieces(cell):
                of_row = row.text("number") if "number" in row.fresh and row.text("number") != finding_number else None
                title = re.split("[。\n]", text, maxsplit=1)[0]
                yield Measure(number or of_row, title, text, span, about.responsibility, about.deadline, about.state)

    def _about(self, fields: dict[str, str]) -> labels.Told:
        return labels.told_of({name: text for name, text in fields.items() if text}, self._year)


def _same_finding(main: str) -> Callable[[Record], tuple[str, int | None]]:
    """A key that changes where a new finding begins: at another text, or another number beside the same text."""

    def key(row: Record) -> tuple[str, int | None]:
        cell = row.cells.get(main)
        merged = cell.span.start if cell and cell.row_span > 1 else None
        return row.text(main), merged

    return key


def _manifestations(rows: list[Record]) -> Iterable[Manifestation]:
    for row in rows:
        if "manifestation" in row.fresh:
            yield from (Manifestation(number, text, span) for number, text, span in pieces(row.cells["manifestation"]))
