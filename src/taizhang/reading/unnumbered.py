"""Headings without a number: a short line of its own, or a short imperative sentence that opens a paragraph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from taizhang.reading.lines import Line
from taizhang.reading.masthead import is_organisation, is_short
from taizhang.reading.numbering import Mark
from taizhang.reading.words import words_of

VERBS = words_of("headings")["imperative"]

_IMPERATIVE = re.compile(
    rf"(?:{'|'.join(sorted(VERBS, key=len, reverse=True))}|抓|做|与.+(?:相?结合|相统一|相衔接|同步)$"
    r"|以.{1,12}(?:促|带|强|保|助|推|提)|在.{2,12}上(?:下功夫|见实效|求突破|用力|发力))"
)
_NARRATIVE = re.compile(r"[了曾]|已经|指出|表示|强调|认为|召开|举行|日前|近日|目前|截至|[0-90-9]|据悉|记者|同志|为指导|以来")
_LABEL = re.compile(r"^.{2,12}[：:]")
_NOT_ALONE = re.compile(
    r"[。；;！!？?\t…]|[：:，,、]$|^\d|^[“\"（(【\[<★●■◆▲*#—-]|^附件|^附[:：]|^图[为片注0-9一二三四五六七八九十]|^表[0-9一二三四五六七八九十]|\s{2}|^[A-Za-z0-90-9\W]+$"
)


def short_lines(rows: list[Line], opened: dict[int, Mark], around: set[int]) -> Iterator[Mark]:
    """The lines of their own that head what follows: short, without an end mark, before a paragraph or a number."""
    for index, line in enumerate(rows[:-1]):
        if line.start in opened or line.start in around or not _stands_alone(line):
            continue
        below = rows[index + 1]
        listed = index and _bare(rows[index - 1], opened, around) and index > 1 and _bare(rows[index - 2], opened, around)
        if below.start in around or listed or not (below.start in opened or not is_short(below) or _stands_alone(below)):
            continue
        if _bare(below, opened, around) and (index + 2 >= len(rows) or _bare(rows[index + 2], opened, around)):
            continue
        yield Mark(line.start, line.start, 0, "", "short", 0)


def _bare(line: Line, opened: dict[int, Mark], around: set[int]) -> bool:
    return line.start not in opened and line.start not in around and _stands_alone(line)


def _stands_alone(line: Line) -> bool:
    text = line.text
    return (
        3 <= len(text) <= 40
        and is_short(line)
        and not _NOT_ALONE.search(text)
        and not _LABEL.match(text)
        and not is_organisation(text)
    )


def run_ins(text: str, rows: list[Line], headed: set[int], around: set[int], itemised: set[int]) -> Iterator[Mark]:
    """The first sentences that head their paragraphs. One alone proves nothing: at least two stand under the same heading.

    ``headed`` are the starts of lines that are headings, ``itemised`` the places where inline items start.
    """
    section = 0

    def under(line: Line) -> int:
        nonlocal section
        section += line.start in headed
        return section

    for _, group in groupby(rows, under):
        lines = [line for line in group if line.start not in headed and line.start not in around]
        first = [(line, s) for line in lines if (s := _first_sentence(line))]
        parallel = _parallels([s for _, s in first])
        alike = [line for line, s in first if is_imperative(s) or s in parallel]
        sure = any(line.start + len(_first_sentence(line)) + 1 in itemised for line in alike)
        if len(alike) >= 2 and (sure or 2 * len(alike) >= len(lines)):
            for line in alike:
                yield Mark(line.start, line.start, 0, "", "run-in", 0)


def _first_sentence(line: Line) -> str:
    end = line.text.find("。", 0, 44)
    return line.text[:end] if end > 2 and len(line.text) - end > 8 else ""


def is_imperative(sentence: str) -> bool:
    """Whether a short sentence bids to do something: 强化监督, 以考促学, 抓重点."""
    if sentence.count("，") + sentence.count(",") > 2 or _NARRATIVE.search(sentence) or _LABEL.match(sentence):
        return False
    return _IMPERATIVE.match(sentence) is not None


def _parallels(sentences: list[str]) -> set[str]:
    """The sentences built as two others are: the same end, and either the same clauses behind the first or the same beginning."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for sentence in sentences:
        if not _NARRATIVE.search(sentence) and len(sentence) >= 5 and "，" not in sentence[:4]:
            alike[_build(sentence)].append(sentence)
    return {s for same in alike.values() if len(same) >= 3 for s in same}


def _build(sentence: str) -> tuple[str, ...]:
    """What parallel sentences share: 筑牢根基，实施“铸魂工程”，打造学习机关 has the build 实施, 打造, 机关."""
    _, *clauses = re.split("[，,]", sentence)
    return (*[clause[:2] for clause in clauses], "" if clauses else sentence[0], sentence[-2:])
