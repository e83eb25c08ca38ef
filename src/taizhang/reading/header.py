"""What the first paragraphs say: which inspection it was, of whom, by whom, when, and until when the public may answer."""

from __future__ import annotations

import re

from taizhang.reading.basis import Basis
from taizhang.reading.dates import Calendar, read_dates
from taizhang.reading.facts import Contacts, Date, Fact, Inspection, Window
from taizhang.reading.masthead import Masthead
from taizhang.sheet import Span

_LEAD = 3000  # the inspection is named at the beginning
_WATCHERS = r"(?:巡视|巡察|巡查|督察|督查|审计|检查|督导|考核|评估|调研|核查)"
_BODY = re.compile(rf"{_WATCHERS}[一二三四五六七八九十]{{0,3}}(?:组|局|厅|署|办公室|办|特派办|处|委员会)")
_BEFORE_BODY = re.compile(r"[^，,。；;：:\n、“”（）()\d]{0,24}$")
_INSPECTS = re.compile(
    r"(?:[（(][^（()）\n]{1,30}[)）])?[^，,。；;\n]{0,20}?"
    r"(?:[，,](?:自|于|从)?(?:19|20)\d\d年[^，,。；;\n]{0,30}[，,]?)?(?:对|到|进驻|在|赴)"
    r"(?P<subject>[^，,。；;\n]{2,50}?)(?:[（(][^（()）\n]{1,60}[)）])?(?P<party>党组|党委|党总支|党支部)?"
    rf"(?:进行|开展|实施)了?(?:为期[^，,。]{{1,12}}的|集中)?(?P<nature>[^，,。；;\n]{{0,16}}?(?:{_WATCHERS}|回头看)[“”\"]?(?:回头看[”\"]?)?)"
)
_FEEDBACK_TITLE = re.compile(
    r"(?P<body>[^，,。；;：:\n、“”（）()《》\d]{2,24}?(?:组|办公室|办))(?:印发|下发|反馈)?的?"
    r"《(?:关于)?(?:对)?(?P<kind>巡视|巡察|督察|审计|检查)(?P<subject>[^《》\n]{2,30}?)(?:情况)?的?(?:情况)?反馈意见》[（(]?"
)
_SEVERAL = re.compile(r"\d|[一二三四五六七八九十]+[个家]|各|全")  # 对42个部门开展核查: no inspection that is answered
_FEEDBACK = re.compile(r"反馈")
_LOOK_BACK = re.compile(r"[“\"]?回头看[”\"]?$")
_NATURE = re.compile(
    r"(?:常规|专项|机动|提级|交叉|延伸|联动|巡察|巡视|政治|例行|经济责任|离任经济责任|预算执行(?:和其他财政收支)?|自然资源资产|财务收支|专题|集中|全面|综合)*[“\"]?(?:回头看|巡视|巡察|督察|审计|督查|检查|督导|调研|核查)[”\"]?$"
)
_WINDOW_LABEL = re.compile(
    r"(?:公开|公示|公布|征求意见|意见反馈|监督|受理)(?:的)?(?:期限|时间|期|时段|起止时间)[^，,。；;\n]{0,6}?[:：为是]?\s*(?:自|从)?"
)
_TITLE_YEAR = re.compile(r"(20\d\d)年(?!度|以来|至)")
_OPENING = Basis("开头一句：某组对某单位开展某项检查", 90)
_BY_TITLE = Basis("反馈意见的名称", 80)
_BARE_KIND = Basis("检查机构的名称", 75, "没有写明检查的性质")
_LABELLED = Basis("“公开期限”等字样后面的日期")
_OPEN_ENDED = Basis("“公开期限”等字样后面的日期", 75, "只有起始日期")
_TITLE_LINES = Basis("正文前面独立成行的文字", 95)
_FILE_TITLE = Basis("文件自带的标题", 75, "正文前面没有标题")
_GENRE = Basis("标题末尾的文种", 95)
_GENRE_GUESSED = Basis("标题和开头的套语", 75, "标题里没有文种名称")
_SIGNED = Basis("文末的单位名称和日期", 95)
_SIGNED_UNDATED = Basis("文末的单位名称", 75, "落款没有日期")
_KINDS = ("巡视", "巡察", "督察", "审计", "督查", "检查", "督导", "核查", "考核", "调研")


def read_inspection(text: str, calendar: Calendar) -> Inspection | None:
    """The inspection that the opening names, with its period and the day it was told."""
    for named in _BODY.finditer(text, 0, _LEAD):
        found = _INSPECTS.match(text, named.end(), min(len(text), named.end() + 200))
        if found and not _SEVERAL.match(found["subject"]):
            break
    else:
        return _by_feedback_title(text, calendar)
    before = _BEFORE_BODY.search(text, max(0, named.start() - 24), named.start())
    body = _body((before[0] if before else "") + named[0])
    nature = _nature(found["nature"])
    kind = next((k for k in _KINDS if k in (nature or "") + body), "巡察")
    start, end = _period(text, calendar, named.start())
    subject, told = found["subject"] + (found["party"] or ""), _feedback_on(text, calendar)
    facts = (
        Fact("检查机构", body, Span(named.end() - len(body), named.end()), _OPENING),
        Fact("被检查单位", subject, Span(*found.span("subject")), _OPENING),
        Fact("检查性质", nature or kind, Span(*found.span("nature")), _OPENING if nature else _BARE_KIND),
        *([Fact("反馈日期", told.iso, told.span, told.basis)] if told and told.iso else []),
    )
    return Inspection(kind, nature, body, subject, start, end, told.iso if told else None, facts)


def _by_feedback_title(text: str, calendar: Calendar) -> Inspection | None:
    """What the title of a feedback tells: 市委第二巡察组《关于巡察市财政局党组的反馈意见》（2024年4月15日）."""
    found = _FEEDBACK_TITLE.search(text, 0, _LEAD)
    if not found:
        return None
    body, subject, kind = _body(found["body"]), found["subject"], found["kind"]
    days = [d for d in calendar.dates if 0 <= d.span.start - found.end() <= 2]
    day = days[0].iso if days else None
    facts = (
        Fact("检查机构", body, Span(found.end("body") - len(body), found.end("body")), _BY_TITLE),
        Fact("被检查单位", subject, Span(*found.span("subject")), _BY_TITLE),
        *([Fact("反馈日期", day, days[0].span, _BY_TITLE)] if day else []),
    )
    return Inspection(kind, None, body, subject, None, None, day, facts)


def read_window(text: str, calendar: Calendar) -> Window | None:
    """The days in which opinions are asked for, where the text names them."""
    for label in _WINDOW_LABEL.finditer(text):
        for period in calendar.periods:
            if 0 <= period.span.start - label.end() <= 4:
                span = Span(label.start(), period.span.end)
                return Window(period.start, period.end, Fact("公开期限", f"{period.start}至{period.end}", span, _LABELLED))
        for date in calendar.dates:
            if date.iso and 0 <= date.span.start - label.end() <= 4:
                span = Span(label.start(), date.span.end)
                return Window(date.iso, None, Fact("公开期限", f"{date.iso}起", span, _OPEN_ENDED))
    return None


def header_facts(
    head: Masthead, title: str | None, kind: str | None, told: Inspection | None, window: Window | None, contacts: Contacts
) -> tuple[Fact, ...]:
    """Everything the header holds, each with its place and by what it was read."""
    headline = Span(head.title_start or 0, head.title_end)
    facts: list[Fact] = []
    if title:
        facts.append(Fact("标题", title, headline, _TITLE_LINES if head.title else _FILE_TITLE))
    if kind:
        facts.append(Fact("文种", kind, headline, _GENRE if title and kind in title else _GENRE_GUESSED))
    if head.signature and head.signed_by:
        facts.append(Fact("落款单位", head.signed_by, head.signature, _SIGNED if head.signed_on else _SIGNED_UNDATED))
    if head.signature and head.signed_on:
        facts.append(Fact("成文日期", head.signed_on, head.signature, _SIGNED))
    facts += told.facts if told else ()
    facts += [window.fact] if window and window.fact else []
    return (*facts, *contacts.facts)


def year_of_title(title: str, spoken_in: int | None) -> int | None:
    """The year a title names (关于2024年春节放假的通知), where the text is of that year; 2023年度审计 looks back on one."""
    found = _TITLE_YEAR.search(title)
    year = int(found[1]) if found else None
    return year if spoken_in in (None, year) else None


def date_of(line: str) -> str | None:
    """The day a line names, if it is one."""
    dates = read_dates(line.replace("O", "〇").replace("o", "〇").replace("○", "〇")).dates
    return dates[0].iso if dates else None


def _body(body: str) -> str:
    """Who inspected, without the words that lead up to it."""
    return re.sub(r"^.*?(?:部署|安排|要求|同意|批准|期间|以来|日|由|根据|按照|组织)", "", body).lstrip("，, ") or body


def _nature(nature: str) -> str | None:
    found = _LOOK_BACK.search(nature) or _NATURE.search(nature)
    return found[0] if found and len(found[0]) > 2 else None


def _sentence(text: str, place: int) -> tuple[int, int]:
    start = max(text.rfind("。", 0, place), text.rfind("\n", 0, place)) + 1
    ends = [e for e in (text.find("。", place), text.find("\n", place)) if e >= 0]
    return start, min(ends, default=len(text))


def _period(text: str, calendar: Calendar, place: int) -> tuple[str | None, str | None]:
    start, end = _sentence(text, place)
    inside = [p for p in calendar.periods if start <= p.span.start < end]
    return (inside[0].start, inside[0].end) if inside else (None, None)


def _feedback_on(text: str, calendar: Calendar) -> Date | None:
    """The day in the clause that says the findings were handed over: 2022年1月12日向我部反馈了…"""
    for found in _FEEDBACK.finditer(text, 0, _LEAD):
        start, _ = _sentence(text, found.start())
        told = "了" in text[found.start() - 2 : found.end() + 4] or "向" in text[max(start, found.start() - 30) : found.start()]
        if not told and text[found.start() - 1 : found.start()] != "日":  # 1月18日反馈意见
            continue
        days = [d for d in calendar.dates if start <= d.span.start < found.start()]
        return days[-1] if days else None
    return None
