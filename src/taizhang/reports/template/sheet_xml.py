"""One sheet's XML with another body: rows drawn like the first there was, what is below moved, what lies over it stretched."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lxml import etree

from taizhang.reports.listed import Value, within_a_cell
from taizhang.reports.template.stretch import Stretch, for_row, letter, number

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
_ = f"{{{MAIN}}}"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
EPOCH = date(1899, 12, 30)
LINE = 15.0
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ in a cell is an A: what is meant to be read as it stands is escaped
Element = Any


class Body:
    """The rows that go into a sheet: by column what stands there, and which cells are those of the row above."""

    def __init__(self, cells: Sequence[Mapping[int, Value]], joined: Sequence[frozenset[int]]) -> None:
        self.cells, self.joined = cells, joined

    def merges(self, first: int) -> list[str]:
        """The cells that reach over several rows, as ranges; ``first`` is the first row's number."""
        found: list[str] = []
        for column in sorted({column for row in self.cells for column in row}):
            top = 0
            for at in range(1, len(self.cells) + 1):
                if at == len(self.cells) or column not in self.joined[at]:
                    if at - top > 1:
                        found.append(f"{letter(column)}{first + top}:{letter(column)}{first + at - 1}")
                    top = at
        return found


class SheetXml:
    """A sheet's tree, edited in place. ``dates`` are the styles that show a number as a day."""

    def __init__(self, root: Element, dates: frozenset[str]) -> None:
        self._root, self._dates = root, dates
        self._data = root.find(f"{_}sheetData")
        self._widths = self._column_widths()

    def last_row(self) -> int:
        """The number of the last row that is written at all."""
        return max((int(row.get("r")) for row in self._data), default=0)

    def put(self, body: Body, stretch: Stretch) -> None:
        """Put the body's rows in the place of those there were."""
        rows = list(self._data)
        model = next((row for row in rows if int(row.get("r")) == stretch.first and stretch.last >= stretch.first), None)
        above = [row for row in rows if int(row.get("r")) < stretch.first]
        below = [row for row in rows if int(row.get("r")) > stretch.last and int(row.get("r")) >= stretch.first]
        for row in (*above, *below):
            self._move(row, stretch)
        drawn = [self._drawn(model, stretch, at, body) for at in range(len(body.cells))]
        self._data[:] = [*above, *drawn, *below]
        self._merge(body, stretch)
        self._stretch(stretch)

    def _move(self, row: Element, stretch: Stretch) -> None:
        was, now = int(row.get("r")), stretch.row(int(row.get("r")))
        row.set("r", str(now))
        for cell in row.findall(f"{_}c"):
            cell.set("r", cell.get("r").rstrip("0123456789") + str(now))
            formula = cell.find(f"{_}f")
            if formula is not None:
                if formula.text:
                    formula.text = stretch.formula(formula.text)
                if formula.get("ref"):
                    formula.set("ref", stretch.ref(formula.get("ref")) if was != now else formula.get("ref"))
                _forget_value(cell)

    def _drawn(self, model: Element | None, stretch: Stretch, at: int, body: Body) -> Element:
        """One row of the body: the first one's look and formulas, the list's values."""
        now, values, joined = stretch.first + at, body.cells[at], body.joined[at]
        row = etree.Element(f"{_}row", r=str(now))
        cells = {} if model is None else {number(cell.get("r").rstrip("0123456789")): cell for cell in model}
        if model is not None:
            row.attrib.update({name: value for name, value in model.attrib.items() if name not in ("r", "spans")})
        for column in sorted({*cells, *values}):
            cell = etree.SubElement(row, f"{_}c", r=f"{letter(column)}{now}")
            held = cells.get(column)
            if held is not None and held.get("s"):
                cell.set("s", held.get("s"))
            if column in values:
                self._write(cell, None if column in joined else values[column])
            elif held is not None:
                _keep_formula(cell, held, stretch.first, now)
        wanted = max((self._height(column, value) for column, value in values.items() if column not in joined), default=LINE)
        if wanted > float(row.get("ht", LINE)):
            row.set("ht", f"{min(wanted, 409):g}")
            row.set("customHeight", "1")
        return row

    def _write(self, cell: Element, value: Value) -> None:
        if isinstance(value, date) and cell.get("s") in self._dates:
            etree.SubElement(cell, f"{_}v").text = str((value - EPOCH).days)
        elif isinstance(value, int):
            etree.SubElement(cell, f"{_}v").text = str(value)
        elif value:
            shown = f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{_}is"), f"{_}t")
            text.text = _ESCAPE.sub("_x005F_", "".join(sign for sign in within_a_cell(shown) if _is_xml(sign)))
            text.set(PRESERVE, "preserve")

    def _height(self, column: int, value: Value) -> float:
        if not isinstance(value, str):
            return LINE
        per_line = max(2.0, self._widths.get(column, 9.0) - 1)
        return LINE * sum(1 + int((len(line) if line.isascii() else 2 * len(line)) / per_line) for line in value.split("\n"))

    def _column_widths(self) -> dict[int, float]:
        widths: dict[int, float] = {}
        for column in self._root.iterfind(f"{_}cols/{_}col"):
            for at in range(int(column.get("min")) - 1, min(int(column.get("max")), 200)):
                widths[at] = float(column.get("width", 9))
        return widths

    def _merge(self, body: Body, stretch: Stretch) -> None:
        """Merged cells: those within the body go, those below move, the list's own come."""
        held = self._root.find(f"{_}mergeCells")
        kept: list[str] = []
        for cell in [] if held is None else list(held):
            top, bottom = (int("".join(c for c in part if c.isdigit())) for part in cell.get("ref").split(":"))
            if bottom < stretch.first or top > stretch.last:
                kept.append(stretch.ref(cell.get("ref")))
        kept += body.merges(stretch.first)
        if held is None and kept:
            held = etree.Element(f"{_}mergeCells")
            self._data.addnext(held)
            for before in (
                "sheetCalcPr",
                "sheetProtection",
                "protectedRanges",
                "scenarios",
                "autoFilter",
                "sortState",
                "dataConsolidate",
                "customSheetViews",
            ):
                if (other := self._root.find(f"{_}{before}")) is not None:
                    other.addnext(held)
        if held is not None:
            held[:] = [etree.Element(f"{_}mergeCell", ref=ref) for ref in kept]
            held.set("count", str(len(kept)))
            if not kept:
                self._root.remove(held)

    def _stretch(self, stretch: Stretch) -> None:
        """What lies over rows: conditional formats and data bars, drop-downs, the filter, links, page breaks."""
        for name in ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"):
            for element in self._root.iter(f"{_}{name}"):
                element.set("sqref", stretch.refs(element.get("sqref")))
        for name in ("autoFilter", "hyperlink", "dimension"):
            for element in self._root.iter(f"{_}{name}"):
                element.set("ref", stretch.ref(element.get("ref")))
        for sqref in self._root.iter(f"{{{XM}}}sqref"):
            sqref.text = stretch.refs(sqref.text or "")
        for formula in self._root.iter(f"{{{XM}}}f"):
            formula.text = stretch.formula(formula.text or "")
        for brk in self._root.iterfind(f"{_}rowBreaks/{_}brk"):
            brk.set("id", str(stretch.row(int(brk.get("id")))))


def _keep_formula(cell: Element, held: Element, was: int, now: int) -> None:
    """A column that the list does not fill keeps the formula of the first row; what stood there as an example goes."""
    formula = held.find(f"{_}f")
    if formula is not None and formula.text:
        kept = copy.deepcopy(formula)
        for name in ("t", "ref", "si"):
            kept.attrib.pop(name, None)
        kept.text, kept.tail = for_row(formula.text, was, now), None
        cell.append(kept)


def _forget_value(cell: Element) -> None:
    """What a formula gave: it is worked out anew when the file is opened."""
    value = cell.find(f"{_}v")
    if value is not None:
        cell.remove(value)
    cell.attrib.pop("t", None)


def _is_xml(sign: str) -> bool:
    return sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
