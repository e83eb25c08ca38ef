"""The same request sent twice is done once: what was answered is kept under the key that the request named, with what it did."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from taizhang.accounts.tokens import Repeat, Token


def kept(token: Token, key: str) -> Repeat | None:
    """What was answered under that key."""
    return Repeat.objects.filter(token=token, key=key).first()


def claim(token: Token, key: str, asked: str, at: datetime) -> Repeat | None:
    """The key, held until the transaction ends; None where another request has it. Who comes second waits for the first."""
    try:
        with transaction.atomic():
            return Repeat.objects.create(token=token, key=key, asked=asked, at=at)
    except IntegrityError:
        return None


def keep(repeat: Repeat, code: int, body: str) -> None:
    """Keep the answer, in the transaction of what it is about."""
    repeat.code, repeat.body = code, body
    repeat.save(update_fields=["code", "body"])


def give_up(repeat: Repeat) -> None:
    """Nothing was done: the key can be used again."""
    repeat.delete()


def sweep(now: datetime) -> int:
    """Forget the answers that are older than they need be; how many these were."""
    gone, _each = Repeat.objects.filter(at__lt=now - timedelta(days=settings.API_ANSWER_DAYS)).delete()
    return gone
