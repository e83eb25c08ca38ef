"""When a message goes: dates round midnight, days off with make-up Saturdays, month and year ends. Shanghai's days, no DST."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from taizhang.notices.models import Preference
from taizhang.notices.timing import is_day_off, send_from

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


# At once: not between 20 and 8, not on days off. 22 November 2026 is a Sunday; 10 October a Saturday that is worked.
AT_ONCE = [
    ("2026-11-23 09:15", "2026-11-23 09:15"),
    ("2026-11-23 19:59", "2026-11-23 19:59"),
    ("2026-11-23 20:00", "2026-11-24 08:00"),
    ("2026-11-23 23:59", "2026-11-24 08:00"),
    ("2026-11-24 00:00", "2026-11-24 08:00"),
    ("2026-11-24 07:59", "2026-11-24 08:00"),
    ("2026-11-27 21:00", "2026-11-30 08:00"),  # Friday night to Monday
    ("2026-11-30 20:00", "2026-12-01 08:00"),  # the end of a month
    ("2026-09-30 20:00", "2026-10-08 08:00"),  # before the national holidays
    ("2026-10-10 09:00", "2026-10-10 09:00"),  # a make-up Saturday
    ("2026-12-31 20:00", "2027-01-01 08:00"),  # 2027 is not known: a Friday is a working day
    ("2027-01-01 20:00", "2027-01-04 08:00"),  # and Saturday and Sunday are not
]
DAILY = [
    ("2026-11-23 07:59", "2026-11-23 08:00"),
    ("2026-11-23 08:00", "2026-11-23 08:00"),
    ("2026-11-23 08:01", "2026-11-24 08:00"),
    ("2026-11-24 00:00", "2026-11-24 08:00"),
    ("2026-11-27 08:01", "2026-11-30 08:00"),
    ("2026-11-30 12:00", "2026-12-01 08:00"),
    ("2026-02-28 12:00", "2026-03-02 08:00"),  # the last of February, a Saturday that is worked
]


@pytest.mark.parametrize(("known", "goes"), AT_ONCE)
def test_at_once_but_not_at_night_nor_on_days_off(known, goes):
    assert send_from(Preference(daily=False), moment(known)) == moment(goes)


@pytest.mark.parametrize(("known", "goes"), DAILY)
def test_once_a_day(known, goes):
    assert send_from(Preference(), moment(known)) == moment(goes)


@pytest.mark.parametrize(
    ("wish", "known", "goes"),
    [
        ({"daily_hour": 6}, "2026-11-23 05:00", "2026-11-23 08:00"),  # the hour lies in the quiet ones
        ({"daily_hour": 21}, "2026-11-27 12:00", "2026-11-30 08:00"),  # pushed over midnight into days off
        ({"daily_hour": 0, "quiet_from": 0, "quiet_until": 0}, "2026-11-23 23:59", "2026-11-24 00:00"),
        ({"working_days_only": False}, "2026-11-21 08:01", "2026-11-22 08:00"),
        ({"quiet_from": 12, "quiet_until": 14, "daily_hour": 13}, "2026-11-23 09:00", "2026-11-23 14:00"),
    ],
)
def test_as_a_person_wishes(wish, known, goes):
    assert send_from(Preference(**wish), moment(known)) == moment(goes)


def test_the_same_moment_told_in_utc_is_the_same():
    known = moment("2026-11-24 00:30")
    assert send_from(Preference(), known.astimezone(ZoneInfo("UTC"))) == send_from(Preference(), known)


def test_a_calendar_that_cannot_be_read_stops_no_message(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "years").mkdir()
    (tmp_path / "years" / "2026.toml").write_text("holidays = 7")
    assert (is_day_off(date(2026, 11, 21)), is_day_off(date(2026, 11, 23))) == (True, False)
