"""The arithmetic a report tells of itself: so many findings, measures, of them so many done, so many rules, what rate.

Each number is read in its clause: the noun beside its counter says what is counted, the verb what was done with it; where the
noun is left out it is the one told before. Whatever is not such a total is a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.reading.claims import aspects, people
from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.carried import passed
from taizhang.reading.claims.grammar import Grammar, grammar
from taizhang.reading.claims.nouns import of_rules
from taizhang.reading.claims.places import Place, places
from taizhang.reading.claims.rates import is_rate
from taizhang.reading.claims.told import Told
from taizhang.reading.claims.totals import total
from taizhang.reading.counts import MONEY, PARTS, PEOPLE, RATE, Count
from taizhang.reading.facts import Claim, Quantity
from taizhang.reading.words import WORDS, Words
from taizhang.sheet import Span

_THRESHOLD_AFTER = re.compile(r"(?:以上|以下|以内|之内|以外|[^，。；]{0,4}以上的)")
_THRESHOLD_BEFORE = re.compile(
    r"(?=[不至最每低高一人户平])(?:"
    r"(?:不少于|不低于|不得少于|不得低于|不超过|不得超过|不高于|至少|最多|每|每个|每人|每次|不足|低于|高于|不满|一次性|人均|平均)$"
    r"|(?:至少|最多|不少于|不超过)[一-龥]{1,4}$|(?:人均|户均|平均)[一-龥]{1,6}$"
    r"|每(?:个|名|家|人|周|月|季度?|年|半年|天|日|次|轮)[^，,。；]{0,8}$)"
)
_BEHIND = re.compile(r"的?([一-龥A-Za-z]{1,12}?)(?=[的了和与及在对向为等是已均将把被，。；、：]|$|[^一-龥A-Za-z])")
_AHEAD = re.compile(r"[一-龥]{2,8}$")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a text, sorted into claims and quantities."""

    claims: tuple[Claim, ...]
    quantities: tuple[Quantity, ...]


def read_numbers(text: str, found: Sequence[Count], headline: Span | None = None, words: Words = WORDS) -> Numbers:
    """The counts sorted into claims and quantities. A claim of the ``headline`` that the body tells again is told once."""
    rules = grammar(words)
    claims: list[Claim] = []
    quantities: list[Quantity] = []
    told, floor = Told(), 0
    for count, place in places(text, found):
        if text.find("\n", floor, count.start) >= 0:
            told = Told(above=told.counters or told.above)
        floor = count.start
        if place and (kind := _kind(place, told, rules)):
            told.tell(kind, count)
            span = _quoted(text, place, rules) if kind != "money" else Span(count.start, count.end)
            claims.append(Claim(kind, count.value, count.counter, text[span.start : span.end], span, place.basis))
        else:
            told.tell(passed(place, rules) if place else "aside", count)
            span = Span(count.start, count.end)
            quantities.append(Quantity(count.value, count.counter, _subject(text, count), text[count.start : count.end], span))
    return Numbers(_told_once(claims, headline), tuple(quantities))


def _told_once(claims: list[Claim], headline: Span | None) -> tuple[Claim, ...]:
    if headline is None:
        return tuple(claims)
    body = {(c.kind, c.value) for c in claims if c.span.start >= headline.end}
    return tuple(c for c in claims if c.span.start >= headline.end or (c.kind, c.value) not in body)


def _quoted(text: str, place: Place, rules: Grammar) -> Span:
    """The number with the noun beside it, or the words that say how far it is: 12项突出问题, 问题52个, 已整改完成52项."""
    count, left = place.count, place.left
    start, end = count.start, count.end
    if (after := place.noun_after) and text.startswith(after[0], end):
        return Span(start, end + after.end("noun"))
    lead = place.noun_before or rules.led.search(left, max(0, len(left) - 14))
    if lead and text.endswith(left[lead.start() :], 0, start):
        return Span(start - len(left) + lead.start(), end)
    return Span(start, end)


def _kind(place: Place, told: Told, rules: Grammar) -> str | None:
    """What the number claims, or None for a quantity."""
    count = place.count
    if count.kind == RATE:
        return "rate" if is_rate(place, told, rules) else None
    if "以" in place.right and _THRESHOLD_AFTER.match(place.right):
        return None
    if place.left and _THRESHOLD_BEFORE.search(place.left, max(0, len(place.left) - 12)):
        return None
    if count.kind == MONEY:
        place.basis = by.AMOUNT
        return "money"
    if count.kind == PEOPLE:
        return _held(place, told, rules)
    if count.kind == PARTS:
        return _aspects(place, told, rules)
    return total(place, told, rules)


def _aspects(place: Place, told: Told, rules: Grammar) -> str | None:
    """Parts of findings or tasks; 突出问题9大类41项 tells with them what the next number counts."""
    before = rules.noun_before.search(place.left)
    if before and (noun := rules.nouns[before["noun"]]) in ("problems", "measures", "tasks"):
        told.divided = place.count.end, "problems" if noun == "problems" else "measures"
        place.basis = by.PARTS_NAMED
        return "aspects"
    if before and rules.nouns[before["noun"]] == "rules" and (kind := of_rules(place, rules)):
        told.divided = place.count.end, kind  # 完善制度机制4个方面19项
        return None
    return "aspects" if aspects.divides(place, rules) else None


def _held(place: Place, told: Told, rules: Grammar) -> str | None:
    listed = told.held_in == place.clause or 0 <= place.clause - told.held_to <= 1
    if people.held_to_account(place, rules, listed):
        told.held_in, told.held_to = place.clause, place.end if place.basis is by.HELD_BEHIND else place.count.end
        return "people_disciplined"
    return None


def _subject(text: str, count: Count) -> str | None:
    """What a quantity counts, where it stands right beside the counter."""
    if behind := _BEHIND.match(text, count.end):
        return behind[1]
    ahead = _AHEAD.search(text[max(0, count.start - 10) : count.start].rstrip("共达超过近约逾合累计")[-8:])
    return ahead[0] if ahead else None
