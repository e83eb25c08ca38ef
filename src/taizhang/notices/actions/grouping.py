"""A unit's groups in chat programs: added, changed, stopped, tried. No event holds the address of a robot or its secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append, site_log
from taizhang.ledger.typed import in_one_line
from taizhang.notices import channels
from taizhang.notices.actions.saying import Said, changes, hold, told
from taizhang.notices.models import Delivery, Group
from taizhang.notices.outside import NotAllowed, Unreachable, find
from taizhang.notices.policy import ask_set

SECRETS = ("address", "secret")


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """What somebody says of a group. An empty address or secret leaves what is there."""

    name: str
    channel: str
    address: str = ""
    secret: str = ""
    said: Said = field(default_factory=Said)


@transaction.atomic
def add_group(*, unit: Unit, group: GroupSaid, by: User, at: datetime) -> Group:
    """A group of ``unit`` is to be told."""
    ask_set(by, unit)
    if not group.address:
        raise ValidationError(_("请粘贴群机器人的网址（Webhook）。"))
    row = Group(unit=unit)
    changed = _changed(row, group)
    _write(row, changed)
    _note(row, "add_group", {"unit": unit.name, **_shown(row, changed)}, by, at)
    return row


@transaction.atomic
def change_group(*, row: Group, group: GroupSaid, by: User, at: datetime) -> Group:
    """Other words, another robot, other wishes. What is as it was leaves no event."""
    held = _held(row, by)
    changed = _changed(held, group)
    if not changed:
        return held
    facts = told(held, {name: value for name, value in changed.items() if name not in SECRETS})
    _write(held, changed)
    new = sorted(set(SECRETS) & set(changed))
    _note(held, "change_group", {**facts, **({"renewed": new, "robot": held.shown} if new else {})}, by, at)
    return held


@transaction.atomic
def stop_group(*, row: Group, by: User, at: datetime) -> Group:
    """The group is told nothing any more; its robot's address and secret are forgotten."""
    held = _held(row, by)
    robot = held.shown
    held.address, held.secret, held.stopped_at = "", "", at
    held.save(update_fields=[*SECRETS, "stopped_at"])
    _note(held, "stop_group", {"robot": robot}, by, at)
    return held


@transaction.atomic
def try_group(*, row: Group, by: User, at: datetime) -> Delivery:
    """A message to the group now, to see whether it comes."""
    held = _held(row, by)
    text = _("【台账】%(unit)s：这是一条测试消息。收到就说明群通知已设置好。") % {"unit": held.unit.name}
    key = f"try:g{held.pk}:{at:%Y%m%d%H%M}"
    if Delivery.objects.filter(key=key).exists():
        raise Refused(_("刚刚发过一条测试消息，请过一分钟再试。"))
    sent = Delivery.objects.create(key=key, channel=held.channel, group=held, text=text, made_at=at, not_before=at)
    _note(held, "try_group", {}, by, at)
    return sent


def _held(row: Group, by: User) -> Group:
    """The group, locked, if ``by`` may set it. Raises Refused."""
    held = Group.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
    ask_set(by, held.unit)
    if held.stopped_at:
        raise Refused(_("这个群已经停用，请重新添加。"))
    return held


def _changed(row: Group, group: GroupSaid) -> dict[str, Any]:
    """What ``group`` changes of ``row``. Raises ValidationError where something cannot be meant."""
    hold(group.said)
    if group.channel not in [channel.code for channel in channels.FOR_GROUPS]:
        raise ValidationError(_("请选择是哪个软件的群。"))
    name = in_one_line(group.name, _("群的名称"), longest=60)
    if Group.objects.filter(unit=row.unit, name=name, stopped_at=None).exclude(pk=row.pk).exists():
        raise ValidationError(_("这个单位已经有名为“%(name)s”的群。") % {"name": name})
    wanted = {"name": name, "channel": group.channel, **_robot(group)}
    return changes(row, group.said) | {key: value for key, value in wanted.items() if getattr(row, key) != value}


def _robot(group: GroupSaid) -> dict[str, str]:
    """The robot's address, if a message may go there, and its secret; what was left empty is left out."""
    found = {name: value for name in SECRETS if (value := getattr(group, name).strip())}
    if len(found.get("address", "")) > 500 or len(found.get("secret", "")) > 200:
        raise ValidationError(_("网址或密钥太长，请检查是否粘贴了别的内容。"))
    try:
        if "address" in found:
            find(found["address"])
    except NotAllowed as error:
        raise ValidationError(_(str(error))) from error
    except Unreachable:
        return found  # the host may be known later: sending tells
    return found


def _write(row: Group, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def _shown(row: Group, changed: dict[str, Any]) -> dict[str, Any]:
    return {"robot": row.shown, **{name: value for name, value in changed.items() if name not in SECRETS}}


def _note(row: Group, action: str, facts: dict[str, Any], by: User, at: datetime) -> None:
    append(site_log(), [Entry(f"notices:{action}", f"group:{row.pk}", facts)], by=by.actor, at=at)
