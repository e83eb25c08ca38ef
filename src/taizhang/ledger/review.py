"""What waits for somebody's decision, and what has changed in it since it was last decided on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q

from taizhang.accounts.models import User
from taizhang.journal.models import Event
from taizhang.ledger import policy
from taizhang.ledger.close_out import standing
from taizhang.ledger.gathering import gathered_findings, gathered_measures
from taizhang.ledger.models import Evidence, Finding, Ledger, Measure, Signature, Verdict
from taizhang.ledger.states import FindingState, MeasureState

MOST = 100  # nobody decides on more at a sitting; what is done makes room
MEASURE_DECISIONS = ("countersign", "accept")
FINDING_DECISIONS = ("decide", "endorse", "agree")
DECIDERS = {"office", "leading_group", "principal", "verifier"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One decision that waits: on which thing, and which."""

    subject: Finding | Measure
    action: str

    @property
    def key(self) -> str:
        """How the queue names it: ``<ledger>-measure-3``."""
        return f"{self.subject.ledger_id}-{self.subject.key.replace(':', '-')}"


def waiting(user: User) -> list[Waiting]:
    """What waits for ``user`` to decide on, longest waiting first, measures before findings; at most ``MOST``."""
    return list(islice((*_measures(user), *_findings(user)), MOST))


def _ledgers(user: User) -> list[Ledger]:
    return [ledger for ledger in policy.visible_ledgers(user) if policy.relations(user, ledger) & DECIDERS]


def _measures(user: User) -> Iterator[Waiting]:
    mine = Q(leader_user=user) | Q(finding__leader_user=user) | Q(ledger__in=_ledgers(user))
    rows = Measure.objects.filter(mine, state=MeasureState.AWAITING_REVIEW).order_by("handed_in_on", "pk")
    for row in gathered_measures(rows)[: MOST * 2]:
        for action in MEASURE_DECISIONS:
            if policy.why_not(user, action, row) is None:
                yield Waiting(row, action)
                break


def _findings(user: User) -> Iterator[Waiting]:
    states = (FindingState.AWAITING_DECISION, FindingState.AWAITING_VERIFICATION)
    rows = Finding.objects.filter(ledger__in=_ledgers(user), state__in=states).order_by("submitted_on", "pk")
    for row in gathered_findings(rows)[: MOST * 2]:
        for action in FINDING_DECISIONS:
            if policy.why_not(user, action, row) is None and not _given(user, action, row):
                yield Waiting(row, action)
                break


def _given(user: User, action: str, finding: Finding) -> bool:
    """Whether ``user``, or the body for which he speaks, has signed this already."""
    own = {post.unit_id for post in user.posts}
    given = standing(finding, action)
    return bool(given) and (action == "decide" or any(one.user_id == user.pk or one.unit_id in own for one in given))


@dataclass(frozen=True, slots=True)
class Since:
    """What is new in a measure since it was last sent back: when and why it was, the words as pieces, the evidence added."""

    returned: Signature | None
    pieces: list[tuple[str, str]]
    added: list[Evidence]


def since_last(measure: Measure) -> Since:
    """What changed in ``measure`` since it was last sent back; all of it is new where it never was."""
    returned = next((one for one in reversed(measure.signatures.all()) if one.verdict == Verdict.RETURNED), None)
    if returned is None:
        return Since(None, [("same", measure.progress)] if measure.progress else [], [])
    before = _progress_at(measure, returned.recorded_at)
    added = [one for one in measure.evidence.all() if one.withdrawn_on is None and one.added_on >= returned.signed_on]
    return Since(returned, marked(before, measure.progress), added)


def _progress_at(measure: Measure, moment: datetime) -> str:
    """The progress as it stood at that moment: what the first change behind it says it was."""
    named = Event.objects.filter(log__key=measure.ledger.log_key, subject=measure.key).order_by("seq")
    for event in named:
        was = event.facts.get("was", {}) if event.moment > moment else {}
        if "progress" in was:
            return str(was["progress"])
    return measure.progress


def marked(before: str, after: str) -> list[tuple[str, str]]:
    """Two versions of a text as one: pieces that are the ``same``, ``gone`` and ``new``, in order."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > 20_000)
    return [piece for step in matcher.get_opcodes() for piece in _pieces(before, after, step)]


def _pieces(before: str, after: str, step: tuple[str, int, int, int, int]) -> Iterable[tuple[str, str]]:
    kind, a, b, c, d = step
    if kind == "equal":
        return [("same", after[c:d])]
    return [piece for piece in (("gone", before[a:b]), ("new", after[c:d])) if piece[1]]
