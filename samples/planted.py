"""The notice as it might come in for checking: six mistakes of six kinds, each of which a strict auditor stops at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from samples.blocks import Block


@dataclass(frozen=True, slots=True)
class Mistake:
    """What stands in the notice (a pattern), what is put in its place, and the code of the check that must find it."""

    right: str
    wrong: str
    code: str


MISTAKES = (
    Mistake(r"正在推进3条，", "正在推进5条，", "parts.sum"),
    Mistake(r"完成率87\.7%", "完成率97.7%", "rates.ratio"),
    Mistake(r"(\d{4})年\d+月\d+日前追缴到位", r"\1年9月31日前追缴到位", "dates.impossible"),
    Mistake(r"^二是推行分区计量控漏", "三是推行分区计量控漏", "numbering.gap"),
    Mistake(r"审议通过整改方案", "研究布署整改方案", "wording.slip"),
    Mistake(r"(联系电话：[\d-]+)", r"\1，13907001286", "people.mobile"),
)


def planted(blocks: Iterable[Block], mistakes: Iterable[Mistake] = MISTAKES) -> Iterator[Block]:
    """The blocks with these mistakes in them, each where it first fits."""
    left = list(mistakes)
    for block in blocks:
        for mistake in [mistake for mistake in left if re.search(mistake.right, block.text)]:
            block = replace(block, text=re.sub(mistake.right, mistake.wrong, block.text, count=1))
            left.remove(mistake)
        yield block
