"""Deleting binders whose days are over, and files that belong to none."""

from __future__ import annotations

import time
from datetime import datetime

from taizhang.binders.models import Binder, folder

A_DAY = 24 * 60 * 60
AT_ONCE = 200


def delete_expired(*, before: datetime, at: datetime) -> int:
    """Delete the binders asked for before that time with their files, and files that have had no binder for a day.

    Returns how many binders.
    """
    old = list(Binder.objects.filter(asked_at__lt=before)[:AT_ONCE])
    for binder in old:
        binder.file.unlink(missing_ok=True)
        binder.delete()
    _sweep()
    return len(old)


def _sweep() -> None:
    """Files without a row: a crash left them, or their ledger is gone. One that is being written is young."""
    if not folder().is_dir():
        return
    for file in folder().iterdir():
        known = Binder.objects.filter(key=file.stem).exists() if _is_key(file.stem) else False
        if not known and file.stat().st_mtime < time.time() - A_DAY:
            file.unlink(missing_ok=True)


def _is_key(stem: str) -> bool:
    return len(stem) == 36 and stem.count("-") == 4
