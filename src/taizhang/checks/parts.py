"""Parts and their totals: 57条措施，已完成50条、基本完成4条、正在推进3条; 17项，其中新建12项、修订5项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taizhang.checks.paper import Number, Paper
from taizhang.checks.remark import Check, Example, Remark, Severity

SUM = Check(
    code="parts.sum",
    severity=Severity.ERROR,
    name="分项合计与总数不符",
    english_name="Parts do not make their total",
    message="各部分合计{sum}{counter}（{addends}），与总数{total}{counter}不符。",
    english="The parts make {sum} ({addends}), the total is given as {total}.",
    example=Example("截至2026年10月底，57条整改措施已完成50条、基本完成5条、正在推进3条。"),
    counter_example=Example("截至2026年10月底，57条整改措施已完成50条、基本完成4条、正在推进3条。"),
)
PART = Check(
    code="parts.part",
    severity=Severity.ERROR,
    name="部分大于总数",
    english_name="A part larger than its total",
    message="其中的{part}{counter}大于总数{total}{counter}。",
    english="The part {part} is larger than its total {total}.",
    example=Example("下发督办单18份，其中红色督办单81份。"),
    counter_example=Example("下发督办单81份，其中红色督办单18份。"),
)
PEOPLE = Check(
    code="parts.people",
    severity=Severity.WARNING,
    name="人数合计超过总数",
    english_name="People add up to more than their total",
    message="各类合计{sum}人（{addends}），超过总数{total}人。请核对；一人受到几种处理的，建议写明。",
    english="The groups make {sum} ({addends}), more than the total {total}. Say so if some are counted twice.",
    example=Example("问责7人，其中诫勉3人、批评教育5人。"),
    counter_example=Example("问责7人，其中诫勉2人、批评教育5人。"),
)
CHECKS: tuple[Check, ...] = (SUM, PART, PEOPLE)

TOTALS = ("measures", "problems", "manifestations")
STATES = ("completed", "basically_completed", "in_progress", "not_started", "long_term")
_RULES = ("rules_new", "rules_revised")
_MONEY = {"元": 1, "百元": 100, "千元": 1000, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8, "万亿元": 10**12}
_LOOSE = frozenset("项条个件")  # counters that one and the same thing is counted with
_LINK = re.compile(
    r"(?:、|(?:整改)?(?:任务|事项|隐患|工单|意见)?中?(?=[，,、已])|，|,|和|及|以及|其中|目前|现|已经?|均|还有|另有|尚有|共|累计|全部|实际|[\s：:（(])*"
)
_DIGIT = re.compile(r"[0-9０-９一二三四五六七八九十百千两]")
_THING = frozenset("整任措问事隐工意")
_THINGS = re.compile(r"(?:整改)?(?:任务|措施|问题|事项|隐患|工单|意见)")
_NOUN = re.compile("问题|措施|任务|事项|表现|制度|清单")
_ABOUT = re.compile(r"[余多近约超逾]")
_REST = re.compile(r"其余|剩余|余下|另外|另有|还有|尚有|其他")
_OF_THESE = re.compile(r"其中(?![^\d]{0,2}[一二三四五六七八九十]是)|包括|分别[为是]")
_DIVIDING = ("其中", "包括", "分别")
_OTHERWISE_CUT = re.compile(
    r"已|办结|完成|满意|(?<!限期)(?<!限时)整改|销号|解决|按期|累计|达|涉及|惠及|新增|增加|同比|处理|下达|计划|预计|拟|将"
)
_JOINED = re.compile(r"[^，,：:。；]*[、和及][^，,：:。；]*|[，,][^，,：:。；、]{0,10}")
_ALTOGETHER = re.compile(r"(?:合计|共计|总计|总共|一共|[，,]全[年市县局省]?共)(?:为|达|是)?\s*$")
_ALTOGETHER_SIGNS = ("合计", "共计", "总计", "总共", "一共", "，全", ",全")
_HEADS = ("人", "名", "位", "人次")


def remarks(paper: Paper) -> Iterator[Remark]:
    """Every total that its parts do not make."""
    told_behind = any(word in paper.text for word in _ALTOGETHER_SIGNS)
    for numbers in paper.sentences:
        for chain in chains(paper.text, numbers):
            yield from _states(paper, chain)
        yield from _of_these(paper, numbers)
        if told_behind:
            yield from _altogether(paper, numbers)


def chains(text: str, numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """Totals with the states that follow them in one breath: [57条措施, 完成50条, 基本完成4条, 正在推进3条]."""
    for n, total in enumerate(numbers):
        kinds = _parts_of(text, total)
        if not kinds:
            continue
        chain = [total]
        for part in numbers[n + 1 :]:
            gap = text[chain[-1].end : part.start]
            noun = total.counter != part.counter and _NOUN.search(text, part.start, part.end)  # 3个问题、10条措施 are two things
            if part.kind not in kinds or not same_counter(total, part) or noun or len(gap) > 12 or not _LINK.fullmatch(gap):
                break
            chain.append(part)
        if len(chain) > 1 and not any(is_about(text, number) for number in chain):
            yield chain


def _parts_of(text: str, total: Number) -> tuple[str, ...]:
    """The kinds of number that divide this one."""
    if total.kind is None:
        return STATES if text[total.end : total.end + 1] in _THING and _THINGS.match(text, total.end) else ()
    return STATES if total.kind in TOTALS else _RULES if total.kind == "rules" else ()


def is_about(text: str, number: Number) -> bool:
    """Whether the number is told roughly: 1500余条, 近800个."""
    return bool(_ABOUT.search(text, max(0, number.start - 1), number.end))


def same_counter(one: Number, other: Number) -> bool:
    """Whether the two count with the same word, or with words that stand for one another."""
    return one.counter == other.counter or (one.counter in _LOOSE and other.counter in _LOOSE)


def _states(paper: Paper, chain: list[Number]) -> Iterator[Remark]:
    total, parts = chain[0], chain[1:]
    for part in parts:
        if part.value > total.value:
            yield PART.at(paper.text, total.start, part.end, {"part": part.value, "total": total.value, "counter": total.counter})
            return
    whole = sum(part.value for part in parts)
    lasting = sum(part.value for part in parts if part.kind == "long_term")  # a flag beside the others, or a part
    told = len([part for part in parts if part.kind != "long_term"]) + (lasting > 0)
    short = whole < total.value and told >= 2 and not _REST.search(paper.text, total.end, paper.sentence_at(total.end)[1])
    if whole - lasting > total.value or short or (whole > total.value and not lasting):
        yield SUM.at(paper.text, total.start, parts[-1].end, _facts(total, parts))


def _of_these(paper: Paper, numbers: Sequence[Number]) -> Iterator[Remark]:
    """What 其中 divides: no part is larger than the whole, and together they are not more."""
    text, start, end = paper.text, numbers[0].end, numbers[-1].start
    if all(text.find(word, start, end) < 0 for word in _DIVIDING):
        return
    for lead in _OF_THESE.finditer(text, start, end):
        before = [number for number in numbers if number.end <= lead.start()]
        after = [number for number in numbers if number.start >= lead.start() and number.end > lead.end()]
        first = next(iter(after), None)
        total = next((n for n in reversed(before) if first and _unit(n) == _unit(first)), None)
        if not first or not total or is_about(text, total) or _OTHERWISE_CUT.search(text, lead.end(), first.start):
            continue
        parts = _joined(text, first, after[1:], total)
        yield from _divided(paper, total, parts)


def _joined(text: str, first: Number, others: Sequence[Number], total: Number) -> list[Number]:
    """The parts that go on with 、 and 和, as long as they divide the whole in the same way."""
    parts = [first]
    for number in others:
        gap = text[parts[-1].end : number.start]
        words = gap + text[number.start : number.end]
        if _unit(number) != _unit(total) or not _JOINED.fullmatch(gap) or _OTHERWISE_CUT.search(words):
            break
        parts.append(number)
    return parts


def _divided(paper: Paper, total: Number, parts: list[Number]) -> Iterator[Remark]:
    if large := next((part for part in parts if _amount(part) > _amount(total)), None):
        facts = {"part": large.value, "total": total.value, "counter": total.counter}
        yield PART.at(paper.text, total.start, large.end, facts)
    elif len(parts) > 1 and sum(map(_amount, parts)) > _amount(total) * (1 + 1e-9):
        check = PEOPLE if total.counter in _HEADS else SUM
        loose = _unit(total) != "元" and any(c in paper.text[parts[0].end : parts[-1].start] for c in "，,")
        softer = Severity.WARNING if loose else None  # behind a comma it may be cut in another way
        yield check.at(paper.text, total.start, parts[-1].end, _facts(total, parts), severity=softer)


def _altogether(paper: Paper, numbers: Sequence[Number]) -> Iterator[Remark]:
    """新建9项、修订6项，合计15项: all that stands before it in the sentence, or the last two or more of that."""
    for n, total in enumerate(numbers):
        if not _ALTOGETHER.search(paper.text, max(0, total.start - 6), _digits(paper.text, total)):
            continue
        parts = [number for number in numbers[:n] if _unit(number) == _unit(total)]
        sums = [sum(map(_amount, parts[k:])) for k in range(len(parts) - 1)]
        rough = any(is_about(paper.text, number) for number in (*parts, total))
        if sums and not rough and not any(abs(one - _amount(total)) <= 1e-6 * one for one in sums):
            yield SUM.at(paper.text, parts[0].start, total.end, _facts(total, parts))


def _digits(text: str, number: Number) -> int:
    found = _DIGIT.search(text, number.start, number.end)
    return found.start() if found else number.start


def _facts(total: Number, parts: list[Number]) -> dict[str, object]:
    whole = sum(map(_amount, parts)) / _MONEY.get(total.counter, 1)
    return {
        "sum": f"{whole:.10g}",
        "addends": "+".join(f"{part.value:.10g}" for part in parts),
        "total": f"{total.value:.10g}",
        "counter": total.counter,
    }


def _unit(number: Number) -> str:
    return "元" if number.counter in _MONEY else number.counter


def _amount(number: Number) -> float:
    return number.value * _MONEY.get(number.counter, 1)
