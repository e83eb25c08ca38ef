"""Marks of secrecy (绝密 机密 秘密): a document that bears one has no place in this system."""

from __future__ import annotations

import re
from collections.abc import Iterable

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.limits import DEFAULTS, Limits

HEAD_LINES = 12  # a mark stands in the upper left corner of the first page, sometimes under a copy number
_LEVEL = r"(?P<level>绝\s*密|机\s*密|秘\s*密)"
_STARRED = re.compile(rf"{_LEVEL}\s*[★☆✩⭐]")
_ALONE = re.compile(rf"(?:密\s*级\s*[:：]?)?\s*[【\[（(]?\s*{_LEVEL}\s*[】\]）)]?\s*(?:[*＊\d年月至长期\s]*)")
_NAMED = re.compile(rf"{_LEVEL}\s*[★☆✩⭐]|[【\[（(]\s*(?P<bracketed>绝密|机密|秘密)\s*[】\]）)]")


def mark_of(document: Document, name: str = "", running: Iterable[str] = ()) -> str | None:
    """The level that the document is marked with, None where it bears no mark.

    Looked at are its first lines and cells, the lines of its page heads (``running``) and its name; what a text says
    further down *about* secrets is no mark.
    """
    if named := _NAMED.search(name):
        return _bare(named["level"] or named["bracketed"])
    lines = (line for line in document.text.split("\n") if line.strip())
    head = [cell for _, line in zip(range(HEAD_LINES), lines, strict=False) for cell in line.split("\t")]
    return next((level for line in (*head, *document.running, *running) if (level := _mark(line))), None)


def running_heads(data: bytes, form: str, limits: Limits = DEFAULTS) -> list[str]:
    """What stands at the head and foot of the pages of a Word document: reading leaves it out, a mark may stand there."""
    if form != "docx":
        return []
    from taizhang.reading.formats.archive import Archive  # late: lxml

    archive = Archive(data, limits)
    parts = [name for name in archive.names("word/") if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
    try:
        roots = [archive.xml(name) for name in parts]
    except Unreadable:
        return []
    return ["".join(str(text) for text in root.itertext()) for root in roots if root is not None]


def _mark(line: str) -> str | None:
    found = _STARRED.search(line) or _ALONE.fullmatch(line.strip())
    return _bare(found["level"]) if found else None


def _bare(level: str) -> str:
    return re.sub(r"\s", "", level)
