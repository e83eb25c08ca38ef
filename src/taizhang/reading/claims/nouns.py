"""What a counted noun makes of its number: findings and measures by how far they are, rules by what was done with them."""

from __future__ import annotations

import re

from taizhang.reading.claims import claim_basis as by
from taizhang.reading.claims.degrees import degree, degree_ahead, degree_behind
from taizhang.reading.claims.grammar import Grammar
from taizhang.reading.claims.places import Place


def of_noun(noun: str, place: Place, at: re.Match[str], rules: Grammar) -> str | None:
    """What the number with this noun claims."""
    if noun == "rules":
        return of_rules(place, rules)
    if noun == "matters":
        return degree_ahead(place, rules) or (degree_behind(place, at, rules) if rules.occasion.search(place.sentence) else None)
    if noun == "tasks":
        noun = "measures" if rules.occasion.search(place.sentence) else ""
    if noun == "measures" and "风险" not in place.sentence and rules.policies.search(place.left[-10:] + at[0]):
        return None
    if not noun:
        return None
    return degree(place, at, rules) or _plainly(noun, place, rules)


def _plainly(noun: str, place: Place, rules: Grammar) -> str | None:
    """A noun without a status is what its name says; problems solved for citizens are no findings."""
    if noun == "problems" and "解决" in place.before and rules.citizens.search(place.before):
        return None
    return noun


def of_rules(place: Place, rules: Grammar) -> str | None:
    """Rules by the last verb before them: 制定 is new, 修订 revised, 制定完善 both. 八项规定 and its like are names."""
    verbs = list(rules.rule_verbs.finditer(place.before))
    if not place.count.arabic and not (verbs and verbs[-1].end() >= len(place.before) - 1):
        return None
    verbs = verbs or list(rules.rule_verbs.finditer(place.right))
    if not verbs:
        return None
    place.basis = by.RULES
    return rule_kind(verbs[-1][0], rules)


def rule_kind(verbs: str, rules: Grammar) -> str:
    new, revised = rules.new.search(verbs), rules.revised.search(verbs)
    if (new and revised) or rules.both.search(verbs):
        return "rules"
    return "rules_new" if new else "rules_revised"
