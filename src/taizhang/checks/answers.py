"""Whether everything is answered: each item of the feedback by the plan, each finding of the ledger by the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from taizhang.checks.counts import KINDS, announcements
from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.sheet import Finding, Sheet

_FEEDBACK = (
    "市委第三巡察组关于巡察市水务局党委的反馈意见\n一、发现的主要问题\n（一）供水保障方面\n1.城乡供水保障能力不足\n2.水资源刚性约束落实不严\n"
    "3.节约用水工作推进不力"
)
_PLAN = (
    "市水务局整改方案\n一、整改任务和措施\n（一）关于供水保障方面\n1.关于城乡供水保障能力不足的问题\n（1）改造管网45公里。\n"
    "2.关于水资源刚性约束落实不严的问题\n（1）核查取水口412个。\n{third}"
)
UNANSWERED = Check(
    code="answers.unanswered",
    severity=Severity.ERROR,
    name="反馈问题没有回应",
    english_name="An item of the feedback is not answered",
    message="反馈意见里的“{said}”，文中没有对应的问题。",
    english="“{said}” of the feedback is answered nowhere.",
    example=Example(_PLAN.format(third=""), against=_FEEDBACK),
    counter_example=Example(_PLAN.format(third="3.关于节约用水工作推进不力的问题\n（1）改造企业10家。"), against=_FEEDBACK),
)
NOT_REPORTED = Check(
    code="answers.not_reported",
    severity=Severity.ERROR,
    name="台账问题没有写入",
    english_name="A finding of the ledger is not reported",
    message="台账里的“{said}”，文中没有写到。",
    english="“{said}” of the ledger is not told in the paper.",
)
LEDGER = Check(
    code="answers.ledger",
    severity=Severity.ERROR,
    name="数字与台账不符",
    english_name="A number that the ledger does not have",
    message="文中写{said}，台账里是{ledger}{what}。",
    english="The text says {said}, the ledger has {ledger} {what_english}.",
)
CHECKS: tuple[Check, ...] = (UNANSWERED, NOT_REPORTED, LEDGER)

_FRAME = re.compile(r"关于|针对|反馈|指出|存在|方面|的问题|问题|整改|情况|[^0-9A-Za-z一-龥]")
_LIKE = 0.5  # of a statement's pairs of characters that another must have to be taken for its answer
_LIKELY = 0.3  # beneath it surely another
_SHOWN = 40


def remarks(paper: Paper) -> Iterator[Remark]:
    """What is left without an answer, told at the paper's title."""
    if paper.against:
        yield from _missing(paper, UNANSWERED, paper.against.sheet)
    if paper.sheet:
        yield from _missing(paper, NOT_REPORTED, paper.sheet)
    if paper.counts:
        yield from _ledger(paper)


def _missing(paper: Paper, check: Check, asked: Sheet) -> Iterator[Remark]:
    """Surely missing where the paper has fewer findings than were asked about; else perhaps told in other words: a warning."""
    questions, answers = list(_stated(asked)), list(_stated(paper.reading.sheet))
    if not questions or not answers:
        return
    told = _Told(map(_whole, answers))
    for question in questions:
        if told.likeness(question.statement or "") < (_LIKE if len(answers) < len(questions) else _LIKELY):
            softer = None if len(answers) < len(questions) else Severity.WARNING
            yield check.at(paper.text, *paper.title, {"said": (question.statement or "")[:_SHOWN]}, severity=softer)


class _Told:
    """What a paper tells, by the pairs of characters in it: the likest to a statement is found without comparing all."""

    def __init__(self, statements: Iterable[str]) -> None:
        self._by_pair: dict[str, list[int]] = {}
        for n, statement in enumerate(statements):
            for pair in _pairs(statement):
                self._by_pair.setdefault(pair, []).append(n)

    def likeness(self, statement: str) -> float:
        """The share of the statement's pairs that one of those told has."""
        asked = _pairs(statement)
        shared = Counter(n for pair in asked for n in self._by_pair.get(pair, ()))
        return max(shared.values(), default=0) / len(asked) if asked else 1.0


def _stated(sheet: Sheet) -> Iterable[Finding]:
    return (finding for finding in sheet.findings() if finding.statement)


def _whole(finding: Finding) -> str:
    return "".join((finding.statement or "", *(manifestation.text for manifestation in finding.manifestations)))


def _pairs(words: str) -> frozenset[str]:
    bare = _FRAME.sub("", words)
    return frozenset(bare[n : n + 2] for n in range(len(bare) - 1))


def _ledger(paper: Paper) -> Iterator[Remark]:
    ledger = paper.counts
    if ledger is None:
        return
    kept = dict(zip(KINDS, (ledger.aspects, ledger.findings, ledger.manifestations, ledger.measures), strict=True))
    seen: Sequence[str] = ()
    for number in announcements(paper):
        kind = number.kind or ""
        if kind not in seen and kept[kind] and kept[kind] != number.value:
            word, english = KINDS[kind]
            facts = {"said": f"{number.value}{word}", "ledger": kept[kind], "what": word, "what_english": english}
            yield LEDGER.at(paper.text, number.start, number.end, facts)
        seen = (*seen, kind)
