"""OFD files (GB/T 33190): the text of all pages by its places; templates, stamps and annotations are left out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats.archive import Archive
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.formats.ofd_text import glyphs, numbers
from taizhang.reading.formats.ooxml import child, children, descend
from taizhang.reading.formats.pdf_layout import Page, arranged, paragraphs, with_common_margins, without_running_heads
from taizhang.reading.limits import DEFAULTS, Limits

A4 = (210.0, 297.0)  # millimetres
_BROKEN = "不是完整的 OFD 文件，缺少{}。请重新导出或重新下载后再上传。"
_LOCKED = "是加密的 OFD 文件，打不开。请用原来的软件解密，另存后再上传。"
_PICTURES = "里只有图片，没有文字（多半是扫描件）。请提供 Word 文档，或先转为 PDF 再做文字识别（OCR）。"


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The text of all pages of all documents in the file."""
    archive = Archive(data, limits)
    if "Encryptions.xml" in archive:
        raise Unreadable(_LOCKED)
    assembly, running = Assembly(limits), list[str]()
    reader = _Reader(archive, limits)
    for part, root in reader.documents():
        pages = [arranged(page) for page in reader.pages(part, root)]
        for text in paragraphs(without_running_heads(with_common_margins(pages))):
            assembly.paragraph(text)
        running += (line.text for page in reader.templates(part, root) for line in arranged(page))
    if not assembly.length:
        raise Unreadable(_PICTURES)
    return replace(assembly.document("ofd"), running=tuple(running))


class _Reader:
    """One pass over the file's documents; what is counted against the limits is counted over all of them."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._pages = 0
        self._characters = 0

    def documents(self) -> Iterator[tuple[str, etree._Element]]:
        """Each document's part and tree, as the file lists them."""
        entry = self._archive.xml("OFD.xml")
        if entry is None:
            raise Unreadable(_BROKEN.format("入口文件 OFD.xml"))
        for body in children(entry, "DocBody"):
            part = _joined("OFD.xml", (child(body, "DocRoot"), None))
            root = self._archive.xml(part) if part else None
            if root is None:
                raise Unreadable(_BROKEN.format("文档部件"))
            yield part, root

    def pages(self, part: str, root: etree._Element) -> Iterator[Page]:
        """The document's pages in order."""
        for entry in children(child(root, "Pages"), "Page"):
            self._pages += 1
            if self._pages > self._limits.pages:
                raise Unreadable(f"超过 {self._limits.pages:,} 页。请拆成几个文件再上传。")
            yield self._page(part, root, entry, f"第 {self._pages} 页")

    def templates(self, part: str, root: etree._Element) -> Iterator[Page]:
        """What stands on many pages: red heads, page heads, frames."""
        for number, entry in enumerate(children(child(root, "CommonData"), "TemplatePage")):
            if number < self._limits.pages:
                yield self._page(part, root, entry, "模板页")

    def _page(self, part: str, root: etree._Element, entry: etree._Element, called: str) -> Page:
        name = _joined(part, (None, entry.get("BaseLoc")))
        content = self._archive.xml(name) if name else None
        if content is None:
            raise Unreadable(_BROKEN.format(called))
        width, height = _box(child(content, "Area")) or _box(child(child(root, "CommonData"), "PageArea")) or A4
        self._characters += sum(len(code.text or "") for code in descend(content, "TextCode"))
        if self._characters > self._limits.characters:
            raise Unreadable(f"文字超过 {self._limits.characters:,} 个字。请拆成几个文件再上传。")
        return Page(width, height, tuple(glyphs(content, height)))


def _joined(part: str, said: tuple[etree._Element | None, str | None]) -> str:
    """The member a part names, by an element's text or an attribute: from its own folder, or from the top with a slash."""
    element, attribute = said
    place = (attribute or (element.text if element is not None else "") or "").strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), place)).lstrip("/") if place else ""


def _box(area: etree._Element | None) -> tuple[float, float] | None:
    """The width and height of an area's page."""
    box = child(area, "PhysicalBox")
    said = numbers(None if box is None else box.text)
    return (said[2], said[3]) if len(said) == 4 and min(said[2:]) > 1 else None
