"""The arithmetic a report tells of itself: so many findings, measures, of them so many done, so many rules, what rate.

Each number is read in its clause: the noun beside its counter says what is counted, the verb what was done with it; where the
noun is left out it is the one told before. Whatever is not such a total is a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from taizhang.reading import aspects, people
from taizhang.reading.counts import GENERIC, MONEY, PARTS, PEOPLE, RATE, Count
from taizhang.reading.facts import Claim, Quantity
from taizhang.reading.grammar import Grammar, grammar
from taizhang.reading.places import Place, places
from taizhang.reading.words import WORDS, Words
from taizhang.sheet import Span

_THRESHOLD_AFTER = re.compile(r"(?:以上|以下|以内|之内|以外|[^，。；]{0,4}以上的)")
_THRESHOLD_BEFORE = re.compile(
    r"(?:不少于|不低于|不得少于|不得低于|不超过|不得超过|不高于|至少|最多|每|每个|每人|每次|不足|低于|高于|不满|一次性|人均|平均)$"
)
_GROWTH = re.compile(
    r"同比|环比|(?:增长|增加|上涨|上升|提高|提升|增幅|增速|涨幅|上浮|涨)(?:了|约|近|超过?|幅度|均)*(?:达|为)?$"
    r"|(?:利率|税率|年息|利息|浓度|湿度|坡度|纯度|含量|误差)\S{0,3}$"
)
_PLAN = re.compile(r"(?:需|应|待|须|要|将|拟|不|未|力争|确保|计划|限期|分阶段|着力|重点|集中|着重)$")
_GOES_ON = re.compile(r"[并且均都已其占和以及后的、尚仍未基正阶需长剩另还由等]|整改|$")
_OF_PLAN = re.compile(r"的?(?:问题|任务|措施)?[^，。；;]{0,6}?(?:清单|台账)")
_LED_IN = re.compile(r"^(?:[、，和及与并 ]|其中)+")
_TOTAL = re.compile(r"(?:共|共计|合计|总计|一共|共有|计|总共)(?:近|约|超|逾)?")
_ADJECTIVAL = re.compile(r"(?:已|未|正在|需|基本|尚)[^的]{0,12}的$")
_CARRIES = frozenset(
    ("problems", "measures", "manifestations", "matters", "completed", "basically_completed", "in_progress", "long_term")
)
_RULES = frozenset(("rules", "rules_new", "rules_revised"))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a text, sorted into claims and quantities."""

    claims: tuple[Claim, ...]
    quantities: tuple[Quantity, ...]


@dataclass(slots=True)
class _Told:
    """What the line has counted so far: a later number may leave its noun out."""

    line: int = -1
    last: str | None = None
    kinds: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)  # those of the totals a status may follow
    held_in: int = -1  # the clause whose last number was people held to account

    def tell(self, kind: str, counter: str) -> None:
        self.last = kind
        self.kinds.add(kind)
        if kind in _CARRIES:
            self.counters.add(counter)


def read_numbers(text: str, found: Sequence[Count], headline: Span | None = None, words: Words = WORDS) -> Numbers:
    """The counts sorted into claims and quantities. A claim of the ``headline`` that the body tells again is told once."""
    rules = grammar(words)
    claims: list[Claim] = []
    quantities: list[Quantity] = []
    told = _Told()
    for place in places(text, found):
        if place.line != told.line:
            told = _Told(place.line)
        count, kind = place.count, _kind(place, told, rules)
        span = _quoted(text, place, rules) if kind and kind != "money" else Span(count.start, count.end)
        quote = text[span.start : span.end]
        told.tell(kind or _passed(place, rules), count.counter)
        if kind:
            claims.append(Claim(kind, count.value, count.counter, quote, span))
        else:
            quantities.append(Quantity(count.value, count.counter, _subject(place), quote, span))
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
    if (after := rules.noun_after.match(place.right)) and text.startswith(after[0], end):
        return Span(start, end + after.end("noun"))
    lead = rules.noun_before.search(left) or rules.led.search(left)
    if lead and text.endswith(left[lead.start() :], 0, start):
        return Span(start - len(left) + lead.start(), end)
    return Span(start, end)


def _kind(place: Place, told: _Told, rules: Grammar) -> str | None:
    """What the number claims, or None for a quantity."""
    count = place.count
    if count.kind == RATE:
        return None if _GROWTH.search(place.left) else "rate"
    if _THRESHOLD_AFTER.match(place.right) or _THRESHOLD_BEFORE.search(place.left):
        return None
    if count.kind == MONEY:
        return "money"
    if count.kind == PEOPLE:
        return _held(place, told, rules)
    if count.kind == PARTS:
        return "aspects" if aspects.divides(place, rules) else None
    return _total(place, told, rules) if count.kind == GENERIC else None


def _held(place: Place, told: _Told, rules: Grammar) -> str | None:
    if people.held_to_account(place, rules, told.held_in == place.clause):
        told.held_in = place.clause
        return "people_disciplined"
    return None


def _total(place: Place, told: _Told, rules: Grammar) -> str | None:
    """A number with a general counter (项 个 条 件): by the noun behind it, before it, or the one told before."""
    if "子项" in place.count.counter or "小项" in place.count.counter:
        return "manifestations"
    if (after := rules.noun_after.match(place.right)) and _counts_noun(after, place, rules):
        return _of_noun(rules.nouns[after["noun"]], place, after, rules)
    if before := rules.noun_before.search(place.left):
        if _another_noun(place.right, rules):
            return None
        return _of_noun(rules.nouns[before["noun"]], place, before, rules)
    return _noun_left_out(place, told, rules)


def _counts_noun(after: re.Match[str], place: Place, rules: Grammar) -> bool:
    """Whether the counter goes with this noun: in 22个县饮水问题 it goes with 县, in 5次会议研究问题 with 会议."""
    between = after["mod"]
    if rules.units.search(between[:6] if between.endswith("的") else between) and not between.startswith(("涉及", "关于")):
        return False
    if rules.status.search(between) and not _ADJECTIVAL.search(between) and rules.nouns[after["noun"]] != "problems":
        return False
    return not after["tail"].startswith(("线索", "导向", "合同", "资金", "车辆", "楼盘"))


def _another_noun(right: str, rules: Grammar) -> bool:
    """Whether the number counts what stands behind it after all: 针对问题12个部门…"""
    return bool(right) and bool(rules.units.match(right))


def _of_noun(noun: str, place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    if noun == "rules":
        return _of_rules(place, rules)
    if noun == "matters":
        return _status_before(place, rules)
    if noun == "tasks":
        noun = "measures" if rules.occasion.search(place.sentence) else ""
    if noun == "measures" and rules.policies.search(place.left[-10:] + at[0]):
        return None
    if not noun:
        return None
    return _status(place, at, rules) or _default(noun, place, rules)


def _default(noun: str, place: Place, rules: Grammar) -> str | None:
    """A noun without a status is what its name says; problems solved for citizens are no findings."""
    if noun == "problems" and "解决" in place.before and rules.citizens.search(place.before):
        return None
    return noun


def _status(place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    """What was done with a counted noun: 整改问题12个, 12个问题已整改到位, 未整改到位的3个问题."""
    noun = rules.nouns[at["noun"]]
    if noun == "problems" and rules.citizens.search(place.before) and "解决" in place.before:
        return None
    return (
        _status_before(place, rules)
        or _status_within(at, rules)
        or _status_after(place, at, rules)
        or _governed(place, at, noun, rules)
    )


def _status_before(place: Place, rules: Grammar) -> str | None:
    """已完成…12项: a status right before the number, nothing but words that fill in between."""
    for found in rules.status.finditer(place.left):
        if rules.fill.fullmatch(place.left, found.end()) and not _PLAN.search(place.left[: found.start()]):
            return found.lastgroup
    return None


def _status_within(at: re.Match[str], rules: Grammar) -> str | None:
    """3个未整改到位的问题"""
    between = at.groupdict().get("mod") or ""
    found = rules.status.search(between)
    return found.lastgroup if found and _ADJECTIVAL.search(between) else None


def _status_after(place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    """12个问题已整改到位; not where another number follows (363项任务已完成163项: 363 is the total)."""
    if place.cut:
        return None
    behind = place.right[at.end("noun") :] if "mod" in at.groupdict() else place.right
    found = rules.status.search(behind)
    return found.lastgroup if found and found.start() <= 16 and not _PLAN.search(behind[: found.start()]) else None


def _governed(place: Place, at: re.Match[str], noun: str, rules: Grammar) -> str | None:
    """整改餐饮浪费问题2.7万个: the verb of completion that governs the noun, unless a verb of finding does (查摆整改问题)."""
    upto = place.left if "mod" in at.groupdict() else place.left[: at.start("noun")]
    found = rules.governed.search(upto)
    if not found or _PLAN.search(upto[: found.start()]):
        return None
    verb, earlier = found["verb"], upto[: found.start()]
    if verb == "整改" and (
        noun != "problems" or found["object"].startswith(("中", "过程", "方案", "不", "未", "情况", "期间", "工作"))
    ):
        return None
    if rules.found.search(earlier[-6:]) and not earlier.endswith(("并", "和", "、", "并已", "及时", "即")):
        return None
    return "completed"


def _of_rules(place: Place, rules: Grammar) -> str | None:
    """Rules by the last verb before them: 制定 is new, 修订 revised, 制定完善 both. 八项规定 and its like are names."""
    verbs = list(rules.rule_verbs.finditer(place.before))
    if not place.count.arabic and not (verbs and verbs[-1].end() >= len(place.before) - 1):
        return None
    verbs = verbs or list(rules.rule_verbs.finditer(place.right))
    return _rule_kind(verbs[-1][0], rules) if verbs else None


def _rule_kind(verbs: str, rules: Grammar) -> str:
    new, revised = rules.new.search(verbs), rules.revised.search(verbs)
    if (new and revised) or rules.both.search(verbs):
        return "rules"
    return "rules_new" if new else "rules_revised"


def _noun_left_out(place: Place, told: _Told, rules: Grammar) -> str | None:
    """修订12项, 已完成99条, 12项已完成: what is counted was told before."""
    left = _LED_IN.sub("", place.left)
    if _TOTAL.fullmatch(left) and not place.right and (before := rules.noun_before.search(place.previous)):
        return _of_noun(rules.nouns[before["noun"]], place, before, rules)
    if (verbs := rules.rule_verbs.fullmatch(left.removesuffix("了").removesuffix("共"))) and told.kinds & _RULES:
        return _rule_kind(verbs[0], rules)
    if not (_GOES_ON.match(place.right) or rules.status.match(place.right)):
        return None
    if not (rules.occasion.search(place.sentence) or told.kinds & _CARRIES):
        return None
    if told.last == "other" and place.count.counter not in told.counters and not rules.occasion.search(place.left):
        return None
    return _status_before(place, rules) or _bare_status_after(place, rules)


def _bare_status_after(place: Place, rules: Grammar) -> str | None:
    """52项已完成: the status follows at once, and no other number in the clause."""
    if place.cut:
        return None
    even = rules.even.match(place.right)
    found = rules.status.match(place.right, even.end() if even else 0) or rules.status.match(place.right)
    return found.lastgroup if found else None


def _passed(place: Place, rules: Grammar) -> str:
    """What a number that claims nothing counted: something a status may follow, or something else."""
    if place.count.kind != GENERIC:
        return "aside"
    before, after = rules.noun_before.search(place.left), rules.noun_after.match(place.right)
    return "matters" if before or after else "other"


def _subject(place: Place) -> str | None:
    """What a quantity counts, where it stands right beside the counter."""
    behind = re.match(r"的?([一-龥A-Za-z]{1,12}?)(?=[的了和与及在对向为等是已均将把被，。；、：]|$|[^一-龥A-Za-z])", place.right)
    if behind:
        return behind[1]
    ahead = re.search(r"([一-龥]{2,8})(?:共|达|超过?|近|约|逾|合计|累计)*$", place.left)
    return ahead[1] if ahead else None
