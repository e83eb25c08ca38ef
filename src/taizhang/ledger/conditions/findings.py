"""Conditions on a finding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ledger import close_out
from taizhang.ledger.models import Finding, Stage
from taizhang.ledger.states import OPEN_FINDINGS, MeasureState

NAMED = 5  # measures that a reason names, so that it stays a sentence


def _not_handed_over(subject: Any) -> str | None:
    item = subject if isinstance(subject, Finding) else subject.finding
    return None if item.handed_over_on and not item.within_id else _("只有进驻期间交办、还没有并入的事项可以并入反馈问题。")


def _no_manifestations(subject: Any) -> str | None:
    return None if subject.manifestations.all() else _("这个问题没有分列具体表现，不能部分同意。")


def _in_review(subject: Any) -> str | None:
    waiting = any(m.state == MeasureState.AWAITING_REVIEW for m in subject.measures.all())
    return _("还有措施待审，请先审完。") if waiting else None


def _unit_not_named(subject: Any) -> str | None:
    return None if close_out.responsible_units(subject) else _("还没有牵头单位，请先明确责任。")


def _measures_not_ended(subject: Any) -> str | None:
    if not close_out.live(subject.measures.all()):
        return _("还没有整改措施，不能申请销号。")
    if not close_out.round_begun(subject, subject.measures.all()):
        return _("第%(n)d次整改还没有措施，请先重新整改已完成的措施，或拟定新的措施。") % {"n": subject.cycle}
    left = [f"{subject.serial}.{measure.place}" for measure in close_out.holding_up(subject)]
    left += [f"{item.serial}.{measure.place}" for item in _contained(subject) for measure in close_out.holding_up(item)]
    if not left:
        return None
    named = _("、").join(left[:NAMED]) + (_("等") if len(left) > NAMED else "")
    facts = {"n": len(left), "named": named}
    return ngettext("还有%(n)d条措施没有完成：%(named)s。", "还有%(n)d条措施没有完成：%(named)s。", len(left)) % facts


def _contained(subject: Any) -> Iterator[Finding]:
    """What was handed over on site and is closed with the finding that contains it."""
    for item in subject.contains.all():
        if item.state in OPEN_FINDINGS:
            item.ledger = subject.ledger
            yield item


def _not_decided(subject: Any) -> str | None:
    if close_out.standing(subject, "decide"):
        return None
    if subject.decided_by:
        return _("领导小组审定后内容有变动，请重新审定。")
    return _("领导小组还没有审定。")


def _not_endorsed(subject: Any) -> str | None:
    if close_out.standing(subject, "endorse"):
        return None
    return _("签字背书后内容有变动，请退回，改好后重新申请销号。")


def _no_objection_open(subject: Any) -> str | None:
    return None if _unanswered(subject) else _("没有待答复的异议。")


def _objections_unanswered(subject: Any) -> str | None:
    left = _unanswered(subject)
    return ngettext("还有%(n)d条异议没有答复。", "还有%(n)d条异议没有答复。", left) % {"n": left} if left else None


def _unanswered(subject: Any) -> int:
    return sum(one.answered_on is None for one in subject.objections.all())


def _not_continuing(subject: Any) -> str | None:
    return None if subject.ledger.stage == Stage.CONTINUING else _("台账进入持续整改阶段以后才能结转。")


def _carried_on(subject: Any) -> str | None:
    return _("已经结转。") if subject.carried_on else None


def _still_on_notice(subject: Any, today: date) -> str | None:
    until = subject.on_notice_until
    if until is None or until < today:
        return None
    return _("公示到%(year)d年%(month)d月%(day)d日为止，还没有期满。") % {
        "year": until.year,
        "month": until.month,
        "day": until.day,
    }


CONDITIONS = {
    "handed_over_on_site": _not_handed_over,
    "has_manifestations": _no_manifestations,
    "nothing_in_review": _in_review,
    "unit_named": _unit_not_named,
    "measures_ended": _measures_not_ended,
    "decided": _not_decided,
    "endorsed": _not_endorsed,
    "objection_open": _no_objection_open,
    "objections_answered": _objections_unanswered,
    "stage_continuing": _not_continuing,
    "not_carried_on": _carried_on,
    "not_counted": close_out.counted_in_snapshot,
}
# What hangs on the day as well: it is passed in, like everywhere.
DATED = {"notice_over": _still_on_notice}
