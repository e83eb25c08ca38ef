"""Punctuation: marks that do not close, stand side by side or are half-width, and paragraphs that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity

UNPAIRED = Check(
    code="punctuation.unpaired",
    severity=Severity.WARNING,
    name="引号、括号、书名号不成对",
    english_name="A mark that does not close",
    message="这一段的“{opening}”和“{closing}”不成对。",
    english="“{opening}” and “{closing}” do not pair in this paragraph.",
    example=Example("印发《江岸市节约用水管理办法，自2026年9月1日起施行。"),
    counter_example=Example("印发《江岸市节约用水管理办法》，自2026年9月1日起施行。"),
)
SIDE_BY_SIDE = Check(
    code="punctuation.side_by_side",
    severity=Severity.WARNING,
    name="标点连用",
    english_name="Marks side by side",
    message="标点“{said}”不应连在一起。",
    english="The marks “{said}” do not stand side by side.",
    example=Example("已完成改造38公里，。其余年底前完工。"),
    counter_example=Example("已完成改造38公里（其余年底前完工）。"),
)
HALF_WIDTH = Check(
    code="punctuation.half_width",
    severity=Severity.NOTE,
    name="半角标点",
    english_name="Half-width marks",
    message="正文里有{count}处半角标点，公文用全角标点。",
    english="{count} marks of the text are half-width; official papers use full-width ones.",
    example=Example("已完成改造38公里,其余年底前完工。"),
    counter_example=Example("供水量为1,204万立方米，漏损率为11.8%。"),
)
BREAKS_OFF = Check(
    code="punctuation.breaks_off",
    severity=Severity.NOTE,
    name="段末没有标点",
    english_name="A paragraph without its stop",
    message="这一段末尾没有标点，请确认是否写完。",
    english="This paragraph ends without a mark: see whether it is complete.",
    example=Example(
        "市水务局把整改作为重要任务，建立周调度、月通报制度，倒排工期，逐项推进，截至10月底，已完成改造38公里，其余正在"
    ),
    counter_example=Example(
        "市水务局把整改作为重要任务，建立周调度、月通报制度，倒排工期，逐项推进，截至10月底，已完成改造38公里。"
    ),
)
CHECKS: tuple[Check, ...] = (UNPAIRED, SIDE_BY_SIDE, HALF_WIDTH, BREAKS_OFF)

_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"), ("【", "】"))
_BRACKETS = str.maketrans("()", "（）")
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]{1,3}[）)]")
_SIDE_BY_SIDE = re.compile(
    r"[，、；：。！？][，、；：。](?<!。。)(?!。)|、等(?!级|次|高|差|值|式|候|待|效)|（\s*）|《\s*》|“\s*”"
)
_HALF_WIDTH = re.compile(r"(?<=[一-龥”》）])[,;:?!](?=[一-龥“《（]|$)", re.MULTILINE)
_ENDS = frozenset("。！？；：:;.!?…”’）)》】〕—，,、")
_LONG = 40  # characters from which a line is a paragraph and no heading, cell or signature


def remarks(paper: Paper) -> Iterator[Remark]:
    """Everything wrong with the paper's punctuation."""
    text = paper.text
    for found in _SIDE_BY_SIDE.finditer(text):
        yield SIDE_BY_SIDE.at(text, *found.span(), {"said": found[0]})
    half = [found.span() for found in _HALF_WIDTH.finditer(text)]
    if half:
        yield HALF_WIDTH.at(text, *half[0], {"count": len(half)})
    broken = [span.start for span in paper.lost]
    start = 0
    for line in text.split("\n"):
        if not any(start <= place <= start + len(line) for place in broken):
            yield from _line(text, line, start)
        start += len(line) + 1


def _line(text: str, line: str, start: int) -> Iterator[Remark]:
    if "\t" in line:  # a row of a table: each cell for itself, and a cell may well end without a stop
        for cell in line.split("\t"):
            yield from _pairs(text, cell, start)
            start += len(cell) + 1
        return
    yield from _pairs(text, line, start)
    if len(line) > _LONG and "，" in line and line.rstrip()[-1:] not in _ENDS:
        end = start + len(line.rstrip())
        yield BREAKS_OFF.at(text, end - 4, end)


def _pairs(text: str, line: str, start: int) -> Iterator[Remark]:
    for opening, closing in _PAIRS:
        if line.count(opening) != line.count(closing) or (opening == "（" and line.count("(") != line.count(")")):
            place = _unpaired(line.translate(_BRACKETS), opening, closing)
            if place is not None:
                yield UNPAIRED.at(text, start + place, start + place + 1, {"opening": opening, "closing": closing})


def _unpaired(line: str, opening: str, closing: str) -> int | None:
    """The mark without its other half; 1） and 一） need none."""
    open_at: list[int] = []
    for place, mark in enumerate(line):
        if mark == opening:
            open_at.append(place)
        elif mark == closing:
            if open_at:
                open_at.pop()
            elif closing != "）" or not _NUMBERED.search(line, max(0, place - 3), place + 1):
                return place
    return open_at[0] if open_at else None
