"""Text that a site converted to traditional script, with pinyin left behind: 創(chuàng)建. Only such damage is converted back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from taizhang.reading.repair.mending import Edit

PINYIN, SCRIPT, LOST = "拼音残留", "繁体转回简体", "缺字"
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_LETTERS = f"a-zü{_TONES}"
_ANNOTATION = re.compile(rf"(?<=[一-鿿])[（(][{_LETTERS}]{{1,6}}[)）]")
_TONED = re.compile(rf"(?<=[一-鿿])[（(][a-zü]{{0,4}}[{_TONES}][a-z]{{0,4}}[)）]")
_LOST = re.compile(rf"[?？�][{_LETTERS}]{{0,6}}[{_TONES}][a-z]{{0,4}}[)）][?？�]?")
_TRADITIONAL = re.compile("[們個為這國會對時來發後黨務實員學習關於開辦責領導問題點資產經濟機構組織見議統戰創監業態規現執續聯協]")
_CLAUSE = re.compile("[，,。；;：:！!？\n]")


def leftover_pinyin(text: str) -> list[Edit]:
    """Pinyin behind converted characters taken out, and clauses that lost characters reported, where the text is so damaged."""
    if not is_converted(text):
        return []
    lost = list(lost_clauses(text))
    edits = [Edit(start, end, None, LOST) for start, end in lost]
    for found in _ANNOTATION.finditer(text):
        if not any(start <= found.start() < end for start, end in lost):
            edits.append(Edit(found.start() - 1, found.end(), text[found.start() - 1], PINYIN))
    return sorted(edits, key=lambda e: e.start)


def is_converted(text: str) -> bool:
    """Whether annotations with tones stand in traditional text: at least two, so that one gloss of a rare character is none."""
    toned = _TONED.finditer(text)
    return (
        "(" in text + "（" and next(toned, None) is not None and next(toned, None) is not None and bool(_TRADITIONAL.search(text))
    )


def lost_clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses in which characters were lost: nobody can know them, so the clause stays as it is."""
    until = 0
    for found in _LOST.finditer(text):
        if found.start() < until:
            continue
        start = max((m.end() for m in _CLAUSE.finditer(text, max(until, found.start() - 200), found.start())), default=until)
        after = _CLAUSE.search(text, found.end())
        until = after.start() if after else len(text)
        yield start, until


def to_simplified(text: str, keep: list[tuple[int, int]]) -> list[Edit]:
    """One edit for each run of traditional text, line by line, around the clauses that are kept."""
    edits: list[Edit] = []
    place = 0
    for start, end in [*keep, (len(text), len(text))]:
        for run in re.finditer("[^\n]+", text[place:start]):
            edits += _converted(run[0], place + run.start())
        place = end
    return edits


def _converted(run: str, offset: int) -> list[Edit]:
    now = _converter().convert(run)
    if now == run:
        return []
    if len(now) != len(run):
        return [Edit(offset, offset + len(run), now, SCRIPT)]
    changed = [i for i, (a, b) in enumerate(zip(run, now, strict=True)) if a != b]
    first, last = changed[0], changed[-1] + 1
    return [Edit(offset + first, offset + last, now[first:last], SCRIPT)]


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc  # late: only damaged texts need it

    return opencc.OpenCC("t2s")
