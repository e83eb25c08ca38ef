"""What the forms that are signed share: what is to be signed, the boxes, the line that says of which record it was printed."""

from __future__ import annotations

from collections.abc import Iterable

from taizhang.reports.official import Block, Box, Boxes, Official

LINES = 4  # to write an opinion in


def signed_sheet(title: str, blocks: Iterable[Block], opinions: Iterable[str], *, stamp: str, proof: str) -> Official:
    """A form to be signed on paper; ``proof`` names the head of the ledger's log when it was printed.

    The small print says which form it is: where there are many items its boxes come on a page of their own.
    """
    boxes = Boxes(tuple(Box(opinion, LINES) for opinion in opinions), foot=f"{title}　{proof}" if proof else title)
    return Official(title, (*blocks, boxes), stamp=stamp)
