"""Working days: the table round every kind of break, counting there and back, and year files that people write wrongly."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.handwritten import Miswritten
from taizhang.workdays import SHIPPED, Calendar, YearMissing, load, read_year

CALENDAR = load()
YEAR = 'year = 2026\nnotice = "放假通知"\noff = [{off}]\non = [{on}]\n'


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2025-12-31", True),  # Wednesday before New Year
        ("2026-01-01", False),
        ("2026-01-02", False),  # Friday, off by exchange
        ("2026-01-03", False),
        ("2026-01-04", True),  # Sunday, worked
        ("2026-02-14", True),  # Saturday before Spring Festival, worked
        ("2026-02-15", False),
        ("2026-02-23", False),  # Monday, last day off
        ("2026-02-24", True),
        ("2026-02-28", True),  # Saturday, worked
        ("2026-03-01", False),  # an ordinary Sunday
        ("2026-09-20", True),  # Sunday before National Day, worked
        ("2026-09-25", False),  # Mid-autumn
        ("2026-10-07", False),
        ("2026-10-10", True),  # Saturday, worked
        ("2026-10-11", False),
    ],
)
def test_breaks_and_make_up_days(day, working):
    assert CALENDAR.is_working(date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2025-12-31", 1, "2026-01-04"),  # over New Year to the Sunday that is worked
        ("2025-12-31", 2, "2026-01-05"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),  # over the whole of Spring Festival
        ("2026-02-24", 5, "2026-03-02"),  # the worked Saturday counts, the Sunday does not
        ("2026-01-30", 1, "2026-02-02"),  # month end on a Friday
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-10-01", 1, "2026-10-08"),  # started on a day off
        ("2026-03-02", 30, "2026-04-14"),  # thirty working days, Tomb-sweeping Day between
        ("2026-10-01", 0, "2026-10-01"),
    ],
)
def test_nth_working_day_after(start, n, due):
    assert CALENDAR.after(date.fromisoformat(start), n) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-02-13", "2026-02-24", 2),
        ("2026-02-24", "2026-02-13", -2),
        ("2026-09-30", "2026-10-07", 0),
        ("2026-09-30", "2026-09-30", 0),
        ("2025-12-31", "2026-12-31", 248),  # 365 days, less 104 weekend days and 19 weekdays off, with 6 worked at weekends
    ],
)
def test_working_days_between(start, end, days):
    assert CALENDAR.between(date.fromisoformat(start), date.fromisoformat(end)) == days


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_whole_year(year, days):
    first = date(year, 1, 1)
    every = (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))
    assert sum(CALENDAR.is_working(day) for day in every) == days


days_of_data = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@given(start=days_of_data, n=st.integers(1, 150))
def test_after_and_between_undo_each_other(start, n):
    due = CALENDAR.after(start, n)
    assert CALENDAR.is_working(due)
    assert CALENDAR.between(start, due) == n
    assert CALENDAR.between(start, due - timedelta(1)) == n - 1


@given(start=days_of_data, first=st.integers(0, 60), second=st.integers(0, 60))
def test_after_goes_in_steps(start, first, second):
    assert CALENDAR.after(CALENDAR.after(start, first), second) == CALENDAR.after(start, first + second)


@given(a=days_of_data, b=days_of_data, c=days_of_data)
def test_between_adds_up(a, b, c):
    assert CALENDAR.between(a, b) + CALENDAR.between(b, c) == CALENDAR.between(a, c)


@pytest.mark.parametrize(("start", "n", "year"), [("2026-12-31", 1, 2027), ("2026-12-01", 60, 2027), ("9999-12-31", 1, 10000)])
def test_beyond_the_data_the_missing_year_is_named(start, n, year):
    with pytest.raises(YearMissing, match=rf"还没有{year}年的放假安排.*{year}\.toml.*years 文件夹") as refusal:
        CALENDAR.after(date.fromisoformat(start), n)
    assert refusal.value.year == year


def test_a_limit_that_ends_within_the_data_needs_no_further_year():
    assert CALENDAR.after(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert CALENDAR.after(date(2023, 12, 31), 1) == date(2024, 1, 2)


def test_a_time_is_no_day():
    with pytest.raises(TypeError):
        CALENDAR.is_working(datetime(2026, 10, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.after(date(2026, 10, 1), -1)


def test_a_users_year_is_added_and_goes_before_the_shipped_one(tmp_path):
    (tmp_path / "2027.toml").write_text('year = 2027\nnotice = "某通知"\noff = [2027-01-01]\non = []\n', "utf-8")
    (tmp_path / "2026.toml").write_text(YEAR.format(off="2026-12-31", on=""), "utf-8")
    calendar = load(tmp_path)
    assert calendar.after(date(2026, 12, 30), 1) == date(2027, 1, 4)
    assert not load().years.keys() - {2024, 2025, 2026}


def test_the_shipped_years_name_their_notice():
    for path in SHIPPED.glob("*.toml"):
        assert f"国办发明电〔{int(path.stem) - 1}〕" in read_year(path).notice


def test_a_file_named_after_another_year_is_refused(tmp_path):
    (tmp_path / "2027.toml").write_text(YEAR.format(off="", on=""), "utf-8")
    with pytest.raises(Miswritten, match=r"^2027\.toml：里面写的是 2026 年。请把文件名改成 2026\.toml"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            YEAR.format(off='"2026-01-01"', on=""),
            r"“off\[1\]”（放假的日子）应当是日期，写成 2026-01-01 这样，不加引号，现在是“2026-01-01”",
        ),
        (YEAR.format(off="2026-01-01T08:00:00", on=""), r"“off\[1\]”（放假的日子）应当是日期"),
        (YEAR.format(off="2026-02-30", on=""), "第 3 行写法不对"),
        (YEAR.format(off="2027-01-01", on=""), "2027-01-01 不在 2026 年.*请移到 2027.toml"),
        (YEAR.format(off="2026-01-01, 2026-01-01", on=""), "2026-01-01 写了 2 次"),
        (YEAR.format(off="2026-01-04", on="2026-01-04"), "2026-01-04 写了 2 次"),
        (YEAR.format(off="", on="2026-05-08"), "on 里的 2026-05-08 不是周六、周日"),
        (YEAR.format(off="", on="") + "on = []\n", "第 5 行写法不对.*同一个键是否写了两次"),
        (YEAR.format(off="", on="") + "of = []\n", "不认识“of”这个键。这里可以写：year、notice、off、on"),
        ("year = 2026\n", "缺少“notice”（放假通知文号）"),
        ("year = true\n", "“year”（年份）应当是 ?2000 到 2199 的整数，不加引号，现在是“true”"),
        (f"year = {'9' * 900}\n", "“year”（年份）应当是2000 到 2199 的整数"),
        ("year = " + "[\n" * 5000, "太深"),
        ("a." * 600 + "b = 1\n", "第 1 行超过 1000 个字"),
        ("year = " + '"\x1b[2J"', "第 1 行写法不对"),
        ("#" * 70_000, "超过 64 KB"),
        (YEAR.format(off="", on="").encode("gbk"), "文字编码不是 UTF-8"),
    ],
)
def test_what_is_wrong_in_a_year_file_is_said(text, sentence):
    with pytest.raises(Miswritten, match=sentence):
        read_year(text)


def test_notepads_byte_order_mark_and_line_ends_do_no_harm():
    content = b"\xef\xbb\xbf" + YEAR.format(off="2026-01-01", on="").replace("\n", "\r\n").encode()
    assert not Calendar({2026: read_year(content)}).is_working(date(2026, 1, 1))


@given(st.one_of(st.text(), st.binary(), st.text("[]{}=\"'.,#\n 2026-01-0offnyear").map(YEAR.format(off="", on="").__add__)))
def test_any_text_is_read_or_refused(text):
    assert "\n" not in refusal(text)


def refusal(text):
    """What is said against ``text``; "" when it is read."""
    try:
        read_year(text)
    except Miswritten as error:
        return str(error)
    return ""


def test_a_file_that_is_gone_is_said(tmp_path):
    with pytest.raises(Miswritten, match=r"^2031\.toml：打不开"):
        read_year(tmp_path / "2031.toml")


def test_the_shipped_years_agree_with_the_published_table():
    every = [date(2024, 1, 1) + timedelta(n) for n in range(365 * 3 + 1)]
    assert every[-1] == date(2026, 12, 31)
    assert [day for day in every if chinese_calendar.is_workday(day) != CALENDAR.is_working(day)] == []
