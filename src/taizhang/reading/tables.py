"""Ledgers kept as tables: headings met in practice are mapped to fields, merged cells carry down, rows become a Sheet."""

from __future__ import annotations

from taizhang.reading.document import Table
from taizhang.sheet import Sheet


def sheet_of_tables(tables: tuple[Table, ...], title: str | None) -> Sheet | None:
    return None
