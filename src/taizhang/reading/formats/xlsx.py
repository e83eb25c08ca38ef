"""Excel workbooks (.xlsx, .xls, .et): every visible sheet as people laid it out, each value as it is shown."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import python_calamine

from taizhang.reading.collecting import without_collecting
from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import containers, xlsx_size
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.formats.spreadsheet import Merge, assemble
from taizhang.reading.limits import DEFAULTS, Limits

_BROKEN = "已损坏，或不是完整的工作簿。请用 Excel 或 WPS 打开，另存为“.xlsx”后再上传。"
_MIDNIGHT = datetime.time()


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The workbook's visible sheets one after the other. Formulas give the values stored with them; macros are not run."""
    assembly = Assembly(limits)
    with without_collecting():
        for _, rows, merges in grids(data, limits):
            assemble(assembly, rows, merges)
        return assembly.document("xlsx")


def grids(data: bytes, limits: Limits = DEFAULTS) -> Iterator[tuple[str, list[list[str]], list[Merge]]]:
    """Each visible sheet: its name, its rows from the first on as texts, its merged cells."""
    if data.startswith(containers.ZIP):
        xlsx_size.check(data, limits)
    for sheet in _visible_sheets(data):
        _check(sheet, limits)
        rows = [
            [value if type(value) is str else shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)
        ]
        yield sheet.name, rows, [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def shown(value: object) -> str:
    """A cell's value as the sheet shows it: whole numbers without a point, dates as people write them."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    if isinstance(value, datetime.datetime) and value.time() != _MIDNIGHT:
        return f"{_day(value)} {value:%H:%M}"
    return _day(value) if isinstance(value, datetime.date) else str(value)


def _visible_sheets(data: bytes) -> Iterator[python_calamine.CalamineSheet]:
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.visible is python_calamine.SheetVisibleEnum.Visible and meta.typ is python_calamine.SheetTypeEnum.WorkSheet:
                yield workbook.get_sheet_by_name(meta.name)
    except python_calamine.PasswordError as error:
        raise Unreadable(containers.PASSWORD) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Unreadable(_BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a failed assertion inside calamine, no subclass of Exception
            raise
        raise Unreadable(_BROKEN) from error


def _check(sheet: python_calamine.CalamineSheet, limits: Limits) -> None:
    """An .xls says nothing of its extent beforehand; it is looked at before its cells become Python's."""
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > limits.cells:
        raise Unreadable(xlsx_size.TOO_FAR.format(f"{last_row + 1:,}", f"{last_column + 1:,}"))


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
