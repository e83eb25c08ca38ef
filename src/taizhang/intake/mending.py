"""Mending what was read, before it is adopted: a Sheet as a list of lines, and the few things a person does to a line.

A line is an aspect, a finding, a manifestation or a measure; what stands under what follows from the order, as in the paper.
So every change – merge, split, move, in and out, leave out, add – is a change of the list, and the Sheet is built from it anew.
Pure functions: each takes lines and gives new ones. They raise CannotMend with a sentence for the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from taizhang.sheet import Aspect, Deadline, Finding, Manifestation, Measure, Responsibility, Sheet, Span

LEVELS = {"aspect": 0, "finding": 1, "manifestation": 2, "measure": 2}
OUTWARD = {"finding": "aspect", "manifestation": "finding", "measure": "finding"}
INWARD = {"aspect": "finding", "finding": "measure"}


class CannotMend(Exception):
    """A change that makes no sense at that line, as a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a Sheet. ``text`` is None for a finding that the paper does not state; ``more`` is what follows a title."""

    kind: str
    number: str | None
    text: str | None
    more: str = ""
    span: Span | None = None
    responsibility: Responsibility = field(default_factory=Responsibility)
    deadline: Deadline | None = None
    state: str | None = None


Lines = tuple[Line, ...]


def lines_of(sheet: Sheet) -> Lines:
    """The Sheet as lines, in document order."""
    return tuple(_flatten(sheet))


def _flatten(sheet: Sheet) -> Iterator[Line]:
    for aspect in sheet.aspects:
        yield Line("aspect", aspect.number, aspect.title, span=aspect.span)
        for finding in aspect.findings:
            yield Line(
                "finding",
                finding.number,
                finding.statement,
                span=finding.span,
                responsibility=finding.responsibility,
                deadline=finding.deadline,
            )
            yield from (Line("manifestation", m.number, m.text, span=m.span) for m in finding.manifestations)
            yield from (_measure_line(m) for m in finding.measures)


def _measure_line(m: Measure) -> Line:
    more = m.text[len(m.title) :] if m.text.startswith(m.title) else m.text
    return Line("measure", m.number, m.title, more, m.span, m.responsibility, m.deadline, m.state)


def sheet_of(lines: Lines, title: str | None = None) -> Sheet:
    """The Sheet that ``lines`` make: each line stands under the nearest line before it of a higher level."""
    aspects: list[Aspect] = []
    for line in lines:
        if line.kind == "aspect":
            aspects.append(Aspect(line.number, line.text or "", (), line.span))
            continue
        if not aspects:
            aspects.append(Aspect(None, _("未分方面")))
        aspects[-1] = _under_aspect(aspects[-1], line)
    return Sheet(title, tuple(aspects))


def _under_aspect(aspect: Aspect, line: Line) -> Aspect:
    if line.kind == "finding":
        finding = Finding(line.number, line.text, line.span, responsibility=line.responsibility, deadline=line.deadline)
        return replace(aspect, findings=(*aspect.findings, finding))
    *before, last = aspect.findings or (Finding(None, None),)
    return replace(aspect, findings=(*before, _under_finding(last, line)))


def _under_finding(finding: Finding, line: Line) -> Finding:
    text = line.text or ""
    if line.kind == "manifestation":
        return replace(finding, manifestations=(*finding.manifestations, Manifestation(line.number, text + line.more, line.span)))
    measure = Measure(line.number, text, text + line.more, line.span, line.responsibility, line.deadline, line.state)
    return replace(finding, measures=(*finding.measures, measure))


def retitle(lines: Lines, at: int, *, text: str, number: str | None = None) -> Lines:
    """Line ``at`` with other words, and another number where one is given."""
    if not text.strip():
        raise CannotMend(_("文字不能为空；不要这一条，请用“不采用”。"))
    line = lines[at]
    return _put(lines, at, replace(line, text=text.strip(), number=line.number if number is None else number.strip() or None))


def split(lines: Lines, at: int, *, offset: int) -> Lines:
    """Line ``at`` as two lines of its kind, parted before character ``offset`` of its whole text."""
    line = lines[at]
    whole = (line.text or "") + line.more
    if not whole[:offset].strip() or not whole[offset:].strip():
        raise CannotMend(_("请把光标放在要分开的两段文字之间。"))
    first, second = whole[:offset].rstrip(), whole[offset:].lstrip()
    middle = line.span.start + len(whole) - len(whole[offset:].lstrip()) if line.span else None
    parts = (
        replace(line, text=first, more="", span=_part(line.span, None, middle)),
        replace(line, number=None, text=second, more="", span=_part(line.span, middle, None)),
    )
    return lines[:at] + parts + lines[at + 1 :]


def _part(span: Span | None, start: int | None, end: int | None) -> Span | None:
    """The part of ``span`` between two places, as far as they lie in it."""
    if span is None:
        return None
    return Span(
        min(span.start if start is None else start, span.end), min(span.end if end is None else max(end, span.start), span.end)
    )


def merge(lines: Lines, at: int) -> Lines:
    """Line ``at`` joined to the line of its kind right before it; what stood under both stands under the one."""
    before = at - 1
    while before >= 0 and LEVELS[lines[before].kind] > LEVELS[lines[at].kind]:
        before -= 1
    if before < 0 or lines[before].kind != lines[at].kind:
        raise CannotMend(_("前面没有同类的条目，无法合并。"))
    kept, joined = lines[before], lines[at]
    text = _words(kept) + _words(joined)
    span = Span(kept.span.start, joined.span.end) if kept.span and joined.span else kept.span or joined.span
    return _put(lines[:at] + lines[at + 1 :], before, replace(kept, text=text or None, more="", span=span))


def _words(line: Line) -> str:
    """What a line says; an aspect that had to be made up for what stands under none says nothing."""
    made_up = line.kind == "aspect" and line.span is None and line.text == _("未分方面")
    return "" if made_up else (line.text or "") + line.more


def turn_into(lines: Lines, at: int, *, kind: str) -> Lines:
    """Line ``at`` as something else: an aspect, a finding, a manifestation or a measure."""
    if kind not in LEVELS:
        raise CannotMend(_("没有“%(kind)s”这种条目。") % {"kind": kind})
    line = lines[at]
    if line.text is None:
        raise CannotMend(_("原文没有写明这个问题，请先补写文字。"))
    return _put(lines, at, replace(line, kind=kind))


def move_out(lines: Lines, at: int) -> Lines:
    """Line ``at`` one level out: a measure becomes a finding, a finding an aspect."""
    if lines[at].kind not in OUTWARD:
        raise CannotMend(_("已经是最外一层。"))
    return turn_into(lines, at, kind=OUTWARD[lines[at].kind])


def move_in(lines: Lines, at: int) -> Lines:
    """Line ``at`` one level in: an aspect becomes a finding, a finding a measure."""
    if lines[at].kind not in INWARD:
        raise CannotMend(_("已经是最里一层。"))
    return turn_into(lines, at, kind=INWARD[lines[at].kind])


def move_up(lines: Lines, at: int) -> Lines:
    """Line ``at``, with all that stands under it, before the line of its level above it."""
    before = at - 1
    while before >= 0 and LEVELS[lines[before].kind] > LEVELS[lines[at].kind]:
        before -= 1
    if before < 0:
        raise CannotMend(_("已经是第一条。"))
    end = _end(lines, at)
    return lines[:before] + lines[at:end] + lines[before:at] + lines[end:]


def move_down(lines: Lines, at: int) -> Lines:
    """Line ``at``, with all that stands under it, after the next line and what stands under that."""
    end = _end(lines, at)
    if end == len(lines):
        raise CannotMend(_("已经是最后一条。"))
    further = _end(lines, end) if LEVELS[lines[end].kind] == LEVELS[lines[at].kind] else end + 1
    return lines[:at] + lines[end:further] + lines[at:end] + lines[further:]


def leave_out(lines: Lines, at: int) -> Lines:
    """Without line ``at`` and what stands under it."""
    return lines[:at] + lines[_end(lines, at) :]


def add(lines: Lines, at: int, *, kind: str, text: str, span: Span | None = None) -> Lines:
    """A new line of ``kind`` after line ``at`` and what stands under it (first of all for -1)."""
    if kind not in LEVELS or not text.strip():
        raise CannotMend(_("请选择条目的种类并写明文字。"))
    place = 0 if at < 0 else _end(lines, at) if LEVELS[kind] <= LEVELS[lines[at].kind] else at + 1
    return (*lines[:place], Line(kind, None, text.strip(), span=span), *lines[place:])


def _end(lines: Lines, at: int) -> int:
    """The line after ``at`` and everything under it."""
    end = at + 1
    while end < len(lines) and LEVELS[lines[end].kind] > LEVELS[lines[at].kind]:
        end += 1
    return end


def _put(lines: Lines, at: int, line: Line) -> Lines:
    return (*lines[:at], line, *lines[at + 1 :])


MENDS: dict[str, Callable[..., Lines]] = {
    function.__name__: function
    for function in (retitle, split, merge, turn_into, move_out, move_in, move_up, move_down, leave_out, add)
}


def mend(sheet: Sheet, name: str, at: int, **facts: Any) -> Sheet:
    """``sheet`` after the mend called ``name`` at line ``at``. Raises CannotMend, also for a line or mend that is not there."""
    lines = lines_of(sheet)
    if name not in MENDS or not (0 <= at < len(lines) or (name == "add" and at == -1)):
        raise CannotMend(_("要改的条目已经不在，请刷新后再试。"))
    return sheet_of(MENDS[name](lines, at, **facts), sheet.title)
