"""Evidence as a contract: the slots that a measure must fill, and what fills them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.files.models import Original
from taizhang.ledger.models.measure import Measure


class Slot(models.Model):
    """One piece of evidence that a measure asks for: which kind, what, how many, and whether completion hangs on it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    what = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=1)
    required = models.BooleanField(default=True)

    class Meta:
        ordering = ["measure", "position"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "position"], name="slot_position_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="slot_count_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.what


class Evidence(models.Model):
    """One piece of evidence (佐证) of a measure: a stored file, or paper registered by its number and place.

    ``position`` is the last part of its number 1-1-1 and is never given twice. Classified evidence is always paper: only
    its number and place are kept. One file may stand under several measures. What was taken out stays, with the day.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="evidence")
    slot = models.ForeignKey(Slot, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence")
    cycle = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    paper_number = models.CharField(max_length=120, blank=True)
    paper_place = models.CharField(max_length=200, blank=True)
    classified = models.BooleanField(default=False)
    added_on = models.DateField()
    added_by = models.CharField(max_length=120)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["measure", "position"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["measure", "position"], name="evidence_position_once"),
            models.CheckConstraint(
                condition=Q(original__isnull=False) | (~Q(paper_number="") & ~Q(paper_place="")), name="evidence_is_somewhere"
            ),
            models.CheckConstraint(condition=Q(classified=False) | Q(original=None), name="evidence_classified_on_paper"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """How it is cited: 1-1-1, by its finding, its measure and its place there."""
        return f"{self.measure.finding.serial}-{self.measure.place}-{self.position}"
