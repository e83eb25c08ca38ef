"""Following a ledger's events: what each of them moved in the counts, from nothing but what the events say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from taizhang.ledger.adoption import STEP
from taizhang.ledger.tally import GONE, GONE_WITH_IT, REBOUND, REPEAT, Counted

COUNTED = ("finding", "measure", "manifestation")
# An event whose payload holds none of these words moves nothing: most are never parsed.
WORDS = ('"state"', '"degree_self"', '"within"', '"manifestations"', '"carried"')

MARKING = ('"rebounds"', '"repeats_text"', '"carried"')


class Moved(NamedTuple):
    """One thing as it was counted before event ``seq`` and is since; ``was`` is None for a new one."""

    subject: str
    was: Counted | None
    now: Counted
    seq: int


class Follower:
    """Takes a ledger's events in their order and says what moved with each."""

    def __init__(self) -> None:
        self._now: dict[str, Counted] = {}
        self._unstated: set[str] = set()
        self._shown: dict[str, int] = {}  # manifestations of each finding so far
        self._marks: dict[str, Counter[str]] = {}

    def moves(self, seq: int, subject: str, payload: str) -> Iterator[Moved]:
        """What the event moved, new things included."""
        if not any(word in payload for word in WORDS):
            return
        facts = json.loads(payload)
        for key, place in self._places(subject, facts):
            was = self._now.get(key)
            if was != place:
                self._now[key] = place
                yield Moved(key, was, place, seq)

    def marks(self, subject: str, payload: str) -> Counter[str]:
        """By how much the event changed what is counted of its finding beside where it stands (``tally.marks``)."""
        if not any(word in payload for word in MARKING):
            return Counter()
        facts = json.loads(payload)
        told, was = {**facts, **(facts.get("now") or {})}, self._marks.get(subject, Counter())
        now = Counter({REBOUND: told.get("rebounds", was[REBOUND]), REPEAT: int(bool(told.get("repeats_text", was[REPEAT])))})
        if "carried" in facts:
            now[REPEAT] = 0
        self._marks[subject] = now
        now = now.copy()
        now.subtract(was)
        return now

    def _places(self, subject: str, facts: dict[str, Any]) -> Iterator[tuple[str, Counted]]:
        """Where the things that the event tells of are counted since."""
        kind = subject.partition(":")[0]
        if kind in COUNTED and subject not in self._now and "state" in facts:
            yield subject, self._begun(subject, kind, facts)
        if kind == "finding":
            yield from self._under(subject, facts)
        yield from self._changed(subject, facts)
        for key in facts.get("carried", ()):
            if place := self._now.get(key):
                yield key, place._replace(level=GONE if place.level == "finding" else GONE_WITH_IT)

    def _under(self, finding: str, facts: dict[str, Any]) -> Iterator[tuple[str, Counted]]:
        for measure in facts.get("measures", ()):
            if isinstance(measure, dict) and measure.get("key") not in self._now:
                yield measure["key"], Counted("measure", measure["state"], measure.get("degree_self", ""))
        manifestations = facts.get("manifestations", ())
        if isinstance(manifestations, dict):  # those that were there and changed; new ones come as a list of their texts
            yield from (one for key, told in manifestations.items() for one in self._changed(key, told))
        else:
            yield from ((self._next_of(finding), Counted("manifestation", "", "")) for _ in manifestations)

    def _begun(self, subject: str, kind: str, facts: dict[str, Any]) -> Counted:
        level = kind
        if kind == "finding" and not facts.get("stated", True):
            self._unstated.add(subject)
            level = "unstated"
        if facts.get("within"):  # it came over from another ledger, already contained
            level = "within"
        return Counted(level, facts["state"], facts.get("degree_self", ""))

    def _next_of(self, finding: str) -> str:
        """The key of the next manifestation of ``finding``: they stand in the order in which they came."""
        self._shown[finding] = self._shown.get(finding, 0) + 1
        return f"manifestation:{finding.partition(':')[2]}.{self._shown[finding] * STEP}"

    def _changed(self, subject: str, facts: dict[str, Any]) -> Iterator[tuple[str, Counted]]:
        now, place = facts.get("now"), self._now.get(subject)
        if not isinstance(now, dict) or place is None:
            return
        level = place.level
        if "within" in now:
            level = "within" if now["within"] else "unstated" if subject in self._unstated else "finding"
        yield subject, Counted(level, now.get("state", place.state), now.get("degree_self", place.degree))
