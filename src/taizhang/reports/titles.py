"""Titles broken into lines: where a word ends, as even as it goes, the last line no orphan."""

from __future__ import annotations

import re
from functools import lru_cache

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
    if len(title) <= most:
        return [title]
    count = -(-len(title) // most)
    found = _best(title, count, most) or _best(title, count + 1, most)
    return list(found[1]) if found else [title[at : at + most] for at in range(0, len(title), most)]


@lru_cache(maxsize=512)
def _best(title: str, count: int, most: int) -> tuple[float, tuple[str, ...]] | None:
    """The best way to make ``count`` lines of it, with what it costs; None where there is none."""
    if count == 1:
        return (0.0, (title,)) if len(title) <= most else None
    even = len(title) / count
    found: list[tuple[float, tuple[str, ...]]] = []
    for at in range(1, min(most, len(title) - 1) + 1):
        rest = _best(title[at:], count - 1, most) if (cost := _cost(title, at)) is not None else None
        if cost is not None and rest is not None:
            found.append((cost + abs(at - even) + rest[0], (title[:at], *rest[1])))
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
