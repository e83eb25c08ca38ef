"""Looking back (回头看) at what was closed: who looked, when, and whether it had held."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models.finding import Finding


class LookBackKind(models.TextChoices):
    """Who looks back, and on what occasion."""

    OWN_CHECK = "own_check", _("本单位自查")
    SPOT_CHECK = "spot_check", _("抽查")
    EVALUATION = "evaluation", _("整改评估")


class LookBack(models.Model):
    """One look back at a closed finding: passed it stays closed, else a new cycle begins. Written once, never changed.

    ``cycle`` is the one that was looked at. ``found`` is what was found, ``reference`` the number of the paper that says so.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="look_backs")
    cycle = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=LookBackKind.choices)
    carried_out_on = models.DateField()
    checked_by = models.CharField(max_length=120)
    passed = models.BooleanField()
    found = models.TextField(blank=True)
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "position"], name="look_back_position_once"),
            models.CheckConstraint(condition=Q(kind__in=LookBackKind.values), name="look_back_kind_known"),
            models.CheckConstraint(condition=~Q(checked_by=""), name="look_back_names_who_checked"),
            models.CheckConstraint(condition=Q(passed=True) | ~Q(found=""), name="look_back_failed_with_reason"),
            models.UniqueConstraint(fields=["finding", "cycle"], condition=Q(passed=False), name="look_back_fails_once"),
        ]

    def __str__(self) -> str:
        return f"{self.carried_out_on} {self.get_kind_display()}"
