"""Which rule read what: every item of a reading with its place, its basis and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from taizhang.reading.basis import PLAIN, Basis
from taizhang.reading.facts import Heading, Reading
from taizhang.reading.ledger import BY_LABELS, BY_TABLE
from taizhang.sheet import Span

TABLED = Basis("表格的一栏或标签后的文字", 95)
WHOLE = Basis("标题下的整段文字", 85)
_LOST = Basis("无法修复，原样保留", 0, "请对照原件补正")
OUTLINE, CLAIMS, DATES, HEADER, REPAIRS = "提纲", "文中的数", "日期", "文首文尾", "修复"


class Explained(NamedTuple):
    """One item: the part of the reading it belongs to, how it was read, where, and by what."""

    part: str
    value: str
    span: Span
    basis: Basis


def explained(reading: Reading) -> Iterator[Explained]:
    """Every item of header, outline, claims, dates and repairs."""
    yield from (Explained(HEADER, f"{f.name}：{f.value}", f.span, f.basis) for f in reading.header)
    yield from (_heading(h) for h in walk(reading.outline))
    yield from (Explained(CLAIMS, f"{c.kind} {c.value}{c.counter}", c.span, c.basis) for c in reading.claims)
    yield from _times(reading)
    for repair in reading.repairs:
        value = f"{repair.kind}：“{repair.was}”" + ("" if repair.now is None else f"→“{repair.now}”")
        yield Explained(REPAIRS, value, repair.span, _LOST if repair.now is None else Basis(repair.kind))


def walk(headings: Iterable[Heading]) -> Iterator[Heading]:
    """The headings and all below them, in order."""
    for heading in headings:
        yield heading
        yield from walk(heading.children)


class Bases:
    """By what the items of a Sheet were read: as the heading that stands at their place was."""

    def __init__(self, reading: Reading) -> None:
        self._by_place = {h.span.start: h.basis for h in walk(reading.outline)} if reading.sheet.aspects else {}
        tabled = any(fact.basis.name in (BY_TABLE.name, BY_LABELS.name) for fact in reading.header)
        self._else = TABLED if tabled else WHOLE

    def of(self, span: Span | None) -> Basis:
        """The basis of what stands there."""
        if span is None:
            return PLAIN
        return self._by_place.get(span.start) or self._else


def _heading(heading: Heading) -> Explained:
    level = "列项" if heading.level == "item" else f"{heading.level} 级"
    return Explained(OUTLINE, f"{level} {heading.number or ''}{heading.title}", heading.span, heading.basis)


def _times(reading: Reading) -> Iterator[Explained]:
    found = [Explained(DATES, d.iso or "未能确定", d.span, d.basis) for d in reading.dates]
    found += [Explained(DATES, f"{p.start} 至 {p.end}", p.span, p.basis) for p in reading.periods]
    yield from sorted(found, key=lambda item: item.span.start)
