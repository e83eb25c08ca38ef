"""A list as an Excel workbook in the house's look: merged 方面 and 问题, frozen head, print titles, A3 across, drop-downs,
real dates, cells locked that may not be changed, and in a hidden column each row's stable id.

Rows are written as they come and forgotten (XlsxWriter's constant memory), so that a ledger of any size can be written.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from taizhang.reading.collecting import collecting_new_only
from taizhang.reports.listed import Column, Kind, Listed, Row, Value, within_a_cell

TITLE, NOTES, HEAD = 0, 1, 2
FIRST = HEAD + 1
KEYS = 0  # the hidden column; the list's own begin behind it
A3 = 8
LINE, HIGHEST = 15, 409  # points
FONT = "宋体"
LOCKED, GROUND, RULE = "#F5F6F8", "#DDE5F4", "#9AA1AD"
CHOICES = "选项"
PROTECTION = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter", "select_locked_cells"), True
)


def write(listed: Listed, target: IO[bytes] | str) -> int:
    """Write ``listed`` to ``target`` and return how many rows it has."""
    workbook = xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    made = {"created": listed.made_at.replace(tzinfo=None)} if listed.made_at else {}
    workbook.set_properties({"title": listed.title, "keywords": listed.stamp, **made})
    sheet = workbook.add_worksheet(listed.name)
    sheet.merge = _Merges()
    places = _Choices(listed.columns)
    places.write(workbook)
    looks = _Looks(workbook)
    with collecting_new_only():
        written = _Body(listed, sheet, looks).write()
    _set_up(sheet, listed, written, looks)
    places.offer(sheet, FIRST + max(written, 1) + 200)
    workbook.close()
    return written


class _Merges:
    """Merged cells in a tenth of the memory of XlsxWriter's list of lists: a large ledger has hundreds of thousands."""

    def __init__(self) -> None:
        self._corners = array("L")

    def append(self, merge: list[int]) -> None:
        """One more: first row, first column, last row, last column."""
        self._corners.extend(merge)

    def __len__(self) -> int:
        return len(self._corners) // 4

    def __iter__(self) -> Iterator[list[int]]:
        return (self._corners[at : at + 4].tolist() for at in range(0, len(self._corners), 4))


class _Looks:
    """The formats of cells, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        base: dict[str, Any] = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter", "border": 1}
        self._workbook, self._base = workbook, {**base, "border_color": RULE}
        self._made: dict[tuple[Kind, bool], Format] = {}
        self._below: dict[Kind, Format] = {}
        self.title = workbook.add_format(
            {"font_name": FONT, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}
        )
        self.notes = workbook.add_format({"font_name": FONT, "font_size": 10, "valign": "vcenter"})
        self.head = workbook.add_format({**self._base, "bold": True, "align": "center", "bg_color": GROUND})

    def cell(self, kind: Kind, is_open: bool) -> Format:
        """How a cell of that kind looks."""
        if (kind, is_open) not in self._made:
            look = {**self._base, "align": "left" if kind == Kind.TEXT else "center", "locked": not is_open}
            if kind == Kind.DAY:
                look["num_format"] = "yyyy-mm-dd"
            if not is_open:
                look["bg_color"] = LOCKED
            self._made[kind, is_open] = self._workbook.add_format(look)
        return self._made[kind, is_open]

    def below(self, kind: Kind) -> Format:
        """How what is written below the rows looks: open, and without a border down the whole sheet."""
        if kind not in self._below:
            look = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter", "locked": False}
            shown = {"num_format": "yyyy-mm-dd"} if kind == Kind.DAY else {}
            self._below[kind] = self._workbook.add_format({**look, **shown, "align": "left" if kind == Kind.TEXT else "center"})
        return self._below[kind]


class _Body:
    """Writes head and rows, one row behind what it reads: only the next row tells where a merged cell ends."""

    def __init__(self, listed: Listed, sheet: Worksheet, looks: _Looks) -> None:
        self._listed, self._sheet, self._looks = listed, sheet, looks
        self._begun: list[tuple[int, float]] = []  # per column: the row its cell began in, the height still wanted below it
        count = range(len(listed.columns))
        self._formats = [tuple(looks.cell(listed.columns[at].kind, is_open) for is_open in (False, True)) for at in count]
        self._per_line = [max(1.0, column.width - 1.5) for column in listed.columns]

    def write(self) -> int:
        """Everything from the title down; returns how many rows there are."""
        self._head()
        written = 0
        for row, following in _with_next(self._listed.rows):
            self._row(FIRST + written, row, following.joined if following else frozenset())
            written += 1
        return written

    def _head(self) -> None:
        last = len(self._listed.columns)
        for at, (text, look, height) in enumerate(
            ((self._listed.title, self._looks.title, 36), (self._listed.notes, self._looks.notes, 20))
        ):
            self._sheet.set_row(at, height)
            self._sheet.merge_range(at, KEYS + 1, at, last, text, look) if last > 1 else self._sheet.write_string(
                at, 1, text, look
            )
        self._sheet.set_row(HEAD, 32)
        self._sheet.write_string(HEAD, KEYS, self._listed.stamp)
        for at, column in enumerate(self._listed.columns, KEYS + 1):
            self._sheet.write_string(HEAD, at, column.heading, self._looks.head)

    def _row(self, at: int, row: Row, going_on: frozenset[int]) -> None:
        """One row. Height: what its own cells need, and what a merged cell that ends here still lacks."""
        begun = self._begun or [(at, 0.0)] * len(row.values)
        height, now = float(LINE), []
        for column, value in enumerate(row.values):
            began, wanted = begun[column] if column in row.joined else (at, self._height(column, value))
            if column not in going_on:
                height = max(height, wanted)
                if began < at:
                    self._sheet.merge.append([began, column + 1, at, column + 1])
            now.append((began, wanted))
            self._put(at, column, None if column in row.joined else value, column in row.open)
        height = min(height + 3, HIGHEST)
        self._sheet.set_row(at, height)
        for heights in (self._sheet.row_info, self._sheet.row_sizes):
            heights.pop(at - 2, None)  # written by now
        self._sheet.write_string(at, KEYS, row.key)
        self._begun = [(began, max(0.0, wanted - height)) for began, wanted in now]

    def _height(self, column: int, value: Value) -> float:
        if not isinstance(value, str) or len(value) < 4:
            return LINE
        per_line = self._per_line[column]
        return LINE * sum(1 + int(_width(line) / per_line) for line in value.split("\n"))

    def _put(self, at: int, column: int, value: Value, is_open: bool) -> None:
        look = self._formats[column][is_open]
        if isinstance(value, str) and value:
            self._sheet.write_string(at, column + 1, within_a_cell(value), look)
        elif isinstance(value, date):
            self._sheet.write_datetime(at, column + 1, value, look)
        elif isinstance(value, int):
            self._sheet.write_number(at, column + 1, value, look)
        else:
            self._sheet.write_blank(at, column + 1, None, look)


def _width(line: str) -> int:
    """How wide a line is, in halves of a Chinese character."""
    return len(line) if line.isascii() else 2 * len(line)


def _with_next(rows: Iterable[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Each row with the one behind it."""
    held: Row | None = None
    for row in rows:
        if held is not None:
            yield held, row
        held = row
    if held is not None:
        yield held, None


class _Choices:
    """Drop-downs: what can be chosen stands on a hidden sheet, since a list in the rule itself holds 255 signs."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self._offered = [(at, column) for at, column in enumerate(columns, KEYS + 1) if column.choices]

    def write(self, workbook: xlsxwriter.Workbook) -> None:
        """The sheet of the choices, one column each."""
        if not self._offered:
            return
        sheet = workbook.add_worksheet(CHOICES)
        for row in range(max(len(column.choices) for _, column in self._offered)):
            for place, (_, column) in enumerate(self._offered):
                if row < len(column.choices):
                    sheet.write_string(row, place, column.choices[row])
        sheet.very_hidden()

    def offer(self, sheet: Worksheet, last: int) -> None:
        """The rules, down to row ``last``."""
        for place, (at, column) in enumerate(self._offered):
            letter = chr(ord("A") + place)
            sheet.data_validation(
                FIRST,
                at,
                last,
                at,
                {
                    "validate": "list",
                    "source": f"='{CHOICES}'!${letter}$1:${letter}${len(column.choices)}",
                    "error_title": column.heading,
                    "error_message": "请从下拉列表中选择。",
                },
            )
        for at, column in enumerate(self._columns, KEYS + 1):
            if column.kind == Kind.DAY:
                sheet.data_validation(FIRST, at, last, at, _A_DAY)


_A_DAY = {
    "validate": "date",
    "criteria": "between",
    "minimum": date(2000, 1, 1),
    "maximum": date(2099, 12, 31),
    "error_type": "warning",
    "error_title": "日期",
    "error_message": "这里填日期，如 2026-6-30。没有具体日期的可以写文字（如“长期坚持”）。",
}


def _set_up(sheet: Worksheet, listed: Listed, rows: int, looks: _Looks) -> None:
    """Widths, what stays in sight, how it prints, what is locked: below the rows a column's own look holds."""
    sheet.set_column(KEYS, KEYS, 12, None, {"hidden": True})
    for at, column in enumerate(listed.columns):
        sheet.set_column(at + KEYS + 1, at + KEYS + 1, column.width, looks.below(column.kind) if at in listed.below else None)
    last = len(listed.columns)
    sheet.freeze_panes(FIRST, KEYS + 1 + listed.frozen)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.print_area(TITLE, KEYS, FIRST + max(rows, 1) - 1, last)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.autofilter(HEAD, KEYS + 1, FIRST + max(rows, 1) - 1, last)
    sheet.protect("", PROTECTION)
