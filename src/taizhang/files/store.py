"""Putting files into the digest store and getting them out again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from taizhang.files.models import Original


class Damaged(Exception):
    """A stored file is missing or no longer has the bytes that its digest names."""


def keep(data: bytes, *, at: datetime) -> Original:
    """Store ``data`` and return its Original; the same bytes are stored once.

    The file is on disk, whole, before the row is written: a crash in between leaves a file without a row, never the reverse.
    """
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    if not path.exists():
        _write(path, data)
    original, _ = Original.objects.get_or_create(digest=digest, defaults={"size": len(data), "stored_at": at})
    return original


def fetch(original: Original) -> bytes:
    """The bytes of ``original``. Raises Damaged when they are not what was stored."""
    try:
        data = _path(original.digest).read_bytes()
    except OSError as error:
        raise Damaged(f"文件 {original.digest[:12]}… 不在文件库中，请从备份恢复。") from error
    if hashlib.sha256(data).hexdigest() != original.digest:
        raise Damaged(f"文件 {original.digest[:12]}… 与存入时不同，请从备份恢复。")
    return data


def _path(digest: str) -> Path:
    return Path(settings.HOME) / "files" / digest[:2] / digest


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
