"""What is to be told, and whom it was told in the product. A notice holds numbers: no text of a finding, nobody's name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from taizhang.journal.models import Log
from taizhang.ledger.models import Finding, Ledger
from taizhang.notices.models.delivery import Delivery
from taizhang.notices.models.wishes import Group, addressee_is_one
from taizhang.notices.reasons import BY_CODE, Reason


class Cursor(models.Model):
    """How far a log's events were followed: the number of the next one to read."""

    log = models.OneToOneField(Log, on_delete=models.CASCADE, primary_key=True, related_name="noticed")
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.log_id}: {self.seq}"


class Matter(models.Model):
    """One thing that is to be told for one reason as of one day: found however often, it stands here once.

    ``batch`` is the number under which it was passed on to people and groups; empty until then.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    thing = models.CharField(max_length=60)
    reason = models.CharField(max_length=16)
    day = models.DateField()
    made_at = models.DateTimeField()
    batch = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ledger", "thing", "reason", "day"], name="matter_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(batch=None), name="matter_waiting"),
            models.Index(fields=["batch"], name="matter_by_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.reason} {self.day}"


class Notice(models.Model):
    """What one person, or one group, is told of one ledger for one reason: how many things of a batch of matters.

    For a person it is the notice in the product. ``send_from`` is when it may go outside as well, empty where it need not or
    has gone into a delivery.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="notices")
    reason = models.CharField(max_length=16)
    n = models.PositiveIntegerField()
    batch = models.BigIntegerField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    send_from = models.DateTimeField(null=True, blank=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "ledger", "reason", "batch"], name="notice_to_person_once"),
            models.UniqueConstraint(fields=["group", "ledger", "reason", "batch"], name="notice_to_group_once"),
            addressee_is_one("notice_to_one"),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["user", "-id"], name="notice_newest"),
            models.Index(fields=["send_from"], condition=Q(send_from__isnull=False), name="notice_to_send"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.n}"

    @property
    def why(self) -> Reason:
        """The reason itself."""
        return BY_CODE[self.reason]
