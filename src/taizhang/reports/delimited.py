"""A list as text between tabs: what a spreadsheet takes from the clipboard, and gives back."""

from __future__ import annotations

import csv
import io
from datetime import date

from taizhang.reports.listed import Listed, Row, Value

_FORMULA = ("=", "+", "-", "@")
_AS_TEXT = "'"  # before a cell's words a spreadsheet takes it for "this is text" and shows it not


def text(listed: Listed) -> str:
    """The headings with the stamp in front, and every row with its id and all of its values, also those of the row above."""
    out = io.StringIO()
    table = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    table.writerow([listed.stamp, *(column.heading for column in listed.columns)])
    table.writerows(_cells(row) for row in listed.rows)
    return out.getvalue()


def _cells(row: Row) -> list[str]:
    return [row.key, *(_shown(value) for value in row.values)]


def _shown(value: Value) -> str:
    """A value as it is typed. Words that a spreadsheet would reckon with are kept words."""
    if isinstance(value, date):
        return value.isoformat()
    words = "" if value is None else str(value)
    return _AS_TEXT + words if words.startswith(_FORMULA) else words


def as_typed(cell: str) -> str:
    """A cell's words without the mark that they are text."""
    return cell[1:] if cell.startswith(_AS_TEXT) and cell[1:].startswith(_FORMULA) else cell
