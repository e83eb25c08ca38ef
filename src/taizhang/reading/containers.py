"""What a file is by its first bytes, and why some kinds are not read."""

from __future__ import annotations

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"  # within the first 1024 bytes

_ZIP_KINDS = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)
_REFUSED_ZIPS = {
    "pptx": "是演示文稿（PPT），其中没有可读的台账。请提供 Word、Excel 或文本文件。",
    "ofd": "是 OFD 版式文件，目前不能读取。请另存为 Word 文档（.docx）后上传。",
    "odf": "是 OpenDocument 文件，目前不能读取。请另存为 Word 文档（.docx）或 Excel 工作簿（.xlsx）后上传。",
    "zip": "是压缩包。请解压后把其中的文件分别上传。",
    "broken": "的压缩结构已损坏，可能没有传完。请重新上传，或用 Word、WPS 打开另存一份。",
}
_SAVED_PAGE = "是单个文件的网页存档（.mht），目前不能读取。请在浏览器里另存为“仅 HTML”后上传。"
_REFUSED_HEADS = (
    (b"{\\rtf", "是 RTF 文件，目前不能读取。请用 Word 或 WPS 另存为 Word 文档（.docx）后上传。"),
    (b"MIME-Version:", _SAVED_PAGE),
    (b"From: <Saved by", _SAVED_PAGE),
    (b"\x89PNG", "是图片。请提供可以选中文字的文件。"),
    (b"\xff\xd8\xff", "是图片。请提供可以选中文字的文件。"),
    (b"GIF8", "是图片。请提供可以选中文字的文件。"),
    (b"BM", "是图片。请提供可以选中文字的文件。"),
    (b"II*\0", "是图片。请提供可以选中文字的文件。"),
    (b"MM\0*", "是图片。请提供可以选中文字的文件。"),
    (b"Rar!", _REFUSED_ZIPS["zip"]),
    (b"7z\xbc\xaf", _REFUSED_ZIPS["zip"]),
    (b"\x1f\x8b", _REFUSED_ZIPS["zip"]),
    (b"PK\x05\x06", "是空的压缩包，没有可读的内容。"),
)
PASSWORD = "有密码，打不开。请先在 Word、WPS 或 Excel 里去掉密码，另存后再上传。"
PDF_PASSWORD = "有密码，打不开。请用原来的软件去掉密码，或打印为新的 PDF 后再上传。"
_OLD_WORD = "是旧版 Word 文档（.doc 或 .wps）。请用 Word 或 WPS 另存为“.docx”后上传。"


def kind(data: bytes) -> str | None:
    """The kind of a container (docx, xlsx, doc, xls, encrypted …), None for what is no container."""
    if data.startswith(ZIP):
        return _zip_kind(data)
    return _ole_kind(data) if data.startswith(OLE) else None


def refusal(data: bytes) -> str | None:
    """Why a file of a known kind is not read, None where it may be."""
    for head, reason in _REFUSED_HEADS:
        if data.startswith(head):
            return reason
    what = kind(data)
    if what == "encrypted":
        return PASSWORD
    if what in ("doc", "ole"):
        return _OLD_WORD
    return _REFUSED_ZIPS.get(what or "")


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError, EOFError):
        return "broken"
    return next((what for prefix, what in _ZIP_KINDS if any(name.startswith(prefix) for name in names)), "zip")


def _ole_kind(data: bytes) -> str:
    """Compound files name their streams in UTF-16; those names tell what is inside."""
    for stream, what in (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return what
    return "ole"
