"""Time limits: windows of another length than they say, deadlines outside their horizon, past, or on a day off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from taizhang.checks.days import first_day, is_day, last_day, surely_after
from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.profiles import Profile, for_source
from taizhang.reading.facts import Period
from taizhang.reading.numerals import chinese
from taizhang.sheet import Measure
from taizhang.workdays import YearMissing

LENGTH = Check(
    code="limits.length",
    severity=Severity.ERROR,
    name="起止与天数不符",
    english_name="A period of another length than it says",
    message="“{said}”写明{told}，按起止日期算是{days}个日历日、{working}。",
    english="“{said}” is said to last {told}; its dates make {days} calendar days ({working_english} working days).",
    example=Example("公开期限：2026年11月9日至11月20日（15个工作日）。"),
    counter_example=Example("公开期限：2026年11月2日至11月20日（15个工作日）。"),
)
HORIZON = Check(
    code="limits.horizon",
    severity=Severity.WARNING,
    name="时限超出整改类型",
    english_name="Deadline outside its horizon",
    message="时限{said}晚于“{kind}”的最后期限{last}（自{start}起{limit}）。",
    english="The deadline {said} is later than {last}, the last day of this horizon ({limit} from {start}).",
    example=Example(
        "市水务局整改方案\n2026年7月20日，市委第三巡察组反馈了巡察意见，制定本方案。\n一、整改任务和措施\n"
        "（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n"
        "（1）改造老旧管网。改造45公里。（牵头单位：供水管理科；整改时限：分阶段推进，2028年12月底前完成）\n"
        "（2）推行分区计量。安装218台。（牵头单位：供水管理科；整改时限：2026年9月底前）\n市水务局\n2026年8月17日"
    ),
    counter_example=Example(
        "市水务局整改方案\n2026年7月20日，市委第三巡察组反馈了巡察意见，制定本方案。\n一、整改任务和措施\n"
        "（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n"
        "（1）改造老旧管网。改造45公里。（牵头单位：供水管理科；整改时限：分阶段推进，2026年12月底前完成）\n"
        "（2）推行分区计量。安装218台。（牵头单位：供水管理科；整改时限：2026年9月底前）\n市水务局\n2026年8月17日"
    ),
)
PAST = Check(
    code="limits.past",
    severity=Severity.WARNING,
    name="时限早于成文",
    english_name="Deadline already past",
    message="时限{said}在成文日期{day}之前就已届满。",
    english="The deadline {said} had passed when the paper was signed ({day}).",
    example=Example(
        "市水务局整改方案\n一、整改任务和措施\n（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n"
        "（1）改造老旧管网。改造45公里。（牵头单位：供水管理科；整改时限：2026年3月底前）\n"
        "（2）推行分区计量。安装218台。（牵头单位：供水管理科；整改时限：2026年9月底前）\n市水务局\n2026年8月17日"
    ),
    counter_example=Example(
        "市水务局整改方案\n一、整改任务和措施\n（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n"
        "（1）改造老旧管网。改造45公里。（牵头单位：供水管理科；整改时限：2026年10月底前）\n"
        "（2）推行分区计量。安装218台。（牵头单位：供水管理科；整改时限：2026年9月底前）\n市水务局\n2026年8月17日"
    ),
)
HOLIDAY = Check(
    code="limits.holiday",
    severity=Severity.NOTE,
    name="期限落在休息日",
    english_name="Deadline on a day off",
    message="{said}是休息日，请确认是否顺延。",
    english="{said} is a day off: make sure that this is meant.",
    example=Example("关于征求意见的公告\n意见请于2026年10月3日前反馈市水务局。"),
    counter_example=Example("关于征求意见的公告\n意见请于2026年10月9日前反馈市水务局。"),
)
CALENDAR = Check(
    code="limits.calendar",
    severity=Severity.NOTE,
    name="没有放假安排",
    english_name="Holidays not known",
    message="还没有{year}年的放假安排，{year}年的工作日和休息日没有核对。",
    english="The holidays of {year} are not loaded: its working days were not checked.",
    example=Example("公示期限：2031年3月3日至3月7日（5个工作日）。"),
    counter_example=Example("公示期限：2026年3月2日至3月6日（5个工作日）。"),
)
CHECKS: tuple[Check, ...] = (LENGTH, HORIZON, PAST, HOLIDAY, CALENDAR)

_N = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_LENGTH_AFTER = re.compile(
    rf"\s*[（(，,]\s*(?:共计?|合计|为期|历时|公示期|公开期限?|期限|时限|时间|连续)?[为是]?\s*{_N}\s*(个?工作日|个自然日|个日历日|天|日(?!前|起|内))"
)
_LENGTH_BEFORE = re.compile(
    rf"(?:公示期|公开期限?|公示时间|公开时间|期限|为期)[为是：:]?\s*{_N}\s*(个?工作日|个自然日|个日历日|天|日)[（(，,：:]\s*(?:即|自|从|时间为)?$"
)
_DUE_AFTER = re.compile(r"\s*(?:之前|以前|前(?!后|往|来|进|期)|止(?!步)|截止)")
_DUE_BEFORE = re.compile(r"(?:截止(?:日期|时间)?|时限|期限)[为是至：:]{0,2}\s*$")
_DONE = re.compile(r"已|完成了|均|全部|结束|办结|到位")
_SOURCE = re.compile("巡视|巡察|审计|督察")
_HEAD = 400  # characters in which a paper says what it answers


def remarks(paper: Paper) -> Iterator[Remark]:
    """All that is wrong with the paper's limits. Years without holidays are told once each."""
    missing: dict[int, Remark] = {}
    for period in paper.reading.periods:
        yield from _length(paper, period, missing)
    yield from _days_off(paper, missing)
    for measure in (m for finding in paper.reading.sheet.findings() for m in finding.measures):
        yield from _deadline(paper, measure)
    yield from missing.values()


def _length(paper: Paper, period: Period, missing: dict[int, Remark]) -> Iterator[Remark]:
    start, end = first_day(period.start), last_day(period.end)
    told = _told(paper.text, period)
    if not told or not start or not end or start > end or not (is_day(period.start) and is_day(period.end)):
        return
    count, unit = told
    days = (end - start).days + 1
    working = _working(paper, period, start, end, missing)
    fits: set[int] = set() if "工作日" in unit else {days, days - 1}
    if working is not None and ("工作日" in unit or unit in ("天", "日")):
        fits |= set(working)
    if count not in fits and (working is not None or "工作日" not in unit):
        counted = f"{working[0]}个工作日" if working else "工作日不详"
        facts = {"said": period.quote, "told": f"{count}{unit}", "days": days}
        facts |= {"working": counted, "working_english": working[0] if working else "unknown"}
        yield LENGTH.at(paper.text, period.span.start, period.span.end, facts)


def _told(text: str, period: Period) -> tuple[int, str] | None:
    """The length that stands beside the period."""
    after = _LENGTH_AFTER.match(text, period.span.end)
    found = after or _LENGTH_BEFORE.search(text, max(0, period.span.start - 24), period.span.start)
    count = chinese(found[1]) if found else None
    return (count, found[2]) if found and count else None


def _working(paper: Paper, period: Period, start: date, end: date, missing: dict[int, Remark]) -> tuple[int, int] | None:
    """The working days of the period, its first day counted and not; None beyond the data, which is noted."""
    try:
        return paper.calendar.between(start - timedelta(days=1), end), paper.calendar.between(start, end)
    except YearMissing as gap:
        missing.setdefault(gap.year, CALENDAR.at(paper.text, period.span.start, period.span.end, {"year": gap.year}))
        return None


def _days_off(paper: Paper, missing: dict[int, Remark]) -> Iterator[Remark]:
    window = paper.reading.disclosure_window
    places = [(p.span.start, p.span.end, p.end) for p in paper.reading.periods if window and p.end == window.end]
    if any(word in paper.text for word in ("前", "止", "限")):
        places += [
            (d.span.start, d.span.end, d.iso) for d in paper.reading.dates if d.iso and _is_due(paper, d.span.start, d.span.end)
        ]
    for start, end, iso in places:
        day = first_day(iso) if is_day(iso) else None
        if day is None or surely_after(paper.reading.issued_on, iso):
            continue
        try:
            if not paper.calendar.is_working(day):
                yield HOLIDAY.at(paper.text, start, end, {"said": f"{day.year}年{day.month}月{day.day}日"})
        except YearMissing as gap:
            missing.setdefault(gap.year, CALENDAR.at(paper.text, start, end, {"year": gap.year}))


def _is_due(paper: Paper, start: int, end: int) -> bool:
    text = paper.text
    if not _DUE_AFTER.match(text, end) and not _DUE_BEFORE.search(text, max(0, start - 8), start):
        return False
    return not _DONE.search(text, end, min(end + 40, paper.sentence_at(end)[1]))


def _deadline(paper: Paper, measure: Measure) -> Iterator[Remark]:
    limit, issued = measure.deadline, paper.reading.issued_on
    last = last_day(limit.iso) if limit else None
    if not limit or not last or measure.span is None:
        return
    place = _place(paper.text, limit.text, measure.span.start)
    signed = first_day(issued) if is_day(issued) else None
    if signed and last < signed and paper.reading.document_kind == "方案":
        yield PAST.at(paper.text, *place, {"said": limit.text, "day": issued})
    profile, start = _profile(paper), first_day(paper.reading.issued_on)
    window = profile.horizon(limit.horizon) if profile and limit.horizon else None
    if not window or not start or not window.within or limit.horizon == "长期":
        return
    try:
        latest = window.window(start, paper.calendar)[1]
    except YearMissing:
        return
    earliest_due = first_day(limit.iso)
    if latest and earliest_due and earliest_due > latest:
        facts = {"said": limit.text, "kind": window.word, "last": latest, "start": start, "limit": window.within}
        yield HORIZON.at(paper.text, *place, facts)


def _profile(paper: Paper) -> Profile | None:
    """The policy to go by: the one given, else the one for the kind of inspection that the paper names first."""
    if paper.profile:
        return paper.profile
    told = paper.reading.inspection
    named = _SOURCE.search(paper.text, 0, _HEAD)
    kind = told.kind if told else named[0] if named else None
    return for_source(kind) if kind else None


def _place(text: str, said: str, around: int) -> tuple[int, int]:
    """Where the deadline stands, at or behind its measure."""
    start = text.find(said, around)
    return (start, start + len(said)) if start >= 0 else (around, around)
