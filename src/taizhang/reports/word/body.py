"""A paper's blocks in their order, as the sections of a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from taizhang.gbt9704 import ATTACHMENT_TITLE_LINE, BODY, GRID, HEADINGS
from taizhang.reports.listed import Listed
from taizhang.reports.official import Attachment, Block, Boxes, Figure, Heading, Official, numbered
from taizhang.reports.titles import lines
from taizhang.reports.word import pages, red_head, signature, styles, tables
from taizhang.reports.word.figure import figure
from taizhang.reports.word.marks import NAMESPACES, fonts, paragraph, plain, run
from taizhang.reports.word.package import packed

_OPENING = re.compile("<w:p><w:pPr>(<w:pStyle [^>]*/>)?(<w:keepNext/>)?")
_TAG = re.compile("<[^>]+>")
# LibreOffice moves the whole of a paragraph that is kept; Word only its end. A longer one would leave half a page empty.
_LONGEST_KEPT = 10 * GRID.characters
_AFTER_TABLE = paragraph(styles.END, "")  # Word makes one table of two that touch, and ends nothing with a table
_LAST = "<w:keepNext/><w:widowControl/>"  # the last text goes with the signature: two of its lines at least


class _Part(NamedTuple):
    """The text, or an attachment: its elements, and whether its pages lie across."""

    elements: list[str]
    across: bool


def docx(paper: Official, *, paged: bool = True) -> bytes:
    """The bytes of the file; not ``paged`` where its pages go into something that numbers them itself."""
    parts = [_Part([*_text(paper)], paper.across)]
    for n, one in enumerate(paper.attachments, 1):
        shown = n if len(paper.attachments) > 1 else 0
        parts.append(_Part([*_attachment(one, shown, new_page=parts[-1].across == one.across)], one.across))
    if paper.tail:
        parts.append(_Part([red_head.tail(paper.tail)], across=False))
    members = {"styles": ("styles", styles.styles()), "settings": ("settings", pages.settings())}
    for across in {part.across for part in parts if paged}:
        members |= pages.footers(across)
    document = f"<w:document {NAMESPACES}><w:body>{_sections(parts, paged)}</w:body></w:document>"
    return packed(document, dict(sorted(members.items())), _core(paper))


def _sections(parts: list[_Part], paged: bool) -> str:
    """The parts, with the properties of a section behind every run of them that lie alike; the last stand by themselves."""
    groups = [(across, [e for part in some for e in part.elements]) for across, some in groupby(parts, lambda part: part.across)]
    told = [_closed(elements, pages.section(across, paged=paged)) for across, elements in groups[:-1]]
    across, elements = groups[-1]
    return "".join(told) + "".join(elements) + pages.section(across, paged=paged)


def _closed(elements: list[str], section: str) -> str:
    """The elements with the section's properties in their last paragraph."""
    return "".join(elements[:-1]) + elements[-1].replace("</w:pPr>", f"{section}</w:pPr>", 1)


def _text(paper: Official) -> Iterator[str]:
    if paper.head:
        yield from red_head.head(paper.head)
    yield from _titled(paper.title, styles.TITLE, paper.across)
    if paper.addressee:
        yield paragraph(styles.ADDRESSEE, run(paper.addressee))
    end = [*signature.end(paper)]
    blocks = [*_blocks(paper.blocks, paper.across)]
    if end and blocks and blocks[-1] != _AFTER_TABLE and len(_TAG.sub("", blocks[-1])) <= _LONGEST_KEPT:
        blocks[-1] = _kept(blocks[-1])
    yield from blocks
    yield from end


def _kept(last: str) -> str:
    """A paragraph that stays with what follows; its style is named before all else."""
    return _OPENING.sub(lambda opening: opening[0].removesuffix(styles.KEPT) + _LAST, last, count=1)


def _attachment(one: Attachment, n: int, *, new_page: bool) -> Iterator[str]:
    """附件 and its number on the first line of a page, the title on the third."""
    yield paragraph(styles.LABEL, run(f"附件{n or ''}"), "<w:pageBreakBefore/>" if new_page else "")
    yield from [paragraph("", "")] * (ATTACHMENT_TITLE_LINE - 2)
    yield from _titled(one.title, styles.ATTACHMENT_TITLE, one.across)
    yield from _blocks(one.blocks, one.across)


def _titled(title: str, style: str, across: bool) -> Iterator[str]:
    """A title line by line and the blank line below it."""
    yield from (paragraph(style, run(line), "<w:keepNext/>") for line in lines(title, across=across))
    yield paragraph("", "", "<w:keepNext/>")


def _blocks(blocks: Iterable[Block], across: bool) -> Iterator[str]:
    for block in numbered(blocks):
        if isinstance(block, Heading):
            yield _heading(block)
        elif isinstance(block, Listed):
            yield tables.table(block, across)
            yield _AFTER_TABLE
        elif isinstance(block, Boxes):
            yield tables.boxes(block, across)
            yield _AFTER_TABLE
        elif isinstance(block, Figure):
            yield figure(block.drawing, across)
        else:
            yield paragraph("", run(block.text))


def _heading(block: Heading) -> str:
    """A heading; text that runs on behind it is set as text. A heading by itself stays with what follows."""
    style = styles.HEADINGS[block.level - 1]
    heading = run(block.number + block.text)
    if not block.then:
        return paragraph(style, heading, "<w:keepNext/>" if block.level < len(HEADINGS) else "")
    return paragraph(style, heading + run(block.then, fonts(BODY.face)))


def _core(paper: Official) -> str:
    namespaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    title, creator = plain(paper.title.replace("\n", "")), plain(paper.signed_by)
    told = f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><cp:keywords>{plain(paper.stamp)}</cp:keywords>"
    return f"<cp:coreProperties {namespaces}>{told}</cp:coreProperties>"
