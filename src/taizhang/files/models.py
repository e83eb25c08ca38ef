"""What is in the digest store."""

from __future__ import annotations

from django.db import models


class Original(models.Model):
    """One stored file, named by the SHA-256 of its bytes. What it was called stands with whoever uses it."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]
