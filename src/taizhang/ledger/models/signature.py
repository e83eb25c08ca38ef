"""Decisions as they were signed, on screen or on paper, one by one or many on one approval form (审批表)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit
from taizhang.files.models import Original
from taizhang.ledger.models.finding import Finding, Manifestation
from taizhang.ledger.models.ledger import Ledger
from taizhang.ledger.models.measure import Measure
from taizhang.ledger.models.plan import Plan, PlanChange
from taizhang.ledger.states import move


class ApprovalForm(models.Model):
    """One approval form for one or many items that want the same decision; printed, signed once, then registered."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="approval_forms")
    serial = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    of = models.CharField(max_length=12)
    made_on = models.DateField()
    made_by = models.CharField(max_length=120)
    signed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["ledger", "-serial"]
        constraints = [models.UniqueConstraint(fields=["ledger", "serial"], name="approval_form_serial_once")]

    def __str__(self) -> str:
        return f"{self.serial} {self.action}"

    @property
    def key(self) -> str:
        """How events of the ledger's log name this form."""
        return f"form:{self.serial}"


class FormItem(models.Model):
    """One item of an approval form, with the digest of the text and files that stand on it."""

    form = models.ForeignKey(ApprovalForm, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="form_items")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="form_items")
    content = models.CharField(max_length=64)

    class Meta:
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "position"], name="form_item_position_once"),
            models.CheckConstraint(
                condition=Q(finding=None, measure__isnull=False) | Q(finding__isnull=False, measure=None),
                name="form_item_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}.{self.position}"


class Verdict(models.TextChoices):
    """What was decided."""

    AGREED = "agreed", _("同意")
    RETURNED = "returned", _("退回")


class Signature(models.Model):
    """One decision as it was signed: by whom, in what capacity, from which unit, on which day, over which content.

    On paper (``on_paper``) the office registered it, with the document's number, the meeting's and a scan; who signed need
    have no account. ``content`` is the digest of the text and files as they stood: a later change voids the signature.
    ``body`` is the body of the route for which he agreed, by its name then.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="signatures")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="signatures")
    manifestation = models.ForeignKey(Manifestation, on_delete=models.CASCADE, null=True, blank=True, related_name="signatures")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="signatures")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="signatures")
    plan_change = models.ForeignKey(PlanChange, on_delete=models.CASCADE, null=True, blank=True, related_name="signatures")
    form = models.ForeignKey(ApprovalForm, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    cycle = models.PositiveIntegerField(default=1)
    action = models.CharField(max_length=20)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    degree = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    name = models.CharField(max_length=60)
    capacity = models.CharField(max_length=60, blank=True)
    body = models.CharField(max_length=120, blank=True)
    unit_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="signatures"
    )
    signed_on = models.DateField()
    on_paper = models.BooleanField(default=False)
    reference = models.CharField(max_length=120, blank=True)
    meeting = models.CharField(max_length=120, blank=True)
    scan = models.ForeignKey(Original, on_delete=models.PROTECT, null=True, blank=True, related_name="scanned_signatures")
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    content = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="signature_verdict_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(unit_name=""), name="signature_names_its_signer"),
            models.CheckConstraint(condition=~Q(verdict="returned") | ~Q(reason=""), name="signature_returned_with_reason"),
        ]
        indexes = [
            models.Index(fields=["finding", "cycle", "action"], name="signature_of_finding"),
            models.Index(fields=["measure", "cycle", "action"], name="signature_of_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.action} {self.signed_on}"

    @property
    def word(self) -> str:
        """What was signed, in the table's words, untranslated."""
        of = next(name for name in ("finding", "measure", "plan", "plan_change") if getattr(self, f"{name}_id"))
        return move(self.action, of).word
