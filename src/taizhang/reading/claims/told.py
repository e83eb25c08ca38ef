"""What the line has counted so far: a later number may leave its noun out."""

from __future__ import annotations

from dataclasses import dataclass, field

from taizhang.reading.counts import Count

NEAR = 100  # characters after which a number is no longer told of the total before it
CARRIES = frozenset(
    ("problems", "measures", "manifestations", "matters", "completed", "basically_completed", "in_progress", "long_term")
)
_SHARED = CARRIES - {"matters"} | {"not_started"}
_RULES = frozenset(("rules", "rules_new", "rules_revised"))
_WHOLES = frozenset(("problems", "measures", "manifestations"))


@dataclass(slots=True)
class Told:
    """What the line has counted so far: a later number may leave its noun out."""

    last: str | None = None
    kinds: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)  # those of the totals a status may follow
    carried_to: int = -NEAR  # where the last such total ends
    held_in: int = -NEAR  # the clause whose last number was people held to account
    held_to: int = -NEAR  # where that number ends
    ruled: bool = False  # whether rules were counted
    rate_to: int = -NEAR  # where the last rate ends
    whole: str | None = None  # the total whose parts may follow without a noun: 其中牵头整改2条、配合整改7条
    parted: bool = False  # whether such parts are being told
    above: set[str] = field(default_factory=set)  # counters of the totals in the lines before: 一、已完成10项：
    divided: tuple[int, str] | None = None  # where 问题9大类 ends, and what the number right behind it counts

    def tell(self, kind: str, count: Count) -> None:
        """Remember what the number counted."""
        self.last = kind
        self.kinds.add(kind)
        if kind in CARRIES:
            self.counters.update((count.counter, count.counter.removesuffix("次"), count.counter + "次"))  # 件次 and 件 are one
            self.carried_to = count.end
            self.whole = kind if kind in _WHOLES else self.whole
        elif kind == "named":
            self.counters.discard(count.counter)
        elif kind == "rate":
            self.rate_to = count.end
        elif kind in _RULES:
            self.ruled = True

    def of_a_total(self) -> bool:
        """Whether the number before was of findings or measures: a share behind it is theirs."""
        return self.last in _SHARED
