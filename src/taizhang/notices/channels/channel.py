"""What every channel is: a code, a word, what it wants to know of a group, and how it sends one message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taizhang.notices.models import Delivery


class Refusal(Exception):
    """The message did not leave, or may not have; ``number`` is the other side's. ``again``: it is worth another try."""

    def __init__(self, why: str, *, again: bool, perhaps: bool = False, number: int | None = None) -> None:
        super().__init__(why if number is None else f"{why}：{number}")
        self.again = again
        self.perhaps = perhaps


@dataclass(frozen=True, slots=True)
class Channel:
    """One way outside. ``send`` returns when the other side has taken the message and raises Refusal otherwise."""

    code: str
    word: str
    send: Callable[[Delivery], None]
    for_groups: bool = True
    signs: bool = False
