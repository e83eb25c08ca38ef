"""Manuscripts (合稿), their parts with every version of each, the remarks on them, and the numbers that were typed by hand."""

from __future__ import annotations

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit
from taizhang.files.models import Original
from taizhang.ledger.models import Ledger, Snapshot


class ManuscriptState(models.TextChoices):
    """How far a manuscript has come."""

    DRAFTING = "drafting", _("起草中")
    FINAL = "final", _("已定稿")
    WITHDRAWN = "withdrawn", _("已作废")


class Manuscript(models.Model):
    """One manuscript: a form (``form`` is its code) written from a snapshot, then amended part by part.

    ``fields`` is canonical text: the snapshot's numbers by name, as parts name them. ``checked`` is the digest of the text that
    was checked last. A final one never changes: ``final`` is its Word file.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="manuscripts")
    serial = models.PositiveIntegerField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="manuscripts")
    form = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ManuscriptState.choices, default=ManuscriptState.DRAFTING)
    fields = models.TextField()
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    checked = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    finalised_by = models.CharField(max_length=120, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    final = models.ForeignKey(Original, on_delete=models.PROTECT, null=True, blank=True, related_name="manuscripts")

    class Meta:
        ordering = ["ledger", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="manuscript_serial_once"),
            models.CheckConstraint(condition=Q(state__in=ManuscriptState.values), name="manuscript_state_known"),
            models.CheckConstraint(
                condition=Q(state="final", final__isnull=False, finalised_at__isnull=False) & ~Q(finalised_by="") & ~Q(checked="")
                | ~Q(state="final") & Q(final=None, finalised_at=None, finalised_by=""),
                name="manuscript_final_with_its_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title.replace("\n", "")

    @property
    def key(self) -> str:
        """How events of the ledger's log name this manuscript."""
        return f"manuscript:{self.serial}"

    @property
    def numbers(self) -> dict[str, str]:
        """The snapshot's numbers by name."""
        told: dict[str, str] = json.loads(self.fields)
        return told

    @property
    def is_open(self) -> bool:
        """Whether it is worked on."""
        return self.state == ManuscriptState.DRAFTING


class Part(models.Model):
    """One part: a heading (of level 1–3; 0 for what stands before all) and the text under it, a paragraph a line.

    ``name`` tells the part from others when the manuscript moves to another snapshot. ``run_on`` is text behind the heading in
    its line. ``base`` is what the snapshot gave; the part is amended where it says something else. ``unit`` may amend it; where
    there is none, the office alone.
    """

    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField()
    heading = models.TextField(blank=True)
    run_on = models.TextField(blank=True)
    text = models.TextField(blank=True)
    base = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="manuscript_parts")
    version = models.PositiveIntegerField(default=1)
    amended_by = models.CharField(max_length=120, blank=True)
    amended_unit = models.CharField(max_length=200, blank=True)
    amended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["manuscript", "position"]
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "position"], name="part_position_once"),
            models.UniqueConstraint(fields=["manuscript", "name"], name="part_name_once"),
            models.CheckConstraint(condition=Q(level__lte=3), name="part_level_known"),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def is_amended(self) -> bool:
        """Whether it says something else than the snapshot gave."""
        return self.whole != self.base

    @property
    def whole(self) -> str:
        """Its own words in one text: what runs on behind the heading, then the paragraphs."""
        return f"{self.run_on}\n{self.text}"


class PartVersion(models.Model):
    """A part as it was saved once: by whom, when. Written once, never changed."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    run_on = models.TextField(blank=True)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    by_unit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["part", "-number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="part_version_once")]

    def __str__(self) -> str:
        return f"{self.part_id}.{self.number}"


class TypedNumber(models.Model):
    """A number of the snapshot that somebody wrote by hand in a part instead: which, who, when, why."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="typed_numbers")
    field = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "field"], name="typed_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="typed_number_with_reason"),
        ]

    def __str__(self) -> str:
        return self.field


class Noted(models.Model):
    """A remark of the last check, and the reason why it is left so (``answer``). ``part`` is None for the whole paper."""

    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="remarks")
    position = models.PositiveIntegerField()
    part = models.ForeignKey(Part, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    message = models.TextField()
    english = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)
    sentence = models.CharField(max_length=64)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["manuscript", "position"]
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "position"], name="noted_position_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by="", answered_at=None)
                | ~Q(answer="") & ~Q(answered_by="") & Q(answered_at__isnull=False),
                name="noted_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.message
