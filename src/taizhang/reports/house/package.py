"""What a template's file may not bring along: macros, foreign files, links to elsewhere, fields that fetch or run something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.reading.document import Unreadable
from taizhang.reading.formats import containers
from taizhang.reading.formats.archive import Archive
from taizhang.reading.limits import MIB, Limits

LIMITS = Limits(file_bytes=10 * MIB, members=500, part_bytes=8 * MIB, unpacked_bytes=40 * MIB)
NOT_WORD = "请上传 Word 文档（.docx）。旧版 .doc 请先另存为 .docx。"
MACROS = "里面有宏。请在 Word 里另存为不带宏的 .docx。"
EMBEDDED = "里面嵌有其他文件或控件（{}）。请删去后再上传。"
LINKED = "里面有指向外部的链接（{}）。请在 Word 里删去链接的图片、文件，取消超链接后再上传。"
FIELD = "里面有会读取外部内容的域（{}）。请在 Word 里按 Ctrl+Shift+F9 把它变成文字。"
LOCKED = "有密码，打不开。请先在 Word 里去掉密码。"
_RELATIONS = ".rels"
_EMBEDDED = ("word/embeddings/", "word/activex/", "word/afchunk", "customui/")
_FIELDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE|AUTOTEXT|RD)\b", re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def wrongs(data: bytes, name: str) -> list[str]:
    """Why the file is not taken, as sentences; none where it may be looked at further."""
    kind = containers.kind(data)
    if name.lower().endswith((".docm", ".dotm")):
        return [MACROS]
    if kind != "docx":
        return [LOCKED if kind == "encrypted" else NOT_WORD]
    if len(data) > LIMITS.file_bytes:
        return [f"文件超过 {LIMITS.file_bytes // MIB} MB，不像模板。请压缩其中的图片。"]
    try:
        return list(dict.fromkeys(_wrongs(Archive(data, LIMITS))))
    except Unreadable as refusal:
        return [f"文件{refusal}"]


def _wrongs(archive: Archive) -> Iterator[str]:
    for name in archive.names(""):
        low = name.lower()
        if low.endswith("vbaproject.bin"):
            yield MACROS
        elif low.startswith(_EMBEDDED):
            yield EMBEDDED.format(name.rpartition("/")[2])
        elif low.endswith(_RELATIONS):
            yield from _links(archive, name)
        elif low.endswith(".xml"):
            yield from _fields(archive, name)
        else:
            archive.read(name)  # within its bounds


def _links(archive: Archive, name: str) -> Iterator[str]:
    root = archive.xml(name)
    for relation in () if root is None else root:
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        if relation.get("TargetMode") == "External":
            yield LINKED.format(relation.get("Target", "")[:60])
        elif kind in ("aFChunk", "oleObject", "control", "vbaProject"):
            yield MACROS if kind == "vbaProject" else EMBEDDED.format(kind)


def _fields(archive: Archive, name: str) -> Iterator[str]:
    root = archive.xml(name)
    if root is None:
        return
    if name == "[Content_Types].xml":
        if any("macroEnabled" in str(one.get("ContentType", "")) for one in root):
            yield MACROS
        return
    told = "".join(one.text or "" for one in root.iter(f"{_WORD}instrText"))
    told += " ".join(str(one.get(f"{_WORD}instr", "")) for one in root.iter(f"{_WORD}fldSimple"))
    yield from (FIELD.format(found[0].upper()) for found in _FIELDS.finditer(told))
