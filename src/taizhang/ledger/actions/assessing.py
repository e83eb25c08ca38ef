"""How far a finding has come as the unit sees it (自评), and what is counted beside it: amounts, and who was held to account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import close_out
from taizhang.ledger.actions.writing import Conflict, Written, gather, only, sort_out, write
from taizhang.ledger.models import Accountability, Amount, AmountKind, Finding
from taizhang.ledger.state_words import DEGREE_WORDS
from taizhang.ledger.states import Degree


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of one kind, in fen: what was found and how much of it is put right."""

    kind: str
    found: int
    rectified: int


@dataclass(frozen=True, slots=True)
class HeldToAccount:
    """How many organisations and people were held to account in one way (诫勉, 批评教育 …): counts only."""

    kind: str
    organisations: int
    people: int


@transaction.atomic
def assess(*, finding: Finding, degree: str, version: int, by: User, at: datetime) -> Finding:
    """The unit's own degree of a finding (自评): at most what its measures allow."""
    if degree not in list(Degree):
        raise ValidationError(_("没有“%(degree)s”这种完成程度。") % {"degree": degree})
    row = _held(finding, "assess", {"degree_self": degree}, version, by)
    highest = close_out.highest_degree(row.measures.all())
    if degree in (Degree.DONE, Degree.BASICALLY_DONE) and close_out.lower([degree, highest]) != degree:
        facts = {"degree": _(DEGREE_WORDS[Degree(degree)])}
        raise ValidationError(_("措施的进度还够不上自评“%(degree)s”：完成要措施全部完成，基本完成要至少都阶段性完成。") % facts)
    if row.degree_self != degree:
        write("assess", [Written(row, {"degree_self": degree})], by=by, at=at)
    return row


@transaction.atomic
def record_amounts(*, finding: Finding, amounts: Sequence[Sum], version: int, by: User, at: datetime) -> Finding:
    """The amounts of a finding (问题金额, 整改金额), by kind; what was recorded before is replaced."""
    told = {one.kind: [one.found, one.rectified] for one in amounts}
    _hold_counts([one.kind for one in amounts], told)
    if unknown := next((kind for kind in told if kind not in AmountKind.values), None):
        raise ValidationError(_("没有“%(kind)s”这种整改金额。") % {"kind": unknown})
    row = _held(finding, "record_amounts", {"amounts": told}, version, by)
    was = {one.kind: [one.found, one.rectified] for one in row.amounts.all()}
    if was == told:
        return row
    row.amounts.all().delete()
    Amount.objects.bulk_create(
        Amount(finding=row, kind=kind, found=found, rectified=put_right) for kind, (found, put_right) in told.items()
    )
    write("record_amounts", [Written(row, {}, {"was": {"amounts": was}, "now": {"amounts": told}})], by=by, at=at)
    return row


@transaction.atomic
def record_accountability(*, finding: Finding, counts: Sequence[HeldToAccount], version: int, by: User, at: datetime) -> Finding:
    """How many were held to account for a finding (问责), by kind and never by name; what was recorded before is replaced."""
    told = {one.kind.strip(): [one.organisations, one.people] for one in counts}
    _hold_counts([one.kind.strip() for one in counts], told)
    row = _held(finding, "record_accountability", {"accountability": told}, version, by)
    was = {one.kind: [one.organisations, one.people] for one in row.accountability.all()}
    if was == told:
        return row
    row.accountability.all().delete()
    Accountability.objects.bulk_create(
        Accountability(finding=row, kind=kind, organisations=organisations, people=people)
        for kind, (organisations, people) in told.items()
    )
    facts = {"was": {"accountability": was}, "now": {"accountability": told}}
    write("record_accountability", [Written(row, {}, facts)], by=by, at=at)
    return row


def _hold_counts(kinds: Sequence[str], told: dict[str, list[int]]) -> None:
    if not all(kinds) or len(set(kinds)) < len(kinds):
        raise ValidationError(_("每一行要写明种类，同一种类只写一行。"))
    if any(number < 0 for numbers in told.values() for number in numbers):
        raise ValidationError(_("数字不能小于零。"))


def _held(finding: Finding, action: str, wanted: dict[str, Any], version: int, by: User) -> Finding:
    """The row, locked, if the policy allows ``action`` and nobody was quicker."""
    rows = gather([finding])
    row = only(sort_out(rows, action, by))
    if row.version != version:
        raise Conflict(row, wanted)
    return row
