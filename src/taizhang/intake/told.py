"""What was found in a paper against what the paper itself says there is, and why the two may differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from taizhang.sheet import Counts

# Level of the Sheet, kind of claim, and the field's word with its counter.
LEVELS = (
    ("aspects", "aspects"),
    ("findings", "problems"),
    ("manifestations", "manifestations"),
    ("measures", "measures"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One level: how many were found, how many the paper says, the key of the place where it says so."""

    level: str
    found: int
    said: int | None
    place: int | None

    @property
    def differs(self) -> bool:
        """Whether the paper says another number."""
        return self.said is not None and self.said != self.found


def told(counts: Counts, claims: list[dict[str, Any]], text: str) -> list[Told]:
    """Every level with what the paper says of it, where it says how the findings were broken down.

    That is the paragraph that tells of the most levels at once (4个方面12个问题…57条措施), the first of them: other numbers of
    problems – settled in a meeting, found in a campaign – are not the ones that were to be listed.
    """
    said = _breakdown(claims, text)
    return [_level(level, said.get(kind), getattr(counts, level)) for level, kind in LEVELS]


def _breakdown(claims: list[dict[str, Any]], text: str) -> dict[str, tuple[int, int]]:
    """Of the paragraph that tells of the most levels: each kind with the first number said of it and that claim's place."""
    kinds = {kind for _, kind in LEVELS}
    paragraphs: dict[int, dict[str, tuple[int, int]]] = {}
    for n, claim in enumerate(claims, 1):
        if claim["kind"] in kinds:
            paragraph = paragraphs.setdefault(text.count("\n", 0, claim["start"]), {})
            paragraph.setdefault(claim["kind"], (claim["value"], n))
    return max(paragraphs.values(), key=len, default={})


def _level(level: str, said: tuple[int, int] | None, found: int) -> Told:
    value, place = said or (None, None)
    return Told(level, found, value, place)


def reasons(levels: list[Told]) -> list[str]:
    """Why the numbers may differ, in sentences; empty where they agree."""
    found = []
    if any(level.said is not None and level.found < level.said for level in levels):
        found.append(_("找到的少于文中所说：公开稿常不逐项列出，属常见情况；也可能有条目没有读出，请对照原文。"))
    if any(level.said is not None and level.found > level.said for level in levels):
        found.append(_("找到的多于文中所说：可能一条被读成了两条，也可能文中的数写错了，请核对。"))
    return found
