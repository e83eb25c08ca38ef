"""Titles broken into lines: where a word ends, as a trapezium or a rhombus, as even as it goes, the last line no orphan."""

from __future__ import annotations

import re
from typing import NamedTuple

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
_MOST_SHAPED = 4  # lines: a longer title has no shape to be seen
_ALIKE, _WAIST = 1.0, 6.0
_NUMBERED = re.compile("(?:巡察|巡视|督察|审计|检查)组")  # 第三巡察组 is one word
_NUMERALS = "一二三四五六七八九十0123456789"
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
        if found := _Breaks(title, most, shaped=lines <= _MOST_SHAPED).best(_Place(0, lines)):
            return list(found[1])
    return [title[at : at + most] for at in range(0, len(title), most)]


class _Place(NamedTuple):
    """Where a title is broken next: what stands before it is done, so many lines are left.

    ``above`` is how long the line above is and ``widens`` that lines have only grown so far; nought where no shape is asked for.
    """

    start: int
    lines: int
    above: int = 0
    widens: bool = True


class _Breaks:
    """The ways to break one title, each place and number of lines looked at once."""

    def __init__(self, title: str, most: int, *, shaped: bool) -> None:
        self._title, self._most, self._shaped = title, most, shaped
        self._costs = [_cost(title, at) for at in range(len(title))]
        self._known: dict[_Place, tuple[float, tuple[str, ...]] | None] = {}

    def best(self, place: _Place) -> tuple[float, tuple[str, ...]] | None:
        """The best way to break what is left, with what it costs; None where there is none."""
        if place not in self._known:
            self._known[place] = self._best(place)
        return self._known[place]

    def _best(self, place: _Place) -> tuple[float, tuple[str, ...]] | None:
        start, left = place.start, len(self._title) - place.start
        if place.lines == 1:
            return (_shape(place, left), (self._title[start:],)) if left <= self._most else None
        found: list[tuple[float, tuple[str, ...]]] = []
        for at in range(start + 1, start + min(self._most, left - 1) + 1):
            cost = self._costs[at]
            rest = self.best(self._after(place, at)) if cost is not None else None
            if cost is not None and rest is not None:
                uneven = abs(at - start - left / place.lines)
                found.append((cost + uneven + _shape(place, at - start) + rest[0], (self._title[start:at], *rest[1])))
        return min(found, default=None)

    def _after(self, place: _Place, at: int) -> _Place:
        if not self._shaped:
            return _Place(at, place.lines - 1)
        length = at - place.start
        return _Place(at, place.lines - 1, length, place.widens and length >= place.above)


def _shape(place: _Place, length: int) -> float:
    """How far a line is from a trapezium or a rhombus (7.3.1): lines that are alike are worse, a waist is worst."""
    if not place.above:
        return 0.0
    waist = length > place.above and not place.widens
    return _WAIST if waist else _ALIKE if length == place.above else 0.0


def _cost(title: str, at: int) -> float | None:
    """How bad a break before ``title[at]`` is; None where it would cut a word."""
    if any(title.startswith(word, at - cut) for word in _KEPT for cut in range(1, len(word))):
        return None
    if _NUMBERED.match(title, at) and title[at - 1] in _NUMERALS:
        return None
    if title.startswith("关于", at):
        return -4.0
    if title.startswith(_BEFORE, at) or _OPENING.match(title, at):
        return 0.0
    before = title[:at]
    return (3.0 if before.endswith(_WEAK) else 0.0) if before.endswith(_AFTER) else None
