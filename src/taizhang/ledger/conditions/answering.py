"""Conditions on who answers for something and by when, of findings and measures alike."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.states import OPEN_CHANGES


def responsible(subject: Finding | Measure) -> Finding | Measure:
    """Whose lead unit and leader hold for ``subject``."""
    return subject.responsible if isinstance(subject, Measure) else subject  # type: ignore[return-value]


def led(subject: Finding | Measure) -> Finding | Measure:
    """Whose leader holds for ``subject``."""
    return subject.led if isinstance(subject, Measure) else subject  # type: ignore[return-value]


def _lead_unit_missing(subject: Any) -> str | None:
    answers = responsible(subject)
    if answers.lead_unit_id:
        return None
    if answers.lead_unit_text:
        return _("“%(unit)s”还没有对应到单位，请先明确责任。") % {"unit": answers.lead_unit_text}
    return _("还没有牵头单位，请先明确责任。")


def _deadline_missing(subject: Any) -> str | None:
    due = subject.due if isinstance(subject, Measure) else subject
    lasting = isinstance(subject, Measure) and subject.long_term
    return None if due.deadline or lasting else _("还没有整改时限，请先确定时限，或标明长期坚持。")


def _responsibility_settled(subject: Any) -> str | None:
    """The approved plan says who answers: only what it left open, or a name that met no unit, is still filled in directly."""
    return _in_approved_plan(subject) if responsible(subject).lead_unit_id and led(subject).leader else None


def _deadline_settled(subject: Any) -> str | None:
    due, lasting = (subject.due, subject.long_term) if isinstance(subject, Measure) else (subject, False)
    return _in_approved_plan(subject) if due.deadline or lasting else None


def _in_approved_plan(subject: Any) -> str | None:
    return _("方案已获批，责任和时限的改动请申请方案调整。") if subject.plan_version else None


def _planned(subject: Any) -> str | None:
    return _("方案已获批，措施的改动请申请方案调整。") if subject.plan_version else None


def _not_in_plan(subject: Any) -> str | None:
    return None if subject.plan_version else _("还没有获批的方案，可以直接修改。")


def _change_asked(subject: Any) -> str | None:
    asked = any(change.state in OPEN_CHANGES for change in subject.plan_changes.all())
    return _("已有一项方案调整正在办理，请等它办完。") if asked else None


def _leader_not_named(subject: Any) -> str | None:
    return None if subject.leader else _("还没有责任领导，请先明确责任。")


def _owned_up(subject: Any) -> str | None:
    return _("%(name)s已经认领。") % {"name": subject.owned_by} if subject.owned_by else None


CONDITIONS = {
    "has_lead_unit": _lead_unit_missing,
    "has_deadline": _deadline_missing,
    "responsibility_open": _responsibility_settled,
    "deadline_open": _deadline_settled,
    "in_plan": _not_in_plan,
    "not_in_plan": _planned,
    "no_change_asked": _change_asked,
    "leader_named": _leader_not_named,
    "not_owned_up": _owned_up,
}
