"""Sheets as people lay them out: title rows above, a table, notes below – whatever file they come from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taizhang.reading.formats.assembly import Assembly, GridCell

Rows = Sequence[Sequence[str]]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column
Place = tuple[int, int]
Spans = dict[Place, tuple[int, int]]  # where a merged cell begins → how many rows and columns it covers
HEAD_SHARE = 0.6  # of the columns, that a heading row fills
_NOTE = re.compile(r"^\s*(?:注|备注|说明|填表|填报|制表|审核|审签|负责人|联系人|联系电话|主要负责人|单位负责人|合计说明)")


def assemble(assembly: Assembly, rows: Rows, merges: Sequence[Merge] = ()) -> None:
    """Add one sheet: paragraphs for what stands around the table, the table on its grid."""
    spans, covered = _spans(merges, rows)
    begin, end = _table_rows(rows, spans)
    for row in range(begin):
        assembly.paragraph("　".join(filter(None, map(str.strip, rows[row]))))
    if begin < end:
        width = max(map(_used, rows[begin:end]))
        table = [row for row in range(begin, end) if any(rows[row])]
        if covered:
            assembly.table(_cells(rows[row][:width], row, begin, spans, covered) for row in table)
        else:
            assembly.plain_table(rows[row][:width] for row in table)
    for row in range(end, len(rows)):
        assembly.paragraph("　".join(filter(None, map(str.strip, rows[row]))))


def _cells(row: Sequence[str], number: int, begin: int, spans: Spans, covered: set[Place]) -> list[GridCell]:
    return [
        GridCell(text, number - begin, column, *spans.get((number, column), (1, 1)))
        for column, text in enumerate(row)
        if (number, column) not in covered
    ]


def _spans(merges: Sequence[Merge], rows: Rows) -> tuple[Spans, set[Place]]:
    """How far each merged cell reaches, and the places it covers. Of merges that lie over one another not all are taken."""
    spans: Spans = {}
    covered: set[Place] = set()
    height, width = len(rows), max(map(len, rows), default=0)
    left_to_cover = 2 * height * width
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        left_to_cover -= max(0, bottom - top + 1) * max(0, right - left + 1)
        if bottom < top or right < left or left_to_cover < 0:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        covered.discard((top, left))
    return spans, covered


def _table_rows(rows: Rows, spans: Spans) -> tuple[int, int]:
    """Where the table begins (its first heading row) and ends (before the notes)."""
    width = max(map(_used, rows), default=0)
    begin = next((row for row in range(len(rows)) if _is_head(rows[row], row, width, spans)), len(rows))
    end = len(rows)
    while end > begin and _is_note(rows[end - 1]):
        end -= 1
    return begin, end


def _is_head(row: Sequence[str], number: int, width: int, spans: Spans) -> bool:
    """Filled from side to side, merged cells counted with the columns they cover, by more than one cell."""
    filled = [column for column, text in enumerate(row) if text.strip()]
    reach = sum(spans.get((number, column), (1, 1))[1] for column in filled)
    return len(filled) >= min(2, width) and reach >= HEAD_SHARE * width


def _is_note(row: Sequence[str]) -> bool:
    texts = [text for text in row if text.strip()]
    return not texts or (len(texts) <= 3 and _NOTE.match(texts[0]) is not None)


def _used(row: Sequence[str]) -> int:
    """How many columns of the row there are up to its last filled one."""
    return next((column + 1 for column in range(len(row) - 1, -1, -1) if row[column].strip()), 0)
