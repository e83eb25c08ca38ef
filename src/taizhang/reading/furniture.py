"""What a web page leaves in copied text: 来源, 字体, 打印, 上一篇, 版权 … Marked, never removed."""

from __future__ import annotations

import re

from taizhang.reading.lines import Line
from taizhang.reading.words import words_of

WORDS = words_of("furniture")["labels"]
_LABELLED = re.compile(rf"(?:[【\[〖（(]?\s*)?(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})\s*(?:[:：】\]〗]|$|\s)")
_ANYWHERE = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|Copyright|All Rights Reserved|【\s*(?:字体|打印|关闭|返回|大 ?中 ?小)"
    r"|扫码|微信公众号[:：]|首页\s*[>＞»]",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?[0-90-9]{1,3}(?:\s*页(?:[,，/\s]*共\s*[0-90-9]{1,3}\s*页)?)?[-—–\s]*")


def is_furniture(line: Line) -> bool:
    """Whether the line belongs to the page rather than to the text."""
    text = line.text
    if len(text) > 80 or text[-1] == "。":
        return False
    return bool(_LABELLED.match(text) or _ANYWHERE.search(text) or _PAGE_NUMBER.fullmatch(text))
