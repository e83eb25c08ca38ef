"""UTF-8 that was read as another code page (ç»Ÿæˆ˜, 缁熸垬): undone where every byte comes back, reported otherwise."""

from __future__ import annotations

import re

from taizhang.reading.repair.mending import Edit

KIND = "编码错乱"
_WESTERN = re.compile(
    "[åæçèéäï][\x80-\xbf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122][\x80-\xbf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_CHINESE = re.compile("锛|銆|鈥|鐨勶|鏁存敼")
_HAN = re.compile("[一-鿿]")


def undone(text: str) -> list[Edit]:
    """The lines that were read with the wrong code page, read with the right one."""
    if _WESTERN.search(text):
        return _lines(text, _WESTERN, _western)
    if len(_CHINESE.findall(text, 0, 20000)) >= 2:
        return _lines(text, _CHINESE, _chinese)
    return []


def _lines(text: str, sign: re.Pattern[str], undo: object) -> list[Edit]:
    edits, offset = [], 0
    for line in text.split("\n"):
        if sign.search(line):
            now = undo(line)  # type: ignore[operator]
            edits.append(Edit(offset, offset + len(line), now, KIND))
        offset += len(line) + 1
    return edits


def _western(line: str) -> str | None:
    raw = bytearray()
    for c in line:
        try:
            raw += c.encode("cp1252")
        except UnicodeEncodeError:
            if ord(c) > 0xFF:
                return None
            raw.append(ord(c))
    return _decoded(bytes(raw))


def _chinese(line: str) -> str | None:
    return _decoded(line.encode("gb18030", "replace"))


def _decoded(raw: bytes) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if _HAN.search(text) else None
