"""Conditions on a measure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ledger.models import Measure
from taizhang.ledger.states import MeasureState


def _plan_not_approved(subject: Any) -> str | None:
    if subject.plan_version or subject.finding.handed_over_on:
        return None
    return _("整改方案还没有获批，不能下达。")


def slots_open(measure: Measure) -> list[str]:
    """What is still missing in the required slots of ``measure``: 会议纪要（还差1份）."""
    missing = []
    for slot in measure.slots.all():
        held = sum(one.slot_id == slot.pk and one.withdrawn_on is None for one in measure.evidence.all())
        if slot.required and held < slot.count:
            left = slot.count - held
            missing.append(ngettext("%(what)s（还差%(n)d份）", "%(what)s（还差%(n)d份）", left) % {"what": slot.what, "n": left})
    return missing


def _slots_not_filled(subject: Any) -> str | None:
    missing = slots_open(subject)
    return _("佐证材料不齐：%(missing)s。") % {"missing": _("、").join(missing)} if missing else None


def _progress_not_reported(subject: Any) -> str | None:
    return None if subject.progress else _("牵头单位还没有报进展。")


def _does_not_come_round(subject: Any) -> str | None:
    return None if subject.rhythm else _("这条措施没有定办理周期。")


def _not_long_term(subject: Any) -> str | None:
    return None if subject.long_term else _("只有长期坚持的措施要年度确认。")


def _no_other_measure(subject: Any) -> str | None:
    stays = any(m.pk != subject.pk and m.state != MeasureState.ENDED for m in subject.finding.measures.all())
    return None if stays else _("这个问题至少要保留一条措施，不能全部终止。")


CONDITIONS = {
    "plan_approved": _plan_not_approved,
    "slots_filled": _slots_not_filled,
    "progress_reported": _progress_not_reported,
    "comes_round": _does_not_come_round,
    "stands_long": _not_long_term,
    "another_measure_stays": _no_other_measure,
}
