"""The formats Taizhang reads, listed once; what a file is, is decided by its content first and its name second."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from taizhang.reading.document import Document, Picture, Unreadable
from taizhang.reading.formats import containers
from taizhang.reading.limits import DEFAULTS, Limits

_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|table|div|p)[\s>]", re.IGNORECASE)
_MAIL = re.compile(rb"(?:\xef\xbb\xbf|\s)*(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z-]{1,40}:[ \t]*\S")
_MAIL_FIELD = re.compile(rb"^(?:MIME-Version|Content-Type|Received|Message-ID):", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Format:
    """One peer: its name, what people call it, how its files end, how its content shows, and the module that reads it."""

    name: str
    label: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]
    module: str


def _looks_like_html(data: bytes) -> bool:
    head = data[:4096].replace(b"\0", b"")  # UTF-16 pages too
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and bool(_HTML.search(head))


def _looks_like_mail(data: bytes) -> bool:
    return bool(_MAIL.match(data)) and bool(_MAIL_FIELD.search(data, 0, 16384))


def _is(*kinds: str) -> Callable[[bytes], bool]:
    return lambda data: containers.kind(data) in kinds


def _by_name_only(data: bytes) -> bool:
    """A table in text looks like any text: its name decides."""
    return False


FORMATS = (
    Format("docx", "Word 文档", (".docx", ".docm"), _is("docx"), "taizhang.reading.formats.docx"),
    Format("xlsx", "Excel 工作簿", (".xlsx", ".xlsm", ".xls", ".et"), _is("xlsx", "xls"), "taizhang.reading.formats.xlsx"),
    Format("doc", "旧版 Word 文档", (".doc", ".wps"), _is("doc"), "taizhang.reading.formats.libreoffice"),
    Format("rtf", "RTF", (".rtf",), _is("rtf"), "taizhang.reading.formats.libreoffice"),
    Format("opendocument", "OpenDocument", (".odt", ".ods"), _is("odt", "ods"), "taizhang.reading.formats.libreoffice"),
    Format("xlsb", "二进制工作簿", (".xlsb",), _is("xlsb"), "taizhang.reading.formats.libreoffice"),
    Format("ofd", "OFD 版式文件", (".ofd",), _is("ofd"), "taizhang.reading.formats.ofd"),
    Format("pdf", "PDF", (".pdf",), lambda data: containers.PDF in data[:1024], "taizhang.reading.formats.pdf"),
    Format("mail", "网页存档与邮件", (".mht", ".mhtml", ".eml"), _looks_like_mail, "taizhang.reading.formats.mail"),
    Format("html", "网页", (".html", ".htm"), _looks_like_html, "taizhang.reading.formats.html"),
    Format("cells", "表格文本", (".csv", ".tsv"), _by_name_only, "taizhang.reading.formats.pasted"),
    Format("text", "文本", (".txt", ".md", ".text"), bool, "taizhang.reading.formats.plain"),
)


def open_document(data: bytes, name: str, limits: Limits = DEFAULTS, ocr: bool = False) -> Document:
    """The file's text and tables, with ``ocr`` from pictures too.

    Raises Unreadable with one sentence that says what, where and what to do.
    """
    try:
        return _opened(data, name, limits, ocr)
    except Unreadable as refusal:
        raise Unreadable(f"“{shown(name)}”{refusal}") from refusal.__cause__
    except RecursionError:
        raise Unreadable(f"“{shown(name)}”结构嵌套过深，可能是特意构造的文件。请另存为新文件后再上传。") from None


def recognise(data: bytes, name: str) -> Format:
    """The format of these bytes. Raises Unreadable for a kind that is known and not read, and where the ending is wrong."""
    if refusal := containers.refusal(data):
        raise Unreadable(refusal)
    by_content = next(form for form in FORMATS if form.fits(data))
    if by_content.name != "text":
        return by_content
    by_name = next((form for form in FORMATS if name.lower().endswith(form.endings)), by_content)
    if by_name.name == "xlsx" and b"\t" in data:
        return _called("cells")  # what many systems export as .xls
    if by_name.name in ("docx", "xlsx", "pdf"):
        raise Unreadable(f"的扩展名是{by_name.label}的，内容却不是。请用原来的软件打开，另存为{by_name.label}后再上传。")
    return by_name if by_name.fits is _by_name_only else by_content


def _called(name: str) -> Format:
    return next(form for form in FORMATS if form.name == name)


def shown(name: str) -> str:
    """A file's name fit for a sentence: no folders, no control characters, not too long."""
    base = re.split(r"[/\\]", name)[-1]
    return "".join(c for c in base if c.isprintable())[:80] or "未命名"


def _opened(data: bytes, name: str, limits: Limits, ocr: bool) -> Document:
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("是空文件，没有可读的内容。请检查文件是否保存、上传完整。")
    if len(data) > limits.file_bytes:
        raise Unreadable(f"超过 {limits.file_bytes // (1024 * 1024)} MB。请拆成几个文件，或删去其中的图片后再上传。")
    document = _recognised(data, name, limits) if ocr else _read(data, name, limits)
    if not document.text.strip():
        raise Unreadable("里没有文字，可能只有图片。请提供可以选中文字的文件。")
    return document


def _read(data: bytes, name: str, limits: Limits) -> Document:
    document: Document = _reader(recognise(data, name)).read(data, limits)
    return document


def _recognised(data: bytes, name: str, limits: Limits) -> Document:
    """As it is read, or, where it holds pictures of pages only, as the pictures are recognised."""
    from taizhang.reading.formats import ocr  # late: hardly ever needed

    if data.startswith(containers.PICTURES):
        return ocr.read(data, limits)
    try:
        return _read(data, name, limits)
    except Picture:
        return ocr.read_pages(data, limits)


def _reader(form: Format) -> ModuleType:
    """The peer's module, imported when the first such file comes."""
    try:
        return importlib.import_module(form.module)
    except ModuleNotFoundError as error:
        raise Unreadable(
            f"是{form.label}，这套系统没有安装读取它的组件（{error.name}）。请联系管理员，或另存为 Word 文档后上传。"
        ) from error
