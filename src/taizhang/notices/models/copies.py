"""Copies of a ledger's head (校验码抄送): to which addresses outside, and up to where the log has been copied."""

from __future__ import annotations

from django.db import models

from taizhang.ledger.models import Ledger


class HeadCopies(models.Model):
    """Who keeps the heads of one ledger, by mail: bodies that supervise it and need no account here.

    ``size`` is how many events the log had when it was last copied, on the day ``copied_on``.
    """

    ledger = models.OneToOneField(Ledger, on_delete=models.CASCADE, primary_key=True, related_name="head_copies")
    addresses = models.TextField(blank=True)
    size = models.BigIntegerField(default=0)
    copied_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "head copies"

    def __str__(self) -> str:
        return f"{self.ledger_id}: {self.size}"

    @property
    def listed(self) -> list[str]:
        """The addresses, one by one."""
        return self.addresses.split()
