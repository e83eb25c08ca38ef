"""Repair, never guess: damage is undone where only one reading is possible, else reported and left as it stands.

A clean text comes through byte for byte. Each kind of damage is one pass, listed once in ``PASSES``.
"""

from __future__ import annotations

from taizhang.reading.document import Document
from taizhang.reading.repair.conversion import LOST, is_converted, leftover_pinyin, to_simplified
from taizhang.reading.repair.markup import markers
from taizhang.reading.repair.mending import Mended
from taizhang.reading.repair.mojibake import undone
from taizhang.reading.repair.paragraphs import fused_headings, spaced_paragraphs
from taizhang.reading.repair.typography import broken_dates, doubled_punctuation, rings_in_years, widthless
from taizhang.reading.repair.wraps import hard_wraps

PASSES = (undone, widthless, markers)
LATER = (spaced_paragraphs, hard_wraps, fused_headings, rings_in_years, doubled_punctuation, broken_dates)


def mend(document: Document) -> Mended:
    """The document's text repaired, with a list of what was done."""
    mended = Mended(document.text, (), document.tables, document.furniture, document.recognised)
    for find in PASSES:
        mended = mended.edited(find(mended.text))
    if is_converted(mended.text):
        mended = mended.edited(leftover_pinyin(mended.text))
        lost = [(r.span.start, r.span.end) for r in mended.repairs if r.now is None and r.kind == LOST]
        mended = mended.edited(to_simplified(mended.text, lost))
    for find in LATER:
        mended = mended.edited(find(mended.text))
    return mended
