"""Tokens for programs (接口令牌): a person's own, never wider than the person, for a time. Of a token only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

KIND = "tz_"  # how every token begins, so that one that lies about is recognised
TOKEN_BYTES = 32
SHOWN = len(KIND) + 6  # signs of the token that are kept, to tell one from another
LONGEST = 366  # days


class Token(models.Model):
    """One token: whose, for what, how far it reaches, until when. It ends with the account, and whenever the seal changes.

    ``may_act`` lets it change things; else it only reads. ``ledgers`` are the keys of the ledgers that it reaches, one a line;
    empty for all that the person may see. Of its use only the last day is kept, so that forgotten ones are found.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=SHOWN)
    token_hash = models.CharField(max_length=64, unique=True)
    may_act = models.BooleanField(default=False)
    ledgers = models.TextField(blank=True)
    seal = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name")]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    @property
    def keys(self) -> frozenset[str]:
        """The ledgers that it reaches; empty for all that the person may see."""
        return frozenset(self.ledgers.split())

    def works(self, today: date) -> bool:
        """Whether it opens anything on ``today``. The last day counts."""
        return self.revoked_at is None and self.user.is_active and self.seal == self.user.seal and today <= self.expires_on


class Repeat(models.Model):
    """What was answered to a request that named a key of its own (Idempotency-Key): asked again, the same is answered.

    It is written in the transaction of what the request did. ``asked`` is the digest of the request.
    """

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="repeats")
    key = models.CharField(max_length=120)
    asked = models.CharField(max_length=64)
    code = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="repeat_key_once")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"


def new_token() -> str:
    """A token of 256 random bits."""
    return f"{KIND}{secrets.token_urlsafe(TOKEN_BYTES)}"


def hash_of(token: str) -> str:
    """What is kept of a token. It is random, so that one round of hashing hides it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def found(token: str) -> Token | None:
    """The token, with the person whose it is, whether it still works or not."""
    return Token.objects.select_related("user").filter(token_hash=hash_of(token)).first()


def note_use(token: Token, today: date) -> None:
    """Keep the day on which it was used last: one write a day, whatever it is used for."""
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
