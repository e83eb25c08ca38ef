"""Working days with 调休, from year files: one TOML per year, after the State Council's yearly holiday notice.

A file holds what differs from Monday to Friday: ``off``, days off (weekends may be listed too), and ``on``, Saturdays and
Sundays that are worked. Beyond the loaded years nothing is guessed: ``YearMissing`` says which file to bring. No clock inside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from taizhang.handwritten import Miswritten, label, read

SHIPPED = Path(__file__).with_name("years")
_DAY = timedelta(days=1)
_SATURDAY = 5


class YearMissing(Exception):
    """A working day was asked for in a year whose holidays are not loaded. ``year`` is that year; the message is for the user."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"还没有{year}年的放假安排，算不到{year}年的工作日。国务院办公厅通常在上一年10月至12月发布放假通知（见中国政府网）："
            f"请照自带的年份文件写一份 {year}.toml，放进数据目录的 years 文件夹；或者把时限改按日历日计算。"
        )


@dataclass(frozen=True, slots=True)
class Year:
    """One year file: the notice it follows, the days off, and the weekend days that are worked."""

    year: int = field(metadata=label("年份", low=2000, high=2199))
    notice: str = field(metadata=label("放假通知文号"))
    off: tuple[date, ...] = field(metadata=label("放假的日子"))
    on: tuple[date, ...] = field(metadata=label("调休上班的日子"))

    def __post_init__(self) -> None:
        told = Counter((*self.off, *self.on))
        for day, times in told.items():
            if day.year != self.year:
                raise Miswritten(f"{day} 不在 {self.year} 年。一个文件只写一年的日子，请移到 {day.year}.toml。")
            if times > 1:
                raise Miswritten(f"{day} 写了 {times} 次。同一天只能在 off 或 on 里写一次，请删去多余的。")
        if weekday := next((day for day in self.on if day.weekday() < _SATURDAY), None):
            raise Miswritten(f"on 里的 {weekday} 不是周六、周日，本来就上班。请核对通知。")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the years that are loaded, by year."""

    years: Mapping[int, Year]

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is worked. Raises YearMissing beyond the data."""
        if isinstance(day, datetime):  # equal to no date: every holiday would pass for a working day
            raise TypeError("a day is a date, not a datetime")
        year = self.years.get(day.year)
        if year is None:
            raise YearMissing(day.year)
        return day in year.on or (day.weekday() < _SATURDAY and day not in year.off)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after ``day``; ``day`` itself does not count, and is the answer for 0."""
        if n < 0:
            raise ValueError("working days are counted forward")
        while n:
            if day == date.max:
                raise YearMissing(day.year + 1)
            day += _DAY
            n -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and with ``end``; negative when ``end`` comes first."""
        if end < start:
            return -self.between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)


def read_year(source: str | bytes | Path) -> Year:
    """A year file. Raises Miswritten with a sentence that says what to mend."""
    return read(source, Year)


def load(*folders: Path) -> Calendar:
    """The years that come with the product and those in ``folders``, of which later ones go before. Raises Miswritten."""
    years = dict(_shipped().years)
    for folder in folders:
        years.update(_years_in(folder))
    return Calendar(years)


@cache
def _shipped() -> Calendar:
    return Calendar(_years_in(SHIPPED))


def _years_in(folder: Path) -> dict[int, Year]:
    found = {}
    for path in sorted(folder.glob("*.toml")):
        year = read_year(path)
        if path.stem != str(year.year):
            raise Miswritten(f"{path.name}：里面写的是 {year.year} 年。请把文件名改成 {year.year}.toml，或改正 year。")
        found[year.year] = year
    return found
