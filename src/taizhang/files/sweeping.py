"""Sweeping the digest store: files that no row names any more, and what a crash left half-written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from taizhang.files import store
from taizhang.files.models import Original

A_DAY = 24 * 60 * 60
AT_ONCE = 500  # SQLite takes 999 parameters


def sweep() -> int:
    """Remove every file that has had no row for a day; younger ones may belong to a transaction that is under way."""
    return sum(_remove(path) for path in _unnamed() if _is_old(path))


def _unnamed() -> Iterator[Path]:
    """The files that no row names, folder by folder."""
    for folder in sorted(store.folder().glob("??")):
        names = sorted(path.name for path in folder.iterdir())
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            known = set(Original.objects.filter(pk__in=some).values_list("pk", flat=True))
            yield from (folder / name for name in some if name not in known)


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - A_DAY
    except FileNotFoundError:
        return False


def _remove(path: Path) -> bool:
    """Remove the file, unless somebody stores the same bytes at this moment: that makes it young again.

    It is first put aside, so that whoever comes later writes his own.
    """
    aside = path if path.name.startswith(store.PARTIAL) else path.with_name(store.PARTIAL + path.name)
    os.replace(path, aside)
    if not _is_old(aside) and not path.exists():
        os.replace(aside, path)
        return False
    aside.unlink()
    return True
