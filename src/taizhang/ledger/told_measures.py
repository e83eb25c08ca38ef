"""What events of a measure say, as sentences of the 办理记录: its evidence, its progress, its completion, its rhythm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from taizhang.ledger.state_words import DEGREE_WORDS, MEASURE_WORDS
from taizhang.ledger.states import Degree, MeasureState
from taizhang.ledger.told_fields import day_told, signed_told

Facts = dict[str, Any]
NAMED = 3  # files, slots or steps that a sentence names


def _now(facts: Facts, name: str) -> str:
    return str(facts.get("now", {}).get(name) or "")


def _list(parts: list[str], total: int) -> str:
    """The first of ``parts``, quoted, and how many there are where they are more."""
    named = _("、").join(_("“%(text)s”") % {"text": part} for part in parts[:NAMED])
    return named if total <= NAMED else ngettext("%(named)s等%(n)d项", "%(named)s等%(n)d项", total) % {"named": named, "n": total}


def _issued(facts: Facts) -> str:
    state = _now(facts, "state")
    told = _("下达，进入“%(state)s”") % {"state": _word(state)}
    slots = facts.get("slots", [])
    return told + (_("；佐证清单：%(slots)s") % {"slots": _list(slots, len(slots))} if slots else "")


def _word(state: str) -> str:
    return _(MEASURE_WORDS[MeasureState(state)]) if state in list(MeasureState) else state


def _progressed(facts: Facts) -> str:
    as_of, text = _now(facts, "progress_as_of"), _now(facts, "progress")
    told = [_("报进展（截至%(day)s）") % {"day": day_told(as_of)} if as_of else _("报进展")]
    if text:
        told.append(_("“%(text)s”") % {"text": text})
    return _("，").join([*told, *_degree(_now(facts, "degree_self"))])


def _degree(degree: str) -> list[str]:
    return [_("自评“%(degree)s”") % {"degree": _(DEGREE_WORDS[Degree(degree)])}] if degree in list(Degree) else []


def _edited(facts: Facts) -> str:
    return _("改定进展：“%(text)s”") % {"text": _now(facts, "progress")}


def _stage_done(facts: Facts) -> str:
    left, on = _now(facts, "stage_left"), _now(facts, "stage_next_on")
    told = [pgettext("event", "报阶段性完成")]
    if left:
        told.append(_("还剩“%(left)s”") % {"left": left})
    if on:
        told.append(_("下一步%(day)s前") % {"day": day_told(on)})
    return _("，").join(told)


def _slots_set(facts: Facts) -> str:
    slots = [str(slot[1]) for slot in facts.get("now", {}).get("slots", [])]
    return _("定佐证清单：%(slots)s") % {"slots": _list(slots, len(slots))} if slots else _("取消了佐证清单")


def _milestones_set(facts: Facts) -> str:
    steps = [str(step[0]) for step in facts.get("now", {}).get("milestones", [])]
    return _("排进度节点：%(steps)s") % {"steps": _list(steps, len(steps))} if steps else _("取消了进度节点")


def _evidence(facts: Facts) -> tuple[str, str]:
    """The evidence that the event names, and its numbers."""
    pieces = facts.get("evidence", [])
    numbers = _("、").join(str(piece.get("number", "")) for piece in pieces[:NAMED])
    return _list([str(piece.get("name", "")) for piece in pieces], len(pieces)), numbers


def _added(facts: Facts) -> str:
    named, numbers = _evidence(facts)
    return _("添加佐证材料%(named)s（%(numbers)s）") % {"named": named, "numbers": numbers}


def _withdrawn(facts: Facts) -> str:
    named, numbers = _evidence(facts)
    said = {"named": named, "numbers": numbers, "reason": facts.get("reason", "")}
    return _("撤下佐证材料%(named)s（%(numbers)s），理由：%(reason)s") % said


def _rhythm_set(facts: Facts) -> str:
    now = facts.get("now", {})
    if "rhythm" in now and not now["rhythm"]:
        return _("取消了办理周期")
    told = [_(str(now["rhythm"]))] if now.get("rhythm") else []
    if times := now.get("rhythm_times"):
        told.append(ngettext("%(n)d次", "%(n)d次", times) % {"n": times})
    if day := now.get("rhythm_day"):
        told.append(_("%(day)d日前") % {"day": day})
    return _("定办理周期：%(rhythm)s") % {"rhythm": "".join(told)} if told else _("改了办理周期")


def _carried_out(facts: Facts) -> str:
    said = {"due": day_told(facts.get("due", "")), "on": day_told(facts.get("done_on", ""))}
    told = _("登记本期办理（%(due)s这一期，%(on)s办理）") % said
    return told + (_("：%(note)s") % {"note": facts["note"]} if facts.get("note") else "")


def _handed_in(facts: Facts) -> str:
    effect = _now(facts, "effect")
    return pgettext("event", "报完成") + (_("，成效：“%(effect)s”") % {"effect": effect} if effect else "")


def _countersigned(facts: Facts) -> str:
    return _("审签，%(signed)s") % {"signed": signed_told(facts)}


def _accepted(facts: Facts) -> str:
    told = [pgettext("event", "认定完成"), signed_told(facts)]
    degree = _now(facts, "degree_recognised")
    if degree in list(Degree):
        told.insert(1, _("认定程度“%(degree)s”") % {"degree": _(DEGREE_WORDS[Degree(degree)])})
    if on := _now(facts, "confirm_on"):
        told.append(_("长期坚持，%(day)s前确认") % {"day": day_told(on)})
    return _("，").join(told)


def _returned(facts: Facts) -> str:
    told = [_("退回补充，%(signed)s") % {"signed": signed_told(facts)}]
    if on := _now(facts, "deadline"):
        told.append(_("新的时限%(day)s") % {"day": day_told(on)})
    return _("，").join(told) + _("。理由：%(reason)s") % {"reason": facts.get("reason", "")}


def _confirmed(facts: Facts) -> str:
    return _("年度确认，下次%(day)s前") % {"day": day_told(_now(facts, "confirm_on"))}


def _reopened(facts: Facts) -> str:
    return _("第%(n)s次整改，重新拟定") % {"n": _now(facts, "cycle")}


def _slackened(facts: Facts) -> str:
    said = {"day": day_told(_now(facts, "deadline")), "reason": facts.get("reason", "")}
    return _("确认松懈，重新推进，新的时限%(day)s。理由：%(reason)s") % said


def _ended(facts: Facts) -> str:
    into = _now(facts, "merged_into")
    word = _("并入措施%(n)s") % {"n": into.rpartition(":")[2]} if into else pgettext("event", "终止")
    said = {"word": word, "signed": signed_told(facts), "reason": facts.get("reason", "")}
    return _("%(word)s，%(signed)s。理由：%(reason)s") % said


TELLERS: dict[str, Callable[[Facts], str]] = {
    "measure:issue": _issued,
    "measure:report_progress": _progressed,
    "measure:edit_progress": _edited,
    "measure:report_stage": _stage_done,
    "measure:set_slots": _slots_set,
    "measure:set_milestones": _milestones_set,
    "measure:add_evidence": _added,
    "measure:withdraw_evidence": _withdrawn,
    "measure:set_rhythm": _rhythm_set,
    "measure:carry_out": _carried_out,
    "measure:hand_in": _handed_in,
    "measure:countersign": _countersigned,
    "measure:accept": _accepted,
    "measure:return": _returned,
    "measure:confirm": _confirmed,
    "measure:slacken": _slackened,
    "measure:reopen": _reopened,
    "measure:end": _ended,
}
