"""What a finding's file tells in words: its card, its part of the plan, what was done, who signed; and its events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.reports import facts
from taizhang.reports.columns import Shown, listed
from taizhang.reports.forms.phrases import ended
from taizhang.reports.listed import Column, Kind, Listed, Row
from taizhang.reports.official import Block, Heading, Official, Text

_CARD = (Column("word", "项目", 12, Kind.SHORT), Column("said", "内容", 60))


@dataclass(frozen=True, slots=True)
class Signed:
    """One decision: on what, what it was, who signed it in what capacity, on which day, by which paper."""

    of: str
    what: str
    who: str
    day: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: the day, who, what it was on, the sentence."""

    day: str
    who: str
    of: str
    what: str


@dataclass(frozen=True, slots=True)
class FindingFile:
    """A finding with all that is told of it. ``cycle`` is which time it is put right, ``plan`` the version that it stands in.

    Of many events the newest are told; ``earlier`` is how many are not.
    """

    body: str
    aspect: str
    finding: facts.Finding
    words: facts.Words
    cycle: int = 1
    plan: int = 0
    signed: tuple[Signed, ...] = ()
    happened: tuple[Happened, ...] = ()
    earlier: int = 0
    stamp: str = ""

    @property
    def title(self) -> str:
        """问题3 老城区管网漏损率偏高."""
        return f"{self.words.finding}{self.finding.serial} {self.finding.statement}"


def card(file: FindingFile) -> Official:
    """What stands before the evidence."""
    return Official(f"{file.words.finding}{file.finding.serial}整改档案", tuple(_blocks(file)), stamp=file.stamp)


def events(file: FindingFile) -> Official | None:
    """The events, oldest first; None where there are none."""
    if not file.happened:
        return None
    columns: tuple[Shown[Happened], ...] = (
        Shown("日期", 16, lambda one: one.day, Kind.SHORT),
        Shown("办理人", 20, lambda one: one.who, Kind.SHORT),
        Shown("对应", 12, lambda one: one.of, Kind.SHORT),
        Shown("办理情况", 54, lambda one: one.what),
    )
    note = f"较早的{file.earlier}条没有列出，请在系统里查看。" if file.earlier else ""
    told = listed("办理记录", columns, file.happened, notes=note)
    return Official(f"{file.words.finding}{file.finding.serial}办理记录", (told,), stamp=file.stamp)


def _blocks(file: FindingFile) -> Iterator[Block]:
    words = file.words
    yield Heading(1, f"{words.finding}基本情况")
    yield _table(_card(file))
    if file.finding.measures:
        yield Heading(1, f"{words.plan}（本{words.finding}部分）")
        yield _plan(file)
        yield Heading(1, f"{words.measure}落实情况")
        for measure in file.finding.measures:
            yield from _done(measure)
    yield Heading(1, "签批情况")
    yield _signed(file) if file.signed else Text("还没有签批。")


def _card(file: FindingFile) -> Iterator[tuple[str, str]]:
    words, finding = file.words, file.finding
    again = f"（第{file.cycle}次整改）" if file.cycle > 1 else ""
    yield "单位", file.body
    yield "方面", file.aspect
    yield words.finding, finding.statement
    yield words.manifestation, "\n".join(finding.manifestations)
    yield words.leader, finding.answers.leader
    yield words.lead_unit, finding.answers.lead_unit
    yield words.assisting, finding.answers.assisting
    yield words.deadline, finding.answers.deadline
    yield words.horizon, finding.answers.horizon
    yield "状态", finding.state + again
    yield "方案", f"第{file.plan}版{words.plan}" if file.plan else ""


def _table(rows: Iterator[tuple[str, str]]) -> Listed:
    told = [Row(word, (word, said)) for word, said in rows if said]
    return Listed("", _CARD, told)


def _plan(file: FindingFile) -> Listed:
    words = file.words
    columns: tuple[Shown[facts.Measure], ...] = (
        Shown(words.measure, 44, lambda one: one.text or one.title),
        Shown(words.leader, 12, lambda one: one.answers.leader, Kind.SHORT),
        Shown(words.lead_unit, 14, lambda one: one.answers.lead_unit, Kind.SHORT),
        Shown(words.deadline, 16, lambda one: one.answers.deadline, Kind.SHORT),
        Shown("状态", 12, lambda one: one.state, Kind.SHORT),
    )
    return listed("", columns, file.finding.measures)


def _done(measure: facts.Measure) -> Iterator[Block]:
    yield Heading(3, f"{measure.title}（{measure.number}）")
    yield Text(ended(measure.progress) or "还没有报进展。")
    if measure.effect:
        yield Text(f"整改成效：{ended(measure.effect)}")


def _signed(file: FindingFile) -> Listed:
    columns: tuple[Shown[Signed], ...] = (
        Shown("对应", 12, lambda one: one.of, Kind.SHORT),
        Shown("事项", 20, lambda one: one.what, Kind.SHORT),
        Shown("签批人", 30, lambda one: one.who, Kind.SHORT),
        Shown("日期", 18, lambda one: one.day, Kind.SHORT),
        Shown("文件或会议", 24, lambda one: one.paper),
    )
    return listed("", columns, file.signed)
