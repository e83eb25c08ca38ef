"""Numbers that open a line: 一、 （一） 1. （1） ① 一是 第一章 首先 … Peers, listed once in ``STYLES``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from taizhang.reading.numerals import chinese

_CN = "([一二三四五六七八九十百]{1,4})"
_UNITS = "年月日时分万亿千百个项条件元％%吨米倍亩处家户人名次号度点级类—–~～至\\-"
SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 9}
_ORDINALS = SEQUENCE | {word: n for n, word in enumerate("一二三四五六七八九十", 1)} | {str(n): n for n in range(1, 30)}
_PARTS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Style:
    """One way of numbering: its level and how it looks. With ``run_only`` one alone proves nothing."""

    name: str
    level: int | str
    pattern: re.Pattern[str]
    opens: str
    run_only: bool = False


def _style(name: str, level: int | str, pattern: str, opens: str, run_only: bool = False) -> Style:
    return Style(name, level, re.compile(pattern), opens, run_only)


_CHINESE, _DIGITS, _BRACKETS = (
    "一二三四五六七八九十",
    "0123456789\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19",
    "（(〔【",
)

STYLES = (
    _style("一、", 1, rf"{_CN}\s*(?:、|[.．](?!\d))(?![一二三四五六七八九十]{{1,2}}[、线类级年期季届])\s*", _CHINESE),
    _style("一是", "item", rf"{_CN}(?:是|要)(?=[^\s，。；：])", _CHINESE),
    _style("一）", 2, rf"{_CN}[）)]\s*", _CHINESE),
    _style("（一）", 2, rf"[（(〔【]\s*{_CN}\s*[）)〕】][、.．]?\s*", _BRACKETS),
    _style("㈠", 2, r"([㈠-㈩])[、.．]?\s*", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    _style("1.1", 0, rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.．、]?\s*(?=[^\d\s，。.．{_UNITS}])", _DIGITS),
    _style("1.", 3, r"(\d{1,2})\s*(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d年))\s*", _DIGITS),
    _style("1）", 4, r"(\d{1,2})[）)]\s*", _DIGITS),
    _style("（1）", 4, r"[（(〔【]\s*(\d{1,2})\s*[）)〕】][、.．]?\s*", _BRACKETS),
    _style("⑴", 4, r"([⑴-⒇])\s*", "".join(map(chr, range(0x2474, 0x2488)))),
    _style("⒈", 3, r"([⒈-⒛])\s*", "".join(map(chr, range(0x2488, 0x249C)))),
    _style("①", "item", r"([①-⑳])\s*", "".join(map(chr, range(0x2460, 0x2474)))),
    _style(
        "问题一",
        3,
        rf"(?:(?:反馈|具体|存在|巡察反馈|巡视反馈)?问题|(?:整改)?(?:事项|任务))\s*(?:{_CN}|(\d{{1,2}}))\s*[：:、.．]\s*",
        "问反具存巡整事任",
    ),
    _style("措施一", 4, rf"(?:整改)?(?:措施|举措)\s*(?:{_CN}|(\d{{1,2}}))\s*[：:、.．]\s*", "整措举"),
    _style("第一章", 1, rf"第(?:{_CN}|(\d{{1,2}}))(?:章|编|篇|部分)[、：:\s]*", "第"),
    _style("第一节", 2, rf"第(?:{_CN}|(\d{{1,2}}))节[、：:\s]*", "第"),
    _style("第一条", "item", rf"第(?:{_CN}|(\d{{1,3}}))条[、：:\s]+", "第"),
    _style("第一，", "item", rf"第{_CN}[，,、]\s*", "第", True),
    _style("其一", "item", rf"其{_CN}(?:是|[，,、：:])", "其", True),
    _style("首先", "item", r"(首先|其次|再次|再者|最后)(?:是|[，,、：:]|(?=[要把抓从应须]))", "首其再最", True),
)

BY_OPENING: dict[str, tuple[Style, ...]] = {c: tuple(s for s in STYLES if c in s.opens) for s in STYLES for c in s.opens}


class Mark(NamedTuple):
    """A number that opens a heading or item: where it starts, where its title starts, and which in its run it is."""

    start: int
    title: int
    level: int | str
    number: str
    style: str
    ordinal: int
    inline: bool = False


def opening(text: str, start: int, end: int) -> Mark | None:
    """The number that stands at ``start``, if the line or sentence there opens with one and something follows it."""
    for style in BY_OPENING.get(text[start], ()):
        if (found := style.pattern.match(text, start, end)) and found.end() < end:
            return mark(style, found, start)
    return None


def mark(style: Style, found: re.Match[str], start: int, inline: bool = False) -> Mark:
    """The match of a style as a mark."""
    digits = found[1] or found[2]
    level = style.level or min(4, len(_PARTS.findall(digits)))
    return Mark(start, found.end(), level, found[0].rstrip(), style.name, _ordinal(digits), inline)


def _ordinal(digits: str) -> int:
    if digits in _ORDINALS:
        return _ORDINALS[digits]
    for first in "①⑴⒈㈠":
        if ord(first) <= ord(digits[0]) < ord(first) + 20:
            return ord(digits[0]) - ord(first) + 1
    if digits[0].isdecimal():
        return int(_PARTS.findall(digits)[-1])
    return chinese(digits) or 0
