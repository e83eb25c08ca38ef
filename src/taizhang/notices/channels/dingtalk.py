"""A group's robot in DingTalk (钉钉群机器人), signed with its secret (加签) where it has one."""

from __future__ import annotations

import base64
import hmac
import time
from hashlib import sha256
from urllib.parse import urlencode

from taizhang.notices.channels.channel import Channel
from taizhang.notices.channels.webhook import hand
from taizhang.notices.models import Delivery

N_ = str  # marks words that are translated where they are shown
BUSY = frozenset({-1, 130101, 410100})  # busy, too often


def send(delivery: Delivery) -> None:
    """Post the message to the group."""
    assert delivery.group is not None  # nosec B101 - the database holds that groups' channels have a group
    content = {"msgtype": "text", "text": {"content": delivery.text}}
    address = signed(delivery.group.address, delivery.group.secret, round(time.time() * 1000))
    hand(delivery, address, content, number="errcode", busy=BUSY)


def signed(address: str, secret: str, milliseconds: int) -> str:
    """``address`` with the moment and its signature; as it is without a secret."""
    if not secret:
        return address
    digest = hmac.digest(secret.encode(), f"{milliseconds}\n{secret}".encode(), sha256)
    query = urlencode({"timestamp": milliseconds, "sign": base64.b64encode(digest).decode()})
    return f"{address}{'&' if '?' in address else '?'}{query}"


CHANNEL = Channel("dingtalk", N_("钉钉"), send, signs=True)
