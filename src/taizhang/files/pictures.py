"""Pages of originals as pictures: drawn anew by a program of its own, so that nothing of the file itself reaches a browser."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from taizhang.files import photographs, store
from taizhang.files.models import Original
from taizhang.reading.formats.containers import PDF

WIDTH = 1000  # pixels: a page of A4 can be read at that, and is some 100 KB
SECONDS = 20
MOST_PAGES = 300


class NoPicture(Exception):
    """There is no such page, or it cannot be drawn."""


def page_count(data: bytes) -> int:
    """How many pages of a file can be shown as pictures: those of a PDF, one of a photograph, none of anything else."""
    if photographs.is_photograph(data):
        return 1
    if PDF not in data[:1024]:
        return 0
    from taizhang.reading.formats.pdf import page_count as count  # late: pypdfium2

    return min(count(data), MOST_PAGES)


def picture(original: Original, page: int) -> bytes:
    """Page number ``page`` (from 1) as a PNG; drawn when it is asked for first, then kept. Raises NoPicture, store.Damaged."""
    path = Path(settings.HOME) / "pictures" / original.digest[:2] / f"{original.digest}-{page}.png"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _keep(path, _drawn(store.fetch(original), page))


def _drawn(data: bytes, page: int) -> bytes:
    if not photographs.is_photograph(data):
        return page_of(data, page)
    try:
        return photographs.drawn(data)
    except ValueError as error:
        raise NoPicture from error


def page_of(data: bytes, page: int) -> bytes:
    """Page number ``page`` (from 1) of a PDF as a PNG. Raises NoPicture."""
    program = [sys.executable, "-m", "taizhang.reading.formats.pdf_picture", str(page - 1), str(WIDTH)]
    if not 1 <= page <= page_count(data):
        raise NoPicture
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise NoPicture from error
    return done.stdout


def _keep(path: Path, data: bytes) -> bytes:
    """Keep the picture, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(partial, path)
    return data
