"""The outline: numbered, unnumbered and inline headings of a text, nested by their levels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from taizhang.reading.basis import PLAIN, Basis
from taizhang.reading.facts import Heading
from taizhang.reading.items import enumerations
from taizhang.reading.lines import Line
from taizhang.reading.masthead import Masthead
from taizhang.reading.numbering import STYLES, Mark, opening
from taizhang.reading.outline_basis import bases
from taizhang.reading.unnumbered import run_ins, short_lines
from taizhang.sheet import Span

_RUN_ONLY = {s.name for s in STYLES if s.run_only}
_CONTENTS = re.compile(r"(?:[.．·…]{2,}|\t|\s{2,})\s*[0-90-9]{1,3}$")
_ANNEXES = re.compile(r"(?:附件|附|注|备注|注释)\s*[:：]")
_TAIL = "；;，,。 \t\u3000"
_DEEPEST = 9  # the depth of an item that stands under any heading


def opened_lines(rows: list[Line], text: str) -> dict[int, Mark]:
    """The lines that open with a number, by their start. Entries of a table of contents and rows of a table are none."""
    body = [line for line, annexed in zip(rows, _annexed(rows), strict=True) if not annexed]
    found = {line.start: m for line in body if (m := opening(text, line.start, line.end)) and not _is_listed(line.text)}
    decimals = [start for start, m in found.items() if m.style == "1.1"]
    if len(decimals) == 1:
        del found[decimals[0]]
    return found


def _annexed(rows: list[Line]) -> Iterator[bool]:
    """Which lines go on with a list of annexes or notes: 附件：1.… and the lines 2. 3. below it."""
    listing = False
    for line in rows:
        opens = bool(_ANNEXES.match(line.text))
        listing = opens or (listing and line.text[0].isdigit() and len(line.text) <= 60)
        yield listing and not opens


def _is_listed(line: str) -> bool:
    return "\t" in line or (line[-1].isdigit() and bool(_CONTENTS.search(line)))


def outline(text: str, rows: list[Line], opened: dict[int, Mark], head: Masthead) -> tuple[Heading, ...]:
    """Every heading and item of the text, nested, in order."""
    inline = enumerations(text, rows, opened)
    marks = [m for m in opened.values() if m.style not in _RUN_ONLY]
    marks += short_lines(rows, opened, head.around)
    headed = {m.start for m in marks if m.level != "item"}
    marks += run_ins(text, rows, headed | {m.start for m in marks}, head.around, {m.start for m in inline})
    marks += inline
    marks.sort(key=lambda m: m.start)
    return _nested(text, _placed(marks), rows, head.stops)


def _placed(marks: list[Mark]) -> list[Mark]:
    """The marks with the level their place gives to those without a number."""
    placed: list[Mark] = []
    open_levels: list[tuple[int, str]] = []  # the open headings' levels and styles, outermost first
    for mark in marks:
        if mark.level == "item":
            placed.append(mark)
            continue
        level = int(mark.level) or _level_by_place(open_levels, mark.style)
        open_levels = [(n, s) for n, s in open_levels if n < level] + [(level, mark.style)]
        placed.append(mark if mark.level == level else mark._replace(level=level))
    return placed


def _level_by_place(open_levels: list[tuple[int, str]], style: str) -> int:
    """A heading without a number stands beside the last one of its kind, else one deeper than what it stands under."""
    beside = next((n for n, s in open_levels if s == style), None)
    if beside is None and style == "short":
        beside = next((n for n, s in open_levels if s == "run-in"), None)
    return beside or min(4, open_levels[-1][0] + 1 if open_levels else 1)


@dataclass(slots=True)
class _Node:
    mark: Mark
    depth: int
    until: int = 0
    basis: Basis = PLAIN
    children: list[_Node] = field(default_factory=list)


def _nested(text: str, marks: list[Mark], rows: list[Line], bodies: list[int]) -> tuple[Heading, ...]:
    ends = _line_ends(marks, rows)
    stops = [m.start for m in marks[1:]] + [len(text)] if marks else []
    root = _Node(Mark(0, 0, 0, "", "", 0), 0, len(text))
    stack = [root]
    for mark, basis in zip(marks, bases(marks), strict=True):
        depth = _depth(stack, mark)
        while stack[-1].depth >= depth:
            stack.pop().until = mark.start
        stack[-1].children.append(node := _Node(mark, depth, basis=basis))
        stack.append(node)
    for node in stack:
        node.until = len(text)
    titles = {m.start: min(end, stop) for m, end, stop in zip(marks, ends, stops, strict=True)}
    return tuple(_heading(text, node, titles, bodies) for node in root.children)


def _depth(stack: list[_Node], mark: Mark) -> int:
    """Headings nest by level; an item of another style than the open item stands inside it."""
    if mark.level != "item":
        return int(mark.level)
    for node in stack:
        if node.depth >= _DEEPEST and node.mark.style == mark.style:
            return node.depth
    return max(_DEEPEST, stack[-1].depth + 1) if stack[-1].depth < _DEEPEST + 3 else _DEEPEST + 3


def _line_ends(marks: list[Mark], rows: Iterable[Line]) -> list[int]:
    ends, lines = [], iter(rows)
    line = next(lines, Line(0, 0, ""))
    for mark in marks:
        while line.end <= mark.start:
            line = next(lines)
        ends.append(line.end)
    return ends


def _heading(text: str, node: _Node, limits: dict[int, int], bodies: list[int]) -> Heading:
    mark, limit = node.mark, limits[node.mark.start]
    stop = text.find("。", mark.title, limit)
    raw = text[mark.title : limit if stop < 0 else stop]
    title = raw.rstrip(_TAIL)
    children = tuple([_heading(text, child, limits, bodies) for child in node.children])
    span = Span(mark.start, max(mark.title, mark.title + len(title)))
    body = bisect_right(bodies, mark.start)
    until = min(node.until, bodies[body]) if body < len(bodies) else node.until
    return Heading(mark.level, mark.number or None, title, span, until, children, node.basis)
