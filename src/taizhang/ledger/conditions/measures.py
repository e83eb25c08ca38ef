"""Conditions on a measure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ledger.content import content
from taizhang.ledger.models import Measure, Signature
from taizhang.ledger.states import FindingState, MeasureState


def _plan_not_approved(subject: Any) -> str | None:
    if subject.plan_version or subject.finding.handed_over_on:
        return None
    return _("整改方案还没有获批，不能下达。")


def slots_open(measure: Measure) -> list[str]:
    """What is still missing in the required slots: 会议纪要（还差1份）. A measure without slots wants one piece of any kind."""
    held = [one for one in measure.evidence.all() if one.withdrawn_on is None and one.cycle == measure.cycle]
    slots = list(measure.slots.all())
    wanted = [(slot.what, slot.count - sum(one.slot_id == slot.pk for one in held)) for slot in slots if slot.required]
    if not slots:
        wanted = [(_("佐证材料"), 1 - len(held))]
    return [
        ngettext("%(what)s（还差%(n)d份）", "%(what)s（还差%(n)d份）", left) % {"what": what, "n": left}
        for what, left in wanted
        if left > 0
    ]


def _slots_not_filled(subject: Any) -> str | None:
    missing = slots_open(subject)
    return _("佐证材料不齐：%(missing)s。") % {"missing": _("、").join(missing)} if missing else None


def countersignature(measure: Measure) -> Signature | None:
    """The leader's signature under what is handed in, if it holds: the last one given, over the content as it is now."""
    given = list(measure.signatures.all())
    if not given or given[-1].action != "countersign" or given[-1].cycle != measure.cycle:
        return None
    return given[-1] if given[-1].content == content(measure) else None


def _not_countersigned(subject: Any) -> str | None:
    if countersignature(subject):
        return None
    if subject.countersigned_on:
        return _("审签以后内容有变动，请责任领导重新审签。")
    return _("责任领导还没有审签。")


def _countersigned_already(subject: Any) -> str | None:
    return _("已经审签，此后没有变动。") if countersignature(subject) else None


def _proof_missing(subject: Any) -> str | None:
    since = subject.confirmed_on or subject.accepted_on
    proofs = [one.added_on for one in subject.evidence.all() if one.withdrawn_on is None]
    if since is None or any(day > since for day in proofs):
        return None
    return _("上次确认以来还没有新的佐证材料，请先添加。")


def _progress_not_reported(subject: Any) -> str | None:
    return None if subject.progress else _("牵头单位还没有报进展。")


def _does_not_come_round(subject: Any) -> str | None:
    return None if subject.rhythm else _("这条措施没有定办理周期。")


def _not_long_term(subject: Any) -> str | None:
    return None if subject.long_term else _("只有长期坚持的措施要年度确认。")


def _no_other_measure(subject: Any) -> str | None:
    stays = any(m.pk != subject.pk and m.state != MeasureState.ENDED for m in subject.finding.measures.all())
    return None if stays else _("这个问题至少要保留一条措施，不能全部终止。")


def _of_this_round(subject: Any) -> str | None:
    if subject.finding.state != FindingState.UNDER_WAY or subject.cycle >= subject.finding.cycle:
        return _("只有回头看没有通过、问题重新整改时，以前完成的措施才能重新整改。")
    return None


CONDITIONS = {
    "plan_approved": _plan_not_approved,
    "slots_filled": _slots_not_filled,
    "countersigned": _not_countersigned,
    "not_countersigned": _countersigned_already,
    "proof_since": _proof_missing,
    "progress_reported": _progress_not_reported,
    "comes_round": _does_not_come_round,
    "stands_long": _not_long_term,
    "another_measure_stays": _no_other_measure,
    "earlier_round": _of_this_round,
}
