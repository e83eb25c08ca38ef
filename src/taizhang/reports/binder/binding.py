"""Pages bound to one PDF: ``python -m taizhang.reports.binder.binding JOB`` joins PDFs, numbers every page, writes the outline.

A program of its own, as ``paging`` is: the memory that a volume takes is given back when it ends.
"""

from __future__ import annotations

import ctypes
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from taizhang.gbt9704 import PAGE_NUMBER, points
from taizhang.reports.binder.outline import Mark, write_outline

FACE, LABEL_FACE = b"Times-Roman", b"Helvetica"
LABEL_PT = 11
FOOT_MM, EDGE_MM = 9, 8  # of the number above the lower edge, of the label from the upper right corner
PAD_PT = 3
_SIXTEEN_BITS = ctypes.c_ushort


class Stamp(NamedTuple):
    """Words on a page, where they stand as the page is looked at, in points from its lower left corner."""

    words: str
    face: bytes
    size: float
    left: float
    foot: float
    framed: bool


def main() -> int:
    """Bind one volume; prints how many pages it has."""
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(bind(job["items"], Path(job["target"]), job["first"], job["unnumbered"]))  # noqa: T201 - what the program is for
    return 0


def bind(items: list[dict[str, Any]], target: Path, first: int, unnumbered: int) -> int:
    """Join the items: their ``pdf`` (of ``only`` one page, that one), ``label`` and ``marks`` of their first page.

    The first page of all is number ``first``; so many pages at the beginning – covers – are ``unnumbered``. Returns
    how many pages there are.
    """
    import pypdfium2

    marks: list[Mark] = []
    labels: dict[int, str] = {}
    with pypdfium2.PdfDocument.new() as made:
        for item in items:
            at = len(made)
            marks += [Mark(title, level, at) for title, level in item["marks"]]
            if item["label"]:
                labels[at] = item["label"]
            with pypdfium2.PdfDocument(item["pdf"]) as source:
                made.import_pages(source, None if item["only"] is None else [item["only"]])
        count = len(made)
        for at in range(count):
            number = "" if at < unnumbered else f"{PAGE_NUMBER.dash} {first + at} {PAGE_NUMBER.dash}"
            _stamp(made, at, number, labels.get(at, ""))
        made.save(str(target))
    write_outline(target, marks)
    return count


def _stamp(made: Any, at: int, number: str, label: str) -> None:
    """Write the page's number at its foot and its label in the corner, upright as the page is looked at."""
    from pypdfium2 import raw

    page = made[at]
    left, foot, right, top = page.get_cropbox()
    turned = page.get_rotation() // 90
    wide, high = (right - left, top - foot) if turned % 2 == 0 else (top - foot, right - left)
    stamps = []
    if number:
        size = PAGE_NUMBER.type.size_pt
        stamps.append(Stamp(number, FACE, size, (wide - _width(number, size)) / 2, points(FOOT_MM), False))
    if label:
        across = wide - points(EDGE_MM) - _width(label, LABEL_PT)
        stamps.append(Stamp(label, LABEL_FACE, LABEL_PT, across, high - points(EDGE_MM) - LABEL_PT, True))
    for stamp in stamps:
        _write(made, page, stamp, (left, foot, right, top), turned)
    raw.FPDFPage_GenerateContent(page)
    page.close()


def _write(made: Any, page: Any, stamp: Stamp, box: tuple[float, float, float, float], turned: int) -> None:
    """The words on a white ground: a photograph may lie below them."""
    from pypdfium2 import raw

    matrix = _matrix(box, turned, stamp.left, stamp.foot)
    wide, high = _width(stamp.words, stamp.size), stamp.size
    ground = raw.FPDFPageObj_CreateNewRect(-PAD_PT, -PAD_PT, wide + 2 * PAD_PT, high + PAD_PT)
    raw.FPDFPageObj_SetFillColor(ground, 255, 255, 255, 255)
    raw.FPDFPath_SetDrawMode(ground, raw.FPDF_FILLMODE_WINDING, stamp.framed)
    raw.FPDFPageObj_Transform(ground, *matrix)
    font = raw.FPDFText_LoadStandardFont(made, stamp.face)
    words = raw.FPDFPageObj_CreateTextObj(made, font, stamp.size)
    signs = [*map(ord, stamp.words), 0]
    raw.FPDFText_SetText(words, (_SIXTEEN_BITS * len(signs))(*signs))
    raw.FPDFPageObj_Transform(words, *matrix)
    for shape in (ground, words):
        raw.FPDFPage_InsertObject(page, shape)
    raw.FPDFFont_Close(font)


def _matrix(
    box: tuple[float, float, float, float], turned: int, x: float, y: float
) -> tuple[float, float, float, float, float, float]:
    """From the page as it is looked at to its own lines, which it is turned against by so many quarters to the right."""
    left, foot, right, top = box
    return (
        (1, 0, 0, 1, left + x, foot + y),
        (0, 1, -1, 0, right - y, foot + x),
        (-1, 0, 0, -1, right - x, top - y),
        (0, -1, 1, 0, left + y, top - x),
    )[turned]


def _width(words: str, size: float) -> float:
    """How wide digits, dashes and blanks are in the standard faces."""
    ems = {"—": 1.0, " ": 0.25, "-": 0.333}
    return sum(ems.get(sign, 0.53) for sign in words) * size


if __name__ == "__main__":
    sys.exit(main())
