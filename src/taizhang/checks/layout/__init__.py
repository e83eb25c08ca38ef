"""Layout: a Word file against GB/T 9704-2012 (``gbt9704.py``): pages, typefaces, sizes, indents, page numbers, fonts.

It looks only at a file (``Paper.file``) that means to be an official document: of a kind that is issued as one, or with a
document number, or set in its typefaces. A ledger, a list, a page of news or notes has no layout to depart from.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from taizhang.checks.layout.checks import CHECKS
from taizhang.checks.paper import Paper
from taizhang.checks.remark import Remark
from taizhang.gbt9704 import TITLE_SONG
from taizhang.reading import Unreadable
from taizhang.reading.formats import containers

if TYPE_CHECKING:
    from taizhang.checks.layout.file import File

__all__ = ["CHECKS", "remarks"]

_ISSUED = ("反馈意见", "方案", "通报", "报告", "审计报告")
_NUMBER = re.compile(r"^[ \u3000]*\S{2,20}〔(?:19|20)\d\d〕\d{1,5}号[ \u3000]*$", re.MULTILINE)
_HEAD = 2_000  # characters that a document number stands in


def remarks(paper: Paper) -> Iterator[Remark]:
    """Every departure; nothing where there is no Word file, it is no official document, or its parts are damaged."""
    if paper.file is None or containers.kind(paper.file) != "docx":
        return
    from taizhang.checks.layout.file import File  # late: lxml, which a text does not need

    with contextlib.suppress(Unreadable, RecursionError):  # what the text needs was read; the rest may be broken or hostile
        yield from list(_found(paper, File(paper.file, paper.reading)))


def _found(paper: Paper, file: File) -> Iterator[Remark]:
    from taizhang.checks.layout import fonts, page_numbers, pages, setting, wording
    from taizhang.checks.layout.departures import told

    for peer in (pages, setting, page_numbers, wording, fonts) if is_official(file) else ():
        yield from told(paper.text, peer.departures(file))


def is_official(file: File) -> bool:
    """Whether the file means to be an official document."""
    reading = file.reading
    if not file.lines:
        return False
    if reading.document_kind in _ISSUED or _NUMBER.search(reading.text[:_HEAD]):
        return True
    return any((look.font or "") in TITLE_SONG for line in file.lines[:3] for _, look in file.runs(line))
