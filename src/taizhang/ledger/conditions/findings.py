"""Conditions on a finding."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from taizhang.ledger.models import Finding
from taizhang.ledger.states import MeasureState


def _not_handed_over(subject: Any) -> str | None:
    item = subject if isinstance(subject, Finding) else subject.finding
    return None if item.handed_over_on and not item.within_id else _("只有进驻期间交办、还没有并入的事项可以并入反馈问题。")


def _no_manifestations(subject: Any) -> str | None:
    return None if subject.manifestations.all() else _("这个问题没有分列具体表现，不能部分同意。")


def _in_review(subject: Any) -> str | None:
    waiting = any(m.state == MeasureState.AWAITING_REVIEW for m in subject.measures.all())
    return _("还有措施待审，请先审完。") if waiting else None


CONDITIONS = {
    "handed_over_on_site": _not_handed_over,
    "has_manifestations": _no_manifestations,
    "nothing_in_review": _in_review,
}
