"""What a piece's file is, and by which way its pages come of it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

from taizhang.reading import formats
from taizhang.reading.document import Unreadable
from taizhang.reading.formats import containers, plain
from taizhang.reports import pdf
from taizhang.reports.binder.contents import Piece

CHUNK = 1 << 20
PICTURE, PDF = "picture", "pdf"  # made pages of by ``paging``; every other kind goes through LibreOffice
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")
DAMAGED = "文件库里的文件缺失或与存入时不同，请从备份恢复"
NOT_TURNED = "“{}”不能转成 PDF，请打开原件另行打印"
LOCKED = "有密码，打不开"


class Sorted(NamedTuple):
    """A file in the work folder with its kind, or why none of its pages can be had."""

    kind: str = ""
    file: Path | None = None
    why: str = ""


def is_whole(piece: Piece) -> bool:
    """Whether the piece's file has the bytes that its digest names."""
    if piece.path is None:
        return False
    digest = hashlib.sha256()
    try:
        with piece.path.open("rb") as file:
            while some := file.read(CHUNK):
                digest.update(some)
    except OSError:
        return False
    return digest.hexdigest() == piece.digest


def sort(piece: Piece, folder: Path, name: str) -> Sorted:
    """What is to be done with the piece's file; what LibreOffice is to open is put into ``folder`` under ``name``."""
    if piece.path is None or not is_whole(piece):
        return Sorted(why=DAMAGED)
    with piece.path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(_PICTURES) or head[8:12] == b"WEBP":
        return Sorted(PICTURE, piece.path)
    if containers.PDF in head:
        return Sorted(PDF, piece.path)
    return _office(piece.path.read_bytes(), piece, folder, name)


def _office(data: bytes, piece: Piece, folder: Path, name: str) -> Sorted:
    kind = containers.kind(data)
    if kind in pdf.FILTERS:
        file = folder / f"{name}.{kind}"
        shutil.copyfile(str(piece.path), file)
        return Sorted(str(kind), file)
    if kind == "encrypted":
        return Sorted(why=LOCKED)
    try:
        form = formats.recognise(data, piece.name)
        if form.name not in ("text", "cells"):
            return Sorted(why=NOT_TURNED.format(form.label))
        words = plain.decode(data)
    except Unreadable:
        return Sorted(why=NOT_TURNED.format(formats.shown(piece.name)))
    file = folder / f"{name}.txt"
    file.write_text(words, "utf-8", "replace")
    return Sorted("txt", file)
