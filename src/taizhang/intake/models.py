"""The papers that were brought in and what was read in them."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang import sheet
from taizhang.accounts.models import Unit
from taizhang.files.models import Original
from taizhang.ledger.models import Ledger


class PaperState(models.TextChoices):
    """How far a paper has come."""

    WAITING = "waiting", _("正在识读")
    READ = "read", _("待生成台账")
    UNREADABLE = "unreadable", _("无法识读")
    ADOPTED = "adopted", _("已生成台账")


class Paper(models.Model):
    """One uploaded paper: the original, what it was called, what was read in it, and the ledger that came of it.

    ``sender`` is who made it, where a person said so; ``pages`` how many pages can be shown as pictures.
    """

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=PaperState.choices, default=PaperState.WAITING)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="papers")
    brought_at = models.DateTimeField()
    reading_text = models.TextField(blank=True)
    sheet_text = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    version = models.PositiveIntegerField(default=1)
    sender = models.CharField(max_length=120, blank=True)
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=PaperState.values), name="paper_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="adopted", ledger__isnull=False) | ~models.Q(state="adopted") & models.Q(ledger=None),
                name="paper_adopted_with_ledger",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reading(self) -> dict[str, Any]:
        """What was read, in the form of ``taizhang read --json``; empty before it is read."""
        reading: dict[str, Any] = json.loads(self.reading_text or "{}")
        return reading

    @property
    def sheet(self) -> sheet.Sheet:
        """The findings and measures as they will be adopted."""
        return sheet.from_plain(json.loads(self.sheet_text)) if self.sheet_text else sheet.Sheet()


class Mend(models.Model):
    """One change a person made to what was read, with the Sheet as it was before: undoing is putting that back."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="mends")
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=20)
    before = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "version"]
        constraints = [models.UniqueConstraint(fields=["paper", "version"], name="mend_version_once")]

    def __str__(self) -> str:
        return f"{self.paper} {self.version} {self.name}"


class KnownHeading(models.Model):
    """What a sender means by a heading of his tables, as an office chose it: a field of the ledger, or nothing (left out)."""

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="known_headings")
    sender = models.CharField(max_length=120)
    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=20, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["office", "sender", "heading"], name="heading_known_once")]

    def __str__(self) -> str:
        return f"{self.sender} {self.heading} → {self.field}"


class DeliveryState(models.TextChoices):
    """How far a delivery has come."""

    OPEN = "open", _("待核对")
    MERGED = "merged", _("已汇入")
    PUT_ASIDE = "put_aside", _("已放弃")


class Delivery(models.Model):
    """Up to twelve files that came back for one ledger (报送), held against it as one; merged when a person has looked.

    ``as_of`` is the day that progress without a day of its own is told for; ``sender`` whose headings are meant.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.OPEN)
    as_of = models.DateField()
    sender = models.CharField(max_length=120, blank=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deliveries")
    brought_at = models.DateTimeField()
    merged_at = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [models.CheckConstraint(condition=models.Q(state__in=DeliveryState.values), name="delivery_state_known")]

    def __str__(self) -> str:
        return f"{self.ledger} {self.brought_at:%Y-%m-%d}"


class DeliveredFile(models.Model):
    """One file of a delivery, as it was brought."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="delivered_files")

    class Meta:
        ordering = ["delivery", "position"]
        constraints = [models.UniqueConstraint(fields=["delivery", "position"], name="delivered_file_position_once")]

    def __str__(self) -> str:
        return self.name


class WordTemplate(models.Model):
    """A body's own Word template (.docx): filled with a ledger's facts. It was looked at before it was kept."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="word_templates")
    title = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="word_templates")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="word_templates")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "title"], name="word_template_title_once")]

    def __str__(self) -> str:
        return self.title


class Template(models.Model):
    """A receiver's own form (.xlsx) of a body's list: filled in place. What its headings mean is remembered for the receiver."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="templates")
    receiver = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="templates")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="templates")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["receiver", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "receiver"], name="template_of_receiver_once")]

    def __str__(self) -> str:
        return f"{self.receiver} {self.name}"
