"""Rates: against the numbers they come from, to the rounding they are printed in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taizhang.checks.paper import Number, Paper
from taizhang.checks.parts import chains, is_about, same_counter
from taizhang.checks.remark import Check, Example, Remark, Severity

RATIO = Check(
    code="rates.ratio",
    severity=Severity.ERROR,
    name="比率与所列数字不符",
    english_name="A rate that its numbers do not make",
    message="{part}÷{whole}应为{right}%，文中写{said}%。",
    english="{part} of {whole} is {right}%, the text says {said}%.",
    example=Example("截至2026年10月底，57条整改措施已完成50条、基本完成4条、正在推进3条，完成率89.7%。"),
    counter_example=Example("截至2026年10月底，57条整改措施已完成50条、基本完成4条、正在推进3条，完成率87.7%。"),
)
CUT = Check(
    code="rates.cut",
    severity=Severity.WARNING,
    name="比率没有四舍五入",
    english_name="A rate that was cut, not rounded",
    message="{part}÷{whole}四舍五入应为{right}%，文中写{said}%，是截去尾数得来的。",
    english="{part} of {whole} rounds to {right}%; {said}% was cut off.",
    example=Example("截至目前，57条整改措施已完成52条，完成率91.2%；12个问题已完成整改8个，完成率66.6%。"),
    counter_example=Example("截至目前，57条整改措施已完成52条，完成率91.2%；12个问题已完成整改8个，完成率66.7%。"),
)
SHARE = Check(
    code="rates.share",
    severity=Severity.ERROR,
    name="占比与所列数字不符",
    english_name="A share that its numbers do not make",
    message="{part}占{whole}的{right}%，文中写{said}%。",
    english="{part} is {right}% of {whole}, the text says {said}%.",
    example=Example("受理诉求200件，其中供水类50件，占35%。"),
    counter_example=Example("受理诉求200件，其中供水类50件，占25%。"),
)
OVER = Check(
    code="rates.over",
    severity=Severity.ERROR,
    name="比率超过100%",
    english_name="A rate above 100%",
    message="{what}不可能超过100%，文中写{said}%。",
    english="This rate cannot exceed 100%, the text says {said}%.",
    example=Example("出厂水水质合格率达到109.8%。"),
    counter_example=Example("年度供水计划完成率达到109.8%。"),
)
ADDED = Check(
    code="rates.added",
    severity=Severity.WARNING,
    name="各占比合计超过100%",
    english_name="Shares that make more than 100%",
    message="各占比合计{sum}%，超过100%。",
    english="The shares make {sum}%, more than 100%.",
    example=Example("测评结果中，满意的占80%、基本满意的占15%、不满意的占10%。"),
    counter_example=Example("测评结果中，满意的占80%、基本满意的占15%、不满意的占5%。"),
)
CHECKS: tuple[Check, ...] = (RATIO, CUT, SHARE, OVER, ADDED)

_RATE = re.compile(r"(?:完成|整改|办结|销号|化解|解决|整改到位|处置|修复)(?:完成)?[率度]\s*(?:达到|达|为|是|：|:)?\s*$")
_OF_ITS_OWN = re.compile(r"按期|按时|及时|一次|限时|当年|当月|同比|平均|逐件|群众|回访|基本")
_AT_MOST_WHOLE = re.compile(
    r"((?:合格|满意|覆盖|达标|办结|销号|知晓|签订|整改完成|问题整改|任务完成率?整改|优良|到岗|参与|合规|持证上岗|响应|及时)率)\s*(?:达到|达|为|是|升至|提高到|：|:)?\s*$"
)
_NAMED = re.compile(r"(?<!基本)(?<!不)([一-龥]{2})率\s*(?:达到|达|为|是|：|:)?\s*$")
_SHARE = re.compile(r"占(?:比|总数的?|总量的?|全部的?|总额的?|其中的?|\s*)(?:达到?|为|约)?\s*$")
_SHARED = re.compile(r"占.{0,2}$|(?:^|[、，。；：\s])\s*(?:基本|不)?满意(?:率|度)?[为占达]?到?$")
_NEAR = re.compile(r"\s*[，,、（(]?\s*")
_AFTER_ABOUT = re.compile(r"\s*(?:以上|左右|以下|以内)")
_PRINTED = re.compile(r"(\d[\d,]*)(?:\.(\d+))?\s*(万亿|千万|百万|[千万亿])?")
_MYRIADS = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_WORK = re.compile("已|完成|办结|整改|解决|销号|修复|化解|处置")


def remarks(paper: Paper) -> Iterator[Remark]:
    """Every rate that does not agree with the numbers around it, or with itself."""
    for number in paper.numbers:
        if number.counter == "%" and number.value > 100:
            yield from _over(paper, number)
    for numbers in paper.sentences:
        for n, rate in enumerate(numbers):
            if rate.counter == "%" and not _is_rough(paper.text, rate):
                yield from _rate(paper, numbers[:n], rate, numbers[n + 1 :])
        yield from _added(paper, numbers)


def _rate(paper: Paper, before: Sequence[Number], rate: Number, after: Sequence[Number]) -> Iterator[Remark]:
    """The rate against its numbers, which the words in front of it tell."""
    words = _ahead(paper.text, rate)
    if _OF_ITS_OWN.search(words[-12:]):
        return
    if _RATE.search(words):
        yield from _ratio(paper, _in_brackets(paper.text, rate, after) or before, rate)
    elif named := _NAMED.search(words):
        yield from _by_name(paper, before, rate, named[1])
    elif _SHARE.search(words):
        yield from _share(paper, before, rate)
    elif words.endswith("的"):
        yield from _share_of(paper, before, rate)


def _over(paper: Paper, rate: Number) -> Iterator[Remark]:
    if found := _AT_MOST_WHOLE.search(_ahead(paper.text, rate)):
        yield OVER.at(paper.text, rate.start, rate.end, {"what": found[1], "said": f"{rate.value:g}"})


def _ratio(paper: Paper, before: Sequence[Number], rate: Number) -> Iterator[Remark]:
    """The rate against the total and its completed part that stand before it."""
    chain = next(reversed(list(chains(paper.text, before))), None) or _pair(paper.text, before)
    if not chain or chain[0].value == 0:
        return
    whole, done = chain[0], [part for part in chain[1:] if part.kind != "long_term"]
    sums = [_added_up(done[: n + 1]) for n in range(len(done))]
    if done and not any(_makes(paper.text, part, whole, rate) for part in sums):
        yield _wrong(paper, RATIO, sums[0], whole, rate)


def _pair(text: str, before: Sequence[Number]) -> list[Number] | None:
    """排查1.2万处，已整改1.1万处: the only two numbers of one counter before the rate."""
    counted = [number for number in before if number.counter != "%"]
    same = [number for number in counted if counted and same_counter(number, counted[-1])]
    if len(same) != 2 or same[0].value < same[1].value or not same[1].counter or any(is_about(text, n) for n in same):
        return None
    return same if _WORK.search(text, same[0].end, min(len(text), same[1].end + 3)) else None


def _in_brackets(text: str, rate: Number, after: Sequence[Number]) -> list[Number]:
    """完成率93.5%（应整改62项，已完成58项）: the numbers in the bracket right behind the rate."""
    if text[rate.end : rate.end + 1] not in ("（", "("):
        return []
    closing = re.search("[）)]", text[rate.end : rate.end + 60])
    return [number for number in after if closing and number.end <= rate.end + closing.end()]


def _by_name(paper: Paper, before: Sequence[Number], rate: Number, stem: str) -> Iterator[Remark]:
    """立案45件，结案39件，结案率86.7%: the part is what the rate is named after."""
    text = paper.text
    for n in range(len(before) - 1, 0, -1):
        part, whole = before[n], before[n - 1]
        named = re.search(f"(?<!基本)(?<!不){stem}", text[whole.end : part.end])
        if named and part.counter == whole.counter != "%":
            fits = part.value > whole.value or _makes(text, part, whole, rate) or is_about(text, part) or is_about(text, whole)
            if not fits and whole.value:
                yield _wrong(paper, RATIO, part, whole, rate)
            return


def _share_of(paper: Paper, before: Sequence[Number], rate: Number) -> Iterator[Remark]:
    """完成投资12.5亿元，占年度计划15亿元的83.3%."""
    if len(before) < 2 or is_about(paper.text, before[-1]) or is_about(paper.text, before[-2]):
        return
    part, whole = before[-2:]
    led = re.fullmatch(r"[^。；]{0,8}[，,（(][^。；，]{0,4}占[^。；，]{0,12}", paper.text[part.end : _digits(paper.text, whole)])
    straight = paper.text[whole.end : _digits(paper.text, rate)].strip() == "的"
    if led and straight and part.counter == whole.counter and whole.value and not _makes(paper.text, part, whole, rate):
        yield _wrong(paper, SHARE, part, whole, rate)


def _share(paper: Paper, before: Sequence[Number], rate: Number) -> Iterator[Remark]:
    """50件，占25%: against a whole that stands before it in the sentence."""
    if not before:
        return
    text, part = paper.text, before[-1]
    gap = text[part.end : _digits(text, rate)]
    share = _SHARE.search(gap)
    if not share or not _NEAR.fullmatch(gap[: share.start()]) or is_about(text, part):
        return
    wholes = [n for n in before[:-1] if n.counter == part.counter and n.value > part.value and not is_about(text, n)]
    if wholes and "其中" in text[wholes[0].end : part.start] and not any(_makes(text, part, whole, rate) for whole in wholes):
        yield _wrong(paper, SHARE, part, wholes[-1], rate)


def _added(paper: Paper, numbers: Sequence[Number]) -> Iterator[Remark]:
    """满意的占80%、基本满意的占15%: shares told in one row are shares of one whole."""
    text, row = paper.text, list[Number]()
    for number in (*numbers, None):
        goes_on = not row or text.startswith("、", row[-1].end)
        if number and goes_on and number.counter == "%" and _SHARED.search(_ahead(text, number)):
            row.append(number)
            continue
        if len(row) > 1 and (whole := sum(rate.value for rate in row)) > 100 + 0.1 * len(row):
            yield ADDED.at(text, row[0].start, row[-1].end, {"sum": f"{whole:g}"})
        row = []


def _wrong(paper: Paper, check: Check, part: Number, whole: Number, rate: Number) -> Remark:
    places = _places(paper.text, rate)
    right = 100 * part.value / whole.value
    facts = {"part": f"{part.value:.10g}", "whole": f"{whole.value:.10g}"}
    facts |= {"right": f"{right:.{places}f}", "said": f"{rate.value:g}"}
    if check is RATIO and 0 < right - rate.value < 10.0**-places:
        check = CUT
    return check.at(paper.text, rate.start, rate.end, facts, suggestion=f"{right:.{places}f}%")


def _makes(text: str, part: Number, whole: Number, rate: Number) -> bool:
    """Whether part and whole, as exactly as they are printed, can make the rate as it is printed."""
    half = 0.5 * 10.0 ** -_places(text, rate) + 1e-9
    spare_part, spare_whole = _spare(text, part), _spare(text, whole)
    low = 100 * (part.value - spare_part) / (whole.value + spare_whole)
    high = 100 * (part.value + spare_part) / max(whole.value - spare_whole, 1e-9)
    return low - half <= rate.value <= high + half


def _added_up(parts: Sequence[Number]) -> Number:
    return parts[0]._replace(value=sum(part.value for part in parts))


def _spare(text: str, number: Number) -> float:
    """How far a number printed in 万 or 亿 may be from what it stands for."""
    printed = _PRINTED.search(text, number.start, number.end)
    if not printed or not printed[3]:
        return 0.0
    scale = 1 if number.counter.startswith(printed[3]) else _MYRIADS[printed[3]]  # money is kept as printed: 12.5 亿元
    return 0.5 * 10.0 ** -len(printed[2] or "") * scale


def _places(text: str, rate: Number) -> int:
    printed = _PRINTED.search(text, rate.start, rate.end)
    return len(printed[2] or "") if printed else 0


def _digits(text: str, rate: Number) -> int:
    """Where the rate's digits begin."""
    printed = _PRINTED.search(text, rate.start, rate.end)
    return printed.start() if printed else rate.start


def _is_rough(text: str, rate: Number) -> bool:
    return bool(_AFTER_ABOUT.match(text, rate.end)) or _ahead(text, rate).endswith(("超", "近", "约", "逾", "超过"))


def _ahead(text: str, rate: Number) -> str:
    """The words in front of the rate's digits."""
    place = _digits(text, rate)
    return text[max(0, place - 16) : place]
