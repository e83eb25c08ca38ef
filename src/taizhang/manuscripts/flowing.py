"""Between a paper's blocks and the text of its parts, as people write it: a paragraph a line, 1. and （1） begin a heading.

Numbers are given anew when the parts flow together: nobody has to count. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.reports.facts import Finding, Ledger
from taizhang.reports.forms.phrases import about
from taizhang.reports.forms.unnamed import unnamed
from taizhang.reports.listed import Listed
from taizhang.reports.official import Block, Heading, Official, Text, number, numeral

OPENING = "opening"
_CN = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    (1, re.compile(rf"{_CN}、\s*")),
    (2, re.compile(rf"（{_CN}）\s*")),
    (3, re.compile(r"\d{1,3}[.．](?!\d)\s*")),
    (4, re.compile(r"（\d{1,3}）\s*")),
)
_ITEM = re.compile(rf"{_CN}是(?=[^\s，。；：])")
_TABLE = re.compile(r"〔表：(.+)〕")


@dataclass(slots=True)
class Drafted:
    """A part as a form gives it: where it stands, what it says, which unit leads what it is about."""

    name: str
    level: int
    heading: str = ""
    run_on: str = ""
    lines: list[str] = field(default_factory=list)
    lead_unit: str = ""

    @property
    def text(self) -> str:
        """Its paragraphs."""
        return "\n".join(self.lines)


def parted(paper: Official, ledger: Ledger) -> list[Drafted]:
    """The paper in parts: what opens it, each heading of the first two levels, each finding."""
    return _Parting(ledger).of(paper.blocks)


class _Parting:
    """Takes a paper's blocks in their order; findings are known by their headings, in the ledger's order."""

    def __init__(self, ledger: Ledger) -> None:
        self._findings = _by_heading(ledger)
        self._aspects = {aspect.title: aspect for aspect in ledger.aspects}
        self._parts = [Drafted(OPENING, 0)]
        self._under = ""
        self._count = 0
        self._named: set[str] = set()

    def of(self, blocks: Iterable[Block]) -> list[Drafted]:
        for block in blocks:
            if not isinstance(block, Heading) or not self._begins(block):
                self._parts[-1].lines.append(self._line(block))
        return [part for part in self._parts if part.level or part.lines]

    def _begins(self, heading: Heading) -> bool:
        """Whether a part begins here."""
        if heading.level <= 2:
            self._count = 0
            self._under = heading.text if heading.level == 1 else self._under
            name = f"{self._under}/{heading.text}" if heading.level == 2 else heading.text
            self._begin(name, heading, self._unit_of(heading))
            return True
        found = self._findings.get(heading.text) if heading.level == 3 else None
        if not found:
            return False
        finding = found.pop(0)
        self._begin(f"finding:{finding.serial}", heading, finding.answers.lead_unit)
        return True

    def _begin(self, name: str, heading: Heading, unit: str) -> None:
        once = next(told for told in _once(name[:60]) if told not in self._named)
        self._named.add(once)
        self._parts.append(Drafted(once, heading.level, heading.text, heading.then, lead_unit=unit))

    def _unit_of(self, heading: Heading) -> str:
        """Whose an aspect is that goes straight to measures: of the unit that leads all of it."""
        aspect = self._aspects.get(heading.text) if heading.level == 2 else None
        bare = [finding for finding in aspect.findings if not finding.stated] if aspect else []
        units = {_leads(finding) for finding in bare}
        return units.pop() if len(units) == 1 else ""

    def _line(self, block: Block) -> str:
        if isinstance(block, Heading):
            self._count += 1
            return number(block.level, self._count) + block.text + block.then
        if isinstance(block, Listed):
            return f"〔表：{block.title}〕"
        return block.text.replace("\n", "") if isinstance(block, Text) else ""


def _leads(finding: Finding) -> str:
    units = {measure.answers.lead_unit for measure in finding.measures}
    return finding.answers.lead_unit or (units.pop() if len(units) == 1 else "")


def _by_heading(ledger: Ledger) -> dict[str, list[Finding]]:
    """The findings by the headings that forms give them, with people's names and without."""
    found: dict[str, list[Finding]] = {}
    for told in (ledger, unnamed(ledger)):
        for _, finding in told.findings():
            held = found.setdefault(about(finding), [])
            if all(one.serial != finding.serial for one in held):
                held.append(finding)
    return found


def _once(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}#{n}" for n in range(2, 1000))


def blocks(level: int, heading: str, run_on: str, text: str, tables: Sequence[Listed] = ()) -> Iterator[Block]:
    """A part as blocks of a paper; ``tables`` are those that its text can name."""
    if level:
        yield Heading(level, heading, run_on)
    by_title = {table.title: table for table in tables}
    for line in renumbered(filter(None, (line.strip() for line in text.split("\n")))):
        table = _TABLE.fullmatch(line)
        if table and table[1] in by_title:
            yield by_title[table[1]]
        elif not table:
            yield _block(line)


def _block(line: str) -> Block:
    for level, opening in _LEVELS:
        if found := opening.match(line):
            first, stop, then = line[found.end() :].partition("。")
            return Heading(level, first + stop, then) if level > 2 else Heading(level, line[found.end() :])
    return Text(line)


def renumbered(lines: Iterable[str]) -> Iterator[str]:
    """The lines with 一是, 二是, 三是 counted anew, each run by itself."""
    n = 0
    for line in lines:
        found = _ITEM.match(line)
        n = n + 1 if found else 0
        yield f"{numeral(n)}是{line[found.end() :]}" if found else line
