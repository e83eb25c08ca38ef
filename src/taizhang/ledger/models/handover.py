"""Handing work on (交接) when a responsible leader or a unit's handler changes: what was open, and that both confirmed it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Unit
from taizhang.ledger.models.finding import Finding
from taizhang.ledger.models.ledger import Ledger
from taizhang.ledger.models.measure import Measure


class HandoverKind(models.TextChoices):
    """What is handed on: a leader's responsibility, or the work of a unit's contact or handler."""

    LEADER = "leader", gettext_lazy("责任领导")
    CONTACT = "contact", gettext_lazy("联络员（经办人）")


class Handover(models.Model):
    """One handover (交接单): from whom to whom, which open items, and the day on which each of the two confirmed.

    Of a leader the items pass to the other when both have confirmed. Of a contact nothing in the items changes: his unit
    still leads. ``reference`` is the number of the signed paper, where one of them confirmed on paper.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="handovers")
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=HandoverKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="handovers")
    giver = models.CharField(max_length=60)
    giver_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="handovers_given"
    )
    taker = models.CharField(max_length=60)
    taker_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="handovers_taken"
    )
    reason = models.CharField(max_length=200)
    made_on = models.DateField()
    made_by = models.CharField(max_length=120)
    given_on = models.DateField(null=True, blank=True)
    given_on_paper = models.BooleanField(default=False)
    taken_on = models.DateField(null=True, blank=True)
    taken_on_paper = models.BooleanField(default=False)
    reference = models.CharField(max_length=120, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["ledger", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="handover_serial_once"),
            models.CheckConstraint(condition=Q(kind__in=HandoverKind.values), name="handover_kind_known"),
            models.CheckConstraint(condition=~Q(giver="") & ~Q(taker="") & ~Q(giver=F("taker")), name="handover_between_two"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(given_on=None) | Q(taken_on=None), name="handover_withdrawn_before_done"
            ),
        ]

    def __str__(self) -> str:
        return _("第%(n)d号交接单：%(giver)s → %(taker)s") % {"n": self.serial, "giver": self.giver, "taker": self.taker}

    @property
    def key(self) -> str:
        """How events of the ledger's log name this handover."""
        return f"handover:{self.serial}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to confirm it."""
        return self.withdrawn_on is None and (self.given_on is None or self.taken_on is None)


class HandoverItem(models.Model):
    """One open item that a handover lists."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="handover_items")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="handover_items")

    class Meta:
        ordering = ["handover", "position"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="handover_item_position_once"),
            models.CheckConstraint(
                condition=Q(finding=None, measure__isnull=False) | Q(finding__isnull=False, measure=None),
                name="handover_item_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handover_id}.{self.position}"

    @property
    def subject(self) -> Finding | Measure:
        """What is handed on."""
        found = self.finding or self.measure
        assert found is not None  # nosec B101 - the database holds that it is one of the two
        return found
