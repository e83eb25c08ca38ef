"""An official paper (公文) as blocks: what it says and what each part of it is, apart from how Word sets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from taizhang.reports.drawing import Drawing
from taizhang.reports.listed import Listed

_NUMERALS = "零一二三四五六七八九"
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4 (一、 （一） 1. （1）); its number comes by counting. ``then`` is text that runs on behind it."""

    level: int
    text: str
    then: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a form that is signed: its label at the left, so many lines to write in, a place for name and day."""

    label: str
    lines: int = 4


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a form, one under the other; ``foot`` is the small print below them."""

    boxes: tuple[Box, ...]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, as wide as the type area."""

    drawing: Drawing


Block = Heading | Text | Listed | Boxes | Figure


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment: its title, what stands in it, and whether its pages lie across, as wide tables want."""

    title: str
    blocks: tuple[Block, ...]
    across: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """版头: whose paper it is, in red, its number 〔2026〕1号, who signs for it where it goes upwards, how urgent it is."""

    issuer: str
    number: str = ""
    signatory: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """版记: to whom copies go, by whom and when it was printed; at the foot of the last page."""

    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """A whole paper. ``sealed`` moves signature and date to where a seal (公章) goes over them; ``across`` lays its pages across.

    A title is broken into lines where its words end; a line feed in it breaks it there. ``note`` (附注) stands below the date.
    """

    title: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    attachments: tuple[Attachment, ...] = ()
    signed_by: str = ""
    signed_on: date | None = None
    sealed: bool = False
    across: bool = False
    stamp: str = ""  # what it was made from, in the file's properties
    note: str = ""
    head: Head | None = None
    tail: Tail | None = None


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with the numbers of their headings, each level counted anew under the one above."""
    counts = [0] * (_DEEPEST + 1)
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level] += 1
            counts[block.level + 1 :] = [0] * (_DEEPEST - block.level)
            block = replace(block, number=number(block.level, counts[block.level]))
        yield block


def number(level: int, n: int) -> str:
    """The ``n``-th number of a level, as it is written before its heading."""
    return (f"{numeral(n)}、", f"（{numeral(n)}）", f"{n}.", f"（{n}）")[level - 1]


def numeral(n: int) -> str:
    """A number below a hundred in Chinese: 十二; from a hundred on in digits, which no paper should come to."""
    tens, ones = divmod(n, 10)
    if not 0 < n < 100:
        return str(n)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


def spoken(day: date) -> str:
    """A day as papers write it: arabic, no zero before month or day."""
    return f"{day.year}年{day.month}月{day.day}日"
