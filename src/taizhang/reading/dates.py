"""Dates and periods, to the precision stated. Year and month are carried from what stands before; nothing is guessed.

``2003年12月下旬`` is ``2003-12``; ``8月11日至18日`` after a date of 2003 is ``2003-08-11`` to ``2003-08-18``. What stays open
(今年9月底 in a text without a date of its own) keeps its place and the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.reading.basis import Basis
from taizhang.reading.facts import Date, Period
from taizhang.reading.numerals import chinese
from taizhang.sheet import Span

_SEP = r"\s*+(?:起|开始)?\s*+(?:至|到|[—―─]{1,2}|[–~～－-]{1,2})\s*+"
_M = r"(?:1[0-2]|0?[1-9]|\d{1,2}|十[一二]?|[一二三四五六七八九])"
_D = r"(?:\d{1,2}|〇[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Y = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})"
_DATE = re.compile(
    rf"(?:(?P<year>{_Y})\s*+年|(?P<named>[今去本上前明同当次]年))?\s*+"
    rf"(?:(?P<m1>{_M})\s*+月?{_SEP}(?P<m2>{_M})\s*+月(?:份|底)?(?!\s*+[\d一二三十])"
    rf"|(?P<dm>{_M})\s*+月\s*+(?P<d1>{_D})\s*+日?{_SEP}(?P<d2>{_D})\s*+[日号]"
    rf"|(?P<month>{_M})\s*+月(?:份)?(?:\s*+(?P<day>{_D})\s*+[日号]|(?P<part>[上中下]旬|底|末|初|中旬))?"
    r"|(?P<half>[上下]半年)|(?P<quarter>第?[一二三四1-4]季度)|(?P<yearend>年?[底末](?![子层]))"
    r"|(?P<lone>\d{1,2})\s*+日(?![内均游前])|)"
)
_FIGURES = re.compile(r"((?:19|20)\d\d)([-./．])(\d{1,2})\2(\d{1,2})(?![\d.．])")
_HIT = re.compile("[年月日]")
_BETWEEN = re.compile(_SEP)
_MONTH_RANGE = re.compile(rf"(?<![\d.．第]){_M}{_SEP}$")
_BROKEN_YEAR = re.compile(r"(?:19|20)\d\d月$")
_BROKEN_RUN = re.compile(r"(?:19|20)\d{3,6}[月日]")
_NO_YEAR_OF_ITS_OWN = frozenset("度以前来版级第后间型")
_BACK = frozenset("0123456789〇○零一二三四五六七八九十" + "".join(chr(0xFF10 + n) for n in range(10)))
_NAMES = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}

NO_YEAR = "没有写年份，前文也没有可以沿用的年份"
RELATIVE = "文中没有可以推算年份的日期"
IMPOSSIBLE = "没有这一天"
DAMAGED = "年、月、日的字样有误"

_WRITTEN, _FIGURED = Basis("年月日都写明"), Basis("数字写的日期")
_YEAR_CARRIED, _MONTH_CARRIED = Basis("沿用前文的年份", 90), Basis("沿用前文的年和月", 90)
_FROM_TODAY = Basis("“今年”“去年”，按成文日期推算", 85)
_FROM_BEFORE = Basis("“同年”“次年”“当年”，按前文年份推算", 85)
_TURNED = Basis("起止两端，后一端按次年推算", 75, "没有写年份，早于起始月份，按次年计")
_UNKNOWN = {why: Basis("年、月、日", 0, why) for why in (NO_YEAR, RELATIVE, IMPOSSIBLE, DAMAGED)}


@dataclass(slots=True)
class Calendar:
    """What a text says of time."""

    dates: list[Date] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)


class _Moment(NamedTuple):
    """A mention with its numbers filled in; ``year`` None where nothing tells it."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    why: str | None = None
    basis: Basis = _WRITTEN

    def iso(self) -> str | None:
        return None if self.year is None else iso(self.year, self.month, self.day)


@dataclass(slots=True)
class _Carried:
    """The year and month a later mention may leave out."""

    year: int | None = None
    month: int | None = None
    spoken_in: int | None = None  # the year the text itself is dated

    def named(self, word: str) -> int | None:
        if word in _NAMES:
            return self.spoken_in + _NAMES[word] if self.spoken_in else None
        return None if self.year is None else self.year + (word == "次年")


def iso(year: int, month: int | None, day: int | None) -> str | None:
    """The date as ISO to its precision; None where the calendar has no such day."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= _days(year, month)) or year == 0:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else "")


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def read_dates(text: str, spoken_in: int | None = None, of_title: int | None = None) -> Calendar:
    """All dates and periods of the text. ``spoken_in`` is the year the text itself is dated, for 今年 and 去年.

    ``of_title`` is the year that its title names: it is carried on until the text names another.
    """
    found = Calendar()
    carried, line_end, place, year_of_text = _Carried(spoken_in=spoken_in), -1, 0, of_title
    for hit in _hits(text):
        start = _back(text, hit, place) if hit >= place else hit
        if hit < place or (start == hit and text[hit] in "年月日"):
            continue
        if hit > line_end:  # a month alone is carried within its line, a full date's year also beyond
            line_end = text.find("\n", hit) % (len(text) + 1)
            carried.month, carried.year = None, year_of_text
        place = max(place, _mention(text, start, found, carried))
        year_of_text = carried.year if carried.month else year_of_text
    return found


def _hits(text: str) -> list[int]:
    """The places where a date may stand: 年, 月 and 日, and dates in figures alone."""
    figures = [m.start() for m in _FIGURES.finditer(text)]
    hits = [m.start() for m in _HIT.finditer(text)]
    return sorted(hits + figures) if figures else hits


def _back(text: str, hit: int, floor: int) -> int:
    """Where the mention around a 年, 月 or 日 starts."""
    if text[hit] in _BACK:  # a date in figures
        return hit
    start = hit
    limit = max(floor, start - 12)
    while start > limit and (text[start - 1] in _BACK or (text[start - 1] == " " and start == hit)):
        start -= 1
    if start == hit and start > floor and text[start - 1] in "今去本上前明同当次":
        return start - 1
    earlier = _MONTH_RANGE.search(text, max(floor, start - 8), start) if text[hit] == "月" and start < hit else None
    return earlier.start() if earlier else start


def _mention(text: str, start: int, found: Calendar, carried: _Carried) -> int:
    """Read what stands at ``start`` into ``found``; returns where to go on."""
    if figures := _FIGURES.match(text, start):
        year, month, day = (int(g) for g in figures.group(1, 3, 4))
        return _keep(text, _Moment(start, figures.end(), year, month, day, basis=_FIGURED), found, carried)
    match = _DATE.match(text, start)
    if not match or not match[0].strip():
        if broken := _BROKEN_RUN.match(text, start):
            found.dates.append(_dated(text, _Moment(start, broken.end(), why=DAMAGED)))
            return broken.end()
        return start
    if start and (text[start - 1] in "每第" or (match["lone"] and (text[start - 1] == "月" or not carried.month))):
        return start
    if broken := _BROKEN_YEAR.search(text, max(0, start - 5), start):
        found.dates.append(_dated(text, _Moment(broken.start(), match.end(), why=DAMAGED)))
        return match.end()
    return _read(text, match, found, carried)


def _read(text: str, match: re.Match[str], found: Calendar, carried: _Carried) -> int:
    first = _moment(match, carried)
    if second := _second_half(match, first):
        return _span(text, first, second, found, carried)
    if match["half"] or match["quarter"]:
        return _part_of_year(text, match, first, found)
    between = _BETWEEN.match(text, match.end())
    other = _DATE.match(text, between.end()) if between else None
    if between and other and _ends_period(other, first):
        return _span(text, first, _later(other, first, carried), found, carried)
    return _keep(text, first, found, carried)


def _moment(match: re.Match[str], carried: _Carried) -> _Moment:
    named = match["named"]
    year = _number(match["year"]) or (carried.named(named) if named else carried.year)
    why = RELATIVE if named in _NAMES else NO_YEAR
    month = _number(match["m1"] or match["dm"] or match["month"])
    if match["lone"]:
        month = carried.month
    day = _number(match["d1"] or match["day"] or match["lone"])
    if match["yearend"] and (match["year"] or named):
        month = 12
    return _Moment(match.start(), match.end(), year, month, day, why if year is None else None, _by(match, named))


def _by(match: re.Match[str], named: str | None) -> Basis:
    """By what the year is known: it is written, told by a word, or carried from before."""
    if match["year"]:
        return _WRITTEN
    if named:
        return _FROM_TODAY if named in _NAMES else _FROM_BEFORE
    return _MONTH_CARRIED if match["lone"] else _YEAR_CARRIED


def _second_half(match: re.Match[str], first: _Moment) -> _Moment | None:
    """The other end where one match holds both: 1—11月, 7月7—25日."""
    if match["m2"]:
        month = _number(match["m2"]) or 0
        turned = first.year is not None and month < (first.month or 0)
        if turned and first.year:
            return first._replace(month=month, year=first.year + 1, basis=_TURNED)
        return first._replace(month=month)
    return first._replace(day=_number(match["d2"])) if match["d2"] else None


def _ends_period(other: re.Match[str], first: _Moment) -> bool:
    if other["lone"]:
        return first.day is not None
    return bool(other["month"]) or bool(other["year"] and other["yearend"])


def _later(other: re.Match[str], first: _Moment, carried: _Carried) -> _Moment:
    """The end of a period: what it leaves out is that of its beginning, the next year where it would end before it began."""
    end = _moment(other, _Carried(first.year, first.month, carried.spoken_in))
    if not other["year"] and not other["named"] and end.year and (end.month or 0) < (first.month or 0):
        end = end._replace(year=end.year + 1, basis=_TURNED)
    return end


def _part_of_year(text: str, match: re.Match[str], first: _Moment, found: Calendar) -> int:
    if match["half"]:
        start, end = (1, 6) if match["half"][0] == "上" else (7, 12)
    else:
        nth = match["quarter"].strip("第季度")
        number = QUARTERS.get(nth) or int(nth)
        start, end = 3 * number - 2, 3 * number
    if match["year"] or match["named"]:
        return _span(text, first._replace(month=start), first._replace(month=end), found, _Carried())
    return match.end()


def _span(text: str, first: _Moment, last: _Moment, found: Calendar, carried: _Carried) -> int:
    start, end, whole = first.iso(), last.iso(), Span(first.start, last.end)
    quote = text[first.start : last.end]
    if start and end:
        found.periods.append(Period(start, end, quote, whole, last.basis if last.basis is _TURNED else first.basis))
        carried.year, carried.month = last.year, last.month
    else:
        why = first.why or last.why or IMPOSSIBLE
        found.dates.append(Date(None, quote, whole, why, _UNKNOWN[why]))
    return last.end


def _keep(text: str, moment: _Moment, found: Calendar, carried: _Carried) -> int:
    found.dates.append(_dated(text, moment))
    if moment.year is None or found.dates[-1].iso is None:
        return moment.end
    if moment.month is None and text[moment.end : moment.end + 1] in _NO_YEAR_OF_ITS_OWN:
        return moment.end
    carried.year, carried.month = moment.year, moment.month
    return moment.end


def _dated(text: str, moment: _Moment) -> Date:
    span, value = Span(moment.start, moment.end), moment.iso()
    why = None if value else moment.why or IMPOSSIBLE
    return Date(value, text[moment.start : moment.end], span, why, _UNKNOWN[why] if why else moment.basis)


def _number(digits: str | None) -> int | None:
    return chinese(digits.replace("○", "〇")) if digits else None
