"""A further paper beside an open ledger: what each of its findings would become there, and where the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang import sheet as paper
from taizhang.intake.matching import Item, Match, propose
from taizhang.ledger.actions import Addition
from taizhang.ledger.adoption import claimed_degree
from taizhang.ledger.models import Finding, Ledger
from taizhang.ledger.state_words import DEGREE_WORDS
from taizhang.ledger.states import Degree

NEW, LEAVE = "new", "leave"  # what a person can say of a finding besides naming one of the ledger's
ONTO = "onto"  # the ledger's finding that is proposed
_AROUND = re.compile(r"^(?:关于|针对|对)?[“\"]?|[”\"]?(?:的)?(?:问题)?[。；;]?$|\s")
LISTING_KINDS = {"反馈意见", "问题清单"}  # bring findings: what the ledger does not have is new
COMPARED_KINDS = {"报告", "通报", "审计报告", "总结", "新闻"}  # are held against the ledger; as a rule nothing is laid


@dataclass(frozen=True, slots=True)
class Beside:
    """One finding of the paper, the ledger's finding proposed for it (None: none is like it), and where they differ."""

    place: int
    aspect: paper.Aspect
    finding: paper.Finding
    onto: Finding | None
    sure: bool
    differences: tuple[str, ...]


def beside(sheet: paper.Sheet, ledger: Ledger) -> list[Beside]:
    """Every finding of the paper beside the ledger's finding it answers, in the paper's order. Four queries."""
    rows = list(
        ledger.findings.select_related("aspect")
        .prefetch_related("measures", "manifestations")
        .select_related("lead_unit")
        .order_by("position")
    )
    pairs = list(_pairs(sheet))
    matches = propose([_item(aspect, finding) for aspect, finding in pairs], [_item_of(row) for row in rows])
    return [_beside(match, *pairs[match.mine], rows) for match in matches]


def preselected(one: Beside, kind: str | None) -> str | None:
    """What becomes of a finding if the person says nothing else: ``onto``, ``new``, ``leave``; None where he has to say.

    A feedback's finding that is like an item handed over on site is never taken for it unasked: it may only contain it.
    """
    if kind in COMPARED_KINDS:
        return LEAVE
    if one.onto is None:
        return NEW if kind in LISTING_KINDS else None
    return ONTO if one.sure and not one.onto.handed_over_on else None


def unanswered(found: list[Beside], ledger: Ledger) -> list[Finding]:
    """The ledger's findings that nothing in the paper answers, in order."""
    answered = {one.onto.pk for one in found if one.onto}
    return [row for row in ledger.findings.filter(stated=True).order_by("position") if row.pk not in answered]


def additions(sheet: paper.Sheet, ledger: Ledger, choices: Mapping[int, str]) -> list[Addition]:
    """The person's ``choices`` (place in the paper → serial of the ledger's finding, ``new`` or ``leave``) as additions.

    Raises KeyError for a serial that the ledger does not have. What is not chosen is left.
    """
    rows = {str(row.serial): row for row in ledger.findings.all()}
    chosen = ((place, pair, choices.get(place, LEAVE)) for place, pair in enumerate(_pairs(sheet)))
    return [Addition(*pair, None if choice == NEW else rows[choice]) for _place, pair, choice in chosen if choice != LEAVE]


def _bare(statement: str) -> str:
    """The statement without the words around it: 关于管网漏损率偏高的问题 says what 管网漏损率偏高 says."""
    return _AROUND.sub("", statement)


def _duties(finding: paper.Finding, row: Finding) -> Iterator[str]:
    """Where they name another lead unit, leader or deadline; what the ledger does not say yet will be filled in."""
    said = (
        (_("牵头单位"), finding.responsibility.lead_unit, (row.lead_unit_text, row.lead_unit_name)),
        (_("责任领导"), finding.responsibility.leader, (row.leader,)),
        (_("时限"), finding.deadline and finding.deadline.text, (row.deadline_text, str(row.deadline or ""))),
    )
    for field, theirs, ours in said:
        now = next((text for text in reversed(ours) if text), "")
        facts = {"field": field, "paper": theirs, "ledger": now}
        if theirs and not now:
            yield _("%(field)s台账没有写，并入时补为“%(paper)s”") % facts
        elif theirs and theirs not in ours:
            yield _("%(field)s不同：文件为“%(paper)s”，台账为“%(ledger)s”（并入时不改）") % facts


def _pairs(sheet: paper.Sheet) -> Iterator[tuple[paper.Aspect, paper.Finding]]:
    return ((aspect, finding) for aspect in sheet.aspects for finding in aspect.findings)


def _item(aspect: paper.Aspect, finding: paper.Finding) -> Item:
    return Item(aspect.title, finding.number or "", finding.statement or aspect.title)


def _item_of(row: Finding) -> Item:
    return Item(row.aspect.title, row.number, row.statement)


def _beside(match: Match, aspect: paper.Aspect, finding: paper.Finding, rows: list[Finding]) -> Beside:
    row = None if match.theirs is None else rows[match.theirs]
    return Beside(match.mine, aspect, finding, row, match.sure, tuple(_differences(finding, row)) if row else ())


def _differences(finding: paper.Finding, row: Finding) -> Iterator[str]:
    """Where paper and ledger do not say the same of one finding, a sentence each."""
    if finding.statement and row.stated and _bare(finding.statement) != _bare(row.statement):
        yield _("问题表述不同：文件为“%(paper)s”") % {"paper": finding.statement}
    known = {measure.text: measure for measure in row.measures.all()}
    yield from _duties(finding, row)
    shown = {shown.text for shown in row.manifestations.all()}
    unseen = sum(manifestation.text not in shown for manifestation in finding.manifestations)
    if unseen:
        yield ngettext("文件有%(n)d条具体表现台账中没有", "文件有%(n)d条具体表现台账中没有", unseen) % {"n": unseen}
    new = sum(measure.text not in known for measure in finding.measures)
    if new:
        yield ngettext("文件有%(n)d条措施台账中没有", "文件有%(n)d条措施台账中没有", new) % {"n": new}
    left = len(known.keys() - {measure.text for measure in finding.measures}) if finding.measures else 0
    if left:
        yield ngettext("台账有%(n)d条措施文件中没有", "台账有%(n)d条措施文件中没有", left) % {"n": left}
    for measure in finding.measures:
        claimed, ours = claimed_degree(measure.state), known.get(measure.text)
        if ours and claimed and claimed != ours.degree_self:
            now = DEGREE_WORDS[Degree(ours.degree_self)] if ours.degree_self else _("未报")
            facts = {"title": measure.title, "paper": _(DEGREE_WORDS[Degree(claimed)]), "ledger": _(now)}
            yield _("“%(title)s”文件为%(paper)s，台账自评为%(ledger)s") % facts
