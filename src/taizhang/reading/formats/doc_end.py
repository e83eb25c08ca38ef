"""A .doc that ends with its table: LibreOffice runs that table's cells together, so they are set apart again.

Word always writes a paragraph behind a table; other programs leave it out. The cells' marks (a bell each, one more for a
row) still stand in the file, and only where they account for every character at the end of the text is anything changed.
"""

from __future__ import annotations

from dataclasses import replace

from taizhang.reading.document import Document, Table
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.limits import Limits
from taizhang.sheet import Span

_MARK = "\x07"
_END = _MARK * 2 + "\0"  # a row ends, and nothing comes after it


def with_last_table(document: Document, data: bytes, limits: Limits) -> Document:
    """The document with its last table as a table, where it had been run together."""
    rows = _last_rows(data.decode("utf-16-le", "replace"))
    kept = _before(document.text, "".join(cell for row in rows for cell in row)) if rows else None
    if kept is None:
        return document
    assembly = Assembly(limits)
    assembly.plain_table(rows)
    table = assembly.document("doc")
    text = kept + "\n" if kept else ""
    return replace(document, text=text + table.text, tables=(*document.tables, _moved(table.tables[0], len(text))))


def _last_rows(raw: str) -> list[list[str]]:
    """The cells of the table that a text ends with; none where its rows are not all of one width."""
    end = raw.find(_END)
    if end < 0:
        return []
    pieces = raw[raw.rfind("\0", 0, end) + 1 : end + 1].split(_MARK)
    begin = max((at for at, piece in enumerate(pieces) if "\r" in piece and (not at or not pieces[at - 1])), default=0)
    pieces[begin] = pieces[begin].rpartition("\r")[2]
    cells = pieces[begin:]
    width = cells.index("") if "" in cells else len(cells)
    rows = [cells[at : at + width + 1] for at in range(0, len(cells), width + 1)] if width else []
    regular = all(len(row) == width + 1 and not row[-1] for row in rows)
    return [[cell.replace("\r", "\n").strip() for cell in row[:-1]] for row in rows] if regular else []


def _before(text: str, glued: str) -> str | None:
    """The text without these characters at its end, spaces and breaks aside; None where it does not end with them."""
    wanted, at = "".join(glued.split()), len(text)
    for character in reversed(wanted):
        while at and text[at - 1].isspace() and text[at - 1] != "\t":
            at -= 1
        if not at or text[at - 1] != character:
            return None
        at -= 1
    return text[:at].rstrip() if wanted and (not at or text[at - 1] == "\n") else None


def _moved(table: Table, by: int) -> Table:
    rows = tuple(tuple(c._replace(span=Span(c.span.start + by, c.span.end + by)) for c in row) for row in table.rows)
    return Table(rows, Span(table.span.start + by, table.span.end + by))
