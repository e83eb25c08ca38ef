"""Mistakes in dates and limits."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

from bench.mistakes.putting import Copy, Mistake, day_of, long, pick, put, said, signed, working
from taizhang.reading import Reading

WEEKDAYS = "一二三四五六日"
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?!\s*[至到—－~（(])")
_MONTH_DAY = re.compile(r"(?<![\d至到—－~])(\d{1,2})月(\d{1,2})日(?!\s*[至到—－~])")
_FULL_PERIOD = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:至|到)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")


def impossible_day(text: str, _: Reading, rng: random.Random) -> Copy | None:
    """2月30日, 4月31日 in place of a day that there is."""
    found = pick(rng, _MONTH_DAY.finditer(text))
    if not found:
        return None
    month = int(found[1]) if found[1] and 1 <= int(found[1]) <= 12 else 2
    last = {2: 30, 4: 31, 6: 31, 9: 31, 11: 31}.get(month, rng.choice((32, 35, 41)))
    return put(text, found.start(), found.end(), f"{month}月{last}日")


def month_thirteen(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = pick(rng, _MONTH_DAY.finditer(text))
    return put(text, found.start(), found.end(), f"{rng.randint(13, 19)}月{found[2]}日") if found else None


def garbled_year(text: str, _: Reading, rng: random.Random) -> Copy | None:
    """2024月10月15日."""
    found = pick(rng, _DATE.finditer(text))
    return put(text, found.start(), found.end(), f"{found[1]}月{found[2]}月{found[3]}日") if found else None


def reversed_period(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = pick(rng, _FULL_PERIOD.finditer(text))
    if not found:
        return None
    year, m1, d1, other, m2, d2 = found.groups()
    later = int(other or year)
    if (later, int(m2), int(d2)) <= (int(year), int(m1), int(d1)):
        return None
    return put(text, found.start(), found.end(), f"{later}年{m2}月{d2}日至{year}年{m1}月{d1}日")


def reversed_days(rng: random.Random) -> str:
    year, month, first = rng.randint(2023, 2026), rng.randint(1, 12), rng.randint(2, 14)
    span = f"{year}年{month}月{first + rng.randint(3, 12)}日至{first}日"
    return rng.choice(("{}，对各县（区）开展实地督导。", "检查组于{}对在建工程进行了抽查。", "公示时间为{}。")).format(span)


def late_inspection(rng: random.Random) -> str:
    """An inspection that ends after it was fed back."""
    start = day_of(rng)
    end, feedback = start + timedelta(days=rng.randint(60, 90)), start + timedelta(days=rng.randint(20, 50))
    kind, body, nature = rng.choice((("巡察", "市委第三巡察组", "常规巡察"), ("巡视", "省委第二巡视组", "常规巡视")))
    return (
        f"根据统一部署，{long(start)}至{long(end)}，{body}对市水务局党委开展了{nature}，{long(feedback)}反馈了{kind}意见。"
        "现将整改进展情况予以公布。"
    )


def wrong_window(rng: random.Random) -> str:
    start = day_of(rng, 2024, 2026)
    days = rng.choice((5, 7, 10, 15, 20, 30))
    if rng.random() < 0.5:
        unit, end = "个工作日", working(start, days + rng.choice((-4, -3, 4, 5, 6)))
    else:
        unit, end = "天", start + timedelta(days=days * 2 + rng.randint(5, 9))
    return rng.choice(
        (
            f"公示期为{days}{unit}（{long(start)}至{long(end)}）。",
            f"公开期限：{long(start)}至{long(end)}（{days}{unit}）。",
            f"公示时间：{long(start)}至{long(end)}，共{days}{unit}。",
        )
    )


def wrong_weekday(rng: random.Random) -> str:
    day = day_of(rng)
    wrong = WEEKDAYS[(day.weekday() + rng.randint(1, 6)) % 7]
    how = rng.choice(("（星期{}）", "（周{}）", "(星期{})"))
    return f"定于{long(day)}{how.format(wrong)}召开整改工作推进会。"


def done_in_future(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """Something told as done months after the paper was signed."""
    if not reading.issued_on or len(reading.issued_on) < 10:
        return None
    day = date.fromisoformat(reading.issued_on) + timedelta(days=rng.randint(70, 200))
    sentence = rng.choice(
        (
            f"截至{day.year}年{day.month}月底，已完成改造{rng.randint(10, 60)}公里。",
            f"{long(day)}召开专题会议，已全部整改到位。",
            f"{day.year}年{day.month}月已组织培训{rng.randint(2, 9)}期。",
            f"有关问题已于{long(day)}整改完毕。",
        )
    )
    return said(lambda _: sentence)(text, reading, rng)


def plan_before_feedback(rng: random.Random) -> str:
    start = day_of(rng)
    feedback = start + timedelta(days=90)
    plan = feedback - timedelta(days=rng.randint(8, 40))
    return (
        f"根据市委统一部署，{long(start)}至{long(start + timedelta(days=50))}，市委第三巡察组对市水务局党委开展了常规巡察，"
        f"{long(feedback)}反馈了巡察意见。{long(plan)}召开党委会，{rng.choice(('审议通过', '研究制定', '审定'))}整改方案。"
    )


MISTAKES = (
    Mistake("impossible day", "dates", ("dates.impossible",), impossible_day),
    Mistake("month thirteen", "dates", ("dates.impossible",), month_thirteen),
    Mistake("garbled year", "dates", ("dates.impossible",), garbled_year),
    Mistake("period reversed", "dates", ("dates.reversed", "dates.inspection_late"), reversed_period),
    Mistake("days reversed", "dates", ("dates.reversed",), said(reversed_days)),
    Mistake("inspection after feedback", "dates", ("dates.inspection_late",), signed(late_inspection)),
    Mistake("window of another length", "dates", ("limits.length",), said(wrong_window)),
    Mistake("wrong weekday", "dates", ("dates.weekday",), said(wrong_weekday)),
    Mistake("done in the future", "dates", ("gaps.future",), done_in_future),
    Mistake("plan before feedback", "dates", ("dates.order",), signed(plan_before_feedback)),
)
