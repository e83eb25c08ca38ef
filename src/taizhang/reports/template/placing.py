"""Where in a form the list goes: which sheet, which rows, which column takes which field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.reading import Unreadable
from taizhang.reading.formats import containers, xlsx
from taizhang.reading.limits import DEFAULTS, Limits
from taizhang.reading.tables.grid_head import covered, find_head
from taizhang.reading.tables.headings import Headings

_NOTE = re.compile(r"\s*(?:注[:：]|备注[:：]|说明[:：]|填表|填报|制表|审核|审签|负责人|联系人|联系电话|合计|总计|小计)")
_NOT_XLSX = "“{}”不是 .xlsx 工作簿。请用 Excel 或 WPS 打开，另存为“.xlsx”后再上传。"
_NO_HEAD = "“{}”里没有找到表头：要有一行列名，其中有“问题”或“整改措施”这样的列。"


@dataclass(frozen=True, slots=True)
class Placing:
    """The sheet by name, the body's rows counted from 1 (``last`` < ``first``: none yet), column → field, unknown headings."""

    sheet: str
    first: int
    last: int
    fields: Mapping[int, str]
    unknown: Sequence[str]
    open_ended: bool = False  # no note follows: rows that are only drawn belong to the body


def place(data: bytes, name: str, headings: Headings, limits: Limits = DEFAULTS) -> Placing:
    """Where the list goes in the form. Raises Unreadable where it is no .xlsx or has no heading."""
    if containers.kind(data) != "xlsx":
        raise Unreadable(_NOT_XLSX.format(name))
    for sheet, rows, merges in xlsx.grids(data, limits):
        found = find_head(rows, covered(merges), headings)
        if found:
            at, columns = found
            first = at + columns.depth
            unknown = [cell.text.strip() for cell in columns.unknown if cell.text.strip()]
            last = _last(rows, first)
            return Placing(sheet, first + 1, last or len(rows), columns.fields, unknown, open_ended=last is None)
    raise Unreadable(_NO_HEAD.format(name))


def _last(rows: Sequence[Sequence[str]], first: int) -> int | None:
    """The last row before the first note or sum, counted from 1; None where none follows."""
    for at in range(first, len(rows)):
        texts = [text for text in rows[at] if text.strip()]
        if texts and _NOTE.match(texts[0]):
            return at
    return None
