"""PDF files with text: lines put back into paragraphs, columns in reading order, running heads and page numbers left out."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw

from taizhang.reading.document import Document, Picture, Unreadable
from taizhang.reading.formats import containers
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.formats.pdf_layout import Glyph, Page, arranged, paragraphs, with_common_margins, without_running_heads
from taizhang.reading.limits import DEFAULTS, Limits

_LOCK = threading.Lock()  # PDFium is not thread-safe
_BROKEN = "已损坏，或不是完整的 PDF。请重新导出或重新下载后再上传。"
_PICTURES = "里只有图片，没有可以选中的文字（多半是扫描件）。请提供 Word 文档或文字版 PDF，或先做文字识别（OCR）。"
_NO_CODES = "里的文字没有编码，复制出来是乱码。请提供生成它的 Word 文档，或用“打印为 PDF”重新生成。"
_SPACES = frozenset({0x20, 0x09, 0xA0, 0x3000})
GARBLED = 0.3  # share of characters without a meaning


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The text of all pages."""
    with _LOCK:
        pages = _pages(data, limits)
    glyphs = sum(len(page.glyphs) for page in pages)
    if not glyphs:
        raise Picture(_PICTURES)
    if sum(_is_garbled(glyph.text) for page in pages for glyph in page.glyphs) > GARBLED * glyphs:
        raise Unreadable(_NO_CODES)
    assembly = Assembly(limits)
    for text in paragraphs(without_running_heads(with_common_margins([arranged(page) for page in pages]))):
        assembly.paragraph(text)
    return assembly.document("pdf")


def page_count(data: bytes) -> int:
    """How many pages there are."""
    with _LOCK:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Unreadable(containers.PDF_PASSWORD if locked else _BROKEN) from error


def _pages(data: bytes, limits: Limits) -> list[Page]:
    document = _opened(data)
    try:
        if len(document) > limits.pages:
            raise Unreadable(f"超过 {limits.pages:,} 页。请拆成几个文件再上传。")
        return list(_read_pages(document, limits))
    finally:
        document.close()


def _read_pages(document: pypdfium2.PdfDocument, limits: Limits) -> Iterator[Page]:
    count = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"的第 {index + 1} 页{_BROKEN}") from error
        count += text_page.count_chars()
        if count > limits.characters:
            raise Unreadable(f"文字超过 {limits.characters:,} 个字。请拆成几个文件再上传。")
        if text_page.count_chars() > limits.page_characters:
            raise Unreadable(f"的第 {index + 1} 页有 {text_page.count_chars():,} 个字，不像正常的页面。请重新导出后再上传。")
        yield Page(page.get_width(), page.get_height(), tuple(_glyphs(text_page)))
        text_page.close()
        page.close()


def _glyphs(text_page: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """The page's characters where they stand, in the order they were written; of spaces only that there was one."""
    handle, box = text_page.raw, raw.FS_RECTF()
    spaced = False
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _SPACES:
            spaced = True
        elif _has_meaning(code) and raw.FPDFText_GetLooseCharBox(handle, index, box):
            yield Glyph(chr(code), box.left, box.bottom, box.right, box.top, spaced)
            spaced = False


def _has_meaning(code: int) -> bool:
    return code > 0x20 and not (0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF)


def _is_garbled(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " "
