"""Where things of a sheet go when its body becomes longer or shorter: rows, ranges, formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REF = re.compile(r"(?<![A-Za-z0-9_.'])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?(?![A-Za-z0-9_(!])")
_TEXT = re.compile(r'("(?:[^"]|"")*")')


@dataclass(frozen=True, slots=True)
class Stretch:
    """The body's rows ``first`` to ``last``, counted from 1, become ``count`` rows. ``last`` < ``first``: there was none."""

    first: int
    last: int
    count: int

    @property
    def end(self) -> int:
        """The body's new last row."""
        return self.first + self.count - 1

    def row(self, row: int) -> int:
        """Where a row goes."""
        if row < self.first:
            return row
        if row > self.last:
            return row + self.end - self.last
        return min(row, self.end)

    def rows(self, top: int, bottom: int) -> tuple[int, int]:
        """Where the rows of a range go. What begins or ends within the body is about all of it."""
        inside = self.first <= top <= self.last or self.first <= bottom <= self.last
        if inside and self.first <= top:
            top = self.first
        if inside and bottom <= self.last:
            bottom = self.last
        return self.row(top), self.end if self.first <= bottom == self.last else self.row(bottom)

    def ref(self, ref: str) -> str:
        """A cell or a range (A5, $B$5:$C$9)."""
        return _REF.sub(lambda found: self._moved(found, whole=True), ref)

    def refs(self, refs: str) -> str:
        """Several of them with spaces between."""
        return " ".join(self.ref(ref) for ref in refs.split())

    def formula(self, formula: str) -> str:
        """A formula outside the body: its ranges over the body follow it."""
        return "".join(self._part(part) for part in _TEXT.split(formula))

    def _part(self, part: str) -> str:
        return part if part.startswith('"') else _REF.sub(lambda found: self._moved(found, whole=False), part)

    def _moved(self, found: re.Match[str], *, whole: bool) -> str:
        one, column, abs_row, row, other, last_column, last_abs, last_row = found.groups()
        if last_row is None:
            if not whole or not self.first <= int(row) <= self.last or self.count < 2:
                return f"{one}{column}{abs_row}{self.row(int(row))}"
            return f"{one}{column}{abs_row}{self.first}:{one}{column}{abs_row}{self.end}"
        top, bottom = self.rows(int(row), int(last_row))
        return f"{one}{column}{abs_row}{top}:{other}{last_column}{last_abs}{max(top, bottom)}"


def for_row(formula: str, was: int, now: int) -> str:
    """A formula of the body's first row as it stands in another: what looks at its own row looks at its own row there."""

    def moved(found: re.Match[str]) -> str:
        parts = list(found.groups())
        for mark, row in ((2, 3), (6, 7)):
            if parts[row] and not parts[mark] and int(parts[row]) == was:
                parts[row] = str(now)
        begin = "".join(part or "" for part in parts[:4])
        return f"{begin}:{''.join(part or '' for part in parts[4:])}" if parts[7] else begin

    return "".join(part if part.startswith('"') else _REF.sub(moved, part) for part in _TEXT.split(formula))


def letter(column: int) -> str:
    """0 → A, 27 → AB."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(letters: str) -> int:
    """A → 0, AB → 27."""
    value = 0
    for sign in letters:
        value = value * 26 + ord(sign) - 64
    return value - 1
