"""A group's robot in Feishu (飞书群机器人), signed with its secret (签名校验) where it has one."""

from __future__ import annotations

import base64
import hmac
import time
from hashlib import sha256
from typing import Any

from taizhang.notices.channels.channel import Channel
from taizhang.notices.channels.webhook import hand
from taizhang.notices.models import Delivery

N_ = str  # marks words that are translated where they are shown
BUSY = frozenset({9499, 11232})  # too often


def send(delivery: Delivery) -> None:
    """Post the message to the group."""
    assert delivery.group is not None  # nosec B101 - the database holds that groups' channels have a group
    content = {"msg_type": "text", "content": {"text": delivery.text}, **signature(delivery.group.secret, int(time.time()))}
    hand(delivery, delivery.group.address, content, number="code", busy=BUSY)


def signature(secret: str, seconds: int) -> dict[str, Any]:
    """The moment and its signature as the message carries them; nothing without a secret."""
    if not secret:
        return {}
    digest = hmac.digest(f"{seconds}\n{secret}".encode(), b"", sha256)
    return {"timestamp": str(seconds), "sign": base64.b64encode(digest).decode()}


CHANNEL = Channel("feishu", N_("飞书"), send, signs=True)
