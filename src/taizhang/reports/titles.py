"""Titles broken into lines: where a word ends, as even as it goes, the last line no orphan."""

from __future__ import annotations

import re

from taizhang.gbt9704 import GRID, PAGE, TITLE

# A line may end before or after these: what titles of this field are made of.
_BEFORE = ("关于", "巡视", "巡察", "审计", "督察", "反馈", "整改", "落实", "情况", "问题", "工作", "进展", "组织", "专项", "年度")
_AFTER = ("委员会", "党委", "党组", "局", "厅", "部", "院", "组", "办", "公司", "问题", "意见", "的", "年", "》", "”")
_KEPT = (
    "整改落实",
    "整改方案",
    "整改情况",
    "整改进展",
    "整改工作",
    "整改措施",
    "进展情况",
    "落实情况",
    "工作情况",
    "反馈意见",
    "反馈问题",
    "巡察反馈",
    "巡视反馈",
    "督察反馈",
    "查出问题",
)
_WEAK = ("的",)  # a line may begin behind it, another place is better
_OPENING = re.compile("[（《“]")


def lines(title: str, *, across: bool = False) -> list[str]:
    """The lines of a title; breaks that it brings along are kept."""
    width = PAGE.body_height_mm if across else PAGE.body_width_mm
    most = GRID.characters_on(width, TITLE.size_pt)
    return [line for part in title.split("\n") for line in _broken(part.strip(), most)]


def _broken(title: str, most: int) -> list[str]:
    """As few lines as it takes, one more where words will have it so; cut anywhere where they will not be had at all."""
    count = -(-len(title) // most)
    for lines in (count, count + 1):
        if found := _Breaks(title, most).best(0, lines):
            return list(found[1])
    return [title[at : at + most] for at in range(0, len(title), most)]


class _Breaks:
    """The ways to break one title, each place and number of lines looked at once."""

    def __init__(self, title: str, most: int) -> None:
        self._title, self._most = title, most
        self._costs = [_cost(title, at) for at in range(len(title))]
        self._known: dict[tuple[int, int], tuple[float, tuple[str, ...]] | None] = {}

    def best(self, start: int, count: int) -> tuple[float, tuple[str, ...]] | None:
        """The best way to make ``count`` lines from ``start`` on, with what it costs; None where there is none."""
        if (start, count) not in self._known:
            self._known[start, count] = self._best(start, count)
        return self._known[start, count]

    def _best(self, start: int, count: int) -> tuple[float, tuple[str, ...]] | None:
        left = len(self._title) - start
        if count == 1:
            return (0.0, (self._title[start:],)) if left <= self._most else None
        found: list[tuple[float, tuple[str, ...]]] = []
        for at in range(start + 1, start + min(self._most, left - 1) + 1):
            cost = self._costs[at]
            rest = self.best(at, count - 1) if cost is not None else None
            if cost is not None and rest is not None:
                uneven = abs(at - start - left / count)
                found.append((cost + uneven + rest[0], (self._title[start:at], *rest[1])))
        return min(found, default=None)


def _cost(title: str, at: int) -> float | None:
    """How bad a break before ``title[at]`` is; None where it would cut a word."""
    if any(title.startswith(word, at - cut) for word in _KEPT for cut in range(1, len(word))):
        return None
    if title.startswith("关于", at):
        return -4.0
    if title.startswith(_BEFORE, at) or _OPENING.match(title, at):
        return 0.0
    before = title[:at]
    return (3.0 if before.endswith(_WEAK) else 0.0) if before.endswith(_AFTER) else None
