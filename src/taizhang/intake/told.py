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


def told(counts: Counts, claims: list[dict[str, Any]]) -> list[Told]:
    """Every level with what the paper says of it: the first number it names, for later ones are parts of it or other matters."""
    return [_level(level, kind, getattr(counts, level), claims) for level, kind in LEVELS]


def _level(level: str, kind: str, found: int, claims: list[dict[str, Any]]) -> Told:
    said = ((claim["value"], n) for n, claim in enumerate(claims, 1) if claim["kind"] == kind)
    value, place = next(said, (None, None))
    return Told(level, found, value, place)


def reasons(levels: list[Told]) -> list[str]:
    """Why the numbers may differ, in sentences; empty where they agree."""
    found = []
    if any(level.said is not None and level.found < level.said for level in levels):
        found.append(_("找到的少于文中所说：公开稿常不逐项列出，属常见情况；也可能有条目没有读出，请对照原文。"))
    if any(level.said is not None and level.found > level.said for level in levels):
        found.append(_("找到的多于文中所说：可能一条被读成了两条，也可能文中的数写错了，请核对。"))
    return found
