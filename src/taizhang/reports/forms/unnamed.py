"""A ledger for everybody: no leader or handler is named, and where a text names one it says 王某某, as notices do."""

from __future__ import annotations

import re
from dataclasses import replace

from taizhang.reports.facts import Answers, Aspect, Finding, Ledger, Measure

_NAME = re.compile("[\u3400-\u9fff·]{2,8}")
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯")


def unnamed(ledger: Ledger) -> Ledger:
    """The ledger without the names that it knows as those of leaders; names that it does not know are for the checks to find."""
    hidden = _Hidden(_names(ledger))
    return replace(ledger, aspects=tuple(hidden.aspect(aspect) for aspect in ledger.aspects))


def _names(ledger: Ledger) -> set[str]:
    held = [finding.answers for aspect in ledger.aspects for finding in aspect.findings]
    held += [task.measure.answers for task in ledger.tasks()]
    return {name for one in held for name in re.split("[、，, ]", one.leader) if _NAME.fullmatch(name)}


def _masked(name: str) -> str:
    return f"{name[:2] if name.startswith(_DOUBLE) else name[:1]}某某"


class _Hidden:
    """Hides some names wherever they stand; the longest first, so that none is cut in two."""

    def __init__(self, names: set[str]) -> None:
        longest = sorted(names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest))) if longest else None

    def aspect(self, aspect: Aspect) -> Aspect:
        return replace(aspect, findings=tuple(self._finding(one) for one in aspect.findings))

    def _finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            statement=self._text(finding.statement),
            manifestations=tuple(map(self._text, finding.manifestations)),
            measures=tuple(map(self._measure, finding.measures)),
            answers=_nobody(finding.answers),
        )

    def _measure(self, measure: Measure) -> Measure:
        return replace(
            measure,
            title=self._text(measure.title),
            text=self._text(measure.text),
            progress=self._text(measure.progress),
            effect=self._text(measure.effect),
            left=self._text(measure.left),
            answers=_nobody(measure.answers),
        )

    def _text(self, text: str) -> str:
        return self._pattern.sub(lambda found: _masked(found[0]), text) if self._pattern else text


def _nobody(answers: Answers) -> Answers:
    return replace(answers, leader="")
