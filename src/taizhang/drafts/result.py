"""What checking found in a draft, as it is kept and shown: the text, where its headings stand, the remarks on it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the models import this room, and checking takes half a second to load
    from taizhang.checks import Remark
    from taizhang.reading import Reading
    from taizhang.reading.facts import Heading

_PLAIN = ("text", "title", "kind", "headings", "word", "mended", "fresh")
Key = tuple[str, str]  # of a remark: its code and the digest of what it stands on


@dataclass(frozen=True, slots=True)
class Result:
    """What was found. ``word``: comments can be written into the file; ``mended``, ``fresh``: remarks gone, and new ones."""

    text: str = ""
    title: str = ""
    kind: str = ""
    headings: tuple[int, ...] = ()
    remarks: tuple[Remark, ...] = ()
    word: bool = False
    mended: int = 0
    fresh: int = 0

    def keys(self) -> list[Key]:
        """By what each remark is known when the paper comes back changed."""
        return [key_of(remark, self.title) for remark in self.remarks]

    def after(self, before: Result) -> Result:
        """The result beside that of the paper before it was mended. Counted by code: two mistakes can stand in one sentence."""
        now, then = (Counter(remark.code for remark in one.remarks) for one in (self, before))
        return replace(self, mended=(then - now).total(), fresh=(now - then).total())


def key_of(remark: Remark, title: str) -> Key:
    """By what the remark is known: code and sentence; one on the paper as a whole by what it says of a paper of that title."""
    stands_on = remark.sentence or f"{title}\n{remark.message}"
    return remark.code, hashlib.sha256(stands_on.encode("utf-8", "surrogatepass")).hexdigest()


def result_of(reading: Reading, remarks: Sequence[Remark], *, word: bool) -> Result:
    """The remarks with what is shown of the reading."""
    text, levels = reading.text, (1, 2)
    headings = tuple(h.span.start for h in _flat(reading.outline) if h.level in levels and _is_alone(h, text))
    return Result(reading.text, reading.title or "", reading.document_kind or "", headings, tuple(remarks), word)


def to_text(result: Result) -> str:
    """The result as text to keep; ``from_text`` is its inverse."""
    plain = {name: getattr(result, name) for name in _PLAIN}
    return json.dumps({**plain, "remarks": [remark.to_contract() for remark in result.remarks]}, ensure_ascii=False)


def from_text(text: str) -> Result:
    """The result that ``to_text`` wrote down."""
    plain = json.loads(text)
    remarks = tuple(_remark(one) for one in plain.pop("remarks"))
    return Result(**{**plain, "headings": tuple(plain["headings"]), "remarks": remarks})


def _remark(plain: dict[str, Any]) -> Remark:
    from taizhang.checks import Remark, Severity

    return Remark(**{**plain, "severity": Severity(plain["severity"])})


def _is_alone(heading: Heading, text: str) -> bool:
    """Whether the heading has its line to itself; one that a paragraph begins with is not set off."""
    end = text.find("\n", heading.span.start)
    line = text[heading.span.start : end if end >= 0 else len(text)]
    return line.rstrip("。：: \t\u3000").endswith(heading.title)


def _flat(headings: Sequence[Heading]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _flat(heading.children)
