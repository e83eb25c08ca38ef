"""The outline (bookmarks) of a PDF that PDFium wrote, which it has no call for: added behind the file, as PDF lets one do.

PDFium writes files of one form: the catalogue is object 1, the pages are object 2 with all kids in one list, the table of places
is plain. A file that is not of that form is left as it is: it lacks its outline and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path
from typing import NamedTuple

_TAIL = 4096
_END = re.compile(rb"/Size (\d+).*?startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_CATALOGUE = re.compile(rb"1 0 obj\r?\n<<(.*?)>>\r?\nendobj", re.DOTALL)
_KIDS = re.compile(rb"2 0 obj\r?\n<<.*?/Kids\[(.*?)\]", re.DOTALL)


class Mark(NamedTuple):
    """One bookmark: its title, its level from 0, the page it opens (from 0)."""

    title: str
    level: int
    page: int


def write_outline(path: Path, marks: list[Mark]) -> bool:
    """Add the bookmarks to the file; whether it could be done."""
    with path.open("rb") as file:
        catalogue = _CATALOGUE.search(file.read(_TAIL))
        file.seek(max(0, path.stat().st_size - _TAIL))
        end = _END.search(file.read())
        kids = _pages(path) if end and catalogue else []
    if not marks or end is None or catalogue is None or not kids:
        return False
    size, table = int(end[1]), int(end[2])
    objects = {1: b"<<%s/Outlines %d 0 R/PageMode/UseOutlines>>" % (catalogue[1], size), **_items(marks, size, kids)}
    _append(path, objects, size + 1 + len(marks), table)
    return True


def _pages(path: Path) -> list[int]:
    """The numbers of the page objects, in order."""
    data = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 16):
            data += piece
            if found := _KIDS.search(data):
                return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])]
            if len(data) > 1 << 22:
                break
    return []


def _items(marks: list[Mark], first: int, kids: list[int]) -> dict[int, bytes]:
    """The outline's own object, numbered ``first``, and those of its items behind it."""
    above = _parents(marks)
    under: dict[int, list[int]] = {}
    for at, parent in enumerate(above):
        under.setdefault(parent, []).append(at)
    objects = {first: b"<</Type/Outlines%s>>" % _ends(under[-1], first)}
    for at, mark in enumerate(marks):
        fellows = under[above[at]]
        place = bisect_left(fellows, at)
        told = b"/Title<%s>/Parent %d 0 R/Dest[%d 0 R/Fit]" % (_text(mark.title), first + 1 + above[at], kids[mark.page])
        if place:
            told += b"/Prev %d 0 R" % (first + 1 + fellows[place - 1])
        if place + 1 < len(fellows):
            told += b"/Next %d 0 R" % (first + 1 + fellows[place + 1])
        if at in under:
            told += _ends(under[at], first, closed=True)
        objects[first + 1 + at] = b"<<%s>>" % told
    return objects


def _parents(marks: list[Mark]) -> list[int]:
    """By mark the place of the one it stands under; -1 for none."""
    found: list[int] = []
    open_at: list[int] = []
    for at, mark in enumerate(marks):
        del open_at[min(mark.level, len(open_at)) :]
        found.append(open_at[-1] if open_at else -1)
        open_at.append(at)
    return found


def _ends(some: list[int], first: int, *, closed: bool = False) -> bytes:
    count = -len(some) if closed else len(some)
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first + 1 + some[0], first + 1 + some[-1], count)


def _text(title: str) -> bytes:
    return ("\ufeff" + title).encode("utf-16-be", "replace").hex().encode()


def _append(path: Path, objects: dict[int, bytes], size: int, table: int) -> None:
    """Write the objects, where each stands, and that the table before still holds."""
    with path.open("ab") as file:
        file.write(b"\n")
        places = {}
        for number, body in sorted(objects.items()):
            places[number] = file.tell()
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = file.tell()
        file.write(b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in sorted(places.items())))
        file.write(b"trailer\n<</Root 1 0 R/Size %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, table, start))
