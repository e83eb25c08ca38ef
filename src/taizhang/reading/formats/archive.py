"""Zip containers opened with care: members counted, sizes bounded while unpacking, XML parsed without entities or network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from taizhang.reading.document import Unreadable
from taizhang.reading.formats.containers import PASSWORD
from taizhang.reading.limits import Limits

CHUNK = 1 << 16
_BOMB = "解压后大得异常，不像正常文件。请用 Word、WPS 或 Excel 打开，另存为新文件后再上传。"
_BROKEN = "已损坏，可能没有传完。请重新上传，或用 Word、WPS、Excel 打开另存一份。"


class Archive:
    """The members of one container, by name; nothing is unpacked before it is asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise Unreadable(_BROKEN) from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > limits.members:
            raise Unreadable(f"里面的部件超过 {limits.members:,} 个，不像正常文件。请另存为新文件后再上传。")

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self, prefix: str) -> list[str]:
        """The members below a folder."""
        return [name for name in self._members if name.startswith(prefix)]

    def read(self, name: str) -> bytes:
        """One member's bytes, as long as they stay within the limits. Raises KeyError where there is none."""
        info = self._members[name]
        if info.flag_bits & 1:
            raise Unreadable(PASSWORD)
        bound = self._bound(info)
        if info.file_size > bound:
            raise Unreadable(_BOMB)
        data = self._unpacked(info, bound)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """One member as a tree, None where there is none. A document type is refused: no Office file has one."""
        if name not in self._members:
            return None
        data = self.read(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise Unreadable(f"的部件 {shown(name)} {_BROKEN}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(f"的部件 {shown(name)} 带有外部定义（DTD），可能有害，没有读取。请另存为新文件后再上传。")
        return root

    def related(self, part: str, kind: str) -> str | None:
        """The member that ``part`` (or the whole package, for "") names as its ``kind`` (officeDocument, styles …)."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in () if root is None else root:
            if str(relation.get("Type", "")).endswith("/" + kind) and relation.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        return None

    def _bound(self, info: zipfile.ZipInfo) -> int:
        by_ratio = max(self._limits.ratio_from, info.compress_size * self._limits.ratio)
        return min(self._limits.part_bytes, self._left, by_ratio)

    def _unpacked(self, info: zipfile.ZipInfo, bound: int) -> bytes:
        """The member unpacked piece by piece: what a header declares may be a lie."""
        pieces, length = [], 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(CHUNK):
                    pieces.append(piece)
                    length += len(piece)
                    if length > bound:
                        raise Unreadable(_BOMB)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise Unreadable(f"的部件 {shown(info.filename)} {_BROKEN}") from error
        return b"".join(pieces)


def shown(name: str) -> str:
    """A member's name fit for a sentence."""
    return "".join(c for c in posixpath.basename(name) if c.isprintable())[:60] or "（未命名）"
