"""Counts kept beside the rows: as they stand, by day, and the intervals from which any day's counts can be made again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.ledger.models.ledger import Ledger


class Tally(models.Model):
    """How many there are of something: kept with every change, so that a page need not count rows.

    ``scope`` is ``all``, ``aspect:<id>`` or ``due:<date>`` (open findings by deadline). Rebuilt by ``tally.rebuild``.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="tallies")
    scope = models.CharField(max_length=30)
    level = models.CharField(max_length=14)
    state = models.CharField(max_length=24)
    degree = models.CharField(max_length=16)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "scope", "level", "state", "degree"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.level} {self.state} {self.degree}: {self.n}"


class DailySum(models.Model):
    """By how much the number of something changed on one day (Asia/Shanghai): the sum up to a day is the count as of it."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="daily_sums")
    day = models.DateField()
    level = models.CharField(max_length=14)
    state = models.CharField(max_length=24)
    degree = models.CharField(max_length=16)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "day", "level", "state", "degree"], name="daily_sum_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.level} {self.state} {self.degree}: {self.n:+}"


class Interval(models.Model):
    """From when until when one thing of a ledger stood in one state with one degree; open-ended while it does.

    ``subject`` is its key in the log. ``since`` and ``until`` are event numbers, the days beside them are Asia/Shanghai's.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="intervals")
    subject = models.CharField(max_length=60)
    level = models.CharField(max_length=14)
    state = models.CharField(max_length=24)
    degree = models.CharField(max_length=16)
    since = models.BigIntegerField()
    since_day = models.DateField()
    until = models.BigIntegerField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "subject"], condition=Q(until=None), name="interval_open_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(since__lte=F("until")), name="interval_in_order"),
        ]
        indexes = [models.Index(fields=["ledger", "subject", "since"], name="interval_of_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.state} {self.since_day}–{self.until_day or ''}"
