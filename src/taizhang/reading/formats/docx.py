"""Word documents: paragraphs, tables, text boxes and footnotes in reading order, with the numbers Word shows."""

from __future__ import annotations

from lxml import etree

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats.archive import Archive
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.formats.docx_numbering import Numbering
from taizhang.reading.formats.docx_paragraph import Fields, written_text
from taizhang.reading.formats.docx_table import Row, grid
from taizhang.reading.formats.ooxml import attribute, child, children, descend, local, value
from taizhang.reading.limits import DEFAULTS, Limits

_LEFT_OUT = frozenset({"del", "moveFrom", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "pPr", "tblGrid"})


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The document's body as Word would show it with all changes accepted; headers and footers are left out."""
    archive = Archive(data, limits)
    main = archive.related("", "officeDocument") or "word/document.xml"
    body = child(archive.xml(main), "body")
    if body is None:
        raise Unreadable("里没有 Word 正文，文件不完整。请用 Word 或 WPS 打开，另存为“.docx”后再上传。")
    assembly = Assembly(limits)
    _Walk(archive, main, assembly).blocks(body)
    return assembly.document("docx")


class _Walk:
    """One pass over the body, top to bottom: numbering and fields carry their state from paragraph to paragraph."""

    def __init__(self, archive: Archive, main: str, assembly: Assembly) -> None:
        numbering, styles, notes = (_part(archive, main, kind) for kind in ("numbering", "styles", "footnotes"))
        self._numbering = Numbering(numbering, styles)
        self._notes = {attribute(note, "id"): note for note in children(notes, "footnote") if attribute(note, "type") is None}
        self._assembly = assembly
        self._fields = Fields()
        self._carried = ""

    def blocks(self, container: etree._Element) -> None:
        """Write the paragraphs and tables of the container into the assembly."""
        for element in container:
            name = local(element.tag)
            if name == "p":
                for line in self._paragraph(element):
                    self._assembly.paragraph(line)
            elif name == "tbl":
                self._table(element)
            elif name not in _LEFT_OUT and not _contents(element):
                self.blocks(chosen(element))

    def _lines(self, container: etree._Element) -> list[str]:
        """The paragraphs of a cell, text box or note; a table inside gives a line a row."""
        lines: list[str] = []
        for element in container:
            name = local(element.tag)
            if name == "p":
                lines += self._paragraph(element)
            elif name == "tbl":
                lines += [" ".join(cell.text for cell in row) for row in grid(self._rows(element))]
            elif name not in _LEFT_OUT and not _contents(element):
                lines += self._lines(chosen(element))
        return lines

    def _paragraph(self, element: etree._Element) -> list[str]:
        """The paragraph, then what stands in its text boxes and footnotes."""
        properties = child(element, "pPr")
        text, asides = written_text(element, self._fields)
        text = self._carried + text
        if child(child(properties, "rPr"), "del") is not None:  # its mark is deleted: it runs on into the next
            self._carried = text
            return []
        self._carried = ""
        numbered = not self._fields.in_contents
        label = self._numbering.label(properties) if numbered and (text.strip() or not asides) else ""
        lines = [label + text] if text.strip() else []
        for aside in asides:
            lines += self._aside(aside)
        return lines

    def _aside(self, element: etree._Element) -> list[str]:
        if local(element.tag) == "txbxContent":
            return self._lines(element)
        note = self._notes.pop(attribute(element, "id"), None)
        return [] if note is None else self._lines(note)

    def _table(self, element: etree._Element) -> None:
        rows = self._rows(element)
        cells = [cell for row in rows for cell in row.cells]
        if len(cells) == 1:  # a frame drawn around paragraphs
            self._assembly.paragraph(cells[0].text)
        else:
            self._assembly.table(grid(rows))

    def _rows(self, element: etree._Element) -> list[Row]:
        rows: list[Row] = []
        for each in element:
            name = local(each.tag)
            if name == "tr":
                properties = child(each, "trPr")
                if child(properties, "del") is None:
                    rows.append(Row.of(each, properties, lambda cell: "\n".join(self._lines(cell))))
            elif name not in _LEFT_OUT:
                rows += self._rows(chosen(each))
        return rows


def chosen(element: etree._Element) -> etree._Element:
    """What to read of a wrapper: of alternatives the first, of a content control its content."""
    name = local(element.tag)
    if name == "AlternateContent":
        return next((e for kind in ("Choice", "Fallback") for e in children(element, kind) if len(e)), element)
    return next(children(element, "sdtContent"), element) if name == "sdt" else element


def _contents(element: etree._Element) -> bool:
    """A content control that holds the table of contents."""
    if local(element.tag) != "sdt":
        return False
    properties = child(element, "sdtPr")
    return properties is not None and any(value(e) == "Table of Contents" for e in descend(properties, "docPartGallery"))


def _part(archive: Archive, main: str, kind: str) -> etree._Element | None:
    name = archive.related(main, kind)
    return None if name is None else archive.xml(name)
