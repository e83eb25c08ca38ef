"""Which line of the ledger a row means: by its id where it has one, else by its words.

A form that we filled names the ledger and the moment but not the rows: there the words are those that the ledger said then, and
the number beside a finding tells it from its namesakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from taizhang.intake.delivered.tables import Given, GivenTable, by_finding, stated
from taizhang.intake.delivered.then import Then
from taizhang.intake.delivered.values import same
from taizhang.intake.matching import Item, likeness, propose
from taizhang.ledger.lines import Line
from taizhang.ledger.models import Finding

MOST = 1_500  # rows and lines that are held against one another by likeness
_BARE = re.compile(r"\W+|^[一二三四五六七八九十\d]+[、.．是]")


@dataclass(frozen=True, slots=True)
class Meant:
    """One row and what it means: a line, or a finding under which it stands with a measure of its own; how sure that is.

    A row that means neither brings a finding of its own; ``near`` is the one that it is like all the same.
    """

    row: Given
    line: Line | None = None
    finding: Finding | None = None
    sure: bool = True
    near: Finding | None = None


class Matcher:
    """Finds the lines that rows mean, among those a person may see."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._by_key = {line.key: line for line in lines}
        self._under: dict[int, list[Line]] = {}
        self._findings: list[Finding] = []
        for line in lines:
            if line.finding.pk not in self._under:
                self._findings.append(line.finding)
            self._under.setdefault(line.finding.pk, []).append(line)
        self._said: dict[str, list[Finding]] = {}
        for finding in self._findings:
            self._said.setdefault(_bare(finding.statement), []).append(finding)

    def of(self, table: GivenTable, then: Then | None) -> list[Meant]:
        """Every row of a table with what it means; ``then`` is the ledger as the table was made from, where that is known."""
        found: list[Meant] = []
        owned = _owned(table.rows, self._by_key) if table.keyed else {}
        for rows in by_finding(table.rows, numbered=table.stamp is not None):
            with_key = [row for row in rows if owned.get(row.key) is row]
            found += [Meant(row, self._by_key.get(row.key)) for row in with_key]
            without = [replace(row, key="") for row in rows if owned.get(row.key) is not row]
            if without:
                finding, sure, near = self._finding(without[0], with_key, table)
                found += self._by_words(without, finding, sure, then) if finding else [Meant(row, near=near) for row in without]
        return found

    def _finding(self, row: Given, beside: Sequence[Given], table: GivenTable) -> tuple[Finding | None, bool, Finding | None]:
        """The finding that a row without id stands under, how sure that is, and else the one that it is most like."""
        for other in beside:
            if line := self._by_key.get(other.key):
                return line.finding, True, None
        said, number = stated(row.said), row.said.get("number", "")
        if table.stamp and not said:
            return next((f for f in self._findings if str(f.serial) == number), None), True, None
        if named := self._said.get(_bare(said)):
            return next((f for f in named if table.stamp and str(f.serial) == number), named[0]), True, None
        if not said or len(self._findings) > MOST:
            return None, False, None
        like, sure = self._like(row, said)
        return (None, False, like) if table.keyed else (like, sure, None)

    def _like(self, row: Given, said: str) -> tuple[Finding | None, bool]:
        item = Item(row.said.get("aspect", ""), row.said.get("number", ""), said)
        theirs = [Item(f"{f.aspect.number}{f.aspect.title}", str(f.serial), f.statement) for f in self._findings]
        [match] = propose([item], theirs)
        return (None, False) if match.theirs is None else (self._findings[match.theirs], match.sure)

    def _by_words(self, rows: Sequence[Given], finding: Finding, sure: bool, then: Then | None) -> list[Meant]:
        lines = self._under[finding.pk]
        exact = _exact(rows, lines, then)
        left = [row for row in rows if id(row) not in exact]
        taken = {line.key for line in exact.values()}
        free = [line for line in lines if line.measure and line.key not in taken]
        like = self._alike(left, free)
        found = []
        for row in rows:
            if line := exact.get(id(row)):
                found.append(Meant(row, line, finding, sure))
            elif id(row) in like:
                line, likely = like[id(row)]
                found.append(Meant(row, line, finding, sure and likely))
            else:
                found.append(self._alone(row, lines, finding, sure))
        return found

    def _alike(self, rows: Sequence[Given], lines: Sequence[Line]) -> dict[int, tuple[Line, bool]]:
        """Rows beside the measures they are most like."""
        said = [row for row in rows if row.said.get("measure")]
        if not said or not lines or len(said) * len(lines) > MOST * MOST:
            return {}
        mine = [Item("", "", row.said["measure"]) for row in said]
        theirs = [Item("", "", line.measure.text if line.measure else "") for line in lines]
        return {id(said[m.mine]): (lines[m.theirs], m.sure) for m in propose(mine, theirs) if m.theirs is not None}

    def _alone(self, row: Given, lines: Sequence[Line], finding: Finding, sure: bool) -> Meant:
        """A row that is like no measure: a new one, or without a measure's words the only line of its finding."""
        if row.said.get("measure"):
            return Meant(row, None, finding, sure)
        return Meant(row, lines[0] if len(lines) == 1 else None, finding if len(lines) == 1 else None, sure)


def _owned(rows: Iterable[Given], lines: dict[str, Line]) -> dict[str, Given]:
    """By id, the row that has it. People copy a row, hidden id and all, to write another: the one most like the line is it."""
    held: dict[str, Given] = {}
    for row in rows:
        if row.key and (row.key not in held or _closeness(row, lines) > _closeness(held[row.key], lines)):
            held[row.key] = row
    return held


def _closeness(row: Given, lines: dict[str, Line]) -> float:
    line = lines.get(row.key)
    if line is None:
        return 0.0
    said = row.said.get("statement", ""), row.said.get("measure", "")
    ours = line.finding.statement, line.measure.text if line.measure else ""
    return sum(1.0 if same(a) == same(b) else likeness(a, b) for a, b in zip(said, ours, strict=True))


def _exact(rows: Sequence[Given], lines: Sequence[Line], then: Then | None) -> dict[int, Line]:
    """Rows that say a measure word for word, as it stood then or as it stands; of several alike one after the other."""
    found: dict[int, Line] = {}
    free = [line for line in lines if line.measure]
    for stood in (then.of, _now) if then else (_now,):
        by_words: dict[str, list[Line]] = {}
        for line in free:
            by_words.setdefault(_words(stood, line), []).append(line)
        for row in rows:
            words = _bare(row.said.get("measure", ""))
            if words and id(row) not in found and (alike := by_words.get(words)):
                found[id(row)] = alike[0] if len(alike) == 1 else alike.pop(0)
        taken = {line.key for line in found.values()}
        free = [line for line in free if line.key not in taken]
    return found


def _now(line: Line) -> Line:
    return line


def _words(stood: Callable[[Line], Line], line: Line) -> str:
    measure = stood(line).measure
    return _bare(measure.text) if measure else ""


def _bare(text: str) -> str:
    """A text without what is typed one way or another, its number and its marks, where it has words besides."""
    seen = same(text)
    return _BARE.sub("", seen) or seen
