"""A round ends: its links open nothing any more, and who had told how much stays as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry
from taizhang.supervision.actions.writing import held_round, note
from taizhang.supervision.asked import shares
from taizhang.supervision.chasing import laggards
from taizhang.supervision.models import Invitation, Round


@transaction.atomic
def close_round(*, round: Round, by: User, at: datetime) -> Round:
    """End the round. Its event names the units that had not told everything."""
    row = held_round(round, by)
    if not row.is_open:
        raise Refused(_("这一轮没有在进行。"))
    found = shares(row)
    for share in found:
        share.invitation.asked, share.invitation.told = share.asked, share.told
    Invitation.objects.bulk_update([share.invitation for share in found], ["asked", "told"], batch_size=200)
    facts = {"units": len(found), "late": [share.unit.name for share in laggards(found)]}
    row.closed_at, row.closed_by = at, by.name
    row.closed_size = note(row.ledger, [Entry("round:close", row.key, facts)], by.actor, at).size
    row.save(update_fields=["closed_at", "closed_by", "closed_size"])
    return row
