"""The same Word file back, each remark a comment at its place: for Word, WPS and LibreOffice, the text as it was.

Three members are written anew (the body, its relations, the list of kinds) and one is added; all others stay byte for byte,
which a library that opens and saves the whole document does not promise.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from lxml import etree

from taizhang.checks.comment_marks import Marker
from taizhang.checks.remark import Remark, Severity
from taizhang.checks.word_places import Places, WordText, body_of, main_part
from taizhang.reading import Unreadable
from taizhang.reading.formats import containers
from taizhang.reading.formats.archive import Archive
from taizhang.reading.formats.ooxml import attribute, children
from taizhang.reading.limits import DEFAULTS, Limits

Language = Literal["zh", "en"]
AUTHOR, INITIALS = "台账校核", "校核"
_KINDS = "[Content_Types].xml"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GRADES = {
    "zh": {Severity.ERROR: "【错误】", Severity.WARNING: "【提醒】", Severity.NOTE: "【提示】"},
    "en": {Severity.ERROR: "Error: ", Severity.WARNING: "Warning: ", Severity.NOTE: "Note: "},
}
_SIDES = ("left", "leftChars", "right", "rightChars", "firstLine", "firstLineChars")
_FURTHER = {"zh": ("可改为：{}", "已说明：{}"), "en": ("Could be: {}", "Answered: {}")}


def with_comments(
    data: bytes,
    read: str,
    remarks: Sequence[Remark],
    *,
    at: datetime | None = None,
    language: Language = "zh",
    limits: Limits = DEFAULTS,
) -> bytes:
    """The .docx ``data``, whose text was read as ``read``, with one comment a remark. Raises Unreadable for another kind of file.

    ``at`` is the time that the comments bear; without it they bear none.
    """
    if containers.kind(data) != "docx":
        raise Unreadable("不是 .docx，没法写入批注。请用 Word 或 WPS 另存为“.docx”后再校核。")
    try:
        return _commented(Archive(data, limits), read, remarks, at, language)
    except RecursionError:
        raise Unreadable("结构嵌套过深，可能是特意构造的文件。请另存为新文件后再校核。") from None


def _commented(archive: Archive, read: str, remarks: Sequence[Remark], at: datetime | None, language: Language) -> bytes:
    main = main_part(archive)
    root = archive.xml(main)
    word = WordText(body_of(root))
    if root is None or not word.paragraphs:
        raise Unreadable("里没有段落，没有地方写批注。请用 Word 或 WPS 打开，另存为“.docx”后再校核。")
    comments = _Comments(archive, main, root)
    marker = Marker(Places(word, read))
    for remark in remarks:
        marker.plan(comments.add(_lines(remark, language), at), remark.start, remark.end)
    marker.write()
    return _packed(archive, {main: root, **comments.members()})


def _lines(remark: Remark, language: Language) -> list[str]:
    """What a comment says: the remark, what could stand there instead, the reason somebody gave."""
    said = remark.english if language == "en" and remark.english else remark.message
    instead, answered = _FURTHER[language]
    lines = [_GRADES[language][remark.severity] + said]
    lines += [instead.format(remark.suggestion)] if remark.suggestion else []
    lines += [answered.format(remark.answer)] if remark.answer else []
    return [*lines, f"[{remark.code}]"]


class _Comments:
    """The file's comments: those it had, and the new ones behind them."""

    def __init__(self, archive: Archive, main: str, root: etree._Element) -> None:
        self._archive, self._main = archive, main
        self._space = root.tag.partition("}")[0] + "}"
        self._strict = "purl.oclc.org" in self._space
        had = archive.related(main, "comments")
        found = archive.xml(had) if had else None
        self._name = had if had and found is not None else _free(archive, posixpath.dirname(main))
        self._is_new = found is None
        self._root = etree.Element(f"{self._space}comments", nsmap={"w": self._space[1:-1]}) if found is None else found
        taken = [_number(attribute(comment, "id")) for tree in (self._root, root) for comment in _identified(tree)]
        self._next = max(taken, default=-1) + 1

    def add(self, lines: Iterable[str], at: datetime | None) -> etree._Element:
        """A comment of these lines, added; the mark that refers to it."""
        w = self._space
        comment = etree.SubElement(self._root, f"{w}comment", {f"{w}id": str(self._next), f"{w}author": AUTHOR})
        comment.set(f"{w}initials", INITIALS)
        if at is not None:
            comment.set(f"{w}date", at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        comment.extend(_paragraph(w, line) for line in lines)
        self._next += 1
        return etree.Element(f"{w}commentReference", {f"{w}id": str(self._next - 1)})

    def members(self) -> dict[str, etree._Element]:
        """The members that have to be written: the comments, and where they are new what names them."""
        written = {self._name: self._root}
        if self._is_new:
            written[_KINDS] = self._kinds()
            folder, base = posixpath.split(self._main)
            relations = posixpath.join(folder, "_rels", f"{base}.rels")
            written[relations] = self._relations(relations)
        return written

    def _kinds(self) -> etree._Element:
        root = self._archive.xml(_KINDS)
        if root is None:
            raise Unreadable("缺少内容类型清单，文件不完整。请用 Word 或 WPS 打开，另存为“.docx”后再校核。")
        space = root.tag.partition("}")[0] + "}"
        etree.SubElement(root, f"{space}Override", {"PartName": f"/{self._name}", "ContentType": _KIND})
        return root

    def _relations(self, name: str) -> etree._Element:
        root = self._archive.xml(name)
        if root is None:
            root = etree.XML(f'<Relationships xmlns="{_PACKAGE}/relationships"/>')
        taken = {relation.get("Id") for relation in root}
        identity = next(free for n in range(1, len(taken) + 2) if (free := f"rIdRemarks{n}") not in taken)
        space = root.tag.partition("}")[0] + "}"
        kind = f"{_STRICT if self._strict else _RELATION}/comments"
        etree.SubElement(root, f"{space}Relationship", {"Id": identity, "Type": kind, "Target": f"/{self._name}"})
        return root


def _paragraph(w: str, line: str) -> etree._Element:
    """One line of a comment, small and flush left: it would else be set like the document's own paragraphs."""
    paragraph = etree.Element(f"{w}p")
    properties = etree.SubElement(paragraph, f"{w}pPr")
    plain = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
    etree.SubElement(properties, f"{w}spacing", {w + key: value for key, value in plain.items()})
    etree.SubElement(properties, f"{w}ind", {w + side: "0" for side in _SIDES})
    etree.SubElement(properties, f"{w}jc", {f"{w}val": "left"})
    run = etree.SubElement(paragraph, f"{w}r")
    etree.SubElement(etree.SubElement(run, f"{w}rPr"), f"{w}sz", {f"{w}val": "20"})
    text = etree.SubElement(run, f"{w}t", {_SPACE: "preserve"})
    text.text = "".join(c for c in line if c.isprintable())
    return paragraph


def _identified(root: etree._Element) -> Iterable[etree._Element]:
    """Whatever bears the number of a comment, also of one whose text is lost."""
    yield from children(root, "comment")
    yield from (e for e in root.iter() if str(e.tag).endswith(("}commentRangeStart", "}commentReference")))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else -1


def _free(archive: Archive, folder: str) -> str:
    names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in range(10_000))
    return next(name for name in names if name not in archive)


def _packed(archive: Archive, written: dict[str, etree._Element]) -> bytes:
    """The container with these members in place of, or behind, those it had."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name in [*archive.names(""), *(name for name in written if name not in archive)]:
            tree = written.get(name)
            made.writestr(name, archive.read(name) if tree is None else _bytes(tree))
    return data.getvalue()


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
