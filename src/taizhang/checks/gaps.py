"""Gaps: findings without a measure, measures without unit or deadline, done without effect or in the future, no way to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taizhang.checks.days import surely_after
from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.sheet import Finding, Measure, Span

_PLAN = (
    "市水务局整改方案\n一、整改任务和措施\n（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n"
    "（1）改造老旧管网。改造45公里。（牵头单位：供水管理科；整改时限：2026年10月底前）\n"
    "（2）推行分区计量。安装218台。（牵头单位：供水管理科；整改时限：2026年9月底前）\n"
    "2.关于用水管理不严的问题\n{last}\n市水务局\n2026年8月17日"
)
_WHOLE = "（1）核查取水口。核查412个。（牵头单位：水资源管理科；整改时限：2026年9月底前）"
_NOTICE = (
    "关于巡察整改进展情况的通报\n根据市委统一部署，2026年4月8日至6月12日，市委第三巡察组对市水务局党委开展了常规巡察，"
    "2026年7月20日反馈了巡察意见。现将整改进展情况予以公布。\n一、聚焦反馈问题，逐项抓好整改落实\n（一）关于供水保障方面\n"
    "1.关于供水保障能力不足的问题\n一是改造老旧管网。{done}\n二是推行分区计量。已安装流量计218台。\n{end}市水务局\n2026年11月20日"
)
_END = "公开期限：2026年11月20日至12月11日。联系电话：0700-8655120。\n"
_DONE = "截至2026年10月底，已完成改造38.6公里。"
NO_MEASURE = Check(
    code="gaps.no_measure",
    severity=Severity.WARNING,
    name="问题没有措施",
    english_name="A finding without a measure",
    message="“{said}”下面没有措施。",
    english="No measure stands under “{said}”.",
    example=Example(_PLAN.format(last="3.关于节水工作不力的问题\n" + _WHOLE)),
    counter_example=Example(_PLAN.format(last=_WHOLE)),
)
NO_UNIT = Check(
    code="gaps.no_unit",
    severity=Severity.WARNING,
    name="措施没有责任单位",
    english_name="A measure without a unit",
    message="措施“{said}”没有写明牵头单位或责任人。",
    english="The measure “{said}” names no unit and nobody who answers for it.",
    example=Example(_PLAN.format(last="（1）核查取水口。核查412个。（整改时限：2026年9月底前）")),
    counter_example=Example(_PLAN.format(last=_WHOLE)),
)
NO_DEADLINE = Check(
    code="gaps.no_deadline",
    severity=Severity.WARNING,
    name="措施没有时限",
    english_name="A measure without a deadline",
    message="措施“{said}”没有写明完成时限。",
    english="The measure “{said}” has no deadline.",
    example=Example(_PLAN.format(last="（1）核查取水口。核查412个。（牵头单位：水资源管理科）")),
    counter_example=Example(_PLAN.format(last=_WHOLE)),
)
FUTURE = Check(
    code="gaps.future",
    severity=Severity.ERROR,
    name="未到日期却已完成",
    english_name="Done on a day to come",
    message="{said}晚于成文日期{day}，却写成已经完成。",
    english="{said} is later than the paper itself ({day}), yet told as done.",
    example=Example(_NOTICE.format(done="截至2026年12月底，已完成改造38.6公里。", end=_END)),
    counter_example=Example(_NOTICE.format(done=_DONE + "其余计划2026年12月底前全部完工。", end=_END)),
)
NO_EFFECT = Check(
    code="gaps.no_effect",
    severity=Severity.WARNING,
    name="完成却没有成效",
    english_name="Done without an effect",
    message="措施“{said}”写明完成，没有写做了什么、成效如何。",
    english="The measure “{said}” is called done, and nothing tells what was done.",
    example=Example(
        "一、反馈问题整改落实情况\n（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n一是已完成整改。\n二是已安装流量计218台。"
    ),
    counter_example=Example(
        "一、反馈问题整改落实情况\n（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n一是已改造管网38公里。\n二是已安装流量计218台。"
    ),
)
NO_CONTACT = Check(
    code="gaps.no_contact",
    severity=Severity.WARNING,
    name="通报没有联系方式",
    english_name="A notice without a contact line",
    message="公开的整改通报应当写明反映意见的电话、邮箱或地址。",
    english="A published notice should say where opinions go: telephone, e-mail or address.",
    example=Example(_NOTICE.format(done=_DONE, end="公开期限：2026年11月20日至12月11日。\n")),
    counter_example=Example(_NOTICE.format(done=_DONE, end=_END)),
)
NO_WINDOW = Check(
    code="gaps.no_window",
    severity=Severity.WARNING,
    name="通报没有公开期限",
    english_name="A notice without a window",
    message="公开的整改通报应当写明公开期限。",
    english="A published notice should name the days of its window.",
    example=Example(_NOTICE.format(done=_DONE, end="联系电话：0700-8655120。\n")),
    counter_example=Example(_NOTICE.format(done=_DONE, end=_END)),
)
CHECKS: tuple[Check, ...] = (NO_MEASURE, NO_UNIT, NO_DEADLINE, FUTURE, NO_EFFECT, NO_CONTACT, NO_WINDOW)

_ON_FROM = re.compile(r"\s*(?:起|以后|之后|之前|以前|前(?!期|往|来|述|款))")
_AS_OF = re.compile(r"截至\s*$")
_TOLD_DONE = re.compile(
    r"已|完成了|组织了|召开了|印发了|开展了|全部(?:完成|整改|办结|清理|修复|销号|到位)|整改完毕|办理完毕|处理完毕|(?<!未)办结"
)
_TO_COME = re.compile(
    r"计划|拟|将|预计|力争|确保|下一步|下步|目标|争取|有效期|待|届满|到期|期限|拟于|安排|后续|定于|须|应当|需要|要求|之前|前(?:全部|完成|办|基本)"
)
_ONLY_DONE = re.compile(
    r"(?:目前|现|该问题|此项|整改|任务|措施|工作|已经|已|全部|均|基本|完成|到位|落实|销号|办结|[，。；、\s])+"
)
_LEAST = 0.5  # of the measures: where most name a unit, those that do not were forgotten
_SHOWN = 24


def remarks(paper: Paper) -> Iterator[Remark]:
    """Everything that is missing."""
    findings = list(paper.reading.sheet.findings())
    measures = [measure for finding in findings for measure in finding.measures]
    if measures and paper.reading.document_kind not in ("反馈意见", "问题清单"):
        yield from _without_measure(paper, findings)
        yield from _without(paper, findings, measures)
        yield from _effectless(paper, measures)
    yield from _future(paper)
    if measures and paper.reading.document_kind == "通报" and paper.reading.inspection:
        yield from _unanswerable(paper)


def _without_measure(paper: Paper, findings: Sequence[Finding]) -> Iterator[Remark]:
    for finding in findings:
        if finding.statement and not finding.measures and finding.span:
            yield NO_MEASURE.at(paper.text, *_place(finding.span), {"said": finding.statement[:_SHOWN]})


def _without(paper: Paper, findings: Sequence[Finding], measures: Sequence[Measure]) -> Iterator[Remark]:
    """Measures that do not say what most of the others do."""
    duties = [(m, f) for f in findings for m in f.measures if m.span]
    ruled = {id(m): bool(_unit(m) or _unit(f)) for m, f in duties}
    dated = {id(m): bool(m.deadline or f.deadline) for m, f in duties}
    for told, check in ((ruled, NO_UNIT), (dated, NO_DEADLINE)):
        if sum(told.values()) < _LEAST * len(measures) or not any(told.values()):
            continue
        for measure, _ in duties:
            if measure.span and not told[id(measure)]:
                yield check.at(paper.text, *_place(measure.span), {"said": measure.title[:_SHOWN]})


def _unit(bearer: Finding | Measure) -> str | None:
    return bearer.responsibility.lead_unit or bearer.responsibility.leader


def _effectless(paper: Paper, measures: Sequence[Measure]) -> Iterator[Remark]:
    for measure in measures:
        if measure.span and "完成" in measure.text and _ONLY_DONE.fullmatch(measure.text):
            yield NO_EFFECT.at(paper.text, *_place(measure.span), {"said": measure.title[:_SHOWN]})


def _future(paper: Paper) -> Iterator[Remark]:
    """What is told as done on a day after the paper was signed, or after today where it is not signed."""
    day = paper.reading.issued_on or (paper.today.isoformat() if paper.today else None)
    for said in paper.reading.dates:
        if not said.iso or not day or said.iso <= day or not surely_after(said.iso, day):
            continue
        start, end = paper.sentence_at(said.span.start)
        clause = _clause(paper.text, said.span, start, end)
        as_of = _AS_OF.search(paper.text, max(start, said.span.start - 4), said.span.start)
        words = paper.text[said.span.end : end] if as_of else clause
        if _ON_FROM.match(paper.text, said.span.end):
            continue
        if _TOLD_DONE.search(words) and not _TO_COME.search(clause if not as_of else words[:12]):
            softer = None if "年" in said.quote else Severity.WARNING  # the year was carried from elsewhere
            yield FUTURE.at(paper.text, said.span.start, said.span.end, {"said": said.quote, "day": day}, severity=softer)


def _clause(text: str, span: Span, start: int, end: int) -> str:
    """The words around a date: its own clause and the one behind it."""
    first = max(text.rfind("，", start, span.start), text.rfind(",", start, span.start), start - 1) + 1
    last = text.find("，", span.end, end)
    last = text.find("，", last + 1, end) if last >= 0 else last
    return text[first : last if last >= 0 else end]


def _unanswerable(paper: Paper) -> Iterator[Remark]:
    contacts = paper.reading.contacts
    place = paper.title
    if not (contacts.phone or contacts.email or contacts.address or contacts.postcode):
        yield NO_CONTACT.at(paper.text, *place)
    if not paper.reading.disclosure_window:
        yield NO_WINDOW.at(paper.text, *place)


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
