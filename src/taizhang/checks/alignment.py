"""Two versions of one text laid side by side: which places are the same, where only small pieces differ.

Blanks do not count. Where the texts part, the nearest place is looked for at which they agree again; so the whole is linear in
the length of the texts, whatever stands in them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import NamedTuple

NEAR, PROOF = 24, 4  # characters that may differ, and that must agree behind them: a number before a heading, a mended date
FAR, FAR_PROOF = 2_000, 12  # a left-out note
BEYOND = 100_000  # a left-out table
_GIVEN_UP = 16  # times that nothing agreed within FAR: these are not the same text


class Block(NamedTuple):
    """A run of characters that both texts have, blanks left out."""

    ours: int
    theirs: int
    length: int


class Alignment:
    """Offsets of ``theirs`` as offsets of ``ours``."""

    def __init__(self, ours: str, theirs: str) -> None:
        self._ours, a = _solid(ours)
        self._theirs, b = _solid(theirs)
        self._blocks = list(_blocks(a, b))
        self._starts = [block.theirs for block in self._blocks]

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of ours that holds the same characters as ``[start, end)`` of theirs; None where there are none."""
        first, last = bisect_left(self._theirs, start), bisect_left(self._theirs, end) - 1
        at = max(bisect_right(self._starts, first) - 1, 0)
        if at < len(self._blocks) and self._blocks[at].theirs + self._blocks[at].length <= first:
            at += 1
        to = bisect_right(self._starts, last) - 1
        if not 0 <= at <= to:
            return None
        opening, closing = self._blocks[at], self._blocks[to]
        begin = opening.ours + max(0, first - opening.theirs)
        until = closing.ours + min(closing.length, last - closing.theirs + 1)
        return (self._ours[begin], self._ours[until - 1] + 1) if begin < until else None

    def near(self, offset: int) -> int:
        """The offset of ours that stands at, or is the last before, an offset of theirs."""
        solid = bisect_left(self._theirs, offset)
        at = bisect_right(self._starts, solid) - 1
        if at < 0:
            return self._ours[0] if self._ours else 0
        block = self._blocks[at]
        return self._ours[block.ours + min(solid - block.theirs, block.length - 1)]


def _solid(text: str) -> tuple[array[int], str]:
    """The text without blanks, and where each character stood."""
    places = array("L", [at for at, character in enumerate(text) if not character.isspace()])
    return places, "".join(text.split())


def _blocks(a: str, b: str) -> list[Block]:
    found: list[Block] = []
    i = j = given_up = 0
    while i < len(a) and j < len(b) and given_up < _GIVEN_UP:
        if length := _common(a, b, i, j):
            found.append(Block(i, j, length))
            i, j = i + length, j + length
        elif skip := _near(a, b, i, j) or _far(a, b, i, j):
            i, j = i + skip[0], j + skip[1]
        else:
            given_up += 1
            i, j = i + FAR, j + FAR
    return found


def _common(a: str, b: str, i: int, j: int) -> int:
    """How many characters agree from here on."""
    length, step = 0, 64
    while step:
        piece = a[i + length : i + length + step]
        if piece and piece == b[j + length : j + length + step]:
            length += len(piece)
            step = min(step * 2, 1 << 16)
        else:
            step //= 2
    return length


def _near(a: str, b: str, i: int, j: int) -> tuple[int, int] | None:
    """The smallest step in both texts after which they agree; at the end of one, the rest of it is enough."""
    for both in range(1, NEAR + 1):
        for theirs in range(both, -1, -1):
            proof = a[i + both - theirs : i + both - theirs + PROOF]
            if proof and proof == b[j + theirs : j + theirs + len(proof)]:
                return both - theirs, theirs
    return None


def _far(a: str, b: str, i: int, j: int) -> tuple[int, int] | None:
    """The first place of ours within FAR that stands in theirs, or the other way round."""
    for ours in range(0, min(FAR, len(a) - i - FAR_PROOF + 1), FAR_PROOF):
        proof = a[i + ours : i + ours + FAR_PROOF]
        if (at := b.find(proof, j, j + (BEYOND if ours == 0 else FAR))) >= 0:
            return ours, at - j
    for theirs in range(0, min(FAR, len(b) - j - FAR_PROOF + 1), FAR_PROOF):
        proof = b[j + theirs : j + theirs + FAR_PROOF]
        if (at := a.find(proof, i, i + (BEYOND if theirs == 0 else FAR))) >= 0:
            return at - i, theirs
    return None
