"""Word files drawn by LibreOffice, and what stands where on their pages, in millimetres from the lower left corner."""

from __future__ import annotations

import pypdfium2
import pytest

from taizhang.gbt9704 import GRID, mm
from taizhang.reading.formats import libreoffice, programs


def drawn(papers, home):
    """The papers (name → bytes of a .docx) as PDF documents by name; skips where LibreOffice is not installed."""
    program = programs.found(*libreoffice.NAMES)
    if program is None:
        pytest.skip("LibreOffice is not installed (make system-deps)")
    files = []
    for name, data in papers.items():
        files.append(str(home / f"{name}.docx"))
        (home / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    programs.run([program, profile, "--headless", "--convert-to", "pdf", *files], home, 120)
    return {name: pypdfium2.PdfDocument(home / f"{name}.pdf") for name in papers}


def signs(page):
    """Every sign of a page: what, left, bottom, right, top."""
    text = page.get_textpage()
    found = [(text.get_text_range(at, 1), *(mm(20 * side) for side in text.get_charbox(at))) for at in range(text.count_chars())]
    return [sign for sign in found if sign[0].strip()]


def lines(page):
    """The signs of a page line by line from the top, each line from the left."""
    found = []
    for sign in sorted(signs(page), key=height, reverse=True):
        if not found or height(found[-1][0]) - height(sign) > GRID.pitch_pt / 6:  # half a line, in millimetres
            found.append([])
        found[-1].append(sign)
    return [sorted(line, key=lambda sign: sign[1]) for line in found]


def height(sign):
    """Where the middle of a sign is."""
    return (sign[2] + sign[4]) / 2


def across(sign):
    """Where the middle of a sign is from the left."""
    return (sign[1] + sign[3]) / 2
