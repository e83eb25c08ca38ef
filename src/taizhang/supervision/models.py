"""Rounds of collecting progress, and the invitation of each unit that is asked in one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Ledger


class Rhythm(models.TextChoices):
    """How often progress is collected."""

    WEEK = "week", _("每周")
    HALF_MONTH = "half_month", _("每半月")
    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    ONCE = "once", _("就这一次")


class Round(models.Model):
    """One round: progress is asked for as of a day, by a due day. It is proposed by the rhythm, then opened, then closed.

    ``opened_size`` and ``closed_size`` are how many events the ledger's log had: what changed in between is the round's. One
    that was proposed and declined is closed without having been opened.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="rounds")
    serial = models.PositiveIntegerField()
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    as_of = models.DateField()
    due = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=120, blank=True)
    opened_size = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)
    closed_size = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["ledger", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="round_serial_once"),
            models.UniqueConstraint(fields=["ledger"], condition=Q(closed_at=None), name="round_one_at_a_time"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="round_rhythm_known"),
            models.CheckConstraint(condition=Q(due__gte=F("as_of")), name="round_due_after_its_day"),
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.serial}"

    @property
    def key(self) -> str:
        """How events of the ledger's log name this round."""
        return f"round:{self.serial}"

    @property
    def is_open(self) -> bool:
        """Whether units are asked now."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_proposed(self) -> bool:
        """Whether the rhythm proposes it and nobody has opened or declined it yet."""
        return self.opened_at is None and self.closed_at is None

    @property
    def told_since(self) -> date:
        """Progress as of this day or later answers the round: of its day, or of the day it was opened where that lies ahead."""
        return min(self.as_of, timezone.localdate(self.opened_at)) if self.opened_at else self.as_of


class Invitation(models.Model):
    """A unit asked in a round, with a link that opens its rows without an account. Of the token only the hash is kept.

    A link that is made anew is another invitation; the one before it stays, revoked. ``asked`` and ``told`` are how many rows
    were asked for and answered when the round was closed.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    position = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="invitation_position_once"),
            models.UniqueConstraint(fields=["round", "unit"], condition=Q(revoked_at=None), name="invitation_of_unit_once"),
            models.CheckConstraint(condition=Q(told__lte=F("asked")), name="invitation_told_of_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.unit}"

    @property
    def number(self) -> str:
        """Which link it is within the ledger: 3-2 is the second of round 3."""
        return f"{self.round.serial}-{self.position}"

    @property
    def key(self) -> str:
        """How events of the ledger's log name this invitation."""
        return f"invitation:{self.number}"

    def has_expired(self, at: datetime) -> bool:
        """Whether its days are over."""
        return at >= self.expires_at
