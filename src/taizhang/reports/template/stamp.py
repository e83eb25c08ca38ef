"""What a filled form was made from, told in the form itself: a name of its sheet that people do not see.

A name that holds a text outlives Excel, WPS and LibreOffice, goes along when the sheet is copied into another workbook, and
touches no cell: a form is filled as it is. The name is found by how it is called, hidden or not: not every program keeps that.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from taizhang.reading.formats.archive import Archive
from taizhang.reading.limits import DEFAULTS, Limits

NAME = "_taizhang"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TEXT = re.compile(r'\s*=?\s*"((?:[^"]|"")*)"\s*')
BEHIND = ("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "fileRecoveryPr", "extLst")  # what names stand before


def put(book: Any, sheet: str, text: str) -> None:
    """Give the sheet of that name in the workbook's part ``book`` the stamp; another that it had goes."""
    place = str(_sheets(book).index(sheet))
    names = book.find(f"{{{MAIN}}}definedNames")
    if names is None:
        names = etree.Element(f"{{{MAIN}}}definedNames")
        behind = next((at for at, part in enumerate(book) if etree.QName(part).localname in BEHIND), len(book))
        book.insert(behind, names)
    for name in names.findall(f"{{{MAIN}}}definedName[@name='{NAME}'][@localSheetId='{place}']"):
        names.remove(name)
    name = etree.SubElement(names, f"{{{MAIN}}}definedName", name=NAME, localSheetId=place, hidden="1")
    name.text = '"{}"'.format(text.replace('"', '""'))


def stamped(data: bytes, limits: Limits = DEFAULTS) -> dict[str, str]:
    """The stamps of a workbook, by the names of its sheets."""
    book = Archive(data, limits).xml("xl/workbook.xml")
    if book is None:
        return {}
    sheets, found = _sheets(book), {}
    for name in book.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
        text, place = _TEXT.fullmatch(name.text or ""), str(name.get("localSheetId", ""))
        if name.get("name") == NAME and text and place.isdecimal() and int(place) < len(sheets):
            found[sheets[int(place)]] = text[1].replace('""', '"')
    return found


def _sheets(book: Any) -> list[str]:
    """The sheets' names in their order."""
    return [str(sheet.get("name")) for sheet in book.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")]
