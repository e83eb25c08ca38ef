"""Logs and their events. Rows are appended by ``journal.append`` and never changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.functions import Substr

from taizhang.journal.merkle import Frontier, root_of

HASH_BYTES = 32
SITE = "site:"  # how the key of the log of the whole installation begins


class Log(models.Model):
    """One append-only log. ``key`` is unique across installations: ``ledger:<uuid>``, ``site:<uuid>``."""

    key = models.CharField(max_length=60, unique=True)
    size = models.BigIntegerField(default=0)
    peaks = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(Substr("key", 1, len(SITE)), condition=models.Q(key__startswith=SITE), name="site_log_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.size})"

    @property
    def frontier(self) -> Frontier:
        """The Merkle frontier of the ``size`` events appended so far."""
        peaks = bytes(self.peaks)
        return tuple(peaks[at : at + HASH_BYTES] for at in range(0, len(peaks), HASH_BYTES))

    @property
    def root(self) -> bytes:
        """The Merkle root; with ``size`` it is the head that proves everything before it."""
        return root_of(self.frontier)


class Event(models.Model):
    """One thing that happened: ``name`` is ``subject:action`` and is never renamed; names of people and units as they were.

    ``at`` is text (UTC, ``2026-11-22T06:02:39.123456Z``) so that what is hashed is what is stored, on any database.
    """

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="events")
    seq = models.BigIntegerField()
    at = models.CharField(max_length=27)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    by_id = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=120)
    by_unit = models.CharField(max_length=200, blank=True)
    payload = models.TextField()
    node = models.BinaryField()

    class Meta:
        ordering = ["log", "seq"]
        constraints = [models.UniqueConstraint(fields=["log", "seq"], name="event_seq_once")]
        indexes = [models.Index(fields=["log", "subject", "seq"], name="event_of_subject")]

    def __str__(self) -> str:
        return f"{self.seq} {self.name} {self.subject}"

    @property
    def facts(self) -> dict[str, Any]:
        """The payload as it was recorded."""
        facts: dict[str, Any] = json.loads(self.payload)
        return facts

    @property
    def moment(self) -> datetime:
        """When it happened, UTC."""
        return moment_of(self.at)


def stamp(at: datetime) -> str:
    """``at`` as events store it: UTC, microseconds, one fixed width, so that text order is time order."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """The inverse of ``stamp``."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
