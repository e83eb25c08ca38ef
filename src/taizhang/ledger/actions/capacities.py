"""Who signs for a measure, in what capacity and for which unit: as the paper says, or on screen as the ledger's rules see him."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from taizhang.accounts.models import Unit, User
from taizhang.ledger import policy
from taizhang.ledger.actions.signing import Paper, Signed, Signers, signed, why_not_outside
from taizhang.ledger.conditions import responsible
from taizhang.ledger.models import Measure


def leaders(rows: Iterable[Measure], paper: Paper | None, by: User, at: datetime) -> Signers:
    """The responsible leader of each measure, who signs for the body."""
    return {row.pk: _leader(row, paper, by, at) for row in rows}


def acceptors(rows: Iterable[Measure], paper: Paper | None, by: User, at: datetime) -> Signers:
    """Who recognises each measure: the office, from where it sits; where the office itself leads, its substitute."""
    return {row.pk: _acceptor(row, paper, by, at) for row in rows}


def reviewers(rows: Iterable[Measure], paper: Paper | None, by: User, at: datetime) -> Signers:
    """Who looks at what was handed in, the leader or whoever recognises: either may send it back."""
    return {row.pk: (_leader if _leads(by, row) else _acceptor)(row, paper, by, at) for row in rows}


def of_the_leading_group(rows: Iterable[Measure], paper: Paper | None, by: User, at: datetime) -> Signers:
    """The leading group, for the body."""
    return {
        row.pk: signed(paper, by=by, at=at, capacity=row.ledger.profile.words.leading_group, unit=row.ledger.body) for row in rows
    }


def not_outside(signer: Signed, measure: Measure) -> str | None:
    """Why ``signer`` may not decide last on ``measure``: he is of the unit that leads it.

    Where the whole body leads, nobody in it is outside, and its office decides all the same.
    """
    unit = responsible(measure).lead_unit
    if unit is None or unit.pk == measure.ledger.body_id:
        return None
    return why_not_outside(signer, {unit.name: unit})


def _leads(user: User, measure: Measure) -> bool:
    return "leader" in policy.relations(user, measure.ledger, measure)


def _leader(measure: Measure, paper: Paper | None, by: User, at: datetime) -> Signed:
    return signed(paper, by=by, at=at, capacity=measure.ledger.profile.words.leader, unit=measure.ledger.body)


def _acceptor(measure: Measure, paper: Paper | None, by: User, at: datetime) -> Signed:
    ledger = measure.ledger
    if policy.office_leads(ledger, responsible(measure)):
        return signed(paper, by=by, at=at, capacity=ledger.profile.closing.substitute.word, unit=_substitutes_unit(measure, by))
    return signed(paper, by=by, at=at, capacity=ledger.profile.words.office, unit=ledger.office_unit or ledger.body)


def _substitutes_unit(measure: Measure, by: User) -> Unit:
    """The body, or the supervising unit for which he verifies."""
    supervising = policy.supervising_units(measure.ledger)
    return next((post.unit for post in by.posts if post.unit_id in supervising), measure.ledger.body)
