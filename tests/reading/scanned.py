"""Scans for tests: a page with text drawn as a picture, and a PDF that holds nothing but that picture."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from samples.write_pdf import Placed, joined, pdf
from taizhang.reading.formats.pdf_picture import picture

WIDTH = 1654


def scan(lines: Sequence[Placed]) -> bytes:
    """The lines on a page of A4 as a PNG."""
    return picture(pdf(lines), 0, WIDTH)


def scanned_pdf(*pages: Sequence[Placed]) -> bytes:
    """A PDF whose pages are pictures: a PNG's rows are what a PDF calls predictor 15."""
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()]
    for number, lines in enumerate(pages):
        objects += _page(3 + 3 * number, scan(lines))
    return joined(objects)


def _page(first: int, png: bytes) -> list[bytes]:
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    colours = {0: 1, 2: 3, 6: 4}[kind]
    start = png.index(b"IDAT")
    rows = png[start + 4 : start + 4 + struct.unpack(">I", png[start - 4 : start])[0]]
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 1} 0 R/Resources<</XObject<</P {first + 2} 0 R>>>>>>"
    )
    shape = f"/Width {width}/Height {height}/ColorSpace/{'DeviceGray' if colours == 1 else 'DeviceRGB'}/BitsPerComponent 8"
    coding = f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {colours}/Columns {width}>>/Length {len(rows)}"
    drawing = b"q 595 0 0 842 0 0 cm /P Do Q"
    return [
        page.encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        f"<</Type/XObject/Subtype/Image{shape}{coding}>>stream\n".encode() + rows + b"\nendstream",
    ]
