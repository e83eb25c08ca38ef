"""Numbers whose noun is left out: 修订12项, 已完成99条, 其余3项正在推进. What they count was told before."""

from __future__ import annotations

import re

from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.degrees import degree_ahead, degree_at_once
from taizhang.reading.claims.grammar import Grammar
from taizhang.reading.claims.nouns import of_noun, rule_kind
from taizhang.reading.claims.places import Place
from taizhang.reading.claims.told import CARRIES, NEAR, Told
from taizhang.reading.counts import GENERIC
from taizhang.reading.words import WORDS

_GOES_ON = re.compile(r"[并且均都已其占和以及后的、尚仍未基正阶需长剩另还由等得]|整改|$")
_LED_IN = re.compile(r"^(?:[、，和及与并 ]|其中)+")
_ALTOGETHER = re.compile(r"(?:共|共计|合计|总计|一共|共有|计|总共)(?:近|约|超|逾)?")
_SITUATION = re.compile("(?:的|整改|落实|进展|完成|推进|办理)*情况$|(?:涉及|分布在|分属|包括|来自)[^，,。；]*$")
_MENDED = re.compile("(?:并|并已|均|现|当场|立即|督促|及时|即时|全部)*整改(?:了|完)?")
_DONE = "(?:完成|整改|销号|办结|到位|解决)"
_AHEAD = re.compile(rf"[均都已]?(?:预计|计划|将|拟|力争|确保|争取|约定|倒排)[^，,。；]{{0,20}}{_DONE}")
_BEFORE_A_DAY = re.compile(rf"[^，,。；]{{0,12}}(?:底前?|日前|月前|年内|期内|前)(?:全部|基本)?{_DONE}")
_BESIDE = ("、", "和", "、和")  # 已分别整改14条、119条
_DAYS = frozenset("底前内")
_AT_ONCE = re.compile(
    "(?:并|已|均|当场|现场|督促|推动|及时)+立行立改了?|(?:并|已|均|当场|现场|督促|推动|及时)*(?:立查立改|即知即改|边查边改|即查即改)了?"
)
_PLANNED = re.compile("(?:均|都)?(?:已经?)?(?:制定|明确|提出|落实)(?:了|出)?[^，,。；]{0,8}(?:措施|计划|方案|时间表|时限)")
_REMAINING = re.compile("(?:其余|剩余|剩下|余下|另外?|还有|其他)的?$")
_OF_MATTERS = re.compile("(?:反映|来电|来信|来访|转办|交办|受理|投诉|收到)(?:事项)?(?:共|计|达|近|约)*$")
_MATTERS_END = frozenset("映电信访办理诉到项共计达近约")
_PART_OF = re.compile("^其中[^，,。；]{0,14}$")
_FOUND_MORE = re.compile("(?:又|共|再|另|还|累计|先后)*(?:查处|发现|查出|排查|查摆|梳理|检视)(?:出|了)?")
_RULE_NOUNS = WORDS.rules
_LISTS = tuple(f"{verb}{noun}" for verb in ("列出", "形成", "建立", "列入", "纳入") for noun in ("清单", "台账"))
_SHORT_SUM = 5  # characters before a sum: 总共近
_PART_LENGTH = 10
_HEADING = 24  # characters of a line that only heads what follows


def noun_left_out(place: Place, told: Told, rules: Grammar) -> str | None:
    """修订12项, 已完成99条, 12项已完成: what is counted was told before."""
    known = place.count.counter in told.counters
    if (place.titled or told.ruled) and (kind := _rules(place, told, rules)):
        return kind
    if not place.right and place.left.endswith(_LISTS) and (listed := _listed(place, rules)):
        return listed
    if not place.right and 0 < len(place.left) <= _SHORT_SUM and (kind := _altogether(place, told, rules, known)):
        return kind
    return (_by_place(place, told) if known else None) or _by_degree(place, told, rules, known)


def _rules(place: Place, told: Told, rules: Grammar) -> str | None:
    """修订12项, where rules were counted before; 修订《预算管理办法》1项."""
    if place.titled and place.titled.endswith(_RULE_NOUNS) and (verbs := rules.rule_verbs.fullmatch(place.left)):
        place.basis = by.RULES
    elif told.ruled and (verbs := rules.rule_verbs.fullmatch(_LED_IN.sub("", place.left).rstrip("了共"))):
        place.basis = by.RULES_CARRIED
    else:
        return None
    return rule_kind(verbs[0], rules)


def _altogether(place: Place, told: Told, rules: Grammar, known: bool) -> str | None:
    """共计12项: the sum of what was counted, or of what the clause before names."""
    if not _ALTOGETHER.fullmatch(place.left):
        return None
    if told.whole and known:
        place.basis = by.CARRIED
        return told.whole
    before = rules.noun_before.search(_SITUATION.sub("", place.previous))
    place.basis = by.NOUN_BEFORE_SUM
    return of_noun(rules.nouns[before["noun"]], place, before, rules) if before else None


def _listed(place: Place, rules: Grammar) -> str | None:
    """把巡察反馈的共性问题列出清单18项: a list of what the clause named before."""
    noun = next((n for n in ("问题", "任务", "措施") if n in place.before), None)
    place.basis = by.NOUN_AHEAD
    return None if noun is None else "problems" if rules.nouns[noun] == "problems" else "measures"


def _by_degree(place: Place, told: Told, rules: Grammar, known: bool) -> str | None:
    """52项已完成, 已完成52项; 其中牵头整改2条 says no degree and is a part."""
    if told.last == "problems" and not place.right and _MENDED.fullmatch(place.left):
        place.basis = by.MENDED_THEM
        return "completed"
    part = known and told.whole is not None and _is_part(place, told)
    if not part and not (_GOES_ON.match(place.right) or rules.status.match(place.right)):
        return None
    ahead = degree_ahead(place, rules)
    if part and not ahead:
        place.basis = by.PART
        return told.whole
    degree = ahead or degree_at_once(place, rules)
    return degree if degree and _told_of(place, told, rules) else None


def _by_place(place: Place, told: Told) -> str | None:
    """What a number without noun and status says by the words it stands between, where such totals were told before."""
    left, right = place.left, place.right
    place.basis = by.CARRIED
    if not right and "problems" in told.kinds and _FOUND_MORE.fullmatch(left):
        return "problems"
    if not right and _AT_ONCE.fullmatch(left):
        return "completed"
    if left in _BESIDE and told.last in CARRIES and "分别" in place.before:
        return told.last
    if not right:
        return None
    planned = _AHEAD.match(right) or (not _DAYS.isdisjoint(right) and _BEFORE_A_DAY.match(right))
    return "in_progress" if planned or (_PLANNED.match(right) and _REMAINING.search(left)) else None


def _is_part(place: Place, told: Told) -> bool:
    """问题共9条，其中牵头整改2条、配合整改7条: a part of the total told before, without its noun."""
    if place.right and place.right[0] not in "、和及":
        return False
    if place.count.start - told.carried_to > NEAR:
        return False
    told.parted = bool(_PART_OF.match(place.left)) or (told.parted and 0 < len(place.left) <= _PART_LENGTH)
    return told.parted


def _told_of(place: Place, told: Told, rules: Grammar) -> bool:
    """Whether a status without a noun speaks of findings, measures or matters: by its own words, else by what stands before."""
    place.basis = by.CARRIED
    if place.count.counter in told.counters and place.count.start - told.carried_to <= NEAR:
        return True
    if place.count.counter in told.above and len(place.sentence) <= _HEADING:
        return True
    place.basis = by.BY_OCCASION
    if rules.occasion.search(place.left):
        return True
    return told.last not in ("named", "other") and bool(rules.occasion.search(place.sentence))


def passed(place: Place, rules: Grammar) -> str:
    """What a number that claims nothing counted: matters a status may follow, a thing with its own name, or something else."""
    if place.count.kind != GENERIC:
        return "aside"
    if found := place.noun_before or place.noun_after:
        return "rules" if rules.nouns[found["noun"]] == "rules" else "matters"
    if place.left[-1:] in _MATTERS_END and _OF_MATTERS.search(place.left):
        return "matters"
    named = not _GOES_ON.match(place.right) or rules.units.search(place.left[-4:])
    return "named" if named else "other"
