"""Which acts a page offers for a finding or measure: what can be done now, and what can't with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.conditions import Thing
from taizhang.ledger.models import Ledger, Stage
from taizhang.ledger.tally import CountLine
from taizhang.web.acts import ACTS
from taizhang.web.acts.act import Act

# The steps of the usual life: shown to everybody, greyed with the reason for whom it is not. The others only to whose they are.
FORWARD = {
    "measure": ("issue", "hand_in", "countersign", "accept"),
    "finding": ("submit", "decide", "endorse", "agree", "end_notice", "look_back"),
    "plan": ("approve_plan",),
    "plan_change": ("support_change", "agree_change", "approve_change"),
}
# What has a form of its own in its place on the finding's page; the ledger's table opens the dialog.
IN_PLACE = ("report_progress", "assign", "set_deadline")
# What is done to many at once from the ledger's table.
IN_BATCHES = (
    *(("measure", action) for action in FORWARD["measure"]),
    ("measure", "return"),
    *(("finding", action) for action in FORWARD["finding"]),
    ("finding", "return"),
    ("finding", "own_up"),
    ("finding", "carry_on"),
    ("measure", "reopen"),
    *((of, action) for of in ("measure", "finding") for action in ("assign", "set_deadline")),
)
SEASONS = {"carry_on": Stage.CONTINUING}  # what is done in one stage of the ledger only
PLURAL = {"measure": "measures", "finding": "findings", "plan": "plans", "plan_change": "changes"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: the act, its word, where its dialog is, and why it can't be done now (None where it can).

    ``forward`` is a usual next step; ``his`` that it is the person's, himself or to register.
    """

    act: Act
    word: str
    address: str
    why: str | None
    forward: bool
    his: bool


def offers(user: User, subject: Thing) -> list[Offer]:
    """The buttons for ``subject``, the usual next steps first."""
    of = policy.LEVELS[type(subject)]
    found = [offer for act in ACTS.values() if act.of == of and (offer := _offer(user, act, subject))]
    return sorted(found, key=lambda offer: not offer.forward)


def _offer(user: User, act: Act, subject: Thing) -> Offer | None:
    row = act.move
    if subject.state not in row.sources or act.action in IN_PLACE:
        return None
    forward = act.action in FORWARD[act.of]
    his = policy.is_his(user, row, subject)
    if not (his or forward):
        return None
    why = policy.why_not(user, act.action, subject)
    if why and row.signed and "office" in policy.relations(user, subject.ledger):
        why = policy.why_not(user, act.action, subject, on_paper=True)  # the office registers what others sign
    return Offer(
        act, policy.word_of(row, subject.ledger), f"{address(subject.ledger, act)}?{act.of}={subject.serial}", why, forward, his
    )


def address(ledger: Ledger, act: Act) -> str:
    """Where the act's dialog is."""
    return reverse("act", args=[ledger.pk, PLURAL[act.of], act.action])


def in_batches(user: User, ledger: Ledger, line: CountLine) -> list[Offer]:
    """What ``user`` can do to many at once in ``ledger``, as far as anything there is in such a state."""
    return [
        Offer(act, policy.word_of(act.move, ledger), address(ledger, act), None, True, True)
        for act in _usable(user, ledger, line)
    ]


def picked_by(offered: Iterable[Offer]) -> frozenset[tuple[str, str]]:
    """Of which kind and in which states something can be picked for one of ``offered``."""
    return frozenset((one.act.of, str(state)) for one in offered for state in one.act.move.sources)


def _usable(user: User, ledger: Ledger, line: CountLine) -> Iterator[Act]:
    related = policy.relations(user, ledger) | ({"lead_unit"} if policy.speaks_for_units(user) else set())
    for of, action in IN_BATCHES:
        act = ACTS[of, action]
        counted = line.measures if of == "measure" else line.findings
        whose = {*act.move.who, *(("office",) if act.move.signed else ())}
        if action == "reopen" and not line.rebounds:
            continue
        in_season = SEASONS.get(action, ledger.stage) == ledger.stage
        if in_season and any(counted[state] for state in act.move.sources) and related & whose:
            yield act
