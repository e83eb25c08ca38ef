"""The State Council's holiday notice as people copy it, read into a year of working days. No Django.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from taizhang.handwritten import Miswritten
from taizhang.workdays import Year, read_year

_NUMBER = re.compile(r"国办发明电\s*[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*\d+\s*号")
_YEAR = re.compile(r"(20\d\d)\s*年(?:部分)?节假日")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_DAY = r"(?:(?P<{0}y>20\d\d)年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日"
_SPAN = re.compile(_DAY.format("a") + r"(?:\s*[至到—~-]+\s*" + _DAY.format("b") + r")?")
_SENTENCE = re.compile(r"[。；;\n]")


def read_text(text: str) -> Year:
    """``text``, a year file or a pasted notice, as a year. Raises Miswritten with a sentence that says what to mend."""
    return read_year(text) if re.search(r"(?m)^\s*(?:year|off|on)\s*=", text) else read_notice(text)


def read_notice(text: str) -> Year:
    """A pasted notice. Raises Miswritten where it does not say which year, which number, or no day off is found."""
    plain = text.replace("\u3000", " ")
    found = _YEAR.search(plain)
    if not found:
        raise Miswritten("没有找到“2027年部分节假日安排”这样的标题，不知道是哪一年。请把通知的标题和正文一起粘贴。")
    number = _NUMBER.search(plain)
    if not number:
        raise Miswritten("没有找到文号（国办发明电〔2026〕…号）。请把文号一起粘贴。")
    year, off, on = int(found[1]), set[date](), set[date]()
    for sentence in _SENTENCE.split(_BRACKETS.sub("", plain[found.end() :])):
        days = on if "上班" in sentence else off if "放假" in sentence else None
        if days is not None:
            days |= {day for day in _days(sentence, year) if day.year == year}
    if not off:
        raise Miswritten("没有找到放假的日子（如“1月1日至3日放假”）。请核对粘贴的是不是放假通知的正文。")
    return Year(year, re.sub(r"\s", "", number[0]), tuple(sorted(off - on)), tuple(sorted(on)))


def _days(sentence: str, year: int) -> Iterator[date]:
    """Every day that a sentence names, the days between included; a month is carried from the day before."""
    month = 0
    for found in _SPAN.finditer(sentence):
        month = int(found["am"] or month)
        first = _date(int(found["ay"] or year), month, int(found["ad"]))
        last = first
        if found["bd"]:
            month = int(found["bm"] or month)
            last = _date(int(found["by"] or (year if month >= first.month else first.year + 1)), month, int(found["bd"]))
        if not timedelta(0) <= last - first < timedelta(days=31):
            raise Miswritten(f"“{sentence.strip()[:40]}”里的日子先后不对。请核对。")
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Miswritten(f"没有{year}年{month}月{day}日这一天。请核对通知。") from error


def as_file(year: Year) -> str:
    """The year as the file that people can read and mend by hand."""
    return (
        f"# {year.year}年放假调休：off 是放假的日子，on 是调休上班的周六、周日；没有写到的日子，周一至周五上班。\n"
        f'year = {year.year}\nnotice = "{year.notice}"\noff = [\n{_listed(year.off)}]\non = [\n{_listed(year.on)}]\n'
    )


def _listed(days: tuple[date, ...]) -> str:
    by_month: dict[int, list[str]] = {}
    for day in days:
        by_month.setdefault(day.month, []).append(day.isoformat())
    return "".join(f"    {', '.join(some)},\n" for some in by_month.values())
