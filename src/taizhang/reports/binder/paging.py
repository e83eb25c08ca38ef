"""Pieces turned into pages: ``python -m taizhang.reports.binder.paging JOB`` makes a PDF of each picture and PDF it is given.

A program of its own: what a hostile file can do to PDFium or to the reading of pictures – crash it, keep it busy, fill the
memory – ends with this process, and the piece it was at is the one that is left out. It prints a line when a piece is done.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from pathlib import Path
from typing import Any

from taizhang.gbt9704 import PAGE, points

MEMORY = 2 * 1024**3
MOST_PIXELS = 100_000_000  # as evidence is taken in
MOST_PAGES = 1000
LONGEST = 2000  # dots of a picture's longer side: 190 an inch on A4
READ = 1500  # what a JPEG is read to have at least, where it can be read coarser: a quarter of the work
MARGIN_MM, FOOT_MM = 15, 20  # the page's number stands at its foot
QUALITY = 80
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
LOCKED, BROKEN = "有密码，打不开", "文件已损坏，打不开"
NO_PICTURE = "图片打不开，可能已损坏"
TOO_LONG = "有{}页，超过{}页，请单独打印"


class NoPages(Exception):
    """No pages come of the piece; its words say why."""


def main() -> int:
    """Go through the job's pieces."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for piece in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        print(json.dumps(_told(piece), ensure_ascii=False), flush=True)  # noqa: T201 - this is what the program is for
    return 0


def _told(piece: dict[str, Any]) -> dict[str, Any]:
    source, target = Path(piece["source"]), Path(piece["target"])
    try:
        return {"pages": picture(source, target) if piece["kind"] == "picture" else pdf(source, target)}
    except NoPages as why:
        return {"why": str(why)}
    except MemoryError:
        return {"why": NO_PICTURE if piece["kind"] == "picture" else BROKEN}


def pdf(source: Path, target: Path) -> int:
    """The pages of a PDF as they are, every one of them looked at; how many."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(source) as document:
            count = len(document)
            if count > MOST_PAGES:
                raise NoPages(TOO_LONG.format(count, MOST_PAGES))
            for page in document:
                page.close()
            if not count:
                raise NoPages(BROKEN)
            with pypdfium2.PdfDocument.new() as made:
                made.import_pages(document)
                made.save(str(target))
            return count
    except pypdfium2.PdfiumError as error:
        raise NoPages(LOCKED if "password" in str(error).casefold() else BROKEN) from error


def picture(source: Path, target: Path) -> int:
    """A picture on a page of A4 that lies as the picture does; always one."""
    import pypdfium2

    data, width, height = _drawn(source)
    across = width > height
    wide, high = points(PAGE.width_mm), points(PAGE.height_mm)
    if across:
        wide, high = high, wide
    room_wide, room_high = wide - 2 * points(MARGIN_MM), high - points(MARGIN_MM + FOOT_MM)
    scale = min(room_wide / width, room_high / height, points(25.4) / 96)  # a small picture is not blown up
    left, foot = (wide - width * scale) / 2, points(FOOT_MM) + (room_high - height * scale) / 2
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(wide, high)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(data))
        image.set_matrix(pypdfium2.PdfMatrix().scale(width * scale, height * scale).translate(left, foot))
        page.insert_obj(image)
        page.gen_content()
        document.save(str(target))
    return 1


def _drawn(source: Path) -> tuple[bytes, int, int]:
    """The picture drawn anew, upright, no finer than print shows: its JPEG, width and height."""
    from PIL import Image, ImageOps

    try:
        with Image.open(source, formats=_FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NoPages(NO_PICTURE)
            found.draft("RGB", (READ, READ))
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((LONGEST, LONGEST))
            out = io.BytesIO()
            _on_white(upright).save(out, "JPEG", quality=QUALITY)
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError) as error:
        raise NoPages(NO_PICTURE) from error
    return out.getvalue(), upright.width, upright.height


def _on_white(picture: Any) -> Any:
    """What shows through is paper, not black."""
    from PIL import Image

    if picture.mode in ("RGB", "L"):
        return picture
    shown = picture.convert("RGBA")
    white = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(white, shown).convert("RGB")


if __name__ == "__main__":
    sys.exit(main())
