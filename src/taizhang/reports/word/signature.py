"""The end of a paper: the list of its attachments, who issues it, the day; kept on the page of the text before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taizhang.gbt9704 import ATTACHMENT_NOTE, DATE, DATE_INDENT_CHARACTERS, GRID, SIGNATURE
from taizhang.reports.official import Official, spoken
from taizhang.reports.word import styles
from taizhang.reports.word.marks import paragraph, run

_NOTE = "附件："
_FAR_IN = 7  # characters from the left
_SEAL_LINES = 2  # blank lines above a sealed signature: the seal's upper edge comes within a line of the text


class Place(NamedTuple):
    """Where a line stands: so many characters from the right margin, or from the left where its first sign is to be in line."""

    characters: float
    from_left: bool = False


def end(paper: Official) -> Iterator[str]:
    """The paragraphs, each kept with the next, the last with nothing."""
    if paper.attachments:
        yield _blank()
        yield from _note([attachment.title.replace("\n", "") for attachment in paper.attachments])
    if paper.signed_by or paper.signed_on:
        day = spoken(paper.signed_on) if paper.signed_on else ""
        above, below = places(paper.signed_by, day, paper.sealed)
        yield _blank() * (_SEAL_LINES if paper.sealed else 1)
        kept = styles.KEPT if paper.note else ""
        if paper.signed_by:
            yield _line(paper.signed_by, above, styles.KEPT if day else kept)
        if day:
            yield _line(day, below, kept)
    if paper.note:
        yield paragraph(styles.FOOTNOTE, run(paper.note))


def places(signed_by: str, day: str, sealed: bool) -> tuple[Place, Place]:
    """Where the signature and the date stand (7.3.5.1 with a seal, 7.3.5.2 without)."""
    name, date = wide(signed_by), wide(day)
    if sealed:  # the signature in the middle over the date
        return Place(max(0.0, DATE.right_characters + (date - name) / 2)), Place(DATE.right_characters)
    if date > name:
        left = GRID.characters - SIGNATURE.right_characters - date
        return Place(left - DATE_INDENT_CHARACTERS, from_left=True), Place(left, from_left=True)
    left = GRID.characters - SIGNATURE.right_characters - name + DATE_INDENT_CHARACTERS
    if left < _FAR_IN:  # so long a name that the date would seem to stand at the left
        return Place(SIGNATURE.right_characters), Place(SIGNATURE.right_characters)
    return Place(SIGNATURE.right_characters), Place(left, from_left=True)


def _line(text: str, place: Place, kept: str = "") -> str:
    slack = -SIGNATURE.right_characters  # digits of a font that stands in may be wider than half a character
    around = styles.indent(left=place.characters, right=slack) if place.from_left else styles.indent(right=place.characters)
    side = '<w:jc w:val="left"/>' if place.from_left else ""
    return paragraph(styles.SIGNATURE, run(text), kept + around + side)


def wide(text: str) -> float:
    """How wide a text is in characters: digits and Latin letters take half of one."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def _note(titles: list[str]) -> Iterator[str]:
    """附件：1.…, its further lines below the first's name."""
    own, label = ATTACHMENT_NOTE.left_characters, wide(_NOTE)
    for n, title in enumerate(titles, 1):
        number = f"{n}." if len(titles) > 1 else ""
        hanging = wide(number) + (label if n == 1 else 0)
        around = styles.indent(left=own + label + wide(number), first=-hanging)
        yield paragraph(styles.NOTE, run((_NOTE if n == 1 else "") + number + title), styles.KEPT + around)


def _blank() -> str:
    return paragraph("", "", styles.KEPT)
