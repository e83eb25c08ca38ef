"""A list of units or people as people send it – a workbook, or cells pasted from one – as plain grids of text. No Django."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.reading.document import Unreadable
from taizhang.reading.formats import containers, xlsx
from taizhang.reading.formats.spreadsheet import Merge
from taizhang.reading.limits import MIB, Limits

LIMITS = Limits(file_bytes=5 * MIB, cells=200_000)
_NO_WORKBOOK = "不是 Excel 工作簿。请选择 .xlsx 或 .xls 文件，或把表格里的内容复制后粘贴。"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name (empty for pasted cells) and its rows from the first on. Merged cells hold their text everywhere."""

    name: str
    rows: list[list[str]]


def from_workbook(data: bytes, name: str) -> list[Grid]:
    """Every visible sheet. Raises Unreadable with one sentence that says what, where and what to do."""
    try:
        return _read(data)
    except Unreadable as refusal:
        raise Unreadable(f"“{name}”{refusal}") from refusal.__cause__


def _read(data: bytes) -> list[Grid]:
    if not data:
        raise Unreadable("是空文件，请检查后重新选择。")
    if len(data) > LIMITS.file_bytes:
        raise Unreadable(f"超过 {LIMITS.file_bytes // MIB} MB。名单不会这么大，请删去图片和无关的工作表后再上传。")
    if reason := containers.refusal(data):
        raise Unreadable(reason)
    if containers.kind(data) not in ("xlsx", "xls"):
        raise Unreadable(_NO_WORKBOOK)
    return [Grid(name, _filled(rows, merges)) for name, rows, merges in xlsx.grids(data, LIMITS)]


def from_pasted(text: str) -> list[Grid]:
    """Cells as a spreadsheet copies them: tabs between cells, quotes around a cell that holds a line break."""
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:  # a quote that never closes
        rows = [line.split("\t") for line in text.splitlines()]
    return [Grid("", rows)]


def _filled(rows: list[list[str]], merges: Iterable[Merge]) -> list[list[str]]:
    for top, left, bottom, right in merges:
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return rows
