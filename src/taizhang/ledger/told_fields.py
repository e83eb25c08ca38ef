"""What events say of fields that changed, and of who signed, in plain words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIELDS = {
    "lead_unit": gettext_lazy("牵头单位"),
    "lead_unit_text": gettext_lazy("牵头单位"),
    "leader": gettext_lazy("责任领导"),
    "assisting": gettext_lazy("配合单位"),
    "deadline": gettext_lazy("时限"),
    "deadline_text": gettext_lazy("时限"),
    "horizon": gettext_lazy("整改类型"),
    "text": gettext_lazy("整改措施"),
}
# What goes with another field, or is told in other words.
SILENT = {"title", "leader_user", "owned_by", "owned_on", "plan_version"}


def changes(facts: dict[str, Any]) -> list[str]:
    """Each field that changed, as a sentence: 将牵头单位由“办公室”改为“财务科”."""
    was, now = facts.get("was", {}), {name: value for name, value in facts.get("now", {}).items() if name not in SILENT}
    told: dict[str, str] = {}
    for name in (*(n for n in now if n in FIELDS), *(n for n in now if n not in FIELDS)):
        word = str(FIELDS.get(name, name))
        old, new = _value(name, was.get(name)), _value(name, now[name])
        if word not in told or new:
            told[word] = _change(word, old or _value(name, was.get(f"{name}_text")), new)
    return list(told.values())


def _change(word: str, old: str, new: str) -> str:
    if not new:
        return _("取消了%(field)s（原为“%(old)s”）") % {"field": word, "old": old}
    if not old or old == new:
        return _("将%(field)s定为“%(new)s”") % {"field": word, "new": new}
    return _("将%(field)s由“%(old)s”改为“%(new)s”") % {"field": word, "old": old, "new": new}


def _value(name: str, value: Any) -> str:
    if name.startswith("deadline") and value:
        return day_told(value)
    return _(str(value)) if name == "horizon" and value else str(value or "")


def day_told(value: str) -> str:
    """A day in full; what names no day stays as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:  # a deadline in words
        return value
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}


def signed_told(facts: dict[str, Any]) -> str:
    """Who signed, when, and whether on paper: 王建国 2026年11月20日签字（纸质，水党组〔2026〕8号）."""
    said = facts.get("signed", {})
    on_paper = _("、").join(str(part) for part in (_("纸质"), said.get("meeting"), said.get("reference")) if part)
    told = _("%(name)s %(day)s签字") % {"name": said.get("name", ""), "day": day_told(said.get("on", ""))}
    return told + (_("（%(facts)s）") % {"facts": on_paper} if said.get("paper") else "")
