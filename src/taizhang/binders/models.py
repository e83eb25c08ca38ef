"""The binders that people have asked for, how far each has come, and what is not in it."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models import Finding, Ledger


class BinderState(models.TextChoices):
    """How far a binder has come."""

    WAITING = "waiting", _("正在汇编")
    READY = "ready", _("可以下载")
    FAILED = "failed", _("没有编成")


class BinderForm(models.TextChoices):
    """What it is bound as."""

    PDF = "pdf", _("PDF")
    ZIP = "zip", _("压缩包")


class Binder(models.Model):
    """One binder, of a whole ledger or of one ``finding``: it is its person's own, and holds what he could see.

    ``serials`` are the findings in it; ``whole`` that it was made for somebody who saw all of the ledger. ``beat_at`` is when its
    making last gave a sign of life; ``tries`` how many times it was begun. The file, named by ``key``, lies outside the store of
    originals, since it is made again at any time.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="binders")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="binders")
    form = models.CharField(max_length=4, choices=BinderForm.choices)
    state = models.CharField(max_length=8, choices=BinderState.choices, default=BinderState.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="binders")
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    ending = models.CharField(max_length=5, blank=True)
    size = models.BigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    volumes = models.PositiveIntegerField(default=0)
    whole = models.BooleanField(default=False)
    serials_text = models.TextField(blank=True)
    missing_text = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BinderState.values), name="binder_state_known"),
            models.CheckConstraint(condition=Q(form__in=BinderForm.values), name="binder_form_known"),
        ]
        indexes = [models.Index(fields=["state", "beat_at"], name="binder_by_state")]

    def __str__(self) -> str:
        return f"{self.ledger} {self.form} {self.asked_at:%Y-%m-%d}"

    @property
    def file(self) -> Path:
        """Where it lies once it is ready."""
        return folder() / f"{self.key}{self.ending}"

    @property
    def serials(self) -> list[int]:
        """The serial numbers of the findings in it."""
        return list(json.loads(self.serials_text or "[]"))

    @property
    def missing(self) -> list[dict[str, str]]:
        """The pieces whose pages are not in it: number, name, place, why."""
        return list(json.loads(self.missing_text or "[]"))

    @property
    def kept_until(self) -> datetime:
        """When it is deleted."""
        return self.asked_at + timedelta(days=settings.BINDER_DAYS)


def folder() -> Path:
    """Where the files of all binders lie."""
    return Path(settings.HOME) / "binders"
