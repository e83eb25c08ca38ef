"""Lists as an Excel workbook, one sheet each: a merged title row, a heading, merged cells, notes under the table."""

from __future__ import annotations

from collections.abc import Iterable

from samples.blocks import Cell, Grid
from samples.office import OFFICE, packed, relations, text

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_X = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"'
_TITLE, _HEAD, _TEXT, _MIDDLE, _NOTE = 1, 2, 3, 4, 5  # places in the list of cell formats


def xlsx(grids: Iterable[Grid]) -> bytes:
    """The bytes of the workbook."""
    sheets = list(grids)
    names = [f"sheet{number}" for number in range(1, len(sheets) + 1)]
    rows = "".join(
        f'<sheet name="{text(grid.name)}" sheetId="{number}" r:id="{name}"/>'
        for number, (name, grid) in enumerate(zip(names, sheets, strict=True), 1)
    )
    targets = {name: ("worksheet", f"worksheets/{name}.xml") for name in names} | {"styles": ("styles", "styles.xml")}
    parts = {
        "xl/workbook.xml": f"<workbook {_X}><sheets>{rows}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(targets),
        "xl/styles.xml": _styles(),
        **{f"xl/worksheets/{name}.xml": _sheet(grid) for name, grid in zip(names, sheets, strict=True)},
    }
    types = {f"xl/worksheets/{name}.xml": f"{_SHEET}.worksheet+xml" for name in names}
    main = {"xl/workbook.xml": f"{_SHEET}.sheet.main+xml", "xl/styles.xml": f"{_SHEET}.styles+xml"}
    return packed(parts, main | types, "xl/workbook.xml")


def _sheet(grid: Grid) -> str:
    width, depth = len(grid.widths), len(grid.head)
    rows: dict[int, list[str]] = {1: [_cell(1, 0, grid.title, _TITLE)]}
    merges = [_merge(1, 0, 1, width)]
    for row, column, cell in grid.placed():
        style = _HEAD if row < depth else _MIDDLE if len(cell.text) < 12 else _TEXT
        rows.setdefault(row + 2, []).append(_cell(row + 2, column, cell.text, style))
        if (cell.rows, cell.columns) != (1, 1):
            merges.append(_merge(row + 2, column, cell.rows, cell.columns))
            _fill_border(rows, row + 2, column, cell, style)
    for index, note in enumerate(grid.notes, 2 + depth + len(grid.rows)):
        rows[index] = [_cell(index, 0, note, _NOTE)]
        merges.append(_merge(index, 0, 1, width))
    lines = "".join(f'<row r="{row}">{"".join(sorted(cells, key=_column_of))}</row>' for row, cells in sorted(rows.items()))
    columns = "".join(f'<col min="{i}" max="{i}" width="{chars}" customWidth="1"/>' for i, chars in enumerate(grid.widths, 1))
    frozen = f'<pane ySplit="{depth + 1}" topLeftCell="A{depth + 2}" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<worksheet {_X}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews><cols>{columns}</cols>'
        f'<sheetData>{lines}</sheetData><mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>'
        '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def _fill_border(rows: dict[int, list[str]], row: int, column: int, cell: Cell, style: int) -> None:
    """Covered cells exist in the file too, empty: without them Excel draws half a border."""
    for down in range(cell.rows):
        for across in range(cell.columns):
            if down or across:
                rows.setdefault(row + down, []).append(_cell(row + down, column + across, "", style))


def _cell(row: int, column: int, content: str, style: int) -> str:
    place = f"{_letter(column)}{row}"
    if not content:
        return f'<c r="{place}" s="{style}"/>'
    if content.isdecimal():
        return f'<c r="{place}" s="{style}"><v>{content}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text(content)}</t></is></c>'


def _column_of(cell: str) -> str:
    return cell.split('"', 2)[1][0]  # lists have at most 26 columns


def _merge(row: int, column: int, rows: int, columns: int) -> str:
    return f'<mergeCell ref="{_letter(column)}{row}:{_letter(column + columns - 1)}{row + rows - 1}"/>'


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _styles() -> str:
    fonts = "".join(
        f'<font><sz val="{size}"/><name val="{name}"/></font>' for size, name in ((11, "宋体"), (20, "黑体"), (11, "黑体"))
    )
    fills = "".join(f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125"))  # Excel expects both
    sides = "".join(f'<{name} style="thin"/>' for name in ("left", "right", "top", "bottom"))
    looks = ((0, 0, "general"), (1, 0, "center"), (2, 1, "center"), (0, 1, "left"), (0, 1, "center"), (0, 0, "left"))
    formats = "".join(_format(*look) for look in looks)
    return (
        f'<styleSheet {_X}><fonts count="3">{fonts}</fonts><fills count="2">{fills}</fills>'
        f'<borders count="2"><border/><border>{sides}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{formats}</cellXfs></styleSheet>'
    )


def _format(font: int, border: int, across: str) -> str:
    alignment = f'<alignment horizontal="{across}" vertical="center" wrapText="1"/>'
    return f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="{border}" applyAlignment="1">{alignment}</xf>'
