"""Photographs: told by their first bytes, held to a size, and drawn anew as PNG before a browser sees them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000  # beyond what telephones take; a bomb has more
WIDTH = 1000
# First bytes, at which offset. What else Pillow could read has had more holes than users.
_MARKS = ((b"\xff\xd8\xff", 0), (b"\x89PNG\r\n\x1a\n", 0), (b"GIF8", 0), (b"WEBP", 8), (b"BM", 0))
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")


def is_photograph(data: bytes) -> bool:
    """Whether the bytes begin as a picture that can be taken in."""
    return any(data[at : at + len(mark)] == mark for mark, at in _MARKS)


def check(data: bytes, name: str) -> None:
    """Refuse a picture that is broken or too large to be drawn. Raises ValidationError."""
    try:
        _opened(data)
    except ValueError as error:
        raise ValidationError(
            _("图片“%(name)s”打不开：文件已损坏，或者大得异常。请重新拍照或另存后再上传。") % {"name": name}
        ) from error


def drawn(data: bytes) -> bytes:
    """The picture as a PNG at most ``WIDTH`` wide, upright, with nothing else of the file. Raises ValueError."""
    from PIL import ImageOps

    picture = ImageOps.exif_transpose(_opened(data))
    try:
        picture.thumbnail((WIDTH, WIDTH * 4))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "PNG")
    except (OSError, SyntaxError, MemoryError) as error:
        raise ValueError("not a picture") from error
    return out.getvalue()


def _opened(data: bytes) -> Image:
    from PIL import Image as pillow  # noqa: N813 - the module, beside its class

    try:
        picture = pillow.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        picture.load()
    except (OSError, SyntaxError, MemoryError, pillow.DecompressionBombError) as error:
        raise ValueError("not a picture") from error
    return picture
