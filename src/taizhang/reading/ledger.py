"""The part of a report that answers the feedback, as a Sheet: aspects, their findings, and the measures under them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from taizhang.reading import labels
from taizhang.reading.basis import Basis
from taizhang.reading.document import Table
from taizhang.reading.facts import Fact, Heading
from taizhang.reading.labels import LABEL, LABEL_ROW, Told, told
from taizhang.reading.tables import read_tables, sheet_of_forms
from taizhang.reading.tables.headings import Headings
from taizhang.reading.tables.text_forms import text_fields
from taizhang.reading.unnumbered import is_imperative
from taizhang.sheet import Aspect, Finding, Manifestation, Measure, Sheet, Span

_ANSWERS = re.compile(
    r"反馈(?:意见|问题|的)?|问题整改|整改落实|整改任务|逐项|逐条|销号|具体整改|整改(?:进展|完成|工作)?情况|整改措施|聚焦问题|问题根源|整改成效|存在(?:的)?(?:主要)?问题|发现的(?:主要|突出)?问题|主要问题|重点任务|主要任务|工作任务|任务和措施|查摆问题|突出问题|对标对表|主要措施"
)
_FRAME = re.compile(
    r"组织领导|主体责任|政治责任|责任担当|提高站位|政治站位|下一步|下步|今后|打算|巩固|长效|指导思想|总体(?:要求|情况|目标)|基本原则|工作要求|保障|部署|组织开展|组织实施|意见建议|基本情况|工作开展|整改原则|时间安排|实施步骤|有关要求|推进情况|线索|选人用人"
)
_FINDING = re.compile(
    r"问题(?:的)?(?:整改)?(?:落实|进展|完成)?(?:情况)?(?:[:：].*)?$|(?:不|未|没有|缺乏|缺失|薄弱|欠缺|滞后|偏差|弱化|短板|不足|较差|有待|亟待|亟需|欠佳|不够|走样|缺位|错位|虚化|淡化|松懈)[^，,]{0,10}$|^针对|^关于[“\"‘]"
)
_ASPECT = re.compile(r"方面(?:的)?(?:存在)?(?:的)?(?:问题)?(?:整改)?(?:落实|进展)?(?:情况)?$|^关于.{0,40}方面")
_REMARK = re.compile(r"[（(][^（）()]*[)）]$")
_LISTS = ("反馈意见", "问题清单")
_REMAINS = "。；;，,：: \t\n\u3000"
_PART = "逐条整改部分"
BY_TABLE = Basis("表头认出的各列", 95)
BY_LABELS = Basis("逐个问题重复的标签（问题、整改措施、责任单位……）", 90)
_BY_ASPECTS = Basis("各章标题都是“关于……方面”一类", 95)
_BY_CHAPTER = Basis("章的标题和其中各部分的写法", 95)
_BY_FINDINGS = Basis("各条标题都是“关于……问题”一类", 85)
_BY_UNNUMBERED = Basis("没有序号的各部分", 70, "各部分没有序号，按标题下有列项认定")
_CLEAR, _CLOSE = 3.0, 0.5  # the score of a chapter that says so itself, and what another must stay behind it


class Answers(NamedTuple):
    """What answers the feedback: the Sheet, and which part of the document it was read from."""

    sheet: Sheet
    fact: Fact | None = None


def read_ledger(
    text: str,
    outline: tuple[Heading, ...],
    tables: tuple[Table, ...],
    title: str | None,
    kind: str | None,
    names: Headings | None = None,
) -> Answers:
    """The Sheet of a document; an empty one where nothing answers a feedback. A table of findings goes before the text."""
    if tabled := read_tables(tables, title, names).sheet:
        return Answers(tabled, Fact(_PART, "表格", tables[0].span, BY_TABLE))
    if fields := text_fields(text, names):
        return Answers(sheet_of_forms(fields, title), Fact(_PART, "一个问题一张表", fields[0][1].span, BY_LABELS))
    reader = _Reader(text, lists_only=kind in _LISTS, year=None)
    if section := _section(outline):
        chapter, basis = section
        return Answers(Sheet(title, tuple(reader.aspects(chapter))), Fact(_PART, chapter.title, chapter.span, basis))
    if flat := _flat_findings(text, outline):
        aspect = Aspect(None, title or "反馈问题", tuple(map(reader.finding, flat)))
        return Answers(Sheet(title, (aspect,)), Fact(_PART, flat[0].title, flat[0].span, _BY_FINDINGS))
    own = _own_aspects(outline)
    basis = _BY_ASPECTS if _own_aspects_named(outline) else _BY_UNNUMBERED
    return Answers(Sheet(title, tuple(map(reader.aspect, own))), Fact(_PART, own[0].title, own[0].span, basis) if own else None)


def _headings(node: Heading) -> list[Heading]:
    return [child for child in node.children if child.level != "item"]


def _section(outline: tuple[Heading, ...]) -> tuple[Heading, Basis] | None:
    """The chapter that answers: by its title and by how its parts are named."""
    scored = [(_score(node), node) for node in outline if node.level == 1 and node.children]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if not best or best[0] < 2 or _own_aspects_named(outline):
        return None
    rivals = [node for score, node in scored if node is not best[1] and best[0] - score < _CLOSE]
    if rivals:
        return best[1], _BY_CHAPTER.weakened(65, f"另一章也像：{rivals[0].title[:20]}")
    return best[1], _BY_CHAPTER if best[0] >= _CLEAR else _BY_CHAPTER.weakened(75, "章的标题没有写明是逐条整改")


def _score(node: Heading) -> float:
    parts = _headings(node)
    named = sum(bool(_ASPECT.search(p.title) or _FINDING.search(p.title)) for p in parts)
    score = 2.0 * bool(_ANSWERS.search(node.title)) - 2.0 * bool(_FRAME.search(node.title))
    if parts:
        score += 3.0 * named / len(parts) + 0.5 * any(child.children for child in parts)
    return score + min(len(node.children), 10) / 100


def _own_aspects_named(outline: tuple[Heading, ...]) -> list[Heading]:
    """Chapters that are themselves the aspects: 一、关于…方面 二、关于…方面."""
    named = [n for n in outline if n.level == 1 and n.children and _ASPECT.search(n.title)]
    return named if len(named) >= 2 else []


def _flat_findings(text: str, outline: tuple[Heading, ...]) -> list[Heading]:
    """The findings of a report without chapters and aspects: most headings are named so, or have rows of labels."""
    if _own_aspects_named(outline):
        return []
    top = [n for n in outline if n.number and n.level != "item" and not _FRAME.search(n.title)]
    found = [n for n in top if _names_finding(n) or LABEL_ROW.search(text, n.span.end, n.until)]
    return top if len(found) >= 2 and 2 * len(found) > len(top) else []


def _names_finding(node: Heading) -> bool:
    """Whether the title is that of a finding; （已完成） behind it says how far it is."""
    return bool(_FINDING.search(_REMARK.sub("", node.title))) and not _ASPECT.search(node.title)


def _own_aspects(outline: tuple[Heading, ...]) -> list[Heading]:
    """The aspects of a report without chapters: those named so, else unnumbered headings with items under each."""
    if named := _own_aspects_named(outline):
        return named
    if any(n.number for n in outline if n.level != "item"):
        return []
    headed = [n for n in outline if n.level == 1 and n.children]
    return headed if len(headed) >= 2 else []


class _Reader:
    """Turns headings into aspects, findings and measures, with the text that stands under each."""

    def __init__(self, text: str, lists_only: bool, year: int | None) -> None:
        self.text, self.lists_only, self.year = text, lists_only, year

    def aspects(self, section: Heading) -> Iterable[Aspect]:
        """The aspects of a chapter. Parts that are findings themselves stand under one aspect, the chapter."""
        parts = _headings(section)
        if not parts:
            yield self.aspect(section)
        for are_findings, group in groupby(parts, key=lambda p: self._is_finding(p, parts)):
            if are_findings:
                yield Aspect(section.number, section.title, tuple(self.finding(p) for p in group), section.span)
            else:
                yield from map(self.aspect, group)

    def _is_finding(self, part: Heading, parts: list[Heading]) -> bool:
        inner = _headings(part)
        if _ASPECT.search(part.title):
            return False
        if inner:  # a finding with its numbered measures, unless these are findings themselves
            return bool(_FINDING.search(part.title)) and not self.lists_only and all(_is_plain(p) for p in inner)
        return bool(_FINDING.search(part.title)) or (self.lists_only and not any(_headings(p) for p in parts))

    def aspect(self, node: Heading) -> Aspect:
        """One aspect: its numbered parts are findings; items stand straight under it."""
        parts = [child for child in _headings(node) if child.number]
        if parts and not self._are_measures(parts):
            findings = tuple(self.finding(part) for part in parts)
        elif self.lists_only:
            findings = tuple(Finding(c.number, c.title, c.span) for c in node.children)
        else:
            findings = (Finding(None, None, node.span, (), self._measures(node, node.children)),)
        return Aspect(node.number, node.title, findings, node.span)

    def _are_measures(self, parts: list[Heading]) -> bool:
        """Whether the numbered parts are what was done: each bids to do something (抓实…), names no finding, lists nothing."""
        return not self.lists_only and all(_is_plain(p) and is_imperative(p.title) for p in parts)

    def finding(self, node: Heading) -> Finding:
        """One finding with its statement; without an enumeration it has one measure, its text."""
        node, tail = self._parted(node)
        about = told(self._own_text(node) + tail, self.year)
        shown, done = self._children(node)
        return Finding(
            node.number,
            node.title,
            node.span,
            tuple(Manifestation(c.number, self._text(c), Span(c.span.start, self._end(c))) for c in shown),
            self._measures(node, done),
            about.responsibility,
            about.deadline,
        )

    def _parted(self, node: Heading) -> tuple[Heading, str]:
        """The finding without the rows of labels behind its last part, and these rows: they are the finding's.

        Where the other parts have such rows of their own, the last rows are the last part's.
        """
        if len(node.children) < 2:
            return node, ""
        *others, last = node.children
        found = LABEL_ROW.search(self.text, last.span.start, last.until)
        if not found or any(LABEL_ROW.search(self.text, c.span.start, c.until) for c in others):
            return node, ""
        ended = last._replace(until=found.start())
        return node._replace(children=(*others, ended)), self.text[found.start() : last.until]

    def _children(self, node: Heading) -> tuple[list[Heading], list[Heading]]:
        """Manifestations and measures among what is listed under a finding, told apart by the label that stands before them."""
        label = None
        shown: list[Heading] = []
        done: list[Heading] = []
        place = node.span.start
        for child in node.children:
            for found in LABEL.finditer(self.text, place, child.span.start):
                label = labels.FIELDS[found["label"]]
            place = child.span.start
            own = labels.FIELDS.get(re.split("[:：]", child.title, maxsplit=1)[0].strip())
            if own in (labels.MEASURES, labels.PROGRESS) and child.children:
                done += child.children
            elif own == labels.MANIFESTATIONS and child.children:
                shown += child.children
            else:
                (shown if label == labels.MANIFESTATIONS or (self.lists_only and label is None) else done).append(child)
        return shown, done

    def _measures(self, node: Heading, children: Iterable[Heading]) -> tuple[Measure, ...]:
        measures = tuple(self.measure(child) for child in children)
        if measures or self.lists_only:
            return measures
        start, end = self._trimmed(node.span.end, node.until)
        if start >= end:
            return ()
        about = told(self.text[start:end], self.year)
        start, end = self._of_label(start, end)
        text = self.text[start:end]
        return (Measure(None, _first_sentence(text), text, Span(start, end), about.responsibility, about.deadline, about.state),)

    def _of_label(self, start: int, end: int) -> tuple[int, int]:
        """What stands behind 整改措施： down to the next row of labels; all of it where no such label opens it."""
        label = LABEL.match(self.text, start, end)
        if not label or labels.FIELDS[label["label"]] not in (labels.MEASURES, labels.PROGRESS):
            return start, end
        below = LABEL_ROW.search(self.text, label.end(), end)
        return self._trimmed(label.end(), below.start() if below else end)

    def measure(self, node: Heading) -> Measure:
        """One listed measure: its title is its first sentence, its text all that stands under it."""
        return self._measured(node.number, node.title, self._text(node), Span(node.span.start, self._end(node)))

    def _measured(self, number: str | None, title: str, text: str, span: Span) -> Measure:
        about: Told = told(text, self.year)
        return Measure(number, title, text, span, about.responsibility, about.deadline, about.state)

    def _own_text(self, node: Heading) -> str:
        """What stands under a heading before its first child."""
        return self.text[node.span.start : node.children[0].span.start if node.children else node.until]

    def _text(self, node: Heading) -> str:
        start, _ = self._trimmed(node.span.start + len(node.number or ""), node.until)
        return self.text[start : self._end(node)]

    def _end(self, node: Heading) -> int:
        return node.span.start + len(self.text[node.span.start : node.until].rstrip())

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        raw = self.text[start:end]
        return end - len(raw.lstrip(_REMAINS)), start + len(raw.rstrip())


def _is_plain(part: Heading) -> bool:
    """Whether a numbered part names neither finding nor aspect and lists nothing."""
    return not part.children and not _FINDING.search(part.title) and not _ASPECT.search(part.title)


def _first_sentence(text: str) -> str:
    return re.split("[。\n]", text, maxsplit=1)[0]
