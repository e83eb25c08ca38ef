"""What tesseract found on a picture: words with their boxes, page by page (its TSV), and how sure a line of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.reading.formats.pdf_layout import Glyph, Line

_COLUMNS = 12
_PAGE, _LINE, _WORD = "1", "4", "5"


class Word(NamedTuple):
    """A word (of Chinese: one character or a few), its box, and how sure it is: 0 to 100."""

    glyph: Glyph
    confidence: float


@dataclass(slots=True)
class WordPage:
    """The words of one page in reading order; measures are pixels."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)


def pages_of(table: str) -> Iterator[WordPage]:
    """The pages of a TSV. A word is as high as its line: the boxes of single characters are tight, 一 is a stroke."""
    page, top, bottom = None, 0.0, 0.0
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS:
            continue
        left, upper, width, height = (float(cell) for cell in cells[6:10])
        if cells[0] == _PAGE:
            if page is not None:
                yield page
            page = WordPage(max(width, 1.0), max(height, 1.0))
        elif page is not None and cells[0] == _LINE:
            top, bottom = page.height - upper, page.height - upper - height
        elif page is not None and cells[0] == _WORD and (text := cells[11].strip()):
            _add(page.words, Word(Glyph(text, left, bottom, left + width, top), max(float(cells[10]), 0.0)))
    if page is not None:
        yield page


def confidence(line: Line, words: list[Word]) -> int:
    """How sure the words of a line are, by their lengths: 0 to 100."""
    inside = [w for w in words if w.glyph.bottom >= line.bottom - 1 and w.glyph.top <= line.bottom + 2 * line.size + 1]
    inside = [w for w in inside if line.left - 1 <= w.glyph.left and w.glyph.right <= line.right + 1] or words
    length = sum(len(w.glyph.text) for w in inside)
    return round(sum(w.confidence * len(w.glyph.text) for w in inside) / length) if length else 0


def _add(words: list[Word], word: Word) -> None:
    """Boxes of one line may overlap: the word before ends where this one begins."""
    if words:
        last = words[-1].glyph
        if last.top == word.glyph.top and last.left < word.glyph.left < last.right:
            words[-1] = words[-1]._replace(glyph=last._replace(right=word.glyph.left))
    words.append(word)
