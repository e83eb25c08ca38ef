"""A text being mended: edits move everything that stands behind them – earlier repairs, cells of tables, furniture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from taizhang.reading.document import Cell, Recognised, Table
from taizhang.reading.facts import Repair
from taizhang.sheet import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``now`` where ``[start, end)`` stands. ``now`` None reports damage and leaves it."""

    start: int
    end: int
    now: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A document's text after repair, with its tables and furniture moved along."""

    text: str
    repairs: tuple[Repair, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()
    recognised: tuple[Recognised, ...] = ()

    def edited(self, edits: Sequence[Edit]) -> Mended:
        """The same after these edits, which do not overlap and stand in order."""
        if not edits:
            return self
        pieces: list[str] = []
        place = 0
        for edit in edits:
            pieces += [self.text[place : edit.start], self.text[edit.start : edit.end] if edit.now is None else edit.now]
            place = edit.end
        text = "".join([*pieces, self.text[place:]])
        moved = _mover(edits)
        repairs = [_moved_repair(r, text, moved) for r in self.repairs]
        repairs += [_repair(e, self.text, moved) for e in edits]
        return Mended(
            text,
            tuple(sorted(repairs, key=lambda r: (r.span.start, r.span.end))),
            tuple(_moved_table(t, text, moved) for t in self.tables),
            tuple(_moved_span(s, moved) for s in self.furniture),
            tuple(line._replace(span=_moved_span(line.span, moved)) for line in self.recognised),
        )


def _mover(edits: Sequence[Edit]) -> Callable[[int, bool], int]:
    """Where an offset of the old text lies in the new one; ``opens`` says whether a span starts or ends there."""
    starts = [e.start for e in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + (0 if edit.now is None else len(edit.now) - (edit.end - edit.start)))

    def moved(offset: int, opens: bool) -> int:
        i = bisect_right(starts, offset) - 1
        if i < 0:
            return offset
        edit = edits[i]
        if offset == edit.start and (not opens or edit.start < edit.end):
            return offset + shifts[i]
        if offset < edit.end:
            return edit.start + shifts[i] + min(offset - edit.start, edit.end - edit.start + shifts[i + 1] - shifts[i])
        return offset + shifts[i + 1]

    return moved


def _moved_span(span: Span, moved: Callable[[int, bool], int]) -> Span:
    start = moved(span.start, True)
    return Span(start, max(start, moved(span.end, False)))


def _moved_repair(repair: Repair, text: str, moved: Callable[[int, bool], int]) -> Repair:
    span = _moved_span(repair.span, moved)
    return replace(repair, span=span, now=None if repair.now is None else text[span.start : span.end])


def _repair(edit: Edit, text: str, moved: Callable[[int, bool], int]) -> Repair:
    start = moved(edit.start, False)
    end = start + (edit.end - edit.start if edit.now is None else len(edit.now))
    return Repair(Span(start, end), text[edit.start : edit.end], edit.now, edit.kind)


def _moved_table(table: Table, text: str, moved: Callable[[int, bool], int]) -> Table:
    rows = tuple(tuple(_moved_cell(c, text, moved) for c in row) for row in table.rows)
    return Table(rows, _moved_span(table.span, moved))


def _moved_cell(cell: Cell, text: str, moved: Callable[[int, bool], int]) -> Cell:
    span = _moved_span(cell.span, moved)
    return cell._replace(span=span, text=text[span.start : span.end])
