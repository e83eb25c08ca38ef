"""One page of a PDF as a PNG: ``python -m taizhang.reading.formats.pdf_picture PAGE WIDTH`` reads the file from stdin.

A program of its own: what a hostile file can do to PDFium – crash it, keep it busy, fill the memory – ends with this process.
"""

from __future__ import annotations

import math
import resource
import struct
import sys
import zlib

MEMORY = 1024 * 1024 * 1024
MOST_PIXELS = 4_000_000


def main() -> int:
    """Print the picture; 1 where there is no such page or it cannot be drawn."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    page, width = (int(argument) for argument in sys.argv[1:3])
    try:
        sys.stdout.buffer.write(picture(sys.stdin.buffer.read(), page, width))
    except (ValueError, MemoryError):
        return 1
    return 0


def picture(data: bytes, page: int, width: int) -> bytes:
    """Page number ``page`` (from 0), ``width`` pixels wide at most. Raises ValueError where it cannot be drawn."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        sheet = document[page]
        scale = _scale(sheet.get_width(), sheet.get_height(), width)
        bitmap = sheet.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise ValueError("no such page") from error
    return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """The PNG of these rows of pixels (grey, RGB or RGBA, one byte a channel, each row ``stride`` bytes long)."""
    kind = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * channels] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _scale(width: float, height: float, wanted: int) -> float:
    """Pixels a point: as wide as wanted, never more pixels than a picture may have."""
    if not (width > 0 and height > 0):
        raise ValueError("a page without extent")
    return min(wanted / width, math.sqrt(MOST_PIXELS / (width * height)))


if __name__ == "__main__":
    sys.exit(main())
