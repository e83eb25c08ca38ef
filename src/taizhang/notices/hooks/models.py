"""Which programs are told of which log, how far they have come, and every attempt to tell them."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q

from taizhang.ledger.models import Ledger


class Subscription(models.Model):
    """A program that is told of a ledger's events, or without a ledger of the site's.

    ``kinds`` are the events it wants, one a line (``finding:submit``, ``measure:*``); empty for all. ``seq`` is the number of
    the next event to be told. ``failing_since`` is when it began to fail, ``try_at`` when it is tried again; ``disabled_at``
    is set when it failed for too long. The secret that signs is worked out from ``key``: no table holds it.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, null=True, blank=True, related_name="subscriptions")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=500)
    kinds = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    seq = models.BigIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(address=""), name="subscription_says_where")]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """Where it is told; the rest of the address may hold a secret."""
        return urlsplit(self.address).hostname or ""

    def wants(self, name: str) -> bool:
        """Whether it is to be told of events of that name."""
        kinds = self.kinds.split()
        return not kinds or name in kinds or f"{name.partition(':')[0]}:*" in kinds


class Attempt(models.Model):
    """One attempt to tell: of which events, what was answered. ``perhaps`` says that it may have got there all the same."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="attempts")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    n = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    code = models.PositiveSmallIntegerField(null=True, blank=True)
    is_taken = models.BooleanField()
    perhaps = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.first}–{self.last}"
