"""The units that have not told everything are reminded (催报): once a day, by whatever follows the event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry
from taizhang.supervision.actions.writing import held_round, note
from taizhang.supervision.asked import shares
from taizhang.supervision.chasing import chased_on, laggards
from taizhang.supervision.models import Round


@transaction.atomic
def chase(*, round: Round, by: User, at: datetime) -> int:
    """Remind the units of an open round of which something is still wanted. Returns how many. Raises Refused."""
    row = held_round(round, by)
    if not row.is_open:
        raise Refused(_("这一轮没有在进行。"))
    late = laggards(shares(row))
    if not late:
        raise Refused(_("各单位都报齐了，不用提醒。"))
    if chased_on(row, at):
        raise Refused(_("今天已经提醒过，明天可以再提醒。"))
    note(row.ledger, [Entry("round:chase", row.key, {"units": [share.unit.name for share in late]})], by.actor, at)
    return len(late)
