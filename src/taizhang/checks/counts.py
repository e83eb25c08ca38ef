"""Announced numbers: against one another, against what is listed, and 等N项 against the things named before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from taizhang.checks.numbers import ordinal
from taizhang.checks.paper import Number, Paper
from taizhang.checks.parts import TOTALS, chains, is_about
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.reading.facts import Heading
from taizhang.reading.numerals import chinese

_LISTED = (
    "一、组织推进情况\n将反馈意见分解为1个方面{problems}个问题，制定{measures}条整改措施。\n二、反馈问题整改落实情况\n"
    "（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n一是改造管网。改造38公里。二是分区计量。安装218台。\n"
    "2.关于用水管理不严的问题\n一是核查取水口。核查412个。二是追缴水费。追缴126万元。"
)
TWO_VALUES = Check(
    code="counts.two_values",
    severity=Severity.ERROR,
    name="同一数量前后不一",
    english_name="One quantity with two values",
    message="{what}前面写{before}，这里写{said}。",
    english="Before, the text says {before} {what_english}, here {said}.",
    example=Example(
        "将巡察反馈意见分解为4个方面12个问题，制定57条整改措施。\n截至2026年10月底，56条整改措施已完成52条、基本完成4条。"
    ),
    counter_example=Example(
        "将巡察反馈意见分解为4个方面12个问题，制定57条整改措施。\n截至2026年10月底，57条整改措施已完成52条、基本完成5条。"
    ),
)
MORE_LISTED = Check(
    code="counts.more_listed",
    severity=Severity.ERROR,
    name="列出的比宣布的多",
    english_name="More listed than announced",
    message="文中宣布{announced}{what}，实际列出{listed}{what}。",
    english="The text announces {announced} {what_english} and lists {listed}.",
    example=Example(_LISTED.format(problems=1, measures=4)),
    counter_example=Example(_LISTED.format(problems=2, measures=4)),
)
FEWER_LISTED = Check(
    code="counts.fewer_listed",
    severity=Severity.NOTE,
    name="列出的比宣布的少",
    english_name="Fewer listed than announced",
    message="文中宣布{announced}{what}，实际列出{listed}{what}。公开稿有删减的属正常，请确认。",
    english="The text announces {announced} {what_english} and lists {listed}; usual where the public text is shortened.",
    example=Example(_LISTED.format(problems=3, measures=4)),
    counter_example=Example(_LISTED.format(problems=2, measures=4)),
)
FOLLOWING = Check(
    code="counts.following",
    severity=Severity.ERROR,
    name="“以下几项”与列出的不符",
    english_name="Another number of items than announced",
    message="前面说{announced}项，下面列出{listed}项。",
    english="{announced} items are announced, {listed} follow.",
    example=Example("重点抓好以下三项工作：一是改造管网38公里。二是安装水表218台。三是核查取水口412个。四是追缴水费126万元。"),
    counter_example=Example(
        "重点抓好以下四项工作：一是改造管网38公里。二是安装水表218台。三是核查取水口412个。四是追缴水费126万元。"
    ),
)
AND_OTHERS = Check(
    code="counts.and_others",
    severity=Severity.ERROR,
    name="“等N项”前面列得更多",
    english_name="More named than “等N” allows",
    message="“等{said}”前面已列出{listed}项。",
    english="{listed} things are named before “等{said}”.",
    example=Example("组织供水、消防、卫生、交通等3个部门开展应急演练。"),
    counter_example=Example("组织供水、消防、卫生等9个部门开展应急演练。"),
)
CHECKS: tuple[Check, ...] = (TWO_VALUES, MORE_LISTED, FEWER_LISTED, FOLLOWING, AND_OTHERS)

KINDS = {
    "aspects": ("个方面", "aspects"),
    "problems": ("个问题", "findings"),
    "manifestations": ("个具体表现", "manifestations"),
    "measures": ("条措施", "measures"),
}
_ELSEWHERE = re.compile(r"上轮|上一轮|以往|历次|历年|往年|上年|上次|首轮|分别|各自|其他|同类|自查|自行")
_LIMITED = re.compile(r"立行立改|立知立改|边查边改|即知即改|长期|阶段|集中|其他|重点|其中|剩余|其余|未|限期|到期|应")
_WHOLE = re.compile(
    r"(?:^|[，,。；：:\n])(?:目前|全部|共有?|上述|以上|(?:针对)?[^，,。；\n\d]{0,24}(?:提出|反馈|明确|制定|细化)的)?\s*$"
)
_FOLLOWING = re.compile(
    r"(?:以下|如下|存在|主要有|表现在|分为|包括)(?:工作)?([0-9一二三四五六七八九十两]{1,3})(?:个方面|个|项|条|点|方面|件|种|类)(?:的)?(?:主要|重点|具体)?"
    r"(?:问题|工作|措施|方面|任务|内容|意见|建议|要求|事项|举措|情况)?[^。；，\n\d]{0,6}[：:。]"
)
_ETC = re.compile(r"等\s*([0-9]{1,3}|[二三四五六七八九十两]{1,3})(?=[个项条类种家处件份部门座支名位方户所届本篇场次级县区市省])")
_CLAUSE = 120  # characters that a row of names is looked for in
_CLAUSE_STOPS = "，,。；;：:！？\n\t"
_INSIDE = re.compile(r"《[^《》]*》|“[^“”]*”|（[^（）]*）|\([^()]*\)")
_SIDE_BY_SIDE = re.compile("某(?=某)")
_COLLECTIVE = re.compile(r"[二两三四五六七八九十\d][级方类个项大]|等")
_LONGEST_ITEM = 14
_PEOPLE = frozenset("名位人")


def remarks(paper: Paper) -> Iterator[Remark]:
    """Everything wrong with what the paper announces."""
    announced = list(announcements(paper))
    yield from _two_values(paper, announced)
    yield from _listed(paper, announced)
    yield from _following(paper)
    yield from _and_others(paper)


def announcements(paper: Paper) -> Iterator[Number]:
    """The numbers that speak of the whole: 4个方面12个问题28个具体表现、57条措施 in one breath, and totals with their states."""
    for numbers in paper.sentences:
        told = [number for number in numbers if number.kind in KINDS and not is_about(paper.text, number)]
        start, end = paper.sentence_at(numbers[0].start)
        if len(told) < 1 or _ELSEWHERE.search(paper.text, start, end):
            continue
        if len({number.kind for number in told}) >= 2 and any(number.kind == "aspects" for number in told):
            yield from _first_of_each(told)
        else:
            yield from _totals(paper, numbers)


def _first_of_each(told: Sequence[Number]) -> Iterator[Number]:
    seen = set()
    for number in told:
        if number.kind not in seen:
            seen.add(number.kind)
            yield number


def _totals(paper: Paper, numbers: Sequence[Number]) -> Iterator[Number]:
    """57条整改措施已完成50条: the whole, where nothing in front of it narrows it down."""
    for chain in chains(paper.text, numbers):
        total = chain[0]
        before = paper.text[max(0, total.start - 30) : total.start]
        whole = total.kind in TOTALS and chain[1].kind == "completed" and _WHOLE.search(before)
        if whole and not _LIMITED.search(paper.text[total.start : chain[1].start]) and not _LIMITED.search(whole[0]):
            yield total


def _two_values(paper: Paper, announced: Sequence[Number]) -> Iterator[Remark]:
    first: dict[str, Number] = {}
    if not any(number.kind == "aspects" for number in announced):
        return
    for number in announced:
        kind = number.kind or ""
        before = first.setdefault(kind, number)
        if before.value != number.value:
            word, english = KINDS[kind]
            facts = {"what": word[1:], "what_english": english}
            facts |= {"before": f"{before.value}{before.counter}", "said": f"{number.value}{number.counter}"}
            yield TWO_VALUES.at(paper.text, number.start, number.end, facts)


def _listed(paper: Paper, announced: Sequence[Number]) -> Iterator[Remark]:
    counts = paper.reading.sheet.counts()
    listed = {
        "aspects": counts.aspects,
        "problems": counts.findings,
        "manifestations": counts.manifestations,
        "measures": counts.measures,
    }
    if not any(number.kind == "aspects" for number in announced):
        return
    for number in _first_of_each(announced):
        kind = number.kind or ""
        if kind == "aspects" and "方面" not in number.counter:  # 3类8个问题
            continue
        word, english = KINDS[kind]
        facts = {"announced": number.value, "listed": listed[kind], "what": word, "what_english": english}
        if 0 < listed[kind] < number.value:
            yield FEWER_LISTED.at(paper.text, number.start, number.end, facts)
        elif listed[kind] > number.value:
            sure = _is_numbered(paper, kind)
            yield MORE_LISTED.at(paper.text, number.start, number.end, facts, severity=None if sure else Severity.WARNING)


def _is_numbered(paper: Paper, kind: str) -> bool:
    """Whether what is listed is numbered 1, 2, 3 …, from 1 anew or throughout: then it was surely meant to be counted so.

    Measures are counted surely only where each stands in a plan or a ledger: a report may tell one in several sentences.
    """
    sheet = paper.reading.sheet
    if kind == "aspects":
        return _goes_up([aspect.number for aspect in sheet.aspects])
    if kind == "problems":
        return _goes_up([finding.number for finding in sheet.findings() if finding.statement is not None])
    return paper.reading.document_kind in ("方案", "台账", "问题清单", "反馈意见")


def _goes_up(numbers: Sequence[str | None]) -> bool:
    before = 0
    for number in numbers:
        now = ordinal(number) if number else 0
        if now not in (before + 1, 1):
            return False
        before = now
    return bool(numbers)


def _following(paper: Paper) -> Iterator[Remark]:
    found = list(_FOLLOWING.finditer(paper.text))
    behind = dict(_lists(paper.reading.outline)) if found else {}
    starts = sorted(behind)
    for match in found:
        announced, n = chinese(match[1]), bisect_left(starts, match.end())
        near = n < len(starts) and starts[n] - match.end() <= 2
        listed = behind[starts[n]] if near else 0
        if announced and listed > 1 and listed != announced:
            severity = Severity.NOTE if listed < announced else None
            yield FOLLOWING.at(paper.text, *match.span(), {"announced": announced, "listed": listed}, severity=severity)


def _lists(headings: Sequence[Heading]) -> Iterator[tuple[int, int]]:
    """Where each numbered list begins, and how many members it has: 1, 2, 3 … of one level."""
    begin, count, level = 0, 0, None
    for heading in headings:
        which = ordinal(heading.number) if heading.number else 0
        if count and which == count + 1 and heading.level == level:
            count += 1
            continue
        if count:
            yield begin, count
        begin, count, level = heading.span.start, int(which == 1), heading.level
    if count:
        yield begin, count
    for heading in headings:
        yield from _lists(heading.children)


def _and_others(paper: Paper) -> Iterator[Remark]:
    for found in _ETC.finditer(paper.text):
        said = chinese(found[1])
        if not said:
            continue
        floor = max(0, found.start() - _CLAUSE)
        start = max(floor - 1, *(paper.text.rfind(stop, floor, found.start()) for stop in _CLAUSE_STOPS)) + 1
        items = _items(paper.text[start : found.start()])
        if len(items) > said and paper.text[found.end() : found.end() + 1] not in _PEOPLE:
            facts = {"said": paper.text[found.start() + 1 : found.end() + 1], "listed": len(items)}
            yield AND_OTHERS.at(paper.text, start, found.end() + 1, facts)


def _items(words: str) -> list[str]:
    """What is named in a row before 等; nothing where one of them speaks of several (市县乡三级) or is too long to be one."""
    bare = _INSIDE.sub("某", words)
    items = _SIDE_BY_SIDE.sub("某、", bare).split("、")
    middle = items[1:]
    if len(items) < 2 or any(_COLLECTIVE.search(item) or len(item) > _LONGEST_ITEM for item in middle):
        return []
    return items
