"""The patterns that the words of claims make, compiled once for each vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from taizhang.reading.words import Words, words_of

_ALREADY = (
    "(?:已|经|全部|均|累计|实际|现|共)++(?:重新|及时|立即|当场|依法|按期|按时|如期|提前|逐一|逐项|督促|推动|组织|指导|分别)?"
)
_PHRASES = words_of("phrases")


@dataclass(frozen=True)
class Grammar:
    """Everything ``claims`` asks of the words around a number."""

    noun_before: re.Pattern[str]
    noun_after: re.Pattern[str]
    status: re.Pattern[str]
    fill: re.Pattern[str]
    even: re.Pattern[str]
    governed: re.Pattern[str]
    found: re.Pattern[str]
    citizens: re.Pattern[str]
    rule_verbs: re.Pattern[str]
    led: re.Pattern[str]
    both: re.Pattern[str]
    new: re.Pattern[str]
    revised: re.Pattern[str]
    held: re.Pattern[str]
    units: re.Pattern[str]
    policies: re.Pattern[str]
    occasion: re.Pattern[str]
    share: re.Pattern[str]
    nouns: dict[str, str]


def any_of(words: Iterable[str]) -> str:
    """One of the words, the longest that fits. A look at the first character spares trying them all at every place."""
    ordered = sorted(words, key=len, reverse=True)
    first = "".join(dict.fromkeys(word[0] for word in ordered))
    return f"(?=[{re.escape(first)}])(?:{'|'.join(map(re.escape, ordered))})"


def many_of(words: Iterable[str]) -> str:
    """Any number of the words, one after another; once read they are not given back."""
    return f"(?:{any_of(words)})*+"


@lru_cache(maxsize=8)
def grammar(words: Words) -> Grammar:
    """The patterns of a vocabulary."""
    nouns = _nouns(words)
    noun = any_of(nouns)
    cardinal = "(?:数|总数|数量|清单|整改)?" + many_of(_PHRASES["cardinal"])  # possessive: no backtracking
    status = "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            ("basically_completed", any_of(words.basically)),
            ("not_started", any_of(words.not_started) + "(?!到位|完成|完毕|彻底)"),
            ("in_progress", any_of(words.under_way)),
            ("long_term", any_of(words.long_term)),
            ("completed", f"{_ALREADY}{any_of(words.done_after_already)}|{any_of(words.done[:-1])}"),
        )
    )
    return Grammar(
        noun_before=re.compile(f"(?P<noun>{noun}){cardinal}$"),
        noun_after=re.compile(
            rf"的?(?P<mod>[^，,。；;：:、（()）\d《》\s]{{0,14}}?)(?P<noun>{noun})(?!{noun})(?P<tail>[^，,。；;、（(]{{0,3}})"
        ),
        status=re.compile(status),
        fill=re.compile(many_of(_PHRASES["fill"])),
        even=re.compile(many_of(_PHRASES["even"])),
        governed=re.compile(
            rf"(?P<verb>{any_of(words.done)})(?:了|完成|到位)?(?P<object>(?:(?!{any_of(words.found)})[^，,。；;：:、]){{0,16}})$"
        ),
        found=re.compile(any_of(words.found)),
        citizens=re.compile(any_of(words.citizens)),
        rule_verbs=re.compile(rf"(?:(?:{any_of(words.both)}|{any_of(words.new)}|{any_of(words.revised)})[、和并及与了]?)++"),
        led=re.compile(
            rf"(?:{status}|{any_of(words.both + words.new + words.revised)}|{any_of(words.discipline)}|率)"
            rf"(?:{any_of(_PHRASES['fill'])}|{any_of(_PHRASES['cardinal'])}|[一-龥]{{0,6}}?)$"
        ),
        both=re.compile(any_of(words.both)),
        new=re.compile(any_of(words.new)),
        revised=re.compile(any_of(words.revised)),
        held=re.compile(f"(?P<no>{any_of(words.not_discipline)})|(?P<yes>{any_of(words.discipline)})"),
        units=re.compile(any_of(words.units)),
        policies=re.compile(any_of(words.policies)),
        occasion=re.compile(any_of(words.occasions)),
        share=re.compile(
            rf"(?:{any_of(words.handled)}[一-龥]{{0,3}}?(?:比例|比率|率|进度|度)|{any_of(words.cut)}(?:幅度|比例|率|(?:(?![至到为占])[一-龥]){{0,8}}?)"
            rf"|{any_of(words.done)}了?|{any_of(words.problems + words.measures + words.tasks)}(?:总数|总量|数)?的)"
            rf"(?:{any_of(_PHRASES['share'])})*$"
        ),
        nouns=nouns,
    )


def _nouns(words: Words) -> dict[str, str]:
    """Every noun that a counter can stand with, and what it counts."""
    kinds = {
        "matters": words.matters,
        "rules": words.rules,
        "tasks": words.tasks,
        "measures": words.measures,
        "problems": words.problems,
        "manifestations": words.manifestations,
    }
    return {noun: kind for kind, nouns in kinds.items() for noun in nouns}
