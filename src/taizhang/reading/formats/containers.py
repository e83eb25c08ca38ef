"""What a file is by its first bytes, and why some kinds are not read."""

from __future__ import annotations

import io
import zipfile
import zlib

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"  # within the first 1024 bytes

_ZIP_KINDS = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
)
_OPEN_DOCUMENTS = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
)
_RTF = b"{\\rtf"
_REFUSED_ZIPS = {
    "pptx": "是演示文稿（PPT），其中没有可读的台账。请提供 Word、Excel 或文本文件。",
    "odf": "是 OpenDocument 的演示、图形或其他文件，其中没有可读的台账。请提供 Word、Excel 或文本文件。",
    "zip": "是压缩包。请解压后把其中的文件分别上传。",
    "broken": "的压缩结构已损坏，可能没有传完。请重新上传，或用 Word、WPS 打开另存一份。",
}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")  # that can be recognised (OCR)
_PICTURE = "是图片。请提供可以选中文字的文件，或先做文字识别（OCR）。"
_REFUSED_HEADS = (
    *((head, _PICTURE) for head in (*PICTURES, b"GIF8", b"BM")),
    (b"Rar!", _REFUSED_ZIPS["zip"]),
    (b"7z\xbc\xaf", _REFUSED_ZIPS["zip"]),
    (b"\x1f\x8b", _REFUSED_ZIPS["zip"]),
    (b"PK\x05\x06", "是空的压缩包，没有可读的内容。"),
)
PASSWORD = "有密码，打不开。请先在 Word、WPS 或 Excel 里去掉密码，另存后再上传。"
PDF_PASSWORD = "有密码，打不开。请用原来的软件去掉密码，或打印为新的 PDF 后再上传。"
_OLD = "是旧版办公软件的文件，看不出是文档还是表格。请用 Word 或 WPS 打开，另存为“.docx”后上传。"


def kind(data: bytes) -> str | None:
    """The kind of a container (docx, xlsx, doc, rtf, ofd, encrypted …), None for what is no container."""
    if data.startswith(ZIP):
        return _zip_kind(data)
    if data.startswith(_RTF):
        return "rtf"
    return _ole_kind(data) if data.startswith(OLE) else None


def refusal(data: bytes) -> str | None:
    """Why a file of a known kind is not read, None where it may be."""
    for head, reason in _REFUSED_HEADS:
        if data.startswith(head):
            return reason
    what = kind(data)
    if what == "encrypted":
        return PASSWORD
    if what == "ole":
        return _OLD
    return _REFUSED_ZIPS.get(what or "")


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and "content.xml" in names:
                return _open_document(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError, EOFError, zlib.error, RuntimeError):
        return "broken"
    return next((what for prefix, what in _ZIP_KINDS if any(name.startswith(prefix) for name in names)), "zip")


def _open_document(archive: zipfile.ZipFile) -> str:
    """OpenDocument files say in a member of their own what they are; templates count as what they make."""
    with archive.open("mimetype") as member:
        said = member.read(100)
    return next((what for name, what in _OPEN_DOCUMENTS if said.startswith(name)), "odf")


def _ole_kind(data: bytes) -> str:
    """Compound files name their streams in UTF-16; those names tell what is inside."""
    for stream, what in (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return what
    return "ole"
