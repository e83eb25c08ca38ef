"""The numbers at the feet of the pages: whether there are any, how they are set, on which side they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from taizhang.checks.layout import checks
from taizhang.checks.layout.departures import Departure, departure
from taizhang.checks.layout.file import File
from taizhang.gbt9704 import PAGE_NUMBER, size_name
from taizhang.reading.formats.ooxml import attribute, child, children, descend, flag, local

_DASHES = "—–－-─"


def departures(file: File) -> Iterator[Departure]:
    """One departure for how the numbers are set, one for the side they stand on."""
    numbered = [(kind, p) for section in file.sections for kind, root in file.footers(section).items() for p in _numbers(root)]
    if not numbered:
        yield departure(checks.PAGE_NUMBER, (0, 0), {"found": "没有页码", "found_english": "There are no page numbers"})
        return
    if found := _wrong(file, numbered[0][1]):
        facts = {"found": "页码" + "、".join(found), "found_english": "Page numbers are " + ", ".join(found.values())}
        yield departure(checks.PAGE_NUMBER, (0, 0), facts)
    if not _takes_sides(file, numbered):
        yield departure(checks.PAGE_NUMBER_SIDE, (0, 0), {})


def _wrong(file: File, paragraph: etree._Element) -> dict[str, str]:
    """What is wrong with a number, in Chinese and English."""
    size = _size(file, paragraph)
    found = {} if size == PAGE_NUMBER.type.size_pt else {f"是{size_name(size)}": f"set in {size:g} pt"}
    return found if _has_dashes(paragraph) else found | {"两边没有一字线": "without dashes"}


def _numbers(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs that hold a field of the page's number; of a box and its fallback each holds it."""
    for paragraph in descend(root, "p"):
        if any(_names_page(e) for e in paragraph.iter()) and not any(True for _ in descend_below(paragraph, "p")):
            yield paragraph


def descend_below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The descendants of this name, not the element itself."""
    return (each for each in descend(element, name) if each is not element)


def _names_page(element: etree._Element) -> bool:
    name = local(element.tag)
    said = (element.text if name == "instrText" else attribute(element, "instr") if name == "fldSimple" else "") or ""
    return said.split()[:1] == ["PAGE"]


def _size(file: File, paragraph: etree._Element) -> float:
    """The size of the number's own run: the one behind the field's instruction, else of any text."""
    runs = [run for run in descend(paragraph, "r") if child(run, "t") is not None] or list(descend(paragraph, "r"))
    digits = [run for run in runs if any((t.text or "").strip().isdecimal() for t in children(run, "t"))]
    run = next(iter(digits or runs), None)
    return file.formatting.run(child(paragraph, "pPr"), child(run, "rPr")).size_pt


def _has_dashes(paragraph: etree._Element) -> bool:
    text = "".join(e.text or "" for e in descend(paragraph, "t")).strip()
    return text[:1] in tuple(_DASHES) and text[-1:] in tuple(_DASHES) and len(text) > 1


def _takes_sides(file: File, numbered: list[tuple[str, etree._Element]]) -> bool:
    """Whether the number changes sides: by a frame that stands outside, or by footers of their own for even pages."""
    if any(_outside(paragraph) for _, paragraph in numbered):
        return True
    if not flag(child(file.settings, "evenAndOddHeaders")):
        return False
    sides = {kind.rpartition(" ")[2]: _side(file, paragraph) for kind, paragraph in reversed(numbered)}
    return sides.get("default") == "right" and sides.get("even") == "left"


def _outside(paragraph: etree._Element) -> bool:
    if attribute(child(child(paragraph, "pPr"), "framePr"), "xAlign") == "outside":
        return True
    above = paragraph.iterancestors()
    anchored = next((e for e in above if local(e.tag) in ("anchor", "shape")), None)
    if anchored is None:
        return False
    if "mso-position-horizontal:outside" in (attribute(anchored, "style") or ""):
        return True
    place = child(child(anchored, "positionH"), "align")
    return place is not None and (place.text or "").strip() == "outside"


def _side(file: File, paragraph: etree._Element) -> str:
    frame = attribute(child(child(paragraph, "pPr"), "framePr"), "xAlign")
    found = frame or file.formatting.paragraph(child(paragraph, "pPr")).alignment
    return "left" if found == "both" else found
