"""Web pages as official sites make them: the article with its tables and list numbers; the site around it left out.

Nothing is chosen by guess: everything that the page shows is kept, unless it is known to be furniture
(``html_furniture``). An extractor that picks a main block was tried and lost signatures, tables or list numbers.
"""

from __future__ import annotations

import re

from lxml import etree

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import plain
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.formats.html_furniture import Furniture, trim
from taizhang.reading.formats.html_table import text_within
from taizhang.reading.formats.html_walk import Block, Walk
from taizhang.reading.limits import DEFAULTS, Limits

_META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{1,30})", re.IGNORECASE)
_SAME_AS_GB18030 = ("gb2312", "gbk", "x-gbk", "gb18030", "gb_2312-80")
_SITE = re.compile(r"\s*[_|\-–—]+\s*[^_|\-–—]*$")


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The article of the page; its title stands first."""
    root = _tree(_decoded(data), limits)
    title = _title(root)
    blocks = Walk(Furniture(root)).blocks(root)
    assembly = Assembly(limits)
    for block in _with_title(trim(blocks, title), title):
        if isinstance(block, str):
            assembly.paragraph(block)
        else:
            assembly.table(block)
    return assembly.document("html", title)


def _decoded(data: bytes) -> str:
    """The page's characters: by its byte order mark, by what it declares, else as plain text is told apart."""
    declared = _META_CHARSET.search(data, 0, 4096)
    name = declared[1].decode("ascii").lower() if declared else ""
    if not data.startswith(tuple(mark for mark, _ in plain.BOMS)) and name and not name.startswith("utf"):
        try:
            return data.decode("gb18030" if name in _SAME_AS_GB18030 else name)
        except (UnicodeDecodeError, LookupError):
            pass  # declared wrongly, as happens when a page is saved anew
    return plain.decode(data)


def _tree(text: str, limits: Limits) -> etree._Element:
    if text.count("<") > limits.elements:
        raise Unreadable(f"网页里的标记超过 {limits.elements:,} 个，不像一篇文章。请把正文复制到 Word 或文本文件里再上传。")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("网页内容已损坏，没有读到文字。请在浏览器里打开，把正文复制到文本文件里再上传。") from error
    if root is None or any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable("网页结构嵌套过深或一段文字过长，不能完整读取。请在浏览器里打开，把正文复制到文本文件里再上传。")
    return root


def _title(root: etree._Element) -> str | None:
    """The article's title: what the site declares, else its only first heading, else the window's title without the site."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (said := _squeezed(meta.get("content") or "")):
            return said
    headings = [text for h in root.iter("h1") if (text := _squeezed(text_within(h)))]
    if len(headings) == 1:
        return headings[0]
    window = root.find(".//title")
    text = _squeezed("" if window is None else text_within(window))
    return _SITE.sub("", text) or text or None


def _with_title(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks with the title before them, unless they begin with it (on one line or several)."""
    if title is None:
        return blocks
    head = _bare("".join(block for block in blocks[:6] if isinstance(block, str)))
    return blocks if _bare(title) in head else [title, *blocks]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    return "".join(text.split())
