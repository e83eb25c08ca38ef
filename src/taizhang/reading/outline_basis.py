"""By what each heading was read: the style of its number, or its place; and whether its number follows the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from taizhang.reading.basis import Basis
from taizhang.reading.numbering import SEQUENCE, STYLES, Mark

_RARE = frozenset({"一）", "1）", "1.1", "⒈", "⑴", "㈠", "第一，", "其一", "首先", "问题一", "措施一"})
_UNNUMBERED = {
    "short": Basis("独立成行的短标题", 70, "没有序号，级别按位置推定"),
    "run-in": Basis("段首的短句标题", 65, "没有序号，按前后段相同的写法认作标题"),
}
_COUNTED = frozenset(s.name for s in STYLES) - {"首先", *SEQUENCE}


def bases(marks: Iterable[Mark]) -> Iterator[Basis]:
    """The basis of each mark, in order."""
    last: dict[str, int] = {}
    for mark in marks:
        basis = _UNNUMBERED.get(mark.style) or _of_style(mark.style, mark.inline, mark.level == "item")
        if mark.style in _COUNTED:
            before, last[mark.style] = last.get(mark.style, 0), mark.ordinal
            if mark.ordinal > 1 and mark.ordinal != before + 1:
                basis = _out_of_turn(basis, mark.ordinal, before)
        yield basis


@cache
def _of_style(style: str, inline: bool, item: bool) -> Basis:
    if inline and not item:
        return Basis(f"句号后的序号“{style}”", 85, "标题与上文连成一段")
    confidence = 90 if style in _RARE or inline else 100
    return Basis(f"{'段内' if inline else '行首'}序号“{style}”", confidence)


@cache
def _out_of_turn(basis: Basis, ordinal: int, before: int) -> Basis:
    if not before:
        return basis.weakened(75, f"序号从 {ordinal} 开始，前面的可能没有读出")
    if ordinal == before:
        return basis.weakened(75, f"序号 {ordinal} 重复")
    return basis.weakened(75, f"序号从 {before} 跳到 {ordinal}")
