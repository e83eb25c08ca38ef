"""Wording: slips of the pen, doubled words, measures that promise nothing that can be shown, and text told before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.checks.words import lists
from taizhang.sheet import Finding, Measure

_REPORT = (
    "关于巡察整改情况的报告\n一、反馈问题整改落实情况\n（一）关于供水保障方面\n1.关于供水保障能力不足的问题\n一是管网方面。{one}\n二是分区计量。安装流量计218台。\n"
    "2.关于用水管理不严的问题\n一是取水口方面。{two}\n二是追缴水费。追缴126万元。"
)
_SAME = "明确专人负责，每周调度一次，建立问题台账，逐项销号。"
_TOLD_BEFORE = (
    "市水务局组成6个核查组，用40天时间对全市412个取水口逐一现场核查，建立一口一档电子台账，对到期未延续的依法封存取水设施。"
)
SLIP = Check(
    code="wording.slip",
    severity=Severity.WARNING,
    name="易错词",
    english_name="A word often written wrong",
    message="“{said}”应为“{right}”（{why}）。",
    english="“{said}” should be “{right}” ({why_english}).",
    example=Example("会议布署了下一阶段整改工作。"),
    counter_example=Example("按规定公布署名文章；为了了解情况，逐户走访。"),
)
TWICE = Check(
    code="wording.twice",
    severity=Severity.WARNING,
    name="词语重复",
    english_name="A word told twice",
    message="“{said}”连着出现两次，请核对是否重复。",
    english="“{said}” stands there twice: see whether that is meant.",
    example=Example("已对全部取水口进行现场核查现场核查。"),
    counter_example=Example("一项一项核对，一件一件销号。"),
)
VAGUE = Check(
    code="wording.vague",
    severity=Severity.WARNING,
    name="措施空泛",
    english_name="A measure with nothing to show",
    message="这条措施只有“{word}”一类的话，没有可以检查的内容：做什么、多少、到什么程度。",
    english="Words like “{word}” alone: nothing in this measure can be shown or counted.",
    example=Example(_REPORT.format(one="进一步加强管网工作，切实提高重视程度。", two="核查412个。")),
    counter_example=Example(_REPORT.format(one="进一步加强管网工作，改造管网38公里。", two="核查412个。")),
)
SAME_MEASURE = Check(
    code="wording.same_measure",
    severity=Severity.WARNING,
    name="不同问题用同一措施",
    english_name="One measure under several findings",
    message="这条措施与“{other}”下面的一条完全相同，请写出针对本问题的做法。",
    english="The same measure stands under “{other}”: say what is done about this finding.",
    example=Example(_REPORT.format(one=_SAME, two=_SAME).replace("管网方面。", "").replace("取水口方面。", "")),
    counter_example=Example(_REPORT.format(one=_SAME, two="核查412个。")),
)
COPIED = Check(
    code="wording.copied",
    severity=Severity.WARNING,
    name="与以前的材料雷同",
    english_name="Copied from an earlier paper",
    message="这一段{length}个字与“{title}”里的文字完全相同。",
    english="These {length} characters are the same as in “{title}”.",
    example=Example(f"关于今年整改情况的报告\n{_TOLD_BEFORE}", against=f"关于上年整改情况的报告\n{_TOLD_BEFORE}"),
    counter_example=Example("关于今年整改情况的报告\n已核查取水口412个。", against=f"关于上年整改情况的报告\n{_TOLD_BEFORE}"),
)
CHECKS: tuple[Check, ...] = (SLIP, TWICE, VAGUE, SAME_MEASURE, COPIED)

_TWICE = re.compile(r"([一-龥]{2,6})\1")
_SPOKEN_TWICE = re.compile(r"一.*|(.)\1+|研究|讨论|商量|考虑|比较|非常|很多|许多")
_LETTER = re.compile("[一-龥]")
_NOT_LETTERS = re.compile(r"[^0-9A-Za-z一-龥]+")
_NUMBER = re.compile(r"[0-9０-９《〔]|[一二三四五六七八九十两]+[个项次条份家处户名]")
_LONG_MEASURE, _LEAST_SAME, _LEAST_COPIED = 90, 14, 30
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_SHOWN = 24
_REPORTING = ("方案", "台账", "通报", "报告", "总结", "问题清单")


def remarks(paper: Paper) -> Iterator[Remark]:
    """Everything that is worded wrong, emptily, or as before."""
    yield from _slips(paper)
    yield from _twice(paper)
    told: dict[str, Finding] = {}
    for finding in paper.reading.sheet.findings():
        for measure in finding.measures:
            if paper.reading.inspection or paper.reading.document_kind in _REPORTING:
                yield from _vague(paper, measure)
            yield from _same(paper, finding, measure, told)
    if paper.earlier:
        yield from _copied(paper)


def _slips(paper: Paper) -> Iterator[Remark]:
    words = lists()
    for found in words.any_slip.finditer(paper.text):
        slip = words.slips[found[0]]
        if not words.is_right(paper.text, found.start(), slip.wrong):
            facts = {"said": slip.wrong, "right": slip.right, "why": slip.why, "why_english": slip.english}
            yield SLIP.at(paper.text, *found.span(), facts, suggestion=slip.right)


def _twice(paper: Paper) -> Iterator[Remark]:
    for found in _TWICE.finditer(paper.text):
        joins = found[1] in lists().compounds and _LETTER.match(paper.text, found.end())  # 在建项目项目经理 is right
        if not joins and not _SPOKEN_TWICE.fullmatch(found[1]):
            softer = Severity.NOTE if len(found[1]) == 2 else None
            yield TWICE.at(paper.text, *found.span(), {"said": found[1]}, suggestion=found[1], severity=softer)


def _vague(paper: Paper, measure: Measure) -> Iterator[Remark]:
    words = lists()
    if measure.span is None or len(measure.text) > _LONG_MEASURE or _NUMBER.search(measure.text):
        return
    if (empty := words.empty.search(measure.text)) and not words.solid.search(measure.text):
        yield VAGUE.at(paper.text, measure.span.start, measure.span.end, {"word": empty[0]})


def _same(paper: Paper, finding: Finding, measure: Measure, told: dict[str, Finding]) -> Iterator[Remark]:
    letters = _NOT_LETTERS.sub("", measure.text)
    if len(letters) < _LEAST_SAME or measure.span is None:
        return
    other = told.setdefault(letters, finding)
    if other is not finding:
        facts = {"other": (other.statement or "")[:_SHOWN]}
        yield SAME_MEASURE.at(paper.text, measure.span.start, measure.span.end, facts)


def _copied(paper: Paper) -> Iterator[Remark]:
    """Sentences that stand word for word in an earlier paper, those side by side told at once."""
    before: dict[str, str] = {}
    for reading in paper.earlier:
        for sentence in _SENTENCE.findall(reading.text):
            before.setdefault(_NOT_LETTERS.sub("", sentence), reading.title or "")
    run: tuple[int, int, str] | None = None
    for found in _SENTENCE.finditer(paper.text):
        letters = _NOT_LETTERS.sub("", found[0])
        title = before.get(letters) if len(letters) >= _LEAST_COPIED else None
        if title is not None and run and run[2] == title and found.start() - run[1] <= 1:
            run = run[0], found.end(), title
            continue
        if run:
            yield _copy(paper, *run)
        run = (found.start(), found.end(), title) if title is not None else None
    if run:
        yield _copy(paper, *run)


def _copy(paper: Paper, start: int, end: int, title: str) -> Remark:
    return COPIED.at(paper.text, start, end, {"length": end - start, "title": title[:40]})
