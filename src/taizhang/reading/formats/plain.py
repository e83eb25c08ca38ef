"""Plain text: UTF-8, UTF-16 and GB18030, told apart by strict decoding and by how plausible the result is."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.limits import DEFAULTS, Limits

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE = 1 << 16
PLAUSIBLE = 0.92  # share of common characters; right guesses measured 0.98 and more

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ADVICE = "请用记事本或 WPS 打开，另存为“UTF-8”编码的文本后重新上传。"


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The text as it stands, line ends made one newline; nothing is left out."""
    text = normalise(decode(data))
    if len(text) > limits.characters:
        raise Unreadable(f"文字超过 {limits.characters:,} 个字。请拆成几个文件再导入。")
    return Document(text)


def decode(data: bytes) -> str:
    """The characters behind the bytes. Raises Unreadable where no encoding gives a plausible text."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" not in data and (text := _decoded(data, "utf-8")) is not None:
        return text  # valid UTF-8 is never an accident
    candidates = ("utf-16-le", "utf-16-be") if b"\0" in data else ("gb18030", "utf-16-le", "utf-16-be")
    texts = [text for encoding in candidates if (text := _decoded(data, encoding)) is not None]
    best = max(texts, key=plausibility, default="")
    if not best or plausibility(best) < PLAUSIBLE:
        raise Unreadable("看不出文字编码，可能不是文本文件，或者文件已经损坏。" + _ADVICE)
    return best


def normalise(text: str) -> str:
    """The text with '\\n' for every kind of line end. Raises Unreadable, naming the place, at a control character."""
    text = _LINE_ENDS.sub("\n", text.rstrip("\x1a"))  # DOS ended files with ^Z
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        raise Unreadable(f"第 {line} 行第 {column} 个字处有控制字符（U+{ord(bad[0]):04X}），不像文本文件。" + _ADVICE)
    return text


def plausibility(text: str) -> float:
    """How much of the text (its first part) common Chinese and English writing could consist of, from 0 to 1.

    Common means GB2312 or the first level of Big5; of a wrongly guessed encoding at most nine tenths is, of the right one all.
    """
    sample = text[:SAMPLE]
    return sum(map(_common, sample)) / len(sample) if sample else 0.0


@lru_cache(maxsize=1 << 16)
def _common(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        traditional = character.encode("big5", "ignore")
        return bool(traditional) and traditional[0] <= 0xC6


def _strictly(data: bytes, encoding: str) -> str:
    text = _decoded(data, encoding)
    if text is None:
        raise Unreadable("文件开头标明了文字编码，内容却不符合，可能没有传完或已经损坏。" + _ADVICE)
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
