"""People held to account, apart from people trained, invited or talked to."""

from __future__ import annotations

from taizhang.reading.grammar import Grammar
from taizhang.reading.places import Place


def held_to_account(place: Place, rules: Grammar, carried: bool) -> bool:
    """Whether the people counted were punished: by the nearest verb before the number, else the first behind it.

    ``carried``: the number before it in the same clause was such people (问责党组织12个、干部35人 goes on).
    """
    nearest = None
    for nearest in rules.held.finditer(place.left):
        pass
    if nearest:
        return nearest.lastgroup == "yes"
    first = rules.held.search(place.after)
    if first:
        return first.lastgroup == "yes"
    return carried or _earlier_in_clause(place, rules)


def _earlier_in_clause(place: Place, rules: Grammar) -> bool:
    """问责12个单位、35人: the verb stands before an earlier number of the clause."""
    nearest = None
    for nearest in rules.held.finditer(place.before):
        pass
    return nearest is not None and nearest.lastgroup == "yes"
