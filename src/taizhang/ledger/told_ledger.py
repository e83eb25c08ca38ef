"""What happened to the rules of a ledger, told in plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from taizhang.journal.models import Event
from taizhang.ledger.told_fields import day_told, signed_told


def sentence(event: Event) -> str:
    """What happened, as a sentence without its subject."""
    return TELLERS[event.name](event.facts)


def _opened(facts: dict[str, Any]) -> str:
    return pgettext("event", "建立台账")


def _moved(facts: dict[str, Any]) -> str:
    was, now = facts.get("was", {}).get("name", ""), facts.get("now", {}).get("name", "")
    named = {"was": _(was), "now": _(now), "reason": facts.get("reason", "")}
    if was == now:
        return _("改用“%(now)s”的新版，理由：%(reason)s") % named
    return _("办理规则由“%(was)s”改为“%(now)s”，理由：%(reason)s") % named


def _office_set(facts: dict[str, Any]) -> str:
    if not facts.get("now"):
        return _("不再指定整改办所在科室（原为“%(was)s”）") % {"was": facts.get("was", "")}
    return _("整改办所在科室定为“%(now)s”") % {"now": facts["now"]}


def _bodies_set(facts: dict[str, Any]) -> str:
    named = _("、").join(_body(body) for body in facts.get("now", ()))
    return _("监督审核单位定为%(bodies)s") % {"bodies": named}


def _body(body: dict[str, str]) -> str:
    unit = body.get("unit")
    return _("%(name)s（%(unit)s）") % body if unit and unit != body["name"] else body["name"]


def _copied_to(facts: dict[str, Any]) -> str:
    if not facts.get("now"):
        return _("不再抄送校验码")
    return _("校验码抄送给%(addresses)s") % {"addresses": _("、").join(facts["now"])}


CORRECTED = {
    "title": gettext_lazy("台账名称"),
    "inspected_by": gettext_lazy("检查单位"),
    "feedback_on": gettext_lazy("反馈日期"),
    "concentrated_until": gettext_lazy("集中整改截止"),
    "follows_title": gettext_lazy("上次检查的台账"),
}


def _corrected(facts: dict[str, Any]) -> str:
    was, now = facts.get("was", {}), facts.get("now", {})
    told = [_change(str(word), was.get(name) or "", now[name] or "") for name, word in CORRECTED.items() if name in now]
    return _("更正：") + _("；").join(told)


def _change(word: str, old: str, new: str) -> str:
    said = {"field": word, "old": day_told(old), "new": day_told(new)}
    if not new:
        return _("删去%(field)s") % said
    return (_("将%(field)s由“%(old)s”改为“%(new)s”") if old else _("将%(field)s定为“%(new)s”")) % said


def _cancelled(facts: dict[str, Any]) -> str:
    return _("撤销台账，%(signed)s，理由：%(reason)s") % {"signed": signed_told(facts), "reason": facts.get("reason", "")}


def _merged(facts: dict[str, Any]) -> str:
    n = facts.get("findings", 0)
    went = ngettext("%(n)d个未办结的问题转入", "%(n)d个未办结的问题转入", n) % {"n": n}
    said = {"title": facts.get("title", ""), "went": went, "signed": signed_told(facts), "reason": facts.get("reason", "")}
    return _("并入“%(title)s”，%(went)s，%(signed)s，理由：%(reason)s") % said


def _took_in(facts: dict[str, Any]) -> str:
    n = facts.get("findings", 0)
    came = ngettext("转入%(n)d个问题", "转入%(n)d个问题", n) % {"n": n}
    return _("“%(title)s”并入本台账，%(came)s") % {"title": facts.get("title", ""), "came": came}


TELLERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "ledger:open": _opened,
    "ledger:adopt": _opened,
    "ledger:set_profile": _moved,
    "ledger:set_office_unit": _office_set,
    "ledger:set_bodies": _bodies_set,
    "ledger:copy_heads": _copied_to,
    "ledger:correct": _corrected,
    "ledger:cancel": _cancelled,
    "ledger:merge": _merged,
    "ledger:take_in": _took_in,
}
