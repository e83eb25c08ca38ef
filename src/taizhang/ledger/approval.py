"""Approval forms (审批表): which decisions go on one, who makes them, and whether what stands on one is still as it was."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.content import content
from taizhang.ledger.gathering import gathered_findings, gathered_measures
from taizhang.ledger.models import ApprovalForm, Finding, FormItem, Ledger, Measure

# What can be signed once for many: action, and of what.
ON_A_FORM = {
    "finding": ("decide", "endorse", "agree"),
    "measure": ("countersign", "accept"),
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One item of a form with the thing itself as it is now; ``holds`` says that it is as it stood on the form."""

    item: FormItem
    subject: Finding | Measure
    holds: bool


def why_not_form(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not make, register or withdraw approval forms of ``ledger``; None when he may."""
    if "office" not in policy.relations(user, ledger):
        return _("审批表由整改办制作和登记。")
    return policy.why_over(ledger)


def lines_of(form: ApprovalForm) -> list[FormLine]:
    """The items of ``form`` in their order. A bounded number of queries, however many they are."""
    items = list(form.items.order_by("position"))
    findings = gathered_findings(Finding.objects.filter(form_items__form=form)).in_bulk()
    measures = gathered_measures(Measure.objects.filter(form_items__form=form)).in_bulk()
    lines = []
    for item in items:
        subject: Finding | Measure = findings[item.finding_id] if item.finding_id else measures[item.measure_id or 0]
        lines.append(FormLine(item, subject, item.content == content(subject)))
    return lines
