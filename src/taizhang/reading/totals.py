"""Totals with a general counter (12项, 3个, 40条): findings, measures, rules, and how many of them are how far.

The noun behind the counter says what is counted, or the one before the number; where there is none it is the one told before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from taizhang.reading import aspects
from taizhang.reading import claim_basis as by
from taizhang.reading.counts import GENERIC, Count
from taizhang.reading.grammar import Grammar
from taizhang.reading.places import Place

_EACH = re.compile("^[^已均全]*(?:逐[条项个一件]|件件|项项|条条)")  # how it is gone about, not what came of it
_SORT = re.compile("整改(?:的|类|型)")  # 持续整改的问题9个: a sort of findings
_PLAN = re.compile(
    r"(?:需|应|待|须|要|将|拟|不|未|没|没有|无|限期|分阶段|分期|分类|持续|长期|着力|重点|集中|着重)$"
    r"|(?:应于|应在|须于|拟于|将于|力争|争取|确保(?!了)|预计|计划|务必|务求)[^，,。；]{0,14}$"
)
_GOES_ON = re.compile(r"[并且均都已其占和以及后的、尚仍未基正阶需长剩另还由等得]|整改|$")
_LED_IN = re.compile(r"^(?:[、，和及与并 ]|其中)+")
_ALTOGETHER = re.compile(r"(?:共|共计|合计|总计|一共|共有|计|总共)(?:近|约|超|逾)?")
_AIMED = re.compile(r"(?:力争|争取|确保(?!了)|务必|务求|预计)[^，,。；]*$")  # 确保16个问题…完成: the aim governs what follows
_COMPOUND = re.compile("时限|时间|期限|节点|标准|目标|率|度|质量|方案")  # 完成时限, 整改方案: nothing is done yet
_LEFT_OVER = re.compile("(?:剩余|剩下|余下|尚余|尚存|还剩)的?$")
_MENDED = re.compile("(?:并|并已|均|现|当场|立即|督促|及时|即时|全部)*整改(?:了|完)?")
_ADJECTIVAL = re.compile(r"(?:已|未|正在|需|基本|尚)[^的]{0,12}的$")
_FIELD = re.compile("(?:重点|关键|主要|重要)?(?:领域|环节|行业|系统|岗位)")
_IN_PART = re.compile("半|部分|多数")
_PREDICATE = re.compile("(?:[均都也]|目前|现)?(?:已经?|均已?|都已?|正在?|仍|尚)(?=制定|明确|提出|落实|采取|列入|纳入|建立|细化|形成)|[一-龥]{2}了(?!的)")
_PLANNED = re.compile("(?:均|都)?(?:已经?)?(?:制定|明确|提出|落实)(?:了|出)?[^，,。；]{0,8}(?:措施|计划|方案|时间表|时限)")
_REMAINING = re.compile("(?:其余|剩余|剩下|余下|另外?|还有|其他)的?$")
_OF_MATTERS = re.compile("(?:反映|来电|来信|来访|转办|交办|受理|投诉|收到)(?:事项)?(?:共|计|达|近|约)*$")
_PART_OF = re.compile("^其中[^，,。；]{0,14}$")
_FOUND_MORE = re.compile("(?:又|共|再|另|还|累计|先后)*(?:查处|发现|查出|排查|查摆|梳理|检视)(?:出|了)?")
_UNDONE = ("in_progress", "long_term", "not_started")
_NO_FINDING = ("线索", "导向", "合同", "资金", "车辆", "楼盘")
_NOT_AS_VERB = ("中", "过程", "方案", "不", "未", "情况", "期间", "工作", "类", "型")
_PART_LENGTH = 10
_NEAR = 100  # characters after which a number is no longer told of the total before it
_CARRIES = frozenset(
    ("problems", "measures", "manifestations", "matters", "completed", "basically_completed", "in_progress", "long_term")
)
_SHARED = _CARRIES - {"matters"} | {"not_started"}
_WHOLES = frozenset(("problems", "measures", "manifestations"))
_RULES = frozenset(("rules", "rules_new", "rules_revised"))


@dataclass(slots=True)
class Told:
    """What the line has counted so far: a later number may leave its noun out."""

    last: str | None = None
    kinds: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)  # those of the totals a status may follow
    carried_to: int = -_NEAR  # where the last such total ends
    held_in: int = -1  # the clause whose last number was people held to account
    held_to: int = -1  # where that number ends
    rate_to: int = -_NEAR  # where the last rate ends
    whole: str | None = None  # the total whose parts may follow without a noun: 其中牵头整改2条、配合整改7条
    parted: bool = False  # whether such parts are being told
    divided: tuple[int, str] | None = None  # where 问题9大类 ends, and what the number right behind it counts

    def tell(self, kind: str, count: Count) -> None:
        """Remember what the number counted."""
        self.last = kind
        self.kinds.add(kind)
        if kind in _CARRIES:
            self.counters.add(count.counter.removesuffix("次"))
            self.carried_to = count.end
            self.whole = kind if kind in _WHOLES else self.whole
        elif kind == "named":
            self.counters.discard(count.counter.removesuffix("次"))
        elif kind == "rate":
            self.rate_to = count.end

    def counts_by(self, counter: str) -> bool:
        """Whether the totals before were counted so; 件次 and 件 are one."""
        return counter.removesuffix("次") in self.counters

    def of_a_total(self) -> bool:
        """Whether the number before was of findings or measures: a share behind it is theirs."""
        return self.last in _SHARED


def total(place: Place, told: Told, rules: Grammar) -> str | None:
    """A number with a general counter (项 个 条 件): by the noun behind it, before it, or the one told before."""
    if place.count.counter == "类" and place.cut and not place.right and aspects.divides(place, rules):
        return "aspects"
    if told.divided and told.divided[0] == place.count.start and not rules.noun_after.match(place.right):
        place.basis = by.BEHIND_PARTS
        return told.divided[1]
    if "子项" in place.count.counter or "小项" in place.count.counter:
        place.basis = by.SUB_ITEMS
        return "manifestations"
    place.noun_after = after = rules.noun_after.match(place.right) if place.right else None
    if after and _counts_noun(after, place, rules):
        place.basis = by.NOUN_BEHIND
        return _of_noun(rules.nouns[after["noun"]], place, after, rules)
    place.noun_before = before = rules.noun_before.search(place.left, max(0, len(place.left) - 20))
    if before:
        if _another_noun(place.right, rules):
            return None
        place.basis = by.NOUN_AHEAD
        return _of_noun(rules.nouns[before["noun"]], place, before, rules)
    return _noun_left_out(place, told, rules)


def _counts_noun(after: re.Match[str], place: Place, rules: Grammar) -> bool:
    """Whether the counter goes with this noun: in 22个县饮水问题 it goes with 县, in 5次会议研究问题 with 会议."""
    between = after["mod"]
    if _PREDICATE.match(between) and not between.endswith("的"):
        return False
    if _counts_units(between, rules) and not between.startswith(("涉及", "关于")):
        return False
    if rules.status.search(between) and not _ADJECTIVAL.search(between) and rules.nouns[after["noun"]] != "problems":
        return False
    return not after["tail"].startswith(_NO_FINDING)


def _counts_units(between: str, rules: Grammar) -> bool:
    """Whether a unit stands where the counter looks for its noun; 重点领域 is one, 生态环境领域 only says where."""
    if _FIELD.match(between):
        return True
    found = rules.units.search(between[:6] if between.endswith("的") else between)
    return found is not None and found[0] not in ("领域", "环节", "行业", "系统", "岗位")


def _another_noun(right: str, rules: Grammar) -> bool:
    """Whether the number counts what stands behind it after all: 针对问题12个部门…"""
    return bool(right) and bool(rules.units.match(right))


def _of_noun(noun: str, place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    if noun == "rules":
        return _of_rules(place, rules)
    if noun == "matters":
        return _status_before(place, rules) or (
            _status_after(place, at, rules) if rules.occasion.search(place.sentence) else None
        )
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
        or _status_within(place, at, rules)
        or _status_after(place, at, rules)
        or _governed(place, at, noun, rules)
        or _left_over(place)
    )


def _left_over(place: Place) -> str | None:
    """剩余15个问题"""
    if not _LEFT_OVER.search(place.left):
        return None
    place.basis = by.LEFT_OVER
    return "in_progress"


def _status_before(place: Place, rules: Grammar) -> str | None:
    """已完成…12项: a status right before the number, nothing but words that fill in between."""
    for found in rules.status.finditer(place.left):
        if found.lastgroup == "long_term" and _SORT.match(place.left, found.end() - 2):
            continue
        if rules.fill.fullmatch(place.left, found.end()) and not _PLAN.search(place.left[: found.start()]):
            place.basis = by.STATE_AHEAD
            return found.lastgroup
    return None


def _status_within(place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    """3个未整改到位的问题"""
    between = at.groupdict().get("mod") or ""
    found = rules.status.search(between)
    if not found or not _ADJECTIVAL.search(between):
        return None
    place.basis = by.STATE_WITHIN
    return found.lastgroup


def _status_after(place: Place, at: re.Match[str], rules: Grammar) -> str | None:
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


def _governed(place: Place, at: re.Match[str], noun: str, rules: Grammar) -> str | None:
    """整改餐饮浪费问题2.7万个: the verb of completion that governs the noun, unless a verb of finding does (查摆整改问题)."""
    upto = place.left if "mod" in at.groupdict() else place.left[: at.start("noun")]
    found = rules.governed.search(upto)
    if not found or _PLAN.search(upto[: found.start()]):
        return None
    verb, earlier = found["verb"], upto[: found.start()]
    if verb == "整改" and (noun != "problems" or found["object"].startswith(_NOT_AS_VERB)):
        return None
    if rules.found.search(earlier[-6:]) and not earlier.endswith(("并", "和", "、", "并已", "及时", "即")):
        return None
    place.basis = by.GOVERNED
    return "completed"


def _of_rules(place: Place, rules: Grammar) -> str | None:
    """Rules by the last verb before them: 制定 is new, 修订 revised, 制定完善 both. 八项规定 and its like are names."""
    verbs = list(rules.rule_verbs.finditer(place.before))
    if not place.count.arabic and not (verbs and verbs[-1].end() >= len(place.before) - 1):
        return None
    verbs = verbs or list(rules.rule_verbs.finditer(place.right))
    if not verbs:
        return None
    place.basis = by.RULES
    return _rule_kind(verbs[-1][0], rules)


def _rule_kind(verbs: str, rules: Grammar) -> str:
    new, revised = rules.new.search(verbs), rules.revised.search(verbs)
    if (new and revised) or rules.both.search(verbs):
        return "rules"
    return "rules_new" if new else "rules_revised"


def _noun_left_out(place: Place, told: Told, rules: Grammar) -> str | None:
    """修订12项, 已完成99条, 12项已完成: what is counted was told before."""
    left = place.left
    if not place.right and len(left) < 6 and _ALTOGETHER.fullmatch(left):
        before = rules.noun_before.search(place.previous)
        place.basis = by.NOUN_BEFORE_SUM
        return _of_noun(rules.nouns[before["noun"]], place, before, rules) if before else None
    if told.kinds & _RULES and (verbs := rules.rule_verbs.fullmatch(_LED_IN.sub("", left).rstrip("了共"))):
        place.basis = by.RULES_CARRIED
        return _rule_kind(verbs[0], rules)
    if told.last == "problems" and _MENDED.fullmatch(left) and not place.right:
        place.basis = by.MENDED_THEM
        return "completed"
    if "problems" in told.kinds and told.counts_by(place.count.counter) and not place.right and _FOUND_MORE.fullmatch(left):
        place.basis = by.CARRIED
        return "problems"
    if told.counts_by(place.count.counter) and _REMAINING.search(left) and _PLANNED.match(place.right):
        place.basis = by.CARRIED
        return "in_progress"
    if part := _part(place, told, rules):
        return part
    if not (_GOES_ON.match(place.right) or rules.status.match(place.right)):
        return None
    status = _status_before(place, rules) or _bare_status_after(place, rules)
    return status if status and _told_of(place, told, rules) else None


def _part(place: Place, told: Told, rules: Grammar) -> str | None:
    """问题共9条，其中牵头整改2条、配合整改7条: parts of the total told before, each without its noun."""
    near = place.count.start - told.carried_to <= _NEAR and told.counts_by(place.count.counter)
    if (place.right and place.right[0] not in "、和及") or not near or told.whole is None or _status_before(place, rules):
        return None
    told.parted = bool(_PART_OF.match(place.left)) or (told.parted and 0 < len(place.left) <= _PART_LENGTH)
    if not told.parted:
        return None
    place.basis = by.PART
    return told.whole


def _told_of(place: Place, told: Told, rules: Grammar) -> bool:
    """Whether a status without a noun speaks of findings, measures or matters: by its own words, else by what stands before."""
    place.basis = by.CARRIED
    if told.counts_by(place.count.counter) and place.count.start - told.carried_to <= _NEAR:
        return True
    place.basis = by.BY_OCCASION
    if rules.occasion.search(place.left):
        return True
    return told.last not in ("named", "other") and bool(rules.occasion.search(place.sentence))


def _bare_status_after(place: Place, rules: Grammar) -> str | None:
    """52项已完成: the status follows at once, and no other number in the clause."""
    if place.cut:
        return None
    even = rules.even.match(place.right)
    found = rules.status.match(place.right, even.end() if even else 0) or rules.status.match(place.right)
    return found.lastgroup if found else None


def passed(place: Place, rules: Grammar) -> str:
    """What a number that claims nothing counted: matters a status may follow, a thing with its own name, or something else."""
    if place.count.kind != GENERIC:
        return "aside"
    if place.noun_before or place.noun_after:
        return "matters"
    if _OF_MATTERS.search(place.left):
        return "matters"
    named = not _GOES_ON.match(place.right) or rules.units.search(place.left[-4:])
    return "named" if named else "other"
