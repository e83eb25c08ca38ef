"""Pictures of how the work comes along: over time, and by unit in the house's order, which is no ranking.

Told in tones from dark to light, so that they can be read when printed in black; what a picture shows is also told in words, for
whoever does not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.reports.drawing import TYPE, WIDTH, Area, Drawing, Label, Rule, width
from taizhang.reports.official import spoken

MARGIN, LINE = 12.0, 22.0
DONE, STAGE, OPEN = "#1f4e9c", "#7fa3d9", "#dfe4ec"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many measures are done, done in a stage, and still open."""

    done: int
    stage: int
    open: int

    @property
    def total(self) -> int:
        """All of them; what was ended counts nowhere."""
        return self.done + self.stage + self.open


def over_time(measure: str, points: Sequence[tuple[date, Standing]]) -> Drawing:
    """How many measures were done by when."""
    title = f"{measure}完成情况（按时间）"
    if not points:
        return Drawing(title, f"还没有{measure}。", 40, (Label(MARGIN, 20, f"还没有{measure}。"),))
    left, top, right, foot = 56.0, 40.0, WIDTH - 20.0, 240.0
    most = max(1, *(one.total for _, one in points))
    across = [left + (right - left) * at / max(1, len(points) - 1) for at in range(len(points))]
    whole = [foot - (foot - top) * one.total / most for _, one in points]
    stage = [foot - (foot - top) * (one.done + one.stage) / most for _, one in points]
    done = [foot - (foot - top) * one.done / most for _, one in points]
    shapes: list[Area | Rule | Label] = [*_legend()]
    for heights, fill in ((whole, OPEN), (stage, STAGE), (done, DONE)):
        line = [*zip(across, heights, strict=True)]
        shapes.append(Area((*_wide(line, left, right), (right, foot), (left, foot)), fill))
    shapes += [Rule((left, foot), (right, foot)), Rule((left, top), (left, foot))]
    shapes += [Label(left - 6, foot, "0", "end"), Label(left - 6, top, str(most), "end")]
    for at in sorted({0, len(points) // 2, len(points) - 1}):
        anchor = "start" if at == 0 else "end" if at == len(points) - 1 else "middle"
        shapes.append(Label(across[at] if len(points) > 1 else left, foot + 16, spoken(points[at][0]), anchor))
    return Drawing(title, _told_over_time(measure, points), 268, tuple(shapes))


def by_unit(measure: str, units: Sequence[tuple[str, Standing]]) -> Drawing:
    """How many measures of each unit are done, in the order they are given in."""
    title = f"{measure}完成情况（按牵头单位）"
    if not units:
        return Drawing(title, f"还没有{measure}。", 40, (Label(MARGIN, 20, f"还没有{measure}。"),))
    left, right, top = 180.0, WIDTH - 70.0, 44.0
    most = max(1, *(one.total for _, one in units))
    shapes: list[Area | Rule | Label] = [*_legend()]
    for at, (name, one) in enumerate(units):
        y = top + at * LINE
        shapes.append(Label(left - 8, y + LINE / 2 - 2, _cut(name, left - 2 * MARGIN), "end"))
        x = left
        for n, fill in ((one.done, DONE), (one.stage, STAGE), (one.open, OPEN)):
            wide = (right - left) * n / most
            if n:
                shapes.append(Area(((x, y), (x + wide, y), (x + wide, y + LINE - 6), (x, y + LINE - 6)), fill))
            x += wide
        shapes.append(Label(x + 6, y + LINE / 2 - 2, f"{one.done}/{one.total}"))
    foot = top + len(units) * LINE
    shapes.append(Rule((left, top - 4), (left, foot)))
    return Drawing(title, _told_by_unit(measure, units), foot + MARGIN, tuple(shapes))


def _legend() -> list[Area | Label]:
    found: list[Area | Label] = []
    x = float(MARGIN)
    for word, fill in (("完成", DONE), ("阶段性完成", STAGE), ("未完成", OPEN)):
        found.append(Area(((x, 8), (x + 14, 8), (x + 14, 22), (x, 22)), fill))
        found.append(Label(x + 20, 15, word))
        x += 20 + width(word, TYPE) + 24
    return found


def _cut(name: str, room: float) -> str:
    while name and width(name, TYPE) > room:
        name = f"{name.rstrip('…')[:-1]}…"
    return name


def _wide(line: list[tuple[float, float]], left: float, right: float) -> list[tuple[float, float]]:
    """A single point is drawn as wide as all."""
    return line if len(line) > 1 else [(left, line[0][1]), (right, line[0][1])]


def _told_over_time(measure: str, points: Sequence[tuple[date, Standing]]) -> str:
    (first, was), (last, now) = points[0], points[-1]
    return (
        f"{spoken(first)}共有{measure}{was.total}条，完成{was.done}条；"
        f"{spoken(last)}共有{now.total}条，完成{now.done}条，阶段性完成{now.stage}条，未完成{now.open}条。"
    )


def _told_by_unit(measure: str, units: Sequence[tuple[str, Standing]]) -> str:
    told = "；".join(f"{name}{one.total}条，完成{one.done}条" for name, one in units)
    return f"{measure}：{told}。"
