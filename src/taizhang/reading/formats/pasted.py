"""Cells copied from Excel or WPS and pasted: an HTML table, or text with tabs; also .csv and .tsv files."""

from __future__ import annotations

import csv
import io
import re

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import plain
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.formats.spreadsheet import assemble
from taizhang.reading.limits import DEFAULTS, Limits

_HTML_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The table in a .csv or .tsv file, in whatever encoding it was saved."""
    return read_cells(plain.normalise(plain.decode(data)), limits)


def read_cells(text: str, limits: Limits = DEFAULTS) -> Document:
    """What the clipboard held: its HTML where it is one, else rows of cells between tabs (or commas)."""
    if _HTML_TABLE.search(text):
        from taizhang.reading.formats import html  # late: lxml

        return html.read(("<meta charset=utf-8>" + text).encode("utf-8", "replace"), limits)
    if len(text) > limits.characters:
        raise Unreadable(f"文字超过 {limits.characters:,} 个字。请拆成几次粘贴或导入。")
    assembly, normal = Assembly(limits), plain.normalise(text)
    assemble(assembly, _even(rows_of(normal, "\t" if "\t" in normal else ",")))
    return assembly.document("cells")


def rows_of(text: str, delimiter: str = "\t") -> list[list[str]]:
    """The cells between the delimiters, row by row. A cell with line breaks stands in quotes, as spreadsheets copy it."""
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=False))
    except csv.Error:  # a quote that never closes: take lines as they are
        return [line.split(delimiter) for line in text.split("\n")]


def _even(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
