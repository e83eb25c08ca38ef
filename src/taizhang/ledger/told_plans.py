"""What events of the plan and of its changes say, as sentences of the 办理记录."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taizhang.ledger.told_fields import changes, signed_told

Facts = dict[str, Any]


def _owned_up(facts: Facts) -> str:
    return _("认领，%(signed)s") % {"signed": signed_told(facts)}


def _approved(facts: Facts) -> str:
    said = {"n": facts.get("version", ""), "signed": signed_told(facts)}
    if not facts.get("now", {}).get("state"):
        return _("列入获批的整改方案第%(n)s版") % said
    return _("整改方案第%(n)s版获批，%(signed)s，进入“整改中”") % said


def _drafted(facts: Facts) -> str:
    titles = _("、").join(_("“%(text)s”") % {"text": measure["title"]} for measure in facts.get("measures", ()))
    return _("拟定措施%(titles)s") % {"titles": titles}


def _reworded(facts: Facts) -> str:
    return _("；").join(changes(facts)) or pgettext("event", "修改措施")


def _asked(facts: Facts) -> str:
    wanted = _("；").join(changes({"was": facts.get("stands", {}), "now": facts.get("asked", {})}))
    return _("申请方案调整%(n)s：%(wanted)s。理由：%(reason)s") % {
        "n": _n(facts),
        "wanted": wanted,
        "reason": facts.get("reason", ""),
    }


def _carried_out(facts: Facts) -> str:
    return _("按方案调整%(n)s%(changes)s") % {"n": _n(facts), "changes": _("；").join(changes(facts))}


def _n(facts: Facts) -> str:
    return str(facts.get("change", ""))


def _supported(facts: Facts) -> str:
    return _("审签方案调整，%(signed)s") % {"signed": signed_told(facts)}


def _agreed(facts: Facts) -> str:
    return _("同意方案调整，%(signed)s") % {"signed": signed_told(facts)}


def _refused(facts: Facts) -> str:
    return _("不同意方案调整，%(signed)s。理由：%(reason)s") % {"signed": signed_told(facts), "reason": facts.get("reason", "")}


def _withdrawn(facts: Facts) -> str:
    return _("撤回方案调整的申请")


TELLERS: dict[str, Callable[[Facts], str]] = {
    "own_up": _owned_up,
    "approve_plan": _approved,
    "add_measure": _drafted,
    "reword": _reworded,
    "ask_change": _asked,
    "change_plan": _carried_out,
    "support_change": _supported,
    "agree_change": _agreed,
    "approve_change": _agreed,
    "refuse_change": _refused,
    "withdraw_change": _withdrawn,
}
