"""Numbers as Word and browsers write them before a paragraph: 3 → 三, 叁, ③, iii, c …"""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def written(number: int, style: str) -> str:
    """The number in the style, named as Word names it; a style or number out of reach is written in plain digits."""
    write = _STYLES.get(style)
    return write(number) if write and 0 < number < 10_000 else "" if style in ("none", "bullet") else str(number)


def _counting(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """一百零五, 十二, 二十."""
    text, pending_zero = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit == 0:
            pending_zero = bool(text)
            continue
        text += ("零" if pending_zero else "") + digits[digit] + (units[power - 1] if power else "")
        pending_zero = False
    return text


def _spoken(number: int) -> str:
    """Like ``_counting``, with 十 for 一十."""
    text = _counting(number)
    return text[1:] if text.startswith("一十") else text


def _digitwise(number: int) -> str:
    return "".join(DIGITS[int(d)] for d in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    """A … Z, AA, BB … as Word goes on."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _signs(first: str, count: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode (① … ⑳); plain digits beyond them."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _circled(number: int) -> str:
    """① … ㊿."""
    for first, begin, count in (("①", 1, 20), ("㉑", 21, 15), ("㊱", 36, 15)):
        if begin <= number < begin + count:
            return chr(ord(first) + number - begin)
    return str(number)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "chineseCounting": _spoken,
    "chineseCountingThousand": _spoken,
    "taiwaneseCounting": _spoken,
    "taiwaneseCountingThousand": _spoken,
    "japaneseCounting": _spoken,  # what Chinese Word offers as 一，二，三 (简)
    "chineseLegalSimplified": lambda number: _counting(number, _LEGAL, "拾佰仟"),
    "ideographDigital": _digitwise,
    "taiwaneseDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _signs("㊀", 10),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
}
