"""Why somebody is told something: every reason, listed once. Follows events by their names, or is found by the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from taizhang.ledger.states import FindingState

N_ = str  # marks words that are translated where they are shown

OFFICE, CONTACT, LEADER = "office", "contact", "leader"
EVERYBODY = frozenset({OFFICE, CONTACT, LEADER})
Facts = dict[str, Any]


def _always(facts: Facts) -> bool:
    return True


def _closed(facts: Facts) -> bool:
    return bool(facts.get("now", {}).get("state") == FindingState.CLOSED)


def _failed(facts: Facts) -> bool:
    return bool(facts.get("now", {}).get("state") == FindingState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what it is called, what it says of a number of things, to whom it matters, where its list stands.

    ``events`` are the names of the ledger's events that bring it, each with what its facts must say. ``filtered`` is the part
    of the ledger page's address that selects what is counted; empty where the notice has a list of its own.
    """

    code: str
    word: str
    says: str
    to: frozenset[str] = EVERYBODY
    events: dict[str, Callable[[Facts], bool]] = field(default_factory=dict)
    filtered: str = ""
    for_groups: bool = True


SOON, OVERDUE, HANDOVER = "soon", "overdue", "handover"
ROUND_OPENED, CHASED = "round_opened", "chased"

REASONS = (
    Reason(SOON, N_("即将到期"), N_("%(n)d 个问题即将到期"), filtered="deadline=week"),
    Reason(OVERDUE, N_("已逾期"), N_("%(n)d 个问题已逾期"), filtered="deadline=late"),
    Reason("returned", N_("被退回"), N_("%(n)d 项被退回"), events={"finding:return": _always, "measure:return": _always}),
    Reason(
        "reviewed",
        N_("审核通过"),
        N_("%(n)d 项已认定完成或销号"),
        events={
            **dict.fromkeys(("finding:endorse", "finding:agree", "finding:agree_in_part", "finding:end_notice"), _closed),
            "measure:accept": _always,
        },
    ),
    Reason("rebound", N_("重新整改"), N_("%(n)d 个问题反弹，要重新整改"), events={"finding:look_back": _failed}),
    Reason(
        ROUND_OPENED,
        N_("收集进展"),
        N_("请报送整改进展"),
        to=frozenset({CONTACT}),
        events={"round:open": _always},
        filtered="mine=1",
    ),
    Reason(
        CHASED,
        N_("催报"),
        N_("整改进展还没有报齐，请尽快报送"),
        to=frozenset({CONTACT}),
        events={"round:chase": _always},
        filtered="mine=1",
    ),
    Reason(
        HANDOVER,
        N_("交接待确认"),
        N_("%(n)d 份交接单等您确认"),
        to=frozenset(),
        events={"handover:make_handover": _always},
        for_groups=False,
    ),
)
BY_CODE = {reason.code: reason for reason in REASONS}
FOLLOWED = {name: (reason, holds) for reason in REASONS for name, holds in reason.events.items()}
