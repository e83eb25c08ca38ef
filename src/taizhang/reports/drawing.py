"""A picture as shapes in one plane: written as SVG here, and set into Word as vectors by ``word/figure.py``."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

WIDTH = 640.0
TYPE = 13.0
RULE, INK = "#9aa1ad", "#1d1f25"
FACE = "仿宋_GB2312, FangSong, 'Noto Serif CJK SC', serif"
_NARROW = 0.6  # of an em: how wide letters and digits are


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape through these points."""

    points: tuple[tuple[float, float], ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place: their middle line; ``anchor`` start, middle or end."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    size: float = TYPE


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its title, what it shows in words, how high it is, and its shapes from back to front."""

    title: str
    told: str
    height: float
    shapes: tuple[Area | Rule | Label, ...]
    width: float = WIDTH


def svg(drawing: Drawing) -> str:
    """The picture as a file that stands by itself: nothing is fetched, no script."""
    body = "".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}" '
        f'width="{drawing.width:g}" height="{drawing.height:g}" role="img" aria-label="{escape(drawing.title)}">'
        f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.told)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/><g font-family="{escape(FACE)}" fill="{INK}">{body}</g></svg>'
    )


def _shape(shape: Area | Rule | Label) -> str:
    if isinstance(shape, Area):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        return f'<polygon points="{points}" fill="{shape.fill}" stroke="{RULE}" stroke-width="0.5"/>'
    if isinstance(shape, Rule):
        (x1, y1), (x2, y2) = shape.start, shape.end
        return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{RULE}"/>'
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size:g}" text-anchor="{shape.anchor}" '
        f'dominant-baseline="central">{escape(shape.words)}</text>'
    )


def width(words: str, size: float) -> float:
    """About how wide words are."""
    return sum(_NARROW if sign.isascii() else 1.0 for sign in words) * size
