"""What of a page is furniture: the site around the article, known by tag, by name, by being links, or by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from taizhang.reading.formats.html_walk import Block

_TAGS = frozenset({
    "head", "script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "frame", "frameset",
    "object", "embed", "applet", "svg", "canvas", "video", "audio", "map", "select", "option", "button", "textarea",
    "input", "dialog", "menu", "rt", "rp", "title", "meta", "link", "base", "datalist",
})  # fmt: skip
_BOXES = frozenset({
    "div", "section", "article", "main", "header", "ul", "ol", "dl", "table", "tbody", "tr", "td", "th", "form",
    "center", "p", "span", "li",
})  # fmt: skip
_LINK_BOXES = _BOXES - {"p", "li", "span"}
_MAY_HOLD_PROSE = frozenset({"nav", "footer", "aside"})  # badly made pages put the article in one
_NAMES = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|bread-?crumbs?|crumbs?|footer|foot|copyright|share|bd-?share\w*|b-?share\w*|"
    r"social|side-?bar|related|recommend|pager|pagination|paging|tool-?bar|tools|print|qr-?code|ewm|erweima|comments?|login|"
    r"search|banner|top-?bar|header|position|location|dqwz|weizhi|friend-?links?|yqlj|font-?size|hits|site-?map|"
    r"prev-?next|gotop|back-?top)(?![a-z])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\d]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STOPS = str.maketrans("", "", "，。；：、？！,;")
_FOOT_WORDS = re.compile(r"版权所有|ICP备|公网安备|网站标识码|网站地图|技术支持[:：]|主办单位[:：]|承办单位[:：]|政府网站找错")
_HEAD_LINE = re.compile(
    r"^[\[【(（|\s]*(?:发布|发表|更新|编辑|成稿)?(?:时间|日期)\s*[:：]|^(?:信息|文章|稿件)?来源\s*[:：]|^作者\s*[:：]|"
    r"(?:您|你)?(?:当前|现在)?(?:所在|的)?位置(?:是)?\s*[:：]|^首页\s*[>»›/]|^今天是|^(?:登录|注册|无障碍|长者|关怀版|繁體|繁体|English)"
)
_ANY_LINE = re.compile(
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)|字[体号]\s*[:：]|打印(?:本页|此页|文章)?|关闭(?:窗口|本页|页面)?|分享(?:到|至|：|$)|扫一扫|"
    r"^收藏|^上一[篇条]|^下一[篇条]|返回(?:顶部|首页|列表)|^责任编辑\s*[:：]|^编辑\s*[:：]|^相关(?:链接|文章|阅读|附件)\s*[:：]?$|视力保护|"
    r"^[\[【(（]?\s*大\s*[\]】)）]?\s*[\[【(（]?\s*中\s*[\]】)）]?\s*[\[【(（]?\s*小"
)
_RED_HEAD = re.compile(r"〔\d{4}〕|文件$")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|txt)(?:$|[?#])", re.IGNORECASE)
LONG_LINE = 90
SHARE_TO_KEEP = 0.3


@dataclass(slots=True)
class _Holding:
    """What stands under one element."""

    stops: int = 0  # of running prose, outside links
    characters: int = 0
    linked: int = 0  # characters in links to other pages
    links: int = 0
    foot: bool = False  # a copyright or registration line

    def add(self, other: _Holding) -> None:
        """Count a child's holding in."""
        self.stops += other.stops
        self.characters += other.characters
        self.linked += other.linked
        self.links += other.links
        self.foot = self.foot or other.foot


class Furniture:
    """Knows for one page which of its elements to pass by."""

    def __init__(self, root: etree._Element) -> None:
        self._holdings: dict[etree._Element, _Holding] = {}
        for element in reversed(list(root.iter(etree.Element))):
            self._holdings[element] = self._weighed(element)
        self._whole = max(self._holdings[root].stops, 1)

    def holds(self, element: etree._Element) -> bool:
        """Whether the element is furniture. What holds much of the page's prose never is."""
        name = element.tag
        if name in _TAGS or element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            return not (name in _MAY_HOLD_PROSE and self._much(element))
        if name not in _BOXES or self._much(element):
            return False
        holding = self._holdings.get(element, _Holding())
        return _named(element) or holding.foot or (name in _LINK_BOXES and _is_menu(holding))

    def _much(self, element: etree._Element) -> bool:
        return self._holdings.get(element, _Holding()).stops > SHARE_TO_KEEP * self._whole

    def _weighed(self, element: etree._Element) -> _Holding:
        """The element's holding, its children's being known."""
        holding = _Holding()
        if element.tag in ("script", "style"):
            return holding
        for text in (element.text, *(child.tail for child in element)):
            if text:
                holding.add(_Holding(_stops(text), len(_bare(text)), foot=bool(_FOOT_WORDS.search(text))))
        for child in element:
            holding.add(self._holdings.get(child, _Holding()))
        if element.tag == "a":
            holding.stops = 0
            if element.get("href") and not _FILE.search(element.get("href", "")):
                holding.linked, holding.links = holding.characters, 1
        return holding


def trim(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks without the site's lines before the article (位置, 来源, 字体 …) and after it (打印, 上一篇 …)."""
    begin, end = _article_begin(blocks, title), len(blocks)
    while end > begin and _is_line(blocks[end - 1], _ANY_LINE, _FOOT_WORDS):
        end -= 1
    opening = next((i for i in range(begin, end) if not isinstance(blocks[i], str) or len(blocks[i]) > LONG_LINE), end)
    above = [block for block in blocks[:begin] if _is_line(block, _RED_HEAD)]
    head = [block for block in blocks[begin:opening] if not _is_line(block, _HEAD_LINE, _ANY_LINE)]
    return above + head + blocks[opening:end]


def _article_begin(blocks: list[Block], title: str | None) -> int:
    """Where the title stands; what is above it is the site's. A title broken over lines begins with its first piece."""
    whole = _bare(title or "")
    lines = [(index, _bare(block)) for index, block in enumerate(blocks[:15]) if isinstance(block, str)]
    exact = (index for index, line in lines if line == whole)
    broken = (index for index, line in lines if len(line) > 3 and whole.startswith(line))
    return next(exact, next(broken, 0)) if whole else 0


def _is_line(block: Block, *patterns: re.Pattern[str]) -> bool:
    return isinstance(block, str) and len(block) <= LONG_LINE and any(pattern.search(block) is not None for pattern in patterns)


def _named(element: etree._Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _NAMES.search(_CAMEL.sub(" ", names)) is not None


def _is_menu(holding: _Holding) -> bool:
    """Several links and hardly anything else: a menu, a list of other articles; links to attached files do not count."""
    return holding.links >= 3 and holding.linked > 0.6 * holding.characters


def _stops(text: str) -> int:
    return len(text) - len(text.translate(_STOPS))


def _bare(text: str) -> str:
    return "".join(text.split())
