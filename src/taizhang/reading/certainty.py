"""What weakens a reading: an item is no surer than the text it stands on, where that was mended, damaged or recognised."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple, TypeVar

from taizhang.reading.basis import Basis
from taizhang.reading.facts import Claim, Date, Fact, Heading, Period, Reading
from taizhang.reading.repair.paragraphs import BREAK
from taizhang.reading.repair.typography import YEAR
from taizhang.sheet import Span

_DAMAGED = 40  # of 100: what stands on text that nobody could mend

_Item = TypeVar("_Item", Claim, Date, Period, Fact)


class _Weak(NamedTuple):
    end: int
    start: int
    confidence: int
    doubt: str


def weakened(reading: Reading) -> Reading:
    """The reading with every item as sure as its text allows; a clean text comes back as it is."""
    weak, breaks = sorted(_weak(reading)), sorted(_breaks(reading))
    if not weak and not breaks:
        return reading
    under_headings = sorted(weak + breaks)
    return replace(
        reading,
        outline=tuple(_heading(h, under_headings) for h in reading.outline),
        claims=_each(reading.claims, weak),
        dates=_each(reading.dates, weak),
        periods=_each(reading.periods, weak),
        header=_each(reading.header, weak),
    )


def _weak(reading: Reading) -> Iterator[_Weak]:
    """The places whose text is not as it was written."""
    for repair in reading.repairs:
        if repair.now is None:
            yield _Weak(repair.span.end, repair.span.start, _DAMAGED, f"文字有损坏：{repair.kind}")
        elif repair.kind == YEAR:
            yield _Weak(repair.span.end, repair.span.start, 90, "年份用字改过")
    for line in reading.recognised:
        if line.confidence < 100:
            yield _Weak(line.span.end, line.span.start, line.confidence, "图片上识别的文字")


def _breaks(reading: Reading) -> Iterator[_Weak]:
    """The breaks that were put in: the headings behind them were recognised by them."""
    for repair in reading.repairs:
        if repair.kind == BREAK:
            yield _Weak(repair.span.end, repair.span.start, 75, "此处的分段是补上的")


def _each(items: tuple[_Item, ...], weak: list[_Weak]) -> tuple[_Item, ...]:
    return tuple(item._replace(basis=_basis(item.basis, item.span, weak)) for item in items)


def _heading(heading: Heading, weak: list[_Weak]) -> Heading:
    children = tuple(_heading(child, weak) for child in heading.children)
    return heading._replace(basis=_basis(heading.basis, heading.span, weak), children=children)


def _basis(basis: Basis, span: Span, weak: list[_Weak]) -> Basis:
    """The basis, no surer than the first weak place the item touches."""
    at = bisect_left(weak, span.start, key=itemgetter(0))
    while at < len(weak) and weak[at].start < max(span.end, span.start + 1):
        basis = basis.weakened(weak[at].confidence, weak[at].doubt)
        at += 1
    return basis
