"""Numbers with their counters (12项, 2.7万余个, 三千人次, 95%), as claims and quantities are read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from taizhang.reading.numerals import Numeral, numerals
from taizhang.reading.words import words_of

RATE, MONEY, PEOPLE, PARTS, GENERIC, OTHER = "rate", "money", "people", "parts", "generic", "other"

_LISTS = words_of("counters")
_CLASS = {counter: kind for kind in (RATE, MONEY, PEOPLE, PARTS, GENERIC, OTHER) for counter in _LISTS[kind]}
_LENGTHS = {c: sorted({len(w) for w in _CLASS if w[0] == c}, reverse=True) for c in {w[0] for w in _CLASS}}

_PRINTED_WITH_CHINESE = frozenset(_LISTS["chinese"])
_FOLLOWS_CHINESE = "".join(sorted({c[0] for c in _PRINTED_WITH_CHINESE} | {" "}))
_LED_BY = frozenset("第-－·•.．〔[")  # 第3项, 2023-3: no number of things
_ORDINAL_TAIL = frozenset("届级号版")
_IDIOM_TAIL = _LISTS["idioms"]


class Count(NamedTuple):
    """A number and its counter: ``[start, end)`` holds both, ``kind`` is the class of the counter."""

    start: int
    end: int
    value: int | float
    counter: str
    kind: str
    arabic: bool


def counts(text: str, taken: Iterable[tuple[int, int]]) -> list[Count]:
    """Every counted number of the text, in order; what stands in ``taken`` (dates, titles, heading numbers) is passed over."""
    return [count for n in numerals(_blanked(text, taken), _FOLLOWS_CHINESE) if (count := _counted(text, n))]


def _blanked(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """The text with other characters of no meaning where it is taken, as long as it was."""
    pieces, place = [], 0
    for start, end in sorted(taken):
        if end > place:
            pieces += [text[place:start], "\0" * (end - max(start, place))]
            place = end
    return "".join([*pieces, text[place:]])


def _counted(text: str, numeral: Numeral) -> Count | None:
    start, end, value, arabic, myriad = numeral
    before = text[start - 1] if start else ""
    if before in _LED_BY and (arabic or before == "第"):
        return None
    if before == "之" and text.startswith("百分之", start - 3):
        return Count(start - 3, end, value, "%", RATE, arabic)
    after = text[end : end + 1]
    if after == " ":
        end += 1
        after = text[end : end + 1]
    counter = _counter_at(text, end) if after in _LENGTHS else ""
    if not arabic:
        return _in_chinese(text, numeral, end, counter)
    if not counter:
        return _bare(text, numeral, before)
    if after in _ORDINAL_TAIL or (counter == "年" and value > 1000):
        return None
    if counter == "元":
        return Count(start, end + 1, numeral.printed, myriad + "元", MONEY, True)
    if counter == "个半月":
        return Count(start, end + 3, value + 0.5, "个月", OTHER, True)
    return Count(start, end + len(counter), value, counter, _CLASS[counter], True)


def _counter_at(text: str, place: int) -> str:
    """The longest counter that stands there, or nothing."""
    for length in _LENGTHS[text[place]]:
        if (counter := text[place : place + length]) in _CLASS:
            return counter
    return ""


def _bare(text: str, numeral: Numeral, before: str) -> Count | None:
    """A number without a counter: telephone numbers, codes and ranges are passed over."""
    after = text[numeral.end : numeral.end + 1]
    if numeral.end - numeral.start > 6 and not numeral.myriad:
        return None
    if (before and (before.isascii() and before.isalnum())) or (after and (after.isascii() and after.isalnum())):
        return None
    if after and after in "-－—–~～年月日号.．·•:：/)）":
        return None
    return Count(numeral.start, numeral.end, numeral.value, "", OTHER, True)


def _in_chinese(text: str, numeral: Numeral, end: int, counter: str) -> Count | None:
    """A Chinese number counts only before a counter, and 一 mostly is no number at all (一个, 一项, 一次)."""
    if counter not in _PRINTED_WITH_CHINESE or any(text.startswith(tail, end) for tail in _IDIOM_TAIL):
        return None
    if numeral.value <= 1 and counter not in ("个月", "个半月"):
        return None
    before = text[max(0, numeral.start - 1) : numeral.start]
    if before and before in "数几每同统单唯专":
        return None
    if text[numeral.start : numeral.end].rstrip("余多") in ("百", "千") and before not in (
        "逾",
        "近",
        "超",
        "上",
        "约",
    ):  # 千家万户
        return None
    value = numeral.value + 0.5 if counter == "个半月" else numeral.value
    return Count(numeral.start, end + len(counter), value, "个月" if counter == "个半月" else counter, _CLASS[counter], False)
