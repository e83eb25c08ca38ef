"""The ways outside, one file each, listed once. In the product nothing is sent: there the notice's own row is the message."""

from __future__ import annotations

from taizhang.accounts.models import User
from taizhang.notices.channels import dingtalk, feishu, mail, wecom
from taizhang.notices.channels.channel import Channel, Refusal
from taizhang.notices.models import Preference

CHANNELS: dict[str, Channel] = {one.code: one for one in (mail.CHANNEL, wecom.CHANNEL, dingtalk.CHANNEL, feishu.CHANNEL)}
FOR_GROUPS = [one for one in CHANNELS.values() if one.for_groups]
MAIL = mail.CHANNEL.code

__all__ = ["CHANNELS", "FOR_GROUPS", "MAIL", "Channel", "Refusal", "mail_reaches"]


def mail_reaches(user: User, wish: Preference) -> bool:
    """Whether ``user`` is told by mail too."""
    return bool(user.email and wish.by_mail and mail.is_set_up())
