"""How far the findings and measures counted are: the words of state before, within and behind the noun."""

from __future__ import annotations

import re

from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.grammar import Grammar
from taizhang.reading.claims.places import Place

_EACH = re.compile("^[^已均全]*(?:逐[条项个一件]|件件|项项|条条)")  # how it is gone about, not what came of it
_SORT = re.compile("整改(?:的|类|型)")  # 持续整改的问题9个: a sort of findings
_PLAN = re.compile(
    r"(?:需|应|待|须|要|将|拟|不|未|没|没有|无|限期|分阶段|分期|分类|持续|长期|着力|重点|集中|着重)$"
    r"|(?:应于|应在|须于|拟于|将于|力争|争取|确保(?!了)|预计|计划|务必|务求)[^，,。；]{0,14}$"
)
_AIMED = re.compile(r"(?:力争|争取|确保(?!了)|务必|务求|预计)[^，,。；]*$")  # 确保16个问题…完成: the aim governs what follows
_COMPOUND = re.compile("时限|时间|期限|节点|标准|目标|率|度|质量|方案")  # 完成时限, 整改方案: nothing is done yet
_LEFT_OVER = re.compile("(?:剩余|剩下|余下|尚余|尚存|还剩)的?$")
ADJECTIVAL = re.compile(r"(?:已|未|正在|需|基本|尚)[^的]{0,12}的$")
_IN_PART = re.compile("半|部分|多数")
_UNDONE = ("in_progress", "long_term", "not_started")
_MEANS = ("措施", "举措", "方案", "办法")  # 解决措施: nothing is solved yet
_NOT_AS_VERB = ("中", "过程", "方案", "不", "未", "情况", "期间", "工作", "类", "型")


def degree(place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    """What was done with a counted noun: 整改问题12个, 12个问题已整改到位, 未整改到位的3个问题."""
    noun = rules.nouns[at["noun"]]
    if noun == "problems" and rules.citizens.search(place.before) and "解决" in place.before:
        return None
    return (
        degree_ahead(place, rules)
        or degree_within(place, at, rules)
        or degree_behind(place, at, rules)
        or governed(place, at, noun, rules)
        or left_over(place)
    )


def left_over(place: Place) -> str | None:
    """剩余15个问题"""
    if not _LEFT_OVER.search(place.left):
        return None
    place.basis = by.LEFT_OVER
    return "in_progress"


def degree_ahead(place: Place, rules: Grammar) -> str | None:
    """已完成…12项: a status right before the number, nothing but words that fill in between."""
    for found in rules.status.finditer(place.left):
        if found.lastgroup == "long_term" and _SORT.match(place.left, found.end() - 2):
            continue
        if found[0] == "解决" and place.left.startswith(_MEANS, found.end()):
            continue
        if rules.fill.fullmatch(place.left, found.end()) and not _PLAN.search(place.left[: found.start()]):
            place.basis = by.STATE_AHEAD
            return found.lastgroup
    return None


def degree_within(place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    """3个未整改到位的问题"""
    between = at.groupdict().get("mod") or ""
    found = rules.status.search(between)
    if not found or not ADJECTIVAL.search(between):
        return None
    place.basis = by.STATE_WITHIN
    return found.lastgroup


def degree_behind(place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    """12个问题已整改到位; not where another number follows (363项任务已完成163项: 363 is the total)."""
    if place.cut:
        return None
    behind = place.right[at.end("noun") :] if "mod" in at.groupdict() else place.right
    found = rules.status.search(behind)
    if not found or found.start() > 16 or _IN_PART.search(behind, 0, found.start()) or _COMPOUND.match(behind, found.end()):
        return None
    ahead = behind[: found.start()]
    planned = _PLAN.search(ahead) or _EACH.search(ahead) or _AIMED.search(place.left)
    if planned and found.lastgroup not in _UNDONE:
        return None
    place.basis = by.STATE_BEHIND
    return found.lastgroup


def governed(place: Place, at: re.Match[str], noun: str, rules: Grammar) -> str | None:
    """整改餐饮浪费问题2.7万个: the verb of completion that governs the noun, unless a verb of finding does (查摆整改问题)."""
    upto = place.left if "mod" in at.groupdict() else place.left[: at.start("noun")]
    found = rules.governed.search(upto)
    if not found or _PLAN.search(upto[: found.start()]):
        return None
    verb, earlier = found["verb"], upto[: found.start()]
    if verb == "解决" and noun == "measures":
        return None
    if verb == "整改" and (noun != "problems" or found["object"].startswith(_NOT_AS_VERB)):
        return None
    if rules.found.search(earlier[-6:]) and not earlier.endswith(("并", "和", "、", "并已", "及时", "即")):
        return None
    place.basis = by.GOVERNED
    return "completed"


def degree_at_once(place: Place, rules: Grammar) -> str | None:
    """52项已完成: the status follows at once, and no other number in the clause."""
    if place.cut:
        return None
    even = rules.even.match(place.right)
    tries = (even.end() if even else 0, 0, 1)  # 正按计划推进: 按计划 is said evenly, and begins a state as well
    found = next((found for at in tries if (found := rules.status.match(place.right, at))), None)
    return found.lastgroup if found else None
