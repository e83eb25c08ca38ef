"""Putting files into the digest store, getting them out again, and giving them up."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from taizhang.files.models import Original

PARTIAL = ".partial-"  # how the names of files begin that are being written, or removed


class Damaged(Exception):
    """A stored file is missing or no longer has the bytes that its digest names."""


def keep(data: bytes, *, at: datetime) -> Original:
    """Store ``data`` and return its Original; the same bytes are stored once.

    The file is on disk, whole, before the row is written: a crash in between leaves a file without a row, never the reverse.
    One that is there already is made young again, so that it is not swept up before its row is seen.
    """
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    try:
        os.utime(path)
    except FileNotFoundError:
        _write(path, data)
    original, _ = Original.objects.get_or_create(digest=digest, defaults={"size": len(data), "stored_at": at})
    return original


def fetch(original: Original) -> bytes:
    """The bytes of ``original``. Raises Damaged when they are not what was stored."""
    try:
        data = path_of(original.digest).read_bytes()
    except OSError as error:
        raise Damaged(f"文件 {original.digest[:12]}… 不在文件库中，请从备份恢复。") from error
    if hashlib.sha256(data).hexdigest() != original.digest:
        raise Damaged(f"文件 {original.digest[:12]}… 与存入时不同，请从备份恢复。")
    return data


def discard(original: Original) -> bool:
    """Give up a file, unless something still refers to it; whether it was given up. Its bytes go when the store is swept."""
    try:
        with transaction.atomic():
            original.delete()
    except ProtectedError:
        return False
    return True


def path_of(digest: str) -> Path:
    """Where the file of that digest is."""
    return folder() / digest[:2] / digest


def folder() -> Path:
    """Where all files are."""
    return Path(settings.HOME) / "files"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=PARTIAL)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
