"""Small slips of typing: ○ or O for 〇 in a year, doubled punctuation, characters without width, dates that lost 年 or 月."""

from __future__ import annotations

import re

from taizhang.reading.repair.mending import Edit

YEAR, DOUBLED, WIDTHLESS, DATE = "年份用字", "标点重复", "不可见字符", "日期缺字"
_YEAR = re.compile(
    "(?<![A-Za-z0-9一-龥])[一二][○OoOo0〇零一二三四五六七八九]{3}(?=年)|[一二][○OoOo〇零一二三四五六七八九]{3}(?=年)"
    "|(?<=月)[○OoOo][一二三四五六七八九](?=日)"
)
_NEAR_YEAR = re.compile("[○OoOo](?:[^\n]{0,3}年|.日)")
_RING = re.compile("[○OoOo0]")
_DOUBLED = re.compile(r"(?:(?<!。)。。(?!。)|，，+|；；+|：：+|、、+|(?<=[一-鿿]),,+(?=[一-鿿]))")
_PAIRS = ("。。", "，，", "；；", "：：", "、、", ",,")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WIDTHLESS = re.compile(f"[{_UNSEEN}]+")
_BROKEN = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d(?:月\d{1,2}月\d{1,2}日|\d{2,4}日|\d{1,2}月\d{1,2}日)")


def rings_in_years(text: str) -> list[Edit]:
    """二OO四年, 二○○四年 → 二〇〇四年; 十月O八日 → 十月〇八日."""
    if not _NEAR_YEAR.search(text):
        return []
    return [Edit(m.start(), m.end(), now, YEAR) for m in _YEAR.finditer(text) if (now := _RING.sub("〇", m[0])) != m[0]]


def doubled_punctuation(text: str) -> list[Edit]:
    """，， → ，. Six dots and two dashes are no slip."""
    if not any(pair in text for pair in _PAIRS):
        return []
    return [Edit(m.start(), m.end(), m[0][0], DOUBLED) for m in _DOUBLED.finditer(text)]


def widthless(text: str) -> list[Edit]:
    """Characters that nobody sees and every search stumbles over."""
    if not any(character in text for character in _UNSEEN):
        return []
    return [Edit(m.start(), m.end(), "", WIDTHLESS) for m in _WIDTHLESS.finditer(text)]


def broken_dates(text: str) -> list[Edit]:
    """201982日, 2024月10月15日: reported, never guessed."""
    return [Edit(m.start(), m.end(), None, DATE) for m in _BROKEN.finditer(text)]
