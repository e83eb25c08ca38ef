"""How large a workbook really is, found out before anything allocates it: a sheet's grid is laid out dense in memory."""

from __future__ import annotations

import re

from taizhang.reading.document import Unreadable
from taizhang.reading.formats.archive import Archive
from taizhang.reading.limits import Limits

_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})')
_WIDE = re.compile(rb'<c r="[A-Z]{2}')
_ROW = re.compile(rb'<row r="(\d{1,9})"')
_START_OF_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*)?>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,9})["']""")
TOO_FAR = "的内容散布在 {} 行 × {} 列里，跨度过大。请在 Excel 里删去末尾的空行、空列（选中后删除整行），保存后再上传。"


def check(data: bytes, limits: Limits) -> None:
    """Raises Unreadable where the workbook would unpack, or its sheets would spread, beyond the limits."""
    archive = Archive(data, limits)
    for name in archive.names("xl/"):
        if name.endswith((".xml", ".rels")):
            part = archive.read(name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_sheet(part, limits)


def _check_sheet(part: bytes, limits: Limits) -> None:
    rows, columns = _quick_extent(part) or _extent(part)
    if rows * columns > limits.cells:
        rows, columns = _extent(part)
    if rows * columns > limits.cells:
        raise Unreadable(TOO_FAR.format(f"{rows:,}", f"{columns:,}"))


def _quick_extent(part: bytes) -> tuple[int, int] | None:
    """A bound on rows and columns that costs little; None where the sheet is not written as Excel and its kin write it.

    A cell may name a later row than the one it stands in, of no more digits: at most ten times what is said here.
    """
    data = part[part.find(b"<sheetData") : part.rfind(b"</sheetData>")]
    as_excel = data.count(b"<row") == data.count(b'<row r="') and data.count(b"<c") == data.count(b'<c r="')
    rows = max(map(int, _ROW.findall(data)), default=0)
    if not as_excel or not rows:
        return None
    if re.search(rb'<c r="[A-Z]{1,3}\d{%d}' % (len(str(rows)) + 1), data):
        return None
    return rows, max(map(_number, set(_COLUMN.findall(data)))) if _WIDE.search(data) else 26


def _extent(part: bytes) -> tuple[int, int]:
    """The last row and column that hold something: cells written with a place or without, none that are only formatted."""
    last_row = last_column = 0
    for count, row in enumerate(_START_OF_ROW.split(part)[1:], 1):
        for order, match in enumerate(_CELL.finditer(row), 1):
            if match[0].endswith(b"/>"):
                continue
            place = _PLACE.search(match[0])
            last_row = max(last_row, int(place[2]) if place else count)
            last_column = max(last_column, _number(place[1]) if place else order)
    return last_row, last_column


def _number(letters: bytes) -> int:
    """AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
