"""A group's robot in WeCom (企业微信群机器人): the address alone lets it in."""

from __future__ import annotations

from taizhang.notices.channels.channel import Channel
from taizhang.notices.channels.webhook import hand
from taizhang.notices.models import Delivery

N_ = str  # marks words that are translated where they are shown
BUSY = frozenset({-1, 45009, 45033})  # busy, too often, too many at once


def send(delivery: Delivery) -> None:
    """Post the message to the group."""
    assert delivery.group is not None  # nosec B101 - the database holds that groups' channels have a group
    content = {"msgtype": "text", "text": {"content": delivery.text}}
    hand(delivery, delivery.group.address, content, number="errcode", busy=BUSY)


CHANNEL = Channel("wecom", N_("企业微信"), send)
