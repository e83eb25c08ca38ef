"""Two snapshots of a ledger held against each other: what was closed, came back, slipped, is new, changed otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from taizhang.reports.facts import Change, Changes, Finding, Ledger, Measure
from taizhang.reports.frozen import Frozen
from taizhang.reports.official import spoken


class Kind(StrEnum):
    """What became of a thing, most telling first."""

    CLOSED = "closed"
    REOPENED = "reopened"
    SLIPPED = "slipped"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Named(NamedTuple):
    """A finding or a measure by its number, under the finding of that serial."""

    number: str
    serial: int
    thing: Finding | Measure

    @property
    def what(self) -> str:
        """What it is, in its own words."""
        return self.thing.statement if isinstance(self.thing, Finding) else self.thing.title


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: what became of it, and every line that says how."""

    kind: Kind
    number: str
    serial: int
    what: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """All that differs between two snapshots, in the ledger's order."""

    before: Frozen
    after: Frozen
    differences: tuple[Difference, ...]

    def of(self, kind: Kind) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(one for one in self.differences if one.kind == kind)


def compared(before: Frozen, after: Frozen) -> Compared:
    """What differs in ``after`` from ``before``."""
    was, now = _things(before.ledger), _things(after.ledger)
    days = before.version.as_of, after.version.as_of
    found = [_difference(was.get(number), named, days) for number, named in now.items()]
    gone = [Difference(Kind.GONE, one.number, one.serial, one.what, ("不再单列",)) for n, one in was.items() if n not in now]
    return Compared(before, after, tuple(one for one in (*found, *gone) if one))


def changes(before: Frozen, after: Frozen) -> Changes:
    """The same as monthly and quarterly reports tell it."""
    held = compared(before, after)

    def told(*kinds: Kind) -> tuple[Change, ...]:
        return tuple(Change(one.number, one.what, "；".join(one.said)) for kind in kinds for one in held.of(kind))

    return Changes(
        since=before.version.as_of,
        version=str(before.version.number),
        closed=told(Kind.CLOSED),
        reopened=told(Kind.REOPENED),
        slipped=told(Kind.SLIPPED),
        changed=told(Kind.NEW, Kind.CHANGED, Kind.GONE),
    )


def _things(ledger: Ledger) -> Mapping[str, Named]:
    """Every finding that has a statement and every measure, by number."""
    found: dict[str, Named] = {}
    for aspect in ledger.aspects:
        for finding in aspect.findings:
            if finding.stated:
                found[str(finding.serial)] = Named(str(finding.serial), finding.serial, finding)
            found |= {measure.number: Named(measure.number, finding.serial, measure) for measure in finding.measures}
    return found


def _difference(was: Named | None, now: Named, days: tuple[date, date]) -> Difference | None:
    if was is None:
        return Difference(Kind.NEW, now.number, now.serial, now.what, ("新列入台账",))
    slipped = [*_slipped(was.thing, now.thing, days)]
    said = (*_moved(was.thing, now.thing), *slipped, *_other(was.thing, now.thing))
    if not said:
        return None
    return Difference(_kind(was.thing, now.thing, bool(slipped)), now.number, now.serial, now.what, said)


def _kind(was: Finding | Measure, now: Finding | Measure, slipped: bool) -> Kind:
    if (now.is_open and not was.is_open) or _rebounds(now) > _rebounds(was):
        return Kind.REOPENED
    if isinstance(now, Finding) and now.close_out.closed_on and was.is_open and not now.is_open:
        return Kind.CLOSED
    return Kind.SLIPPED if slipped else Kind.CHANGED


def _rebounds(thing: Finding | Measure) -> int:
    return thing.rebounds if isinstance(thing, Finding) else 0


def _moved(was: Finding | Measure, now: Finding | Measure) -> Iterator[str]:
    if was.state != now.state:
        yield f"由“{was.state}”到“{now.state}”"
    if _rebounds(now) > _rebounds(was):
        yield f"反弹{_rebounds(now) - _rebounds(was)}次"


def _slipped(was: Finding | Measure, now: Finding | Measure, days: tuple[date, date]) -> Iterator[str]:
    """A day that was moved back, or has passed since."""
    before, due = was.answers.due, now.answers.due
    if not (now.is_open and due):
        return
    if before and due > before:
        yield f"时限由{spoken(before)}推迟到{spoken(due)}"
    if due < days[1] and not (before == due and due < days[0]):
        yield f"超过时限{(days[1] - due).days}天"


def _other(was: Finding | Measure, now: Finding | Measure) -> Iterator[str]:
    told = (("责任领导", "leader"), ("牵头单位", "lead_unit"), ("配合单位", "assisting"))
    for word, name in told:
        before, after = getattr(was.answers, name), getattr(now.answers, name)
        if before != after:
            yield f"{word}由“{before or '未定'}”改为“{after or '未定'}”"
    before_day, day = was.answers.due, now.answers.due
    if day != before_day and not (day and before_day and day > before_day and now.is_open):
        yield f"时限由{spoken(before_day) if before_day else '未定'}改为{spoken(day) if day else '未定'}"
    if isinstance(was, Measure) and isinstance(now, Measure):
        yield from _of_measure(was, now)
    elif isinstance(was, Finding) and isinstance(now, Finding):
        yield from _of_finding(was, now)


def _of_measure(was: Measure, now: Measure) -> Iterator[str]:
    if was.text != now.text:
        yield "措施内容有调整"
    if was.progress != now.progress:
        yield f"进展更新为“{now.progress}”" if now.progress else "进展撤下"
    if was.effect != now.effect:
        yield f"成效为“{now.effect}”" if now.effect else "成效撤下"
    if (more := len(now.evidence) - len(was.evidence)) != 0:
        yield f"佐证{'增加' if more > 0 else '减少'}{abs(more)}件"


def _of_finding(was: Finding, now: Finding) -> Iterator[str]:
    if was.statement != now.statement:
        yield f"问题表述改为“{now.statement}”"
    if was.manifestations != now.manifestations:
        yield "具体表现有调整"
    if was.amounts != now.amounts:
        yield "整改金额有更新"
    if was.accountability != now.accountability:
        yield "问责数字有更新"
