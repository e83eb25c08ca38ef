"""``taizhang read --explain``: every item with its line, what it was read as, by which rule, and what to look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from taizhang.cli.tree import KINDS, WIDTH
from taizhang.reading.explanation import CLAIMS, Explained, explained
from taizhang.reading.facts import Reading


def explanation(reading: Reading) -> str:
    """The whole of it in Chinese, the unsure items counted first."""
    items = list(explained(reading))
    lines = _Lines(reading.text)
    blocks = [_summary(items)]
    for part, group in groupby(items, key=lambda item: item.part):
        blocks.append("\n".join([f"【{part}】", *(_told(item, lines) for item in group)]))
    return "\n\n".join(blocks)


def _summary(items: list[Explained]) -> str:
    unsure = sum(not item.basis.sure for item in items)
    return f"共认出 {len(items)} 项，其中 {unsure} 项把握不大，标有“▲”。" if items else "没有认出任何内容。"


def _told(item: Explained, lines: _Lines) -> str:
    mark = "●" if item.basis.sure else "▲"
    value = _in_words(item)
    shown = value if len(value) <= WIDTH else value[: WIDTH - 1] + "…"
    doubt = f"；{item.basis.doubt}" if item.basis.doubt else ""
    return f"{mark} {lines.place(item.span.start)}  {shown}  〔{item.basis.name}，{item.basis.confidence}{doubt}〕"


def _in_words(item: Explained) -> str:
    flat = " ".join(item.value.split())
    if item.part != CLAIMS:
        return flat
    kind, _, number = flat.partition(" ")
    return f"{KINDS.get(kind, kind)} {number}"


class _Lines:
    """Where the lines of a text begin, to say a place as people find it."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *_ends(text)]

    def place(self, offset: int) -> str:
        """第 n 行第 m 字."""
        line = bisect_right(self._starts, offset)
        return f"第 {line} 行第 {offset - self._starts[line - 1] + 1} 字"


def _ends(text: str) -> Iterator[int]:
    place = text.find("\n")
    while place >= 0:
        yield place + 1
        place = text.find("\n", place + 1)
