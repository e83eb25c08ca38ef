"""What a change of the approved plan (方案调整) may be: what it says, and when a date may be put off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit
from taizhang.journal.append import canonical
from taizhang.ledger.leaders import leaders_of, meant
from taizhang.ledger.listing import units_of
from taizhang.ledger.models import Finding, Horizon, Measure, PlanChange
from taizhang.ledger.plans import title_of
from taizhang.ledger.states import ChangeState
from taizhang.ledger.working_days import calendar
from taizhang.profiles import deadline as last_day
from taizhang.workdays import YearMissing

ANSWERS = ("lead_unit", "leader", "assisting")
DUE = ("deadline", "horizon")
CHANGEABLE = {Finding: (*ANSWERS, *DUE), Measure: ("text", *ANSWERS, *DUE)}
LONGEST = {"leader": 120, "assisting": 500}
# What the body promised its supervisors: who answers for it is the body's own affair.
PROMISED = {"text", "deadline", "horizon"}


def stands(subject: Finding | Measure) -> dict[str, str]:
    """What the plan says of ``subject`` now, by the fields that can be changed; a measure has what its finding says for it."""
    answers, due = (subject.responsible, subject.due) if isinstance(subject, Measure) else (subject, subject)
    said = {
        "lead_unit": answers.lead_unit_name,
        "leader": (subject.led if isinstance(subject, Measure) else subject).leader,
        "assisting": answers.assisting,
        "deadline": due.deadline.isoformat() if due.deadline else due.deadline_text,
        "horizon": due.horizon,
    }
    return {"text": subject.text, **said} if isinstance(subject, Measure) else said


def asked(subject: Finding | Measure, wanted: Mapping[str, Any]) -> dict[str, str]:
    """What ``wanted`` would change of ``subject``, as text. Raises ValidationError where it cannot be meant."""
    if unknown := set(wanted) - set(CHANGEABLE[type(subject)]):
        raise ValidationError(_("方案调整不能改“%(fields)s”。") % {"fields": _("、").join(sorted(unknown))})
    said = {name: _as_text(value) for name, value in wanted.items()}
    now = stands(subject)
    changed = {name: value for name, value in said.items() if value != now[name]}
    if not changed:
        raise ValidationError(_("请写明要调整的内容，现在填写的与方案一致。"))
    _hold_meaning(changed, {**now, **changed})
    if "lead_unit" in changed:
        changed["lead_unit"] = _label(subject, wanted["lead_unit"])
    return changed


def _label(subject: Finding | Measure, wanted: Unit | str) -> str:
    """How the wanted unit is told from its namesakes. Raises ValidationError where it is none of the body's."""
    for label, unit in units_of(subject.ledger).items():
        if wanted in (label, unit):
            return label
    raise ValidationError(_("“%(body)s”没有名为“%(unit)s”的单位。") % {"body": subject.ledger.body.name, "unit": str(wanted)})


def _as_text(value: Any) -> str:
    if isinstance(value, Unit):
        return value.name
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


def _hold_meaning(changed: Mapping[str, str], then: Mapping[str, str]) -> None:
    for name in ("lead_unit", "leader", "text"):
        if changed.get(name) == "":
            raise ValidationError(_("措施内容、牵头单位和责任领导可以调整，不能改成空白。"))
    if any(len(changed.get(name, "")) > most for name, most in LONGEST.items()):
        raise ValidationError(_("责任领导或配合单位写得太长了。"))
    if then["horizon"] and then["horizon"] not in Horizon.values:
        raise ValidationError(_("没有“%(horizon)s”这种整改类型。") % {"horizon": then["horizon"]})
    if changed.get("deadline") == "" and then["horizon"] != Horizon.LASTING:
        raise ValidationError(_("不再定时限的，请把整改类型改为“长期”。"))


def puts_off(was: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether the change is an extension (延期): a day that was set becomes a later one."""
    old, new = _day(was.get("deadline", "")), _day(wanted.get("deadline", ""))
    return bool(old) and new > old


def _day(text: str) -> str:
    """``text`` where it is a day, which sorts as days do; empty where it is words."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def why_not_put_off(subject: Finding | Measure, now: Mapping[str, str], wanted: Mapping[str, str], today: date) -> str | None:
    """Why the date of ``subject`` may not be put off as ``wanted``, by its ledger's profile; None when it may."""
    rule, old, new = subject.ledger.profile.extension, date.fromisoformat(now["deadline"]), date.fromisoformat(wanted["deadline"])
    if today > old:
        return _("延期要在到期前申请，原定时限%(day)s已过。") % {"day": old.isoformat()}
    if isinstance(subject, Measure) and not subject.progress:
        return _("申请延期前请先报进展。")
    if len(extensions(subject)) >= rule.times:
        return _("这一条已延期%(n)d次，按本台账的办法最多%(most)d次。") % {"n": len(extensions(subject)), "most": rule.times}
    try:
        latest = last_day(rule.longest, old, calendar()) if rule.longest else new
    except YearMissing as missing:
        return str(missing)
    if new > latest:
        return _("每次最多延期%(longest)s，最晚到%(day)s。") % {"longest": rule.longest, "day": latest.isoformat()}
    return None


def extensions(subject: Finding | Measure) -> list[PlanChange]:
    """The extensions of ``subject`` that were agreed to."""
    agreed = [change for change in subject.plan_changes.all() if change.state == ChangeState.AGREED]
    return [change for change in agreed if puts_off(json.loads(change.was), json.loads(change.wanted))]


def wants_bodies(change: PlanChange) -> bool:
    """Whether a supervising body must agree: the profile wants it, and the change is of what the body promised."""
    return change.ledger.profile.extension.by_supervisor and bool(PROMISED & set(json.loads(change.wanted)))


def as_asked(change: PlanChange) -> bool:
    """Whether what is to be changed still stands as it did when the change was asked for."""
    now, was = stands(change.subject), json.loads(change.was)
    return all(now[name] == was[name] for name in was)


def fields(change: PlanChange) -> dict[str, Any]:
    """What an agreed ``change`` writes to its row. Raises ValidationError where a unit is no longer there."""
    row, wanted = change.subject, json.loads(change.wanted)
    written: dict[str, Any] = {}
    if "text" in wanted:
        written |= {"text": wanted["text"], "title": title_of(wanted["text"])}
    if set(ANSWERS) & set(wanted):
        written |= _answers(row, {**stands(row), **wanted})
    if set(DUE) & set(wanted):
        written |= _due(row, {**stands(row), **wanted})
    return written


def _answers(row: Finding | Measure, then: Mapping[str, str]) -> dict[str, Any]:
    """Unit, leader and those that assist, together: a measure that names one of them names all."""
    held = row.responsible if isinstance(row, Measure) else row
    unit = held.lead_unit if then["lead_unit"] == held.lead_unit_name else _unit(row, then["lead_unit"])
    led = row.led if isinstance(row, Measure) else row
    same = then["leader"] == led.leader
    owned = {"owned_by": "", "owned_on": None} if isinstance(row, Finding) and not same else {}
    return {
        "lead_unit": unit,
        "lead_unit_text": unit.name if unit else then["lead_unit"],
        "leader": then["leader"],
        "leader_user": led.leader_user if same else meant(then["leader"], leaders_of(row.ledger)),
        "assisting": then["assisting"],
        **owned,
    }


def _unit(row: Finding | Measure, label: str) -> Unit:
    unit = units_of(row.ledger).get(label)
    if unit is None:
        raise ValidationError(_("“%(unit)s”已经不在单位名单里，请撤回后重新申请。") % {"unit": label})
    return unit


def _due(row: Finding | Measure, then: Mapping[str, str]) -> dict[str, Any]:
    day = _day(then["deadline"])
    lasting = {"long_term": True} if isinstance(row, Measure) and not then["deadline"] else {}
    return {
        "deadline": date.fromisoformat(day) if day else None,
        "deadline_text": "" if day else then["deadline"],
        "horizon": then["horizon"],
        **lasting,
    }


def told(said: Mapping[str, str]) -> str:
    """``said`` as the one form of text that is stored and signed."""
    return canonical(dict(said))
