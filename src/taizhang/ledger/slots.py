"""Which evidence a kind of measure asks for: proposed from its words, by data that people can add to.

``evidence.toml`` beside this file says which words ask for which pieces. A file of the same form in the data folder goes before
it: a kind of the same name replaces the one that comes with the product, a new one is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from taizhang.handwritten import Miswritten, label, read
from taizhang.ledger.models import Slot

SHIPPED = Path(__file__).with_name("evidence.toml")
_TITLE = re.compile(r"《[^》]*》")
MOST_PROPOSED = 4  # more boxes than that are work for its own sake


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence that a kind of measure asks for; ``called`` are words by which a file's name tells that it is it."""

    kind: str = field(metadata=label("类别", longest=20))
    what: str = field(metadata=label("佐证材料"))
    called: tuple[str, ...] = field(metadata=label("文件名里的字样"), default=())
    count: int = field(metadata=label("份数", low=1, high=99, counter="份"), default=1)
    required: bool = field(metadata=label("必需"), default=True)


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """One kind of measure: the words that tell it, words that tell that it is not, and the pieces that prove it."""

    name: str = field(metadata=label("名称"))
    words: tuple[str, ...] = field(metadata=label("措施里的字样"))
    pieces: tuple[Piece, ...] = field(metadata=label("佐证材料"))
    unless: tuple[str, ...] = field(metadata=label("除外的字样"), default=())

    def __post_init__(self) -> None:
        if not self.pieces:
            raise Miswritten(f"“{self.name}”还没有写佐证材料。请至少写一项。")

    def tells(self, text: str) -> bool:
        """Whether ``text`` is of a measure of this kind. ``A…B`` in the words means A and, behind it in one clause, B.

        A title in 《》 is what something is called, not what is done: it can only be the B.
        """
        for word in self.unless:
            text = text.replace(word, "")
        done = _TITLE.sub("", text)
        return any(_stands(word, text if "…" in word else done) for word in self.words)


@dataclass(frozen=True, slots=True)
class MeasureKinds:
    """Every kind of measure, and what is asked for where none is met."""

    kinds: tuple[MeasureKind, ...] = field(metadata=label("措施的种类"))
    otherwise: tuple[Piece, ...] = field(metadata=label("其余措施的佐证材料"), default=())


@dataclass(frozen=True, slots=True)
class SlotWanted:
    """A slot as somebody wants it; ``pk`` is that of a slot which the measure has already."""

    kind: str
    what: str
    count: int = 1
    required: bool = True
    pk: int | None = None


def proposal(text: str, title: str = "") -> list[SlotWanted]:
    """The slots that a measure in those words asks for; at least one. Where its title tells the kind, the title it is."""
    known = measure_kinds()
    kinds = [kind for kind in known.kinds if kind.tells(title)] or [kind for kind in known.kinds if kind.tells(text)]
    met = [piece for kind in kinds for piece in kind.pieces]
    once = {(piece.kind, piece.what): piece for piece in (met or known.otherwise)}
    asked = sorted(once.values(), key=lambda piece: not piece.required)[:MOST_PROPOSED]
    return [SlotWanted(piece.kind, piece.what, piece.count, piece.required) for piece in asked]


def fitting(slots: Iterable[Slot], name: str) -> Slot | None:
    """The slot into which a file of that name goes by itself: the one that its name tells, else the only one there is."""
    known = list(slots)
    called = {(p.kind, p.what): p.called for kind in measure_kinds().kinds for p in kind.pieces}
    told = [s for s in known if any(word in name for word in (*called.get((s.kind, s.what), ()), s.what))]
    if len(told) == 1:
        return told[0]
    return known[0] if len(known) == 1 else None


def measure_kinds() -> MeasureKinds:
    """The kinds as they stand: those of the data folder before those that come with the product.

    Raises ValidationError where the file of the data folder is miswritten.
    """
    own = Path(settings.HOME) / SHIPPED.name
    try:
        return _joined(own, own.stat().st_mtime_ns if own.exists() else None)
    except Miswritten as error:
        raise ValidationError(str(error)) from error


@lru_cache(maxsize=4)
def _joined(own: Path, changed: int | None) -> MeasureKinds:
    """Read again when the file of the data folder has ``changed``."""
    shipped = read(SHIPPED, MeasureKinds)
    if changed is None:
        return shipped
    ours = read(own, MeasureKinds)
    named = {kind.name for kind in ours.kinds}
    kept = tuple(kind for kind in shipped.kinds if kind.name not in named)
    return MeasureKinds((*ours.kinds, *kept), ours.otherwise or shipped.otherwise)


def _stands(word: str, text: str) -> bool:
    first, dots, then = word.partition("…")
    at = text.find(first)
    while dots and at >= 0:
        clause = text[at + len(first) :].partition("。")[0].partition("；")[0].partition("，")[0]
        if then in clause:
            return True
        at = text.find(first, at + 1)
    return at >= 0
