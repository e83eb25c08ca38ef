"""Workbooks for tests: rows in, the bytes of an .xlsx out; or a sheet's XML as hostile as it is written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from tests.reading.word import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(rows: Sequence[Sequence[Any]], merges: Iterable[tuple[int, int, int, int]] = (), hidden: bool = False) -> bytes:
    """A workbook of these rows; ``merges`` are (first row, first column, last row, last column)."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for first, left, last, right in merges:
            sheet.merge_range(first, left, last, right, rows[first][left])
        if hidden:
            other = book.add_worksheet("底稿")
            other.write_row(0, 0, ["甲", "乙"])
            other.hide()
    return data.getvalue()


def raw(sheet_data: str, after: str = "", **members: str) -> bytes:
    """A workbook with one sheet of this XML."""
    sheet = f'<sheet name="a" sheetId="1" r:id="r1" xmlns:r="{_OFFICE}"/>'
    return zipped(
        {
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}"><sheets>{sheet}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData>{after}</worksheet>',
            **members,
        }
    )


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
