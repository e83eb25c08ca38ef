"""Enumerations inside a paragraph: 一是…；二是…, （1）…；（2）…, ①…②…, 首先…其次…, 一、…；二、… in one sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from operator import attrgetter

from taizhang.reading.lines import BLANKS, Line
from taizhang.reading.numbering import STYLES, Mark, Style, mark

_BEFORE = frozenset("。；;：:，,！!？?、”’）)》—… \t\u3000")
_BEFORE_DIGIT = frozenset("。；;：:，,！!？?\u3000")  # 、 and blanks stand before too many other digits
_QUOTATION = 600  # a quotation is not looked for further back
_CLOSING = {"“": "”", "「": "」", "《": "》"}
_LEAD = "[。；;：:，,！!？?、”’）)》—… \t\u3000.．]"  # what can stand before a member inside a line
_TELLTALE = {  # a first or second member that stands inside a line: without one a style is not looked for
    "一是": re.compile(f"[一二](?<={_LEAD}[一二])[是要]"),
    "（一）": re.compile(rf"[（(](?<={_LEAD}[（(])[一二][）)]"),
    "（1）": re.compile(rf"[（(](?<={_LEAD}[（(])[12\uff11\uff12][）)]"),
    "①": re.compile(f"[①②](?<={_LEAD}[①②])"),
    "⑴": re.compile(f"[⑴⑵](?<={_LEAD}[⑴⑵])"),
    "其一": re.compile("其一"),
    "第一，": re.compile("第一[，,、]"),
    "首先": re.compile("其次"),
    "1.": re.compile(rf"[12](?<={_LEAD}[12])(?:[．、]|\.(?!\d))"),
    "1）": re.compile(rf"[12](?<={_LEAD}[12])[）)]"),
    "一、": re.compile(f"[一二](?<={_LEAD}[一二])、"),
}
_SECOND = {  # what the second member needs, however it is written: cheaper to look for than the member
    "一是": ("二是", "二要"),
    "（一）": ("二）", "二)"),
    "（1）": ("2）", "2)", "\uff12）"),
    "①": ("②",),
    "⑴": ("⑵",),
    "其一": ("其二",),
    "第一，": ("第二",),
    "首先": ("其次",),
    "1.": ("2.", "2．", "2、"),
    "1）": ("2）", "2)"),
    "一、": ("二、",),
}
_FULL_STOPS = frozenset("。！？”")
_OF_LEVEL = {s.name: s.level for s in STYLES if s.name in ("（一）", "1.", "1）", "（1）", "⑴")}
_start = attrgetter("start")
_INLINE = tuple(s for s in STYLES if s.name in _TELLTALE)


def enumerations(text: str, rows: list[Line], opened: dict[int, Mark]) -> list[Mark]:
    """The items that stand inside lines, and those opening a line whose number proves nothing alone.

    ``opened`` holds the marks that open lines, by line start. A run counts from its first member on; a lone 一是 is no list.
    """
    found: list[list[Mark]] = []
    for style in _INLINE:
        if any(sign in text for sign in _SECOND[style.name]) and _TELLTALE[style.name].search(text):
            found += _runs(style, _members(style, text, rows, opened))
    fused = [run for run in found if _is_fused(run, text)]
    kept = sorted((m for run in found if not _is_fused(run, text) for m in run), key=_start)
    for run in sorted(fused, key=lambda run: run[0].start):
        for member in _levelled(run, kept, opened, text):
            insort(kept, member, key=_start)
    return kept


def _is_fused(run: list[Mark], text: str) -> bool:
    """Whether the members are headings that lost their line breaks: each opens a sentence of its own behind a full stop."""
    return run[0].inline and run[0].style in _OF_LEVEL and all(text[m.start - 1] in _FULL_STOPS for m in run)


def _levelled(run: list[Mark], kept: list[Mark], opened: dict[int, Mark], text: str) -> list[Mark]:
    """Such headings with the level of their style; inside an item of the same line they are items as well."""
    line = text.rfind("\n", 0, run[0].start) + 1
    indent = len(text[line : run[0].start]) - len(text[line : run[0].start].lstrip(BLANKS))
    before = bisect_left(kept, run[0].start, key=_start) - 1
    around = kept[before] if before >= 0 and kept[before].start >= line else opened.get(line + indent)
    if around and around.level == "item":
        return run
    return [m._replace(level=_OF_LEVEL[m.style]) for m in run]


def _members(style: Style, text: str, rows: list[Line], opened: dict[int, Mark]) -> Iterator[tuple[int, Mark]]:
    """Every place where the style could number something, with the index of its line."""
    index = 0
    allowed = _BEFORE_DIGIT if style.name in ("1.", "1）", "一、") else _BEFORE
    for found in style.pattern.finditer(text):
        place = found.start()
        while index < len(rows) and rows[index].end <= place:
            index += 1
        if index == len(rows) or place < rows[index].start or found.end() >= rows[index].end:
            continue
        line = rows[index]
        if place == line.start:
            if (first := opened.get(place)) and first.style == style.name:
                yield index, first
        elif (text[place - 1] in allowed or _after_number(opened, line, place)) and not _quoted(text, line.start, place):
            yield index, mark(style, found, place, inline=True)


def _after_number(opened: dict[int, Mark], line: Line, place: int) -> bool:
    """Whether the line's own number ends right here: （1）一是…"""
    return (first := opened.get(line.start)) is not None and first.title == place


def _quoted(text: str, start: int, place: int) -> bool:
    """Whether a quotation or 《title》 opened before this place in its line is still open."""
    start = max(start, place - _QUOTATION)
    return any(text.rfind(a, start, place) > text.rfind(b, start, place) for a, b in _CLOSING.items())


def _runs(style: Style, members: Iterable[tuple[int, Mark]]) -> list[list[Mark]]:
    """The runs of two members and more. A run may stand inside a member of another."""
    kept: list[list[Mark]] = []
    open_runs: list[list[tuple[int, Mark]]] = []
    for index, member in members:
        depth = next((d for d, run in enumerate(reversed(open_runs)) if _goes_on(style, run[-1], (index, member))), None)
        if depth is None:
            open_runs.append([])
        while depth or len(open_runs) > 3:
            kept.append(_settled(style, open_runs.pop() if depth else open_runs.pop(0)))
            depth = depth - 1 if depth else depth
        open_runs[-1].append((index, member))
    return [run for run in kept + [_settled(style, run) for run in open_runs] if run]


def _goes_on(style: Style, last: tuple[int, Mark], this: tuple[int, Mark]) -> bool:
    step = this[1].ordinal - last[1].ordinal
    if style.name == "首先":
        return step > 0 and this[0] - last[0] < 12
    near = 1 <= step <= 2 and this[1].ordinal > 1
    return near and (this[0] == last[0] or (style.level == "item" and this[0] - last[0] < 12))


def _settled(style: Style, run: list[tuple[int, Mark]]) -> list[Mark]:
    """What of one run is added to the marks that open lines."""
    members = [m for _, m in run]
    if not any(m.inline for m in members) and not style.run_only:
        return []
    if len(members) < 2 or (members[0].inline and members[0].ordinal != 1):
        return []
    level = "item" if members[0].inline else style.level
    return [m._replace(level=level) for m in members if m.inline or style.run_only]
