"""Numbers as official Chinese writes them: 52, 52, 2.7万, 1,204, 十二, 两千零五, 百余 – and where they stand.

Half-width and full-width digits are equals. 余, 多, 近, 超 leave the value as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "千": 10**3, "百": 10**2, "千万": 10**7, "百万": 10**6, "": 1}

_DIGIT, _CN = "[0-9\uff10-\uff19]", "[一二两三四五六七八九十百千〇零]"
# One set of characters in front lets the expression skip to the next number; what was found decides how it goes on.
_FIRST = "([0-9\uff10-\uff19一二两三四五六七八九十百千〇零])"
_ARABIC = (
    rf"(?<={_DIGIT})({_DIGIT}{{0,2}}(?:,{_DIGIT}{{3}})+(?!{_DIGIT})|{_DIGIT}*)([.．]{_DIGIT}+)?"
    "[余多]?(万亿|千万|百万|[亿万千百])?[余多]?"
)
# From its first digit on: a long row of digits that counts nothing is not tried again from each of them.
_CHINESE = rf"(?<!{_CN}{{2}})([一二两三四五六七八九十百千万亿〇零余]*+)多?"


class Numeral(NamedTuple):
    """A number in the text. ``myriad`` is the 万 or 亿 printed behind it, already multiplied into ``value``."""

    start: int
    end: int
    value: int | float
    arabic: bool
    myriad: str = ""

    @property
    def printed(self) -> int | float:
        """The value before 万 or 亿, as money keeps it."""
        return tidy(self.value / MYRIADS[self.myriad])


@lru_cache(maxsize=8)
def _numeral(before: str) -> re.Pattern[str]:
    """Arabic numbers, and Chinese ones where one of the characters ``before`` follows; all of them where there is none given."""
    counting = f"(?:(?=[{before}])|(?<=百分之.)|(?<=百分之..)|(?<=百分之...))" if before else ""
    return re.compile(f"{_FIRST}(?:{_ARABIC}|{_CHINESE}{counting})")


def numerals(text: str, before: str = "") -> Iterator[Numeral]:
    """Every number in the text, in order; Chinese ones only before one of the characters ``before``, and behind 百分之.

    Chinese digits that do not spell a number (三五, 一一) are passed over.
    """
    for found in _numeral(before).finditer(text):
        first, whole, part, myriad, word = found.groups()
        if whole is not None:
            whole = first + whole
            plain = part is None and myriad is None and len(whole) < 4
            yield Numeral(found.start(), found.end(), int(whole), True) if plain else _arabic(found, whole, part, myriad or "")
        elif (value := chinese(first + word.rstrip("余"))) is not None:
            yield Numeral(found.start(), found.end(), value, False)


def _arabic(found: re.Match[str], whole: str, part: str | None, myriad: str) -> Numeral:
    if len(whole) > 15:
        return Numeral(found.start(), found.end(), 0, True)
    if not part and not myriad:
        return Numeral(found.start(), found.end(), int(whole.replace(",", "")), True)
    value = float(whole.replace(",", "") + "." + part[1:]) if part else int(whole.replace(",", ""))
    whole_value = tidy(value * MYRIADS[myriad]) if myriad or value == int(value) else value
    return Numeral(found.start(), found.end(), whole_value, True, myriad)


def tidy(value: float) -> int | float:
    """A whole number as int; other values without the dust of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def chinese(word: str) -> int | None:
    """The value of 十二, 两千零五, 三百二十万, 二〇二四; None where the word spells no number."""
    if word.isdigit():
        return int(word)
    if len(word) > 12:
        return None
    if len(word) > 1 and all(c in DIGITS for c in word):
        return int("".join(str(DIGITS[c]) for c in word)) if "〇" in word or "零" in word or len(word) == 4 else None
    return _spelled(word)


def _spelled(word: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for c in word:
        if c in DIGITS:
            if digit:  # two digits side by side: 三五
                return None
            digit = DIGITS[c]
        elif c in PLACES:
            section += (1 if digit is None else digit) * PLACES[c]
            digit = None
        elif c in MYRIADS:
            total = (total + section + (digit or 0)) * MYRIADS[c]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
