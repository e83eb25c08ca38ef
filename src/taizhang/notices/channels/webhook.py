"""What the robots of all chat programs have in common: JSON is posted, and the answer says by a number whether it was taken."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Any

from taizhang.notices.channels.channel import Refusal
from taizhang.notices.message_id import message_id
from taizhang.notices.models import Delivery
from taizhang.notices.outside import Answer, NotAllowed, Unreachable, post

N_ = str  # marks words that are translated where they are shown
BUSY = {408, 425, 429, 500, 502, 503, 504}  # worth another try


def hand(delivery: Delivery, address: str, content: dict[str, Any], *, number: str, busy: Container[int]) -> None:
    """Post ``content``; ``number`` names the answer's number, of which 0 is yes and ``busy`` are worth another try."""
    headers = {"Content-Type": "application/json; charset=utf-8", "X-Message-ID": message_id(delivery)}
    try:
        answer = post(address, json.dumps(content, ensure_ascii=False).encode(), headers)
    except NotAllowed as error:
        raise Refusal(str(error), again=False) from error
    except Unreachable as error:
        raise Refusal(str(error), again=True, perhaps=error.perhaps) from error
    _hold_taken(answer, number, busy)


def _hold_taken(answer: Answer, number: str, busy: Container[int]) -> None:
    if not answer.is_good:
        raise Refusal(N_("对方没有收下"), number=answer.code, again=answer.code in BUSY)
    code = _number(answer.body, number)
    if code is None:
        raise Refusal(N_("对方的回答看不懂"), again=False, perhaps=True)
    if code != 0:
        raise Refusal(N_("对方没有收下"), number=code, again=code in busy)


def _number(body: bytes, name: str) -> int | None:
    try:
        code = json.loads(body)[name]
    except (ValueError, KeyError, TypeError):
        return None
    return code if isinstance(code, int) else None
