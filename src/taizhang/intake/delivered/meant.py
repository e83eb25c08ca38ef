"""Which line of the ledger a row means: by its id where it has one, else by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.intake.delivered.tables import Given, GivenTable, by_finding
from taizhang.intake.matching import Item, propose
from taizhang.ledger.lines import Line
from taizhang.ledger.models import Finding

MOST = 1_500  # rows and lines that are held against one another by likeness
_BARE = re.compile(r"\W+|^[一二三四五六七八九十\d]+[、.．是]")


@dataclass(frozen=True, slots=True)
class Meant:
    """One row and what it means: a line, or a finding under which it stands with a measure of its own; how sure that is."""

    row: Given
    line: Line | None = None
    finding: Finding | None = None
    sure: bool = True


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
        self._said = {_bare(finding.statement): finding for finding in reversed(self._findings)}

    def of(self, table: GivenTable, *, keyed: bool) -> list[Meant]:
        """Every row of a table with what it means; ``keyed`` says that its ids are this ledger's."""
        found: list[Meant] = []
        for rows in by_finding(table.rows):
            with_key = [row for row in rows if keyed and row.key]
            found += [Meant(row, self._by_key.get(row.key)) for row in with_key]
            without = [row for row in rows if not (keyed and row.key)]
            if without:
                finding, sure = self._finding(without[0], with_key)
                found += self._by_words(without, finding, sure)
        return found

    def _finding(self, row: Given, beside: Sequence[Given]) -> tuple[Finding | None, bool]:
        """The finding that a row without id stands under."""
        for other in beside:
            if line := self._by_key.get(other.key):
                return line.finding, True
        said = row.said.get("statement") or row.said.get("manifestation", "")
        if exact := self._said.get(_bare(said)):
            return exact, True
        if not said or len(self._findings) > MOST:
            return None, False
        item = Item(row.said.get("aspect", ""), row.said.get("number", ""), said)
        theirs = [Item(f"{f.aspect.number}{f.aspect.title}", str(f.serial), f.statement) for f in self._findings]
        [match] = propose([item], theirs)
        return (None, False) if match.theirs is None else (self._findings[match.theirs], match.sure)

    def _by_words(self, rows: Sequence[Given], finding: Finding | None, sure: bool) -> list[Meant]:
        if finding is None:
            return [Meant(row) for row in rows]
        lines = self._under[finding.pk]
        measures = {_bare(line.measure.text): line for line in lines if line.measure}
        exact = {id(row): line for row in rows if (line := measures.get(_bare(row.said.get("measure", ""))))}
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


def _bare(text: str) -> str:
    return _BARE.sub("", text)
