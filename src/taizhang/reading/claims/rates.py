"""Rates: shares of what was to be dealt with – not growth, composition, levels, thresholds or prices.

A percentage is a rate by the name before it (整改完成率95%, 整改进度达85%), by what was done (已完成85%, 文件压减30%,
92%的问题已解决), or as the share of a total told right before it (其中138个已完成，占98.6%).
"""

from __future__ import annotations

import re

from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.grammar import Grammar
from taizhang.reading.claims.places import Place
from taizhang.reading.claims.told import Told

_PERCENT = r"(?:\d+(?:[.．]\d+)?[%％]|百分之[一二三四五六七八九十]+)"
_LISTED = re.compile(rf"(?:{_PERCENT}(?:以上|以下|左右)?(?:、|和|及|与|以及))+$")  # 分别下降15%和8%: the second as the first
_RISEN = re.compile(rf"[由从]?{_PERCENT}(?:提高|提升|上升|增加|增长|降低|下降|下调|上调|增|降|减少)?[到至为]$")
_WHEN = re.compile(  # 由2021年的82.5%提升到目前的95.6%
    r"(?:(?:19|20)\d\d年(?:\d{1,2}月)?[份底初末度]*|年初|第?[一二三四]季度|[上下]半年|\d{1,2}月[份底末初]?|上月|上年|上季度|去年(?:同期|底)?|整改前|最初|目前|当前|现在|年底|月底)的?$"
)
_NAMELESS = re.compile(r"(?:有|其中|近|约|超过?|逾|最高|最多|最低|平均|总体|均|达到?|为)+$")
_CHANGED = re.compile(
    r"同比|环比|(?:增长|增加|上涨|上升|提高|提升|增幅|增速|涨幅|上浮|涨|增|下降|降低|减少|下滑|回落|降幅|降)"
    r"(?:了|约|近|超过?|逾|幅度|分别|均|达到?|为)*$"
)
_THRESHOLD = re.compile(r"(?:不[少低小]于|不得[少低]于|不超过|不得超过|不[高大]于|[高低]于|不足|至少|最多)$")
_PART = re.compile(r"占(?!有)[^，,。；;：:]{0,12}$")
_MEASURED = re.compile(r"[率比重幅度达到为在至按以由从于]$")
_DONE_OF = re.compile(  # 92%的问题已解决, 5%还需在限期内完善
    r"(?:以上|以下|左右)?(?:的(?!比例|比重|标准|速度|幅度|份额))?[^，,。；;：:]{0,24}?"
    r"(?:已|均|还需|仍需|尚需|需|尚未|正在|基本|完成|得到|整改|销号|办结)"
)
_BESIDE = re.compile("[、和][一-龥]{1,6}")  # 压减会议32%、文件28%
_TOTALS = ("problems", "measures", "tasks")
_AND, _REACHED, _TIME_ENDS = frozenset("、和及与"), frozenset("到至为"), frozenset("的年月份底初末度期前")
_LOOKED_AT = 48  # characters before the number
_NEAR = 8  # characters after which a figure without a name belongs no longer to the rate before it


def _name(ahead: str) -> str:
    """The words before a percentage without an earlier one (由58%提高到, 98%和) and without its time (2021年的)."""
    if ahead[-1:] in _AND:
        ahead = _LISTED.sub("", ahead)
    if ahead[-1:] in _TIME_ENDS:
        ahead = _WHEN.sub("", ahead)
    if ahead[-1:] in _REACHED:
        ahead = _RISEN.sub("", ahead)
        ahead = _WHEN.sub("", ahead) if ahead[-1:] in _TIME_ENDS else ahead
    return ahead


def is_rate(place: Place, told: Told, rules: Grammar) -> bool:
    """Whether a percentage is a share of what was to be done."""
    clause = place.before or place.previous  # 整改完成率：95%
    ahead = clause[-_LOOKED_AT:]
    before = _name(ahead)
    if _CHANGED.search(before[-16:]) or _THRESHOLD.search(ahead[-4:]):
        return False
    place.basis = by.SHARE_NAMED
    if rules.share.search(before):
        return True
    if _PART.search(before):
        place.basis = by.SHARE_OF_TOTAL
        return told.of_a_total() or any(noun in clause for noun, kind in rules.nouns.items() if kind in _TOTALS)
    if told.last == "rate" and _BESIDE.fullmatch(place.left):
        place.basis = by.SHARE_LISTED
        return True
    bare = _NAMELESS.sub("", before)
    place.basis = by.SHARE_BARE
    if not bare and before:
        follows_a_rate = 0 <= place.clause - told.rate_to <= _NEAR  # 压减50%以上，最高达79%
        place.basis = by.SHARE_LISTED if follows_a_rate else by.SHARE_BARE
        return follows_a_rate or bool(_DONE_OF.match(place.after))
    return not _MEASURED.search(bare) and bool(_DONE_OF.match(place.after))
