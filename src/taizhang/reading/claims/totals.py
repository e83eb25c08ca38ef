"""Totals with a general counter (12项, 3个, 40条): findings, measures, rules, and how many of them are how far.

The noun behind the counter says what is counted, or the one before the number; where there is none it is the one told before.
"""

from __future__ import annotations

import re

from taizhang.reading.claims import aspects
from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.carried import noun_left_out
from taizhang.reading.claims.degrees import ADJECTIVAL
from taizhang.reading.claims.grammar import Grammar
from taizhang.reading.claims.nouns import of_noun
from taizhang.reading.claims.places import Place
from taizhang.reading.claims.told import Told

_FIELD = re.compile("(?:重点|关键|主要|重要)?(?:领域|环节|行业|系统|岗位)")
_PREDICATE = re.compile(
    "(?:[均都也]|目前|现)?(?:已经?|均已?|都已?|正在?|仍|尚)(?=制定|明确|提出|落实|采取|列入|纳入|建立|细化|形成)|[一-龥]{2}了(?!的)"
)
_SORTED = re.compile("(?:归并|归纳|归结|梳理|细分|划分|分解|分)(?:为|成)[^，,。；]{0,16}$")  # 归并为财务、采购、资产3类
_NO_FINDING = ("线索", "导向", "合同", "资金", "车辆", "楼盘")


def total(place: Place, told: Told, rules: Grammar) -> str | None:
    """A number with a general counter (项 个 条 件). 交办问题5批237个: the batches say what the number behind them counts."""
    if place.count.counter != "批" or not place.cut or place.right:
        return _total(place, told, rules)
    if kind := _total(place, told, rules):
        told.divided = (place.count.end, kind)
    return None


def _total(place: Place, told: Told, rules: Grammar) -> str | None:
    """By the noun behind it, before it, or the one told before."""
    if place.count.counter == "类" and place.cut and place.right in ("", "、") and aspects.divides(place, rules):
        return "aspects"
    if place.count.counter == "类" and not place.right and told.whole == "problems" and _SORTED.search(place.left):
        place.basis = by.PARTS_NAMED
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
        return of_noun(rules.nouns[after["noun"]], place, after, rules)
    place.noun_before = before = rules.noun_before.search(place.left, max(0, len(place.left) - 20))
    if before:
        if _another_noun(place.right, rules):
            return None
        place.basis = by.NOUN_AHEAD
        return of_noun(rules.nouns[before["noun"]], place, before, rules)
    return noun_left_out(place, told, rules)


def _counts_noun(after: re.Match[str], place: Place, rules: Grammar) -> bool:
    """Whether the counter goes with this noun: in 22个县饮水问题 it goes with 县, in 5次会议研究问题 with 会议."""
    between = after["mod"]
    if _PREDICATE.match(between) and not between.endswith("的"):
        return False
    if _counts_units(between, rules) and not between.startswith(("涉及", "关于")):
        return False
    if rules.status.search(between) and not ADJECTIVAL.search(between) and rules.nouns[after["noun"]] != "problems":
        return False
    return not after["tail"].startswith(_NO_FINDING)


def _counts_units(between: str, rules: Grammar) -> bool:
    """Whether a unit stands where the counter looks for its noun; 重点领域 is one, 生态环境领域 only says where."""
    if _FIELD.match(between):
        return True
    found = rules.units.search(between[:6] if between.endswith("的") else between)
    return found is not None and found[0] not in ("领域", "环节", "行业", "系统", "岗位", "点位")


def _another_noun(right: str, rules: Grammar) -> bool:
    """Whether the number counts what stands behind it after all: 针对问题12个部门…"""
    return bool(right) and bool(rules.units.match(right))
