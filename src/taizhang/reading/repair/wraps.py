"""Lines broken at a fixed width joined again: as wide as the others, ending within a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from taizhang.reading.repair.mending import Edit

WRAP = "去硬换行"
_NUMBERED = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]"
    r"|第[一二三四五六七八九十]{1,3}[章节条]|[①-⑳])"
)
_PROSE = re.compile("[，,。；;].")
_ENDS = frozenset("。！？；：!?;:…”）)")
_INDENTS = ("\u3000", "  ")
_NARROWEST, _WIDEST = 32, 200  # columns of a line; a Chinese character takes two
_NEAR = 4  # columns a full line may be short of the width: a character or a mark did not fit
_LEAST = 5  # full lines


def hard_wraps(text: str) -> list[Edit]:
    """The breaks within sentences, where lines are filled to one width."""
    rows = [row.rstrip() for row in text.split("\n")]
    lengths = sorted(len(row) for row in rows if row)
    if len(lengths) < 6 or not lengths[-1] >= _NARROWEST / 2 or lengths[len(lengths) * 3 // 4] > _WIDEST / 2:
        return []
    columns = [len(row.encode("gb18030", "replace")) for row in rows]
    width = _common_width(rows, columns) or _width_beside_indents(rows, columns)
    return _joined(text, rows, columns, width) if width else []


def _joined(text: str, rows: Sequence[str], columns: Sequence[int], width: int) -> list[Edit]:
    edits, offset = [], 0
    for n, (raw, following) in enumerate(pairwise(text.split("\n"))):
        offset += len(raw) + 1
        if abs(columns[n] - width) <= _NEAR and _goes_on(rows[n], following):
            edits.append(Edit(offset - 1, offset, "", WRAP))
    return edits


def _goes_on(row: str, following: str) -> bool:
    """Whether a line ends within a sentence and the next one takes it up: not indented, not numbered."""
    if not row or row[-1] in _ENDS or not following.strip():
        return False
    return not following.startswith(_INDENTS) and not _NUMBERED.match(following)


def _common_width(rows: Sequence[str], columns: Sequence[int]) -> int | None:
    """The width most lines share, if they do and are prose: a list of names of like length is none."""
    filled = sorted(width for width in columns if width)
    width = filled[len(filled) * 3 // 4]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    alike = [row for row, n in zip(rows, columns, strict=True) if abs(n - width) <= _NEAR]
    inside = sum(row[-1] not in _ENDS for row in alike)
    prose = sum(bool(_PROSE.search(row)) for row in alike)
    return width if len(alike) >= _LEAST and 2 * min(len(alike), 2 * inside, 2 * prose) >= len(filled) else None


def _width_beside_indents(rows: Sequence[str], columns: Sequence[int]) -> int | None:
    """The width of the widest lines, where paragraphs are indented and what is not indented takes up a full line."""
    width = max(columns)
    if not _NARROWEST <= width <= _WIDEST or sum(row.startswith(_INDENTS) for row in rows) < 3:
        return None
    full = [n for n, wide in enumerate(columns[:-1]) if width - wide <= _NEAR and _PROSE.search(rows[n])]
    taken_up = sum(_goes_on(rows[n], rows[n + 1]) for n in full)
    return width if taken_up >= 3 and 2 * taken_up > len(full) else None
