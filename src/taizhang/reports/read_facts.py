"""A paper that was read, as the facts that forms are written from: what a clerk without any installation has at hand."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from taizhang import sheet as paper
from taizhang.reading import Reading
from taizhang.reports import facts
from taizhang.reports.official import spoken

_DONE = re.compile("^(?:已|全部|均已)?(?:整改)?(?:完成|办结|销号|到位|达标|解除)|终止")
_SUBJECTS = {"审计": "审计查出问题", "自查": "自查发现问题", "督办事项": "督办事项", "专项检查": "专项检查发现问题"}
_STATED = 3  # parts of a whole date


def of_reading(reading: Reading, *, body: str, as_of: date, source: str = "") -> facts.Ledger:
    """The ledger that the paper tells; ``source`` where it does not say which kind of inspection it answers."""
    found = reading.inspection
    kind = source or (found.kind if found else "巡察")
    return facts.Ledger(
        title=reading.title or f"{kind}整改台账",
        body=body,
        subject=_SUBJECTS.get(kind, f"{kind}反馈问题"),
        as_of=as_of,
        aspects=tuple(_aspects(reading.sheet)),
        inspected_by=(found.body if found else None) or "",
        feedback_on=_day(found.feedback_on) if found and found.feedback_on else None,
    )


def _aspects(sheet: paper.Sheet) -> Iterator[facts.Aspect]:
    serial = 0
    for aspect in sheet.aspects:
        found = []
        for finding in aspect.findings:
            serial += 1
            found.append(_finding(finding, aspect, serial))
        yield facts.Aspect(aspect.title, tuple(found))


def _finding(finding: paper.Finding, aspect: paper.Aspect, serial: int) -> facts.Finding:
    measures = tuple(_measure(one, finding, f"{serial}.{n}") for n, one in enumerate(finding.measures, 1))
    done = bool(measures) and not any(one.is_open for one in measures)
    return facts.Finding(
        serial=serial,
        statement=finding.statement or aspect.title,
        stated=finding.statement is not None,
        manifestations=tuple(f"{one.number or ''}{one.text}" for one in finding.manifestations),
        measures=measures,
        answers=_answers(finding.responsibility, finding.deadline),
        state="整改完成" if done else "整改中",
        is_open=not done,
    )


def _measure(measure: paper.Measure, finding: paper.Finding, number: str) -> facts.Measure:
    own = measure.responsibility
    who = own if own.lead_unit or own.leader else finding.responsibility
    return facts.Measure(
        number=number,
        title=measure.title,
        text=measure.text,
        answers=_answers(who, measure.deadline or finding.deadline),
        state=measure.state or "推进中",
        is_open=not _DONE.search(measure.state or ""),
    )


def _answers(who: paper.Responsibility, due: paper.Deadline | None) -> facts.Answers:
    day = _day(due.iso) if due and due.iso else None
    whole = day and due and due.iso and due.iso.count("-") + 1 == _STATED
    return facts.Answers(
        leader=who.leader or "",
        lead_unit=who.lead_unit or "",
        assisting="、".join(who.assisting),
        deadline=spoken(day) if whole and day else (due.text if due else ""),
        horizon=(due.horizon or "") if due else "",
        due=day,
    )


def _day(iso: str) -> date | None:
    """The last day that a date means, to the precision stated: a month's last; None for a year alone."""
    parts = [int(part) for part in iso.split("-") if part.isdecimal()]
    if len(parts) < _STATED - 1:
        return None
    year, month = parts[:2]
    return date(year, month, parts[2] if len(parts) == _STATED else calendar.monthrange(year, month)[1])
