"""Undoing a close-out that was a mistake (撤销误销): by who closed, with the reason, before it has been counted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import close_out
from taizhang.ledger.actions import concluding, containing, signing
from taizhang.ledger.actions.signing import Paper, Signed
from taizhang.ledger.actions.writing import Written, gather, hold, only, sort_out, write
from taizhang.ledger.models import Finding, Manifestation, Signature, Verdict
from taizhang.ledger.states import FindingState
from taizhang.ledger.typed import said

CLOSING = ("endorse", *close_out.AGREEING)


@transaction.atomic
def undo_close(*, finding: Finding, reason: str, paper: Paper | None = None, by: User, at: datetime) -> Finding:
    """Take a close-out back (撤销误销): the finding goes on in the same round, which is open again; no rebound is counted.

    Who closed last takes it back: himself, or another who signs for the same unit.
    """
    why = said(reason, _("撤销的理由"))
    rows = gather([finding])
    last = _last(rows[0])
    signer = _signer(last, paper, by, at)
    row = only(
        hold(
            sort_out(rows, "undo_close", by, on_paper=paper is not None),
            lambda row: _not_who_closed(signer, last, row),
            lambda row: signing.too_early(signer, row.closed_on, _("销号")),
        )
    )
    signing.sign([row], "undo_close", signer, verdict=Verdict.RETURNED, reason=why, by=by, at=at)
    fields, decision = {**concluding.taken_back(row), "degree_recognised": ""}, (row.submitted_on, row.closed_by, row.closed_on)
    back = [(part, concluding.taken_apart(part)) for part in row.manifestations.all() if _closed_with(row, part)]
    concluding.open_again(row)
    write("undo_close", [Written(row, fields, signing.told(signer, reason=why), back)], by=by, at=at)
    containing.take_back_contained(row, decision, by=by, at=at)
    return row


def _closed_with(row: Finding, part: Manifestation) -> bool:
    """Whether the manifestation was closed by the close-out that is undone, and not apart before it."""
    decision = (row.submitted_on, row.closed_by, row.closed_on)
    return part.state == FindingState.CLOSED and (part.submitted_on, part.closed_by, part.closed_on) == decision


def _last(row: Finding) -> Signature | None:
    """The signature that closed ``row``."""
    given = [one for one in row.signatures.all() if one.action in CLOSING and one.cycle == row.cycle]
    return next((one for one in reversed(given) if one.name == row.closed_by and one.verdict == Verdict.AGREED), None)


def _signer(last: Signature | None, paper: Paper | None, by: User, at: datetime) -> Signed:
    own = next((post.unit for post in by.posts if last and post.unit_id == last.unit_id), None)
    return signing.signed(paper, by=by, at=at, capacity=last.capacity if last else "", unit=own)


def _not_who_closed(signer: Signed, last: Signature | None, row: Finding) -> str | None:
    same = last and signer.unit and signer.unit.pk == last.unit_id
    if same or signer.unit_name == row.closed_unit:
        return None
    return _("撤销误销由最后同意销号的“%(unit)s”签署。") % {"unit": row.closed_unit}
