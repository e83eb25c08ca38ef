"""The drafts that people have checked, and the reasons they gave for leaving something as it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.drafts.result import Result, from_text
from taizhang.files.models import Original
from taizhang.ledger.models import Ledger


class DraftState(models.TextChoices):
    """How far a draft has come."""

    WAITING = "waiting", _("正在校核")
    CHECKED = "checked", _("已校核")
    UNREADABLE = "unreadable", _("无法校核")


class Draft(models.Model):
    """One paper that a person has checked (文稿): its original, what it is held against, what was found.

    ``follows`` is the paper as it was before it was mended. ``public`` says whether it is to be published; None: as it looks.
    ``round`` counts the times it was checked: what was found by an earlier one is not written over a later one.
    """

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="drafts")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=DraftState.choices, default=DraftState.WAITING)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")
    brought_at = models.DateTimeField()
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    feedback = models.ForeignKey(Original, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts_against")
    feedback_name = models.CharField(max_length=200, blank=True)
    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    as_of = models.DateField(null=True, blank=True)
    public = models.BooleanField(null=True, blank=True)
    round = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    problem = models.TextField(blank=True)
    result_text = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_state_known"),
            models.CheckConstraint(
                condition=Q(ledger=None, as_of=None) | Q(ledger__isnull=False, as_of__isnull=False),
                name="draft_ledger_with_day",
            ),
            models.CheckConstraint(
                condition=Q(feedback=None, feedback_name="") | Q(feedback__isnull=False) & ~Q(feedback_name=""),
                name="draft_feedback_with_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def result(self) -> Result:
        """What was found; empty before it is checked."""
        return from_text(self.result_text) if self.result_text else Result()

    @property
    def kept_until(self) -> datetime:
        """When it is deleted."""
        return self.brought_at + timedelta(days=settings.DRAFT_DAYS)


class Answer(models.Model):
    """A person's reason for leaving something as it is. It holds for the same remark on the same sentence, in whichever draft.

    ``digest`` names the sentence without keeping it; ``used_at`` is when a draft last had it.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="draft_answers")
    code = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["by", "code", "digest"], name="draft_answer_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.reason}"
