"""Tags, entities and markers of content systems that were left in a text: <br>, &nbsp;, [!--page--], {$content}."""

from __future__ import annotations

import html
import re

from taizhang.reading.repair.mending import Edit

KIND = "网页标记残留"
_MARK = re.compile(
    r"<(?P<end>/)?(?P<tag>br|p|div|li|tr|h[1-6]|span|strong|b|i|em|u|font|a|img|td|th|table|tbody|ul|ol|o:p|center|section)\b[^<>\n]{0,400}>"
    r"|(?P<entity>&(?:nbsp|ensp|emsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|middot|mdash|hellip|#\d{2,6}|#x[0-9a-fA-F]{2,6});)"
    r"|<!--.{0,400}?-->|\[!--[^\[\]\n]{0,80}--\]|\{\$[A-Za-z_.]{1,40}\}|\[(?:page|nextpage|/?font|/?color|/?size)[^\[\]\n]{0,40}\]",
    re.IGNORECASE,
)
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "center"}
_BLANK = {"\u00a0", "\u2002", "\u2003"}


def markers(text: str) -> list[Edit]:
    """Each marker replaced by what it stood for: a line break, a character, or nothing."""
    if "<" not in text and "&" not in text and "[!" not in text and "{$" not in text and "[page" not in text:
        return []
    return [Edit(m.start(), m.end(), _meant(text, m), KIND) for m in _MARK.finditer(text)]


def _meant(text: str, found: re.Match[str]) -> str:
    if found["entity"]:
        character = html.unescape(found["entity"])
        return " " if character in _BLANK else character
    tag = (found["tag"] or "").lower()
    alone = found.start() == 0 or text[found.start() - 1] == "\n" or text[found.end() : found.end() + 1] == "\n"
    return "\n" if tag in _BREAKS and not alone else ""
