"""Numbers of headings and items: gaps, repeats, wrong order, levels skipped, styles mixed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from taizhang.checks.numbers import which
from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.reading.facts import Heading
from taizhang.sheet import Span

GAP = Check(
    code="numbering.gap",
    severity=Severity.ERROR,
    name="序号跳号",
    english_name="A number is left out",
    message="“{before}”后面是“{said}”，缺第{missing}项。",
    english="“{said}” follows “{before}”: number {missing} is missing.",
    example=Example("一、加强领导\n已召开会议9次。\n二、压实责任\n已签订责任书11份。\n四、严格督查\n已督查3轮。"),
    counter_example=Example("一、加强领导\n已召开会议9次。\n二、压实责任\n已签订责任书11份。\n三、严格督查\n已督查3轮。"),
)
REPEAT = Check(
    code="numbering.repeat",
    severity=Severity.ERROR,
    name="序号重复",
    english_name="A number is repeated",
    message="序号“{said}”重复，应为第{right}项。",
    english="The number “{said}” is repeated; it should be number {right}.",
    example=Example("一、加强领导\n已召开会议9次。\n二、压实责任\n已签订责任书11份。\n二、严格督查\n已督查3轮。"),
    counter_example=Example(
        "一、加强领导\n1.已召开会议9次。\n2.已编发简报4期。\n二、压实责任\n1.已签订责任书11份。\n2.已督查3轮。"
    ),
)
ORDER = Check(
    code="numbering.order",
    severity=Severity.ERROR,
    name="序号颠倒",
    english_name="Numbers out of order",
    message="“{said}”排在“{before}”后面，次序颠倒。",
    english="“{said}” stands behind “{before}”: the order is reversed.",
    example=Example("一、加强领导\n已召开会议9次。\n三、压实责任\n已签订责任书11份。\n二、严格督查\n已督查3轮。"),
    counter_example=Example(
        "一、加强领导\n（一）召开会议9次。\n（二）编发简报4期。\n二、压实责任\n（一）签订责任书11份。\n（二）督查3轮。"
    ),
)
FIRST = Check(
    code="numbering.first",
    severity=Severity.WARNING,
    name="不是从一开始",
    english_name="The first number is missing",
    message="这一层从“{said}”开始，前面没有第一项。",
    english="This level begins with “{said}”: there is no number one.",
    example=Example("市水务局整改情况\n二、加强领导\n已召开会议9次。\n三、压实责任\n已签订责任书11份。"),
    counter_example=Example("市水务局整改情况\n一、加强领导\n已召开会议9次。\n二、压实责任\n已签订责任书11份。"),
)
LEVEL = Check(
    code="numbering.level",
    severity=Severity.NOTE,
    name="层级跳级",
    english_name="A level is skipped",
    message="“{said}”直接排在“{above}”下面，跳过了“{skipped}”一级。公文层次依次为一、（一）1.（1）。",
    english="“{said}” stands right under “{above}”: the level “{skipped}” is skipped.",
    example=Example("一、加强领导\n（1）召开会议9次。\n（2）编发简报4期。\n二、压实责任\n（1）签订责任书11份。\n（2）督查3轮。"),
    counter_example=Example(
        "一、加强领导\n（一）召开会议9次。\n（二）编发简报4期。\n二、压实责任\n（一）签订责任书11份。\n（二）督查3轮。"
    ),
)
MIXED = Check(
    code="numbering.mixed",
    severity=Severity.NOTE,
    name="同级序号样式不一",
    english_name="Styles of number are mixed",
    message="同一层里“{before}”和“{said}”样式不一。",
    english="“{before}” and “{said}” are numbered in different styles on one level.",
    example=Example("一、加强领导\n1.召开会议9次。\n2、编发简报4期。\n3.签订责任书11份。"),
    counter_example=Example("一、加强领导\n1.召开会议9次。\n2.编发简报4期。\n3.签订责任书11份。"),
)
CHECKS: tuple[Check, ...] = (GAP, REPEAT, ORDER, FIRST, LEVEL, MIXED)

_LEVELS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_WORDS = "〇一二三四五六七八九十"
_SHAPE = re.compile(r"[\d\s]+|[一二三四五六七八九十百]+")
_SAID = "一是"
_SAYING = re.compile(r"([一二三四五六七八九]|十[一二三四五六七八九]?)(是|要)(?=[^\s，。；：])")
_BEFORE_SAYING = frozenset("。；;：:，,！？、\n \u3000\t”）)")


class Member(NamedTuple):
    """A numbered heading with which it is of its run, and the look of its number."""

    heading: Heading
    ordinal: int
    style: str


def remarks(paper: Paper) -> Iterator[Remark]:
    """Everything wrong with the numbers of the outline, level by level."""
    yield from _under(paper, paper.reading.outline, None)
    yield from _in_sentences(paper)


def _under(paper: Paper, headings: Sequence[Heading], above: Heading | None) -> Iterator[Remark]:
    members = [member for heading in headings if (member := _member(heading))]
    for _, run in groupby(members, key=lambda member: (member.heading.level, member.style)):
        yield from _run(paper, list(run))
    yield from _level(paper, members, above)
    yield from _mixed(paper, members)
    for heading in headings:
        yield from _under(paper, heading.children, heading)


def _member(heading: Heading) -> Member | None:
    """The heading as one of a run; 首先 and 一是 are none: the latter are looked for in the sentences themselves."""
    if not heading.number or heading.number.startswith(("首先", "其次", "再", "最后")):
        return None
    ordinal, style = which(heading.number)
    return Member(heading, ordinal, style) if ordinal and style != _SAID else None


def _run(paper: Paper, run: list[Member]) -> Iterator[Remark]:
    if run[0].style == "1.1":  # 1.1 1.2 2.1: the part that counts stands under another
        return
    first = run[0]
    if len(run) > 1 and first.ordinal > 1 and run[1].ordinal > first.ordinal and not _stands_before(paper, first):
        yield FIRST.at(paper.text, *_place(first), {"said": first.heading.number})
    at, swapped = first.ordinal, -1  # the number that the run has come to, slips put right
    for n in range(1, len(run)):
        before, said, after = run[n - 1], run[n], run[n + 1] if n + 1 < len(run) else None
        following = after.ordinal if after else 0
        if n == swapped:
            continue
        if said.ordinal == at + 2 and after and following == at + 1:
            yield ORDER.at(paper.text, *_place(after), {"said": after.heading.number, "before": said.heading.number})
            at, swapped = said.ordinal, n + 1
        elif said.ordinal == at:
            yield from _repeat(paper, said, after)
            at += following == at + 2
        elif said.ordinal > at + 1:
            yield from _gap(paper, before, said, at + 1)
            at = at + 1 if following == said.ordinal else said.ordinal  # 一 三 三: the first of the two is the slip
        else:
            if said.ordinal not in (1, at + 1):
                yield ORDER.at(paper.text, *_place(said), {"said": said.heading.number, "before": before.heading.number})
            at = said.ordinal


def _in_sentences(paper: Paper) -> Iterator[Remark]:
    """一是 二是 三是, wherever they stand: a list that lacks its second is none to the outline, which needs two to see one."""
    if "是" not in paper.text and "要" not in paper.text:
        return
    headed = _headings(paper.reading.outline)
    text = paper.text
    opened = (match for match in _SAYING.finditer(text) if not match.start() or text[match.start() - 1] in _BEFORE_SAYING)
    found = [_said(match) for match in opened]
    for word in "是要":
        run: list[Member] = []
        for member in (one for one in found if (one.heading.number or "").endswith(word)):
            parted = run and bisect_right(headed, run[-1].heading.span.start) != bisect_right(headed, member.heading.span.start)
            if member.ordinal == 1 or parted:
                yield from _said_run(paper, run)
                run = []
            run.append(member)
        yield from _said_run(paper, run)


def _said_run(paper: Paper, run: list[Member]) -> Iterator[Remark]:
    if len(run) > 1 and run[0].ordinal == 1:
        yield from _run(paper, run)


def _said(found: re.Match[str]) -> Member:
    number = found[1] + found[2]
    span = Span(found.start(), found.end())
    ordinal = _WORDS.index(found[1]) if len(found[1]) == 1 else 10 + _WORDS.index(found[1][1])
    return Member(Heading("item", number, "", span, span.end), ordinal, _SAID)


def _headings(headings: Sequence[Heading]) -> list[int]:
    """Where headings stand, items left out, in order."""
    own = [heading.span.start for heading in headings if heading.level != "item"]
    return sorted(own + [place for heading in headings for place in _headings(heading.children)])


def _gap(paper: Paper, before: Member, said: Member, missing: int) -> Iterator[Remark]:
    """A number left out, unless it stands somewhere between the two, where it was not taken for a heading."""
    if not _stands(paper.text, said, missing, before.heading.span.end, said.heading.span.start):
        facts = {"said": said.heading.number, "before": before.heading.number, "missing": missing}
        yield GAP.at(paper.text, *_place(said), facts)


def _repeat(paper: Paper, said: Member, after: Member | None) -> Iterator[Remark]:
    """The same number twice. Two lists of one item each look alike: where only 1 is told twice the next must go on with 3."""
    goes_on = after is not None and after.ordinal == said.ordinal + 2
    if said.ordinal > 1 or goes_on:
        yield REPEAT.at(paper.text, *_place(said), {"said": said.heading.number, "right": said.ordinal + 1})


def _stands_before(paper: Paper, first: Member) -> bool:
    return _stands(paper.text, first, 1, 0, first.heading.span.start)


def _stands(text: str, like: Member, ordinal: int, start: int, end: int) -> bool:
    """Whether a number of that style and ordinal stands in ``text[start:end]``."""
    number = like.heading.number or ""
    spelled = _spelled(ordinal)
    looks = {_SHAPE.sub(spelled if not number.strip("（(").rstrip()[:1].isdigit() else str(ordinal), number, count=1).strip()}
    looks |= {look.translate(_OTHER_BRACKETS) for look in looks}
    return any(text.find(look, start, end) >= 0 for look in looks) or any(sign in number for sign in "①⑴⒈㈠")


_OTHER_BRACKETS = str.maketrans("（）()．.", "()（）.．")


def _spelled(number: int) -> str:
    if number <= 10:
        return _WORDS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _WORDS[tens]) + "十" + (_WORDS[ones] if ones else "")


def _level(paper: Paper, members: list[Member], above: Heading | None) -> Iterator[Remark]:
    """一、 and right under it （1）. 一、 with 1. is usual in short papers and passes."""
    if not members or above is None or not above.number or not isinstance(above.level, int):
        return
    first = next((m for m in members if isinstance(m.heading.level, int)), None)
    level = first.heading.level if first else None
    if first and isinstance(level, int) and level > above.level + 1 and (above.level, level) != (1, 3):
        facts = {"said": first.heading.number, "above": above.number, "skipped": _LEVELS.get(above.level + 1, "")}
        yield LEVEL.at(paper.text, *_place(first), facts)


def _mixed(paper: Paper, members: list[Member]) -> Iterator[Remark]:
    """Told once for a level: the first number that looks unlike the one before it, where the count goes on."""
    for one, two in pairwise(members):
        if one.heading.level == two.heading.level and two.ordinal == one.ordinal + 1 and _look(one) != _look(two):
            yield MIXED.at(paper.text, *_place(two), {"said": two.heading.number, "before": one.heading.number})
            return


def _look(member: Member) -> str:
    return _SHAPE.sub("#", member.heading.number or "").strip()


def _place(member: Member) -> tuple[int, int]:
    span = member.heading.span
    return span.start, max(span.start + len(member.heading.number or ""), span.end)
