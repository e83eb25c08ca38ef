"""Filling a form: the sheet's rows, and what elsewhere in the file speaks of them. Everything else goes through byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from lxml import etree

from taizhang.reading import Unreadable
from taizhang.reading.formats.archive import Archive
from taizhang.reading.limits import DEFAULTS, Limits
from taizhang.reports.listed import Listed, Value
from taizhang.reports.template.placing import Placing
from taizhang.reports.template.sheet_xml import MAIN, Body, SheetXml
from taizhang.reports.template.stamp import put
from taizhang.reports.template.stretch import Stretch

OFFICE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
# Fields that forms ask for in words of their own, by what the list calls them; the first that says something.
SAID_BY = {"state": ("degree", "measure_state"), "completed_on": ("accepted_on",)}
_NOT_WHOLE = "这份表的结构不完整，不能照原样填写。请用 Excel 或 WPS 打开，另存为“.xlsx”后再上传。"


def fill(data: bytes, placing: Placing, listed: Listed, limits: Limits = DEFAULTS) -> bytes:
    """The form with the list in it. Raises Unreadable where its parts do not hold together."""
    archive = Archive(data, limits)
    part = _sheet_part(archive, placing.sheet)
    root = _tree(archive, part)
    sheet = SheetXml(root, _date_styles(archive))
    body = _body(listed, placing)
    stretch = Stretch(placing.first, _last(placing, sheet), max(1, len(body.cells)))
    sheet.put(body, stretch)
    changed = {part: _bytes(root), **_elsewhere(archive, part, placing.sheet, stretch, listed.stamp)}
    return _packed(data, changed, without="xl/calcChain.xml")


def _last(placing: Placing, sheet: SheetXml) -> int:
    """The body's last row: rows below that are drawn and say nothing belong to it, too, where no note follows."""
    return max(placing.last, sheet.last_row()) if placing.open_ended else placing.last


def _body(listed: Listed, placing: Placing) -> Body:
    at = {column.field: n for n, column in enumerate(listed.columns)}
    wanted = {
        column: [at[name] for name in SAID_BY.get(field, (field,)) if name in at] for column, field in placing.fields.items()
    }
    cells: list[dict[int, Value]] = []
    joined: list[frozenset[int]] = []
    for row in listed.rows:
        cells.append({column: _first(row.values[n] for n in places) for column, places in wanted.items() if places})
        joined.append(frozenset(column for column, places in wanted.items() if places and places[0] in row.joined))
    return Body(cells, joined)


def _first(values: Iterable[Value]) -> Value:
    return next((value for value in values if value), None)


def _sheet_part(archive: Archive, name: str) -> str:
    """The part that holds the sheet of that name."""
    book, links = _tree(archive, "xl/workbook.xml"), _tree(archive, "xl/_rels/workbook.xml.rels")
    for sheet in book.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet"):
        if sheet.get("name") == name:
            for link in links:
                if link.get("Id") == sheet.get(f"{{{OFFICE_REL}}}id"):
                    return _resolved("xl/workbook.xml", link.get("Target"))
    raise Unreadable(_NOT_WHOLE)


def _resolved(part: str, target: str) -> str:
    joined = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(joined)


def _tree(archive: Archive, part: str) -> Any:
    tree = archive.xml(part)
    if tree is None:
        raise Unreadable(_NOT_WHOLE)
    return tree


def _date_styles(archive: Archive) -> frozenset[str]:
    """The numbers of the cell styles that show a number as a day."""
    styles = archive.xml("xl/styles.xml")
    if styles is None:
        return frozenset()
    own = {f.get("numFmtId"): f.get("formatCode", "") for f in styles.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")}
    dates = {n for n, code in own.items() if "y" in code.lower() or ("m" in code.lower() and "d" in code.lower())}
    found = styles.iterfind(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")
    return frozenset(str(n) for n, xf in enumerate(found) if _is_date(xf.get("numFmtId", "0"), dates))


def _is_date(number: str, dates: set[str | None]) -> bool:
    return number in dates or (number.isdecimal() and int(number) in BUILT_IN_DATES)


def _elsewhere(archive: Archive, part: str, sheet: str, stretch: Stretch, stamp: str) -> dict[str, bytes]:
    """Other parts that name rows of the sheet: names of the workbook, drawings, tables."""
    changed = {"xl/workbook.xml": _names(_tree(archive, "xl/workbook.xml"), sheet, stretch, stamp)}
    edits: dict[str, Callable[[Any, Stretch], None]] = {"/drawing": _move_drawings, "/table": _stretch_table}
    folder, name = posixpath.split(part)
    links = archive.xml(f"{folder}/_rels/{name}.rels")
    for link in [] if links is None else links:
        for ending, edit in edits.items():
            if link.get("Type", "").endswith(ending):
                other = _resolved(part, link.get("Target", ""))
                tree = _tree(archive, other)
                edit(tree, stretch)
                changed[other] = _bytes(tree)
    return changed


def _names(book: Any, sheet: str, stretch: Stretch, stamp: str) -> bytes:
    """Print area and titles, names of ranges: those of this sheet follow it; formulas are worked out anew when it is opened.

    What the form was filled from becomes a name, too.
    """
    for name in book.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
        pieces = (name.text or "").split(",")
        name.text = ",".join(_name_piece(piece, sheet, stretch) for piece in pieces)
    if stamp:
        put(book, sheet, stamp)
    calculation = book.find(f"{{{MAIN}}}calcPr")
    if calculation is not None:
        calculation.set("fullCalcOnLoad", "1")
    return _bytes(book)


def _name_piece(piece: str, sheet: str, stretch: Stretch) -> str:
    where, mark, ref = piece.rpartition("!")
    return f"{where}{mark}{stretch.ref(ref)}" if where.strip("'").replace("''", "'") == sheet else piece


def _move_drawings(tree: Any, stretch: Stretch) -> None:
    """Text boxes and pictures below the body move with what they stand beside."""
    for anchor in tree:
        for corner in ("from", "to"):
            row = anchor.find(f"{{{DRAW}}}{corner}/{{{DRAW}}}row")
            if row is not None and int(row.text) + 1 > stretch.last:
                row.text = str(stretch.row(int(row.text) + 1) - 1)


def _stretch_table(tree: Any, stretch: Stretch) -> None:
    for element in (tree, *tree.iter(f"{{{MAIN}}}autoFilter")):
        if element.get("ref"):
            element.set("ref", stretch.ref(element.get("ref")))


def _bytes(tree: Any) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _packed(data: bytes, changed: dict[str, bytes], *, without: str) -> bytes:
    """The container with some parts changed, and one (the order in which formulas were worked out) left out everywhere."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as was, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as now:
        left_out = without in was.namelist()
        for info in was.infolist():
            if info.filename == without:
                continue
            content = changed.get(info.filename) or was.read(info)
            if left_out and info.filename in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
                content = _unlinked(content, without)
            now.writestr(info.filename, content)
    return target.getvalue()


def _unlinked(content: bytes, part: str) -> bytes:
    tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(tree):
        named = element.get("PartName") or element.get("Target") or ""
        if named.endswith(posixpath.basename(part)):
            tree.remove(element)
    return _bytes(tree)
