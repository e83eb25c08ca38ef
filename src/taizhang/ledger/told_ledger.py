"""What happened to the rules of a ledger, told in plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taizhang.journal.models import Event


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


TELLERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "ledger:open": _opened,
    "ledger:adopt": _opened,
    "ledger:set_profile": _moved,
    "ledger:set_office_unit": _office_set,
    "ledger:set_bodies": _bodies_set,
}
