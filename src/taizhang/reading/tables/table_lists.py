"""The lists of one plan joined: 问题清单 brings aspects and manifestations, 任务清单 measures, 责任清单 who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from taizhang.sheet import Aspect, Finding, Measure, Responsibility, Sheet


def joined(sheets: list[Sheet], title: str | None) -> Sheet | None:
    """One Sheet of several: the fullest in its order, filled up from the others; None where there is none."""
    if not sheets:
        return None
    base = max(sheets, key=_fullness)
    for other in sheets:
        if other is not base:
            base = _filled(base, other)
    return replace(base, title=title)


def _fullness(sheet: Sheet) -> tuple[int, int]:
    counts = sheet.counts()
    return counts.measures, counts.manifestations


def _filled(base: Sheet, other: Sheet) -> Sheet:
    """The base with what the other says of the same findings. Where nothing matches, the other's findings follow."""
    said = {_key(finding.statement): finding for finding in other.findings() if finding.statement}
    known = {_key(finding.statement) for finding in base.findings()}
    if not known & said.keys():
        return replace(base, aspects=base.aspects + other.aspects)
    findings = [_finding(finding, said.get(_key(finding.statement))) for finding in base.findings()]
    if len(base.aspects) >= len(other.aspects):
        return replace(base, aspects=tuple(_regrouped(base.aspects, findings)))
    return replace(base, aspects=tuple(_under(other.aspects, findings)))


def _regrouped(aspects: Iterable[Aspect], findings: list[Finding]) -> Iterable[Aspect]:
    left = iter(findings)
    return [replace(aspect, findings=tuple(next(left) for _ in aspect.findings)) for aspect in aspects]


def _under(aspects: Iterable[Aspect], findings: list[Finding]) -> Iterable[Aspect]:
    """The findings under the other list's aspects; those it does not have stay under the last."""
    rest = {_key(finding.statement): finding for finding in findings}
    placed = [replace(a, findings=tuple(rest.pop(_key(f.statement), f) for f in a.findings)) for a in aspects]
    if rest:
        placed[-1] = replace(placed[-1], findings=(*placed[-1].findings, *rest.values()))
    return placed


def _finding(finding: Finding, other: Finding | None) -> Finding:
    if other is None:
        return finding
    measures = {_key(measure.title): measure for measure in other.measures}
    return replace(
        finding,
        number=finding.number or other.number,
        manifestations=finding.manifestations or other.manifestations,
        measures=tuple(_measure(m, measures.get(_key(m.title))) for m in finding.measures) or other.measures,
        responsibility=_fuller(finding.responsibility, other.responsibility),
        deadline=finding.deadline or other.deadline,
    )


def _measure(measure: Measure, other: Measure | None) -> Measure:
    if other is None:
        return measure
    return replace(
        measure,
        responsibility=_fuller(measure.responsibility, other.responsibility),
        deadline=measure.deadline or other.deadline,
        state=measure.state or other.state,
    )


def _fuller(one: Responsibility, other: Responsibility) -> Responsibility:
    return Responsibility(one.leader or other.leader, one.lead_unit or other.lead_unit, one.assisting or other.assisting)


def _key(text: str | None) -> str:
    return "".join(c for c in text or "" if c.isalnum())
