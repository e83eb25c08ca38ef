"""People held to account, apart from people trained, invited or talked to."""

from __future__ import annotations

import re
from collections import deque

from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.grammar import Grammar
from taizhang.reading.claims.places import Place

_RANK = re.compile(r"(?:其中|、|和|及)?(?:[一-龥]{0,8}(?:级|干部|人员|党员|领导|负责人|民警|同志|个人))?")


def held_to_account(place: Place, rules: Grammar, carried: bool) -> bool:
    """Whether the people counted were punished: by the nearest verb before the number, else the first behind it.

    ``carried``: the number right before it was such people (问责12人，其中厅级干部2人 goes on).
    """
    place.basis = by.HELD_AHEAD
    if nearest := _nearest(place.left, rules):
        return nearest.lastgroup == "yes"
    place.basis = by.HELD_BEHIND
    if first := rules.held.search(place.after):
        return first.lastgroup == "yes"
    earlier = _nearest(place.before, rules)  # 问责12个单位、35人: before another number of the clause
    listed = carried and _RANK.fullmatch(place.left) is not None
    place.basis = by.HELD_LISTED if listed else by.HELD_BEFORE
    return listed or (earlier is not None and earlier.lastgroup == "yes")


def _nearest(words: str, rules: Grammar) -> re.Match[str] | None:
    """The last word of punishing or of anything else done with people."""
    return deque(rules.held.finditer(words), maxlen=1).pop() if rules.held.search(words) else None
