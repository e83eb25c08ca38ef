"""Dates: days that there are not, ends before beginnings, steps out of order, windows of another length than they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from taizhang.checks.days import first_day, is_day, last_day, surely_after
from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.reading.dates import DAMAGED, IMPOSSIBLE
from taizhang.reading.facts import Contacts, Period

IMPOSSIBLE_DATE = Check(
    code="dates.impossible",
    severity=Severity.ERROR,
    name="没有这一天",
    english_name="No such day",
    message="“{said}”不是日历上有的日期，请核对年、月、日。",
    english="“{said}” is not a day of the calendar: check year, month and day.",
    example=Example("市水务局于2026年2月30日召开动员会。"),
    counter_example=Example("市水务局于2024年2月29日召开动员会。"),
)
REVERSED = Check(
    code="dates.reversed",
    severity=Severity.ERROR,
    name="起止颠倒",
    english_name="End before beginning",
    message="“{said}”的结束日期早于开始日期。",
    english="“{said}” ends before it begins.",
    example=Example("2026年6月12日至2026年4月8日，检查组进驻市水务局。"),
    counter_example=Example("2025年12月8日至2026年1月12日，检查组进驻市水务局。"),
)
YEAR_MISSING = Check(
    code="dates.year_missing",
    severity=Severity.WARNING,
    name="跨年没有写年份",
    english_name="A year is missing",
    message="“{said}”后一个日期没有写年份，按次年算长达{months}个月。请核对月份，跨年的写明年份。",
    english="The second date of “{said}” has no year; taken as the next year it lasts {months} months. Check it.",
    example=Example("2026年6月12日至4月8日，检查组进驻市水务局。"),
    counter_example=Example("2025年12月8日至1月12日，检查组进驻市水务局。"),
)
INSPECTION_LATE = Check(
    code="dates.inspection_late",
    severity=Severity.ERROR,
    name="检查结束晚于反馈或落款",
    english_name="Inspection ends after its feedback or the report",
    message="检查到{end}才结束，却晚于{what}（{day}），请核对。",
    english="The inspection ends on {end}, later than {what_english} ({day}).",
    example=Example(
        "根据市委统一部署，2026年4月8日至9月12日，市委第三巡察组对市水务局党委开展了常规巡察，2026年7月20日反馈了巡察意见。"
    ),
    counter_example=Example(
        "根据市委统一部署，2026年4月8日至6月12日，市委第三巡察组对市水务局党委开展了常规巡察，2026年7月20日反馈了巡察意见。"
    ),
)
OUT_OF_ORDER = Check(
    code="dates.order",
    severity=Severity.ERROR,
    name="先后颠倒",
    english_name="Steps out of order",
    message="{step}（{said}）早于{before}（{day}），先后颠倒。",
    english="{step_english} ({said}) comes before {before_english} ({day}).",
    example=Example(
        "2026年4月8日至6月12日，市委第三巡察组对市水务局党委开展了常规巡察，2026年7月20日反馈了巡察意见。"
        "2026年7月2日局党委会审议通过整改方案。"
    ),
    counter_example=Example(
        "2026年4月8日至6月12日，市委第三巡察组对市水务局党委开展了常规巡察，2026年7月20日反馈了巡察意见。"
        "2026年8月2日局党委会审议通过整改方案。"
    ),
)
WINDOW_BEFORE = Check(
    code="dates.window_before",
    severity=Severity.WARNING,
    name="公开期限早于落款",
    english_name="Window opens before the paper is signed",
    message="公开期限从{said}开始，早于落款日期{day}。",
    english="The window opens on {said}, before the paper is signed ({day}).",
    example=Example(
        "关于整改情况的通报\n现将整改进展情况予以公布。\n公开期限：2026年11月2日至11月22日。联系电话：0700-8655120。\n市水务局\n2026年11月6日"
    ),
    counter_example=Example(
        "关于整改情况的通报\n现将整改进展情况予以公布。\n公开期限：2026年11月6日至11月26日。联系电话：0700-8655120。\n市水务局\n2026年11月6日"
    ),
)
WEEKDAY = Check(
    code="dates.weekday",
    severity=Severity.ERROR,
    name="星期不对",
    english_name="Wrong day of the week",
    message="{said}是星期{right}，不是星期{wrong}。",
    english="{said} is no such weekday: the calendar says {right_english}.",
    example=Example("定于2026年11月20日（星期四）召开推进会。"),
    counter_example=Example("定于2026年11月20日（星期五）召开推进会。"),
)
CHECKS: tuple[Check, ...] = (IMPOSSIBLE_DATE, REVERSED, YEAR_MISSING, INSPECTION_LATE, OUT_OF_ORDER, WINDOW_BEFORE, WEEKDAY)

_DAY_OF_MONTH = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})(?:\s*日?\s*[至到—－~-]+\s*(\d{1,2}))?\s*[日号]")
_LONE_DAY = re.compile(r"\d{1,2}\s*日")
_BEFORE_A_DAY = tuple("，,、。；;和及与")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PLAN_PASSED = re.compile(r"[^。；\n]{0,24}?(?:审议|研究|审定|制定|印发)[^。；，\n]{0,12}整改(?:工作|落实)?(?:实施)?方案")
_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|周)([一二三四五六日天])(?=[）)，,。上下晚早中\s]|$)")
_WEEKDAYS = "一二三四五六日"
_WEEKDAYS_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_END_OF_TEXT = 600  # characters in which a notice names its window
_TOLD_AS_PAST = re.compile("已|曾|期间|收到|公示[^，。；期时]{0,4}了|进行了")
_LONG = 180  # days that a period rarely lasts when it crosses the year without saying so


def remarks(paper: Paper) -> Iterator[Remark]:
    """All that is wrong with the paper's dates."""
    yield from _impossible(paper)
    for period in paper.reading.periods:
        yield from _period(paper, period)
    yield from _inspection(paper)
    yield from _plan(paper)
    yield from _window(paper)
    yield from _weekdays(paper)


def _impossible(paper: Paper) -> Iterator[Remark]:
    for said in paper.reading.dates:
        if _LONE_DAY.fullmatch(said.quote) and paper.text[said.span.start - 1 : said.span.start] not in _BEFORE_A_DAY:
            continue  # 公开征求意见30日: how long, not when
        if said.iso is None and (said.why in (IMPOSSIBLE, DAMAGED) or _in_no_year(said.quote)):
            yield IMPOSSIBLE_DATE.at(paper.text, said.span.start, said.span.end, {"said": said.quote})


def _in_no_year(quote: str) -> bool:
    """Whether the month has no such day in any year."""
    if not (found := _DAY_OF_MONTH.search(quote)):
        return False
    month, days = int(found[1]), [int(day) for day in found.groups()[1:] if day]
    return not 1 <= month <= 12 or any(not 1 <= day <= _LONGEST[month - 1] for day in days)


def _period(paper: Paper, period: Period) -> Iterator[Remark]:
    place = period.span.start, period.span.end
    first, last = first_day(period.start), last_day(period.end)
    if not first or not last:
        return
    if first > last:
        yield REVERSED.at(paper.text, *place, {"said": period.quote})
    elif first.year < last.year and str(last.year) not in period.quote and "次年" not in period.quote:
        to_the_day = is_day(period.start) and is_day(period.end)
        months = round((last - first).days / 30)
        if to_the_day and (last - first).days > _LONG:
            yield YEAR_MISSING.at(paper.text, *place, {"said": period.quote, "months": months})


def _inspection(paper: Paper) -> Iterator[Remark]:
    told = paper.reading.inspection
    if told is None or told.end is None:
        return
    period = next((p for p in paper.reading.periods if (p.start, p.end) == (told.start, told.end)), None)
    for day, what, english in (
        (told.feedback_on, "反馈日期", "the feedback"),
        (paper.reading.issued_on, "落款日期", "the date of the paper"),
    ):
        if period and surely_after(told.end, day):
            facts = {"end": told.end, "what": what, "what_english": english, "day": day}
            yield INSPECTION_LATE.at(paper.text, period.span.start, period.span.end, facts)
            return


def _plan(paper: Paper) -> Iterator[Remark]:
    """The plan is passed after the feedback that it answers, the feedback given before the paper is signed."""
    told = paper.reading.inspection
    feedback = told.feedback_on if told else None
    if feedback is None:
        return
    for said in paper.reading.dates:
        if said.iso == feedback and surely_after(feedback, paper.reading.issued_on):
            facts = {"step": "落款", "step_english": "the date of the paper", "before": "反馈", "before_english": "the feedback"}
            yield OUT_OF_ORDER.at(
                paper.text, said.span.start, said.span.end, {"said": paper.reading.issued_on, "day": feedback, **facts}
            )
            return
        if (
            said.iso
            and said.iso < feedback
            and surely_after(feedback, said.iso)
            and _PLAN_PASSED.match(paper.text, said.span.end)
        ):
            facts = {"step": "审议方案", "step_english": "passing the plan", "before": "反馈", "before_english": "the feedback"}
            yield OUT_OF_ORDER.at(paper.text, said.span.start, said.span.end, {"said": said.quote, "day": feedback, **facts})


def _window(paper: Paper) -> Iterator[Remark]:
    window, issued = paper.reading.disclosure_window, paper.reading.issued_on
    if not window:
        return
    period = next((p for p in paper.reading.periods if (p.start, p.end) == (window.start, window.end)), None)
    if not period or not _is_own(paper, period):
        return
    if surely_after(issued, window.end):
        facts = {"step": "公开期限届满", "step_english": "the end of the window"}
        facts |= {"before": "落款", "before_english": "the date of the paper"}
        yield OUT_OF_ORDER.at(paper.text, period.span.start, period.span.end, {"said": window.end, "day": issued, **facts})
    elif surely_after(issued, window.start):
        yield WINDOW_BEFORE.at(paper.text, period.span.start, period.span.end, {"said": window.start, "day": issued})


def _is_own(paper: Paper, period: Period) -> bool:
    """Whether the window is the paper's own, told at its end; a report may tell of one that is long past."""
    start, end = paper.sentence_at(period.span.start)
    at_the_end = len(paper.text) - period.span.start < _END_OF_TEXT
    return at_the_end and not _TOLD_AS_PAST.search(paper.text, start, end) and paper.reading.contacts != Contacts()


def _weekdays(paper: Paper) -> Iterator[Remark]:
    for said in paper.reading.dates:
        day = first_day(said.iso) if is_day(said.iso) else None
        if day and (found := _WEEKDAY.match(paper.text, said.span.end)) and not _is(day, found[1]):
            n = day.weekday()
            facts = {"right": _WEEKDAYS[n], "right_english": _WEEKDAYS_ENGLISH[n], "wrong": found[1], "said": said.quote}
            yield WEEKDAY.at(paper.text, said.span.start, found.end(), facts, suggestion=f"星期{_WEEKDAYS[n]}")


def _is(day: date, word: str) -> bool:
    return _WEEKDAYS[day.weekday()] == word.replace("天", "日")
