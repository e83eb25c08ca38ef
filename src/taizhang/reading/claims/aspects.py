"""Aspects: the parts into which findings or tasks are divided – not parts of a speech, a rule or an analysis."""

from __future__ import annotations

import re

from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.grammar import Grammar
from taizhang.reading.claims.places import Place

_DIVIDED = re.compile(
    r"(?:分解|细化|梳理|归纳|归并|归集|分类|划分|整理|汇总|凝练|细分|划为|分)(?:形成|成|为|出|了|到)*(?:的|共)?$"
    r"|(?:反馈|指出|查找|查摆|发现|存在|检视|列出|涉及)(?:的|出|了|出的|有)?(?:问题)?(?:的|共|分为|包括|涵盖|涉及|主要有)*$"
    r"|(?:问题|任务|措施|清单)(?:共|涉及|涵盖|分为|包括|计|主要|集中在)+$"
)
_OF_FINDINGS = re.compile(
    r"(?:(?:的|、|共|，|,|和|及|计|合计|包含|含|涉及)*+(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?"
    r"(?:项|个方面|方面|个|条|大类|类|大项|点|小项)?)*+(?:的|、|共|，|,|和|及)?"
    r"[^，,。；;、：:]{0,8}?(?:问题|任务|措施|具体表现|子项|小项|隐患|不足|短板)"
)
_LISTED = re.compile(r"(?:从|在|围绕|就|聚焦|针对|着眼|由|对)[^，,。；]*等$")
_OTHER_WHOLES = re.compile(r"(?:意见|建议|条例|规定|办法|讲话|要求|内容|经验|成效|差距|原因|素质)")


def divides(place: Place, rules: Grammar) -> bool:
    """Whether the parts are those of findings, tasks or measures."""
    if _LISTED.search(place.left):
        return False
    behind = place.after.lstrip("”」")
    place.basis = by.PARTS_OF
    if _OF_FINDINGS.match(behind):
        return True
    if _OTHER_WHOLES.match(behind.lstrip("的")):
        return False
    place.basis = by.PARTS_DIVIDED
    return bool(_DIVIDED.search(place.left)) and bool(rules.occasion.search(place.sentence))
