"""Snapshots (数据版本): a ledger as it stood at the end of a day, frozen with the digest of all that it says."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.ledger.models.ledger import Ledger
from taizhang.reports.frozen import Version


class Snapshot(models.Model):
    """One snapshot. Written once, never changed: no verb does, and the digest stands in the ledger's log.

    ``about`` is the canonical text of what it says of the ledger as a whole, its numbers and those of other rooms; the findings
    follow in ``SnapshotPart``. ``digest`` is of all of it. ``head_size`` and ``head_root`` are the log's head as of that day.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="snapshots")
    serial = models.PositiveIntegerField()
    as_of = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=120)
    head_size = models.BigIntegerField()
    head_root = models.CharField(max_length=64)
    about = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["ledger", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="snapshot_serial_once"),
            models.CheckConstraint(condition=~Q(digest="") & ~Q(about=""), name="snapshot_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def key(self) -> str:
        """How events of the ledger's log name this snapshot."""
        return f"snapshot:{self.serial}"

    @property
    def version(self) -> Version:
        """How papers name it."""
        return Version(self.serial, self.as_of, self.digest)


class SnapshotPart(models.Model):
    """Some findings of a snapshot, as canonical text, compressed: ten thousand findings go into a hundred parts."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    packed = models.BinaryField()

    class Meta:
        ordering = ["snapshot", "position"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "position"], name="snapshot_part_position_once")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}.{self.position}"
