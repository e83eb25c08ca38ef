"""How every action on a round writes: the round locked with its ledger, the policy asked, the event left in the ledger's log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Actor, Entry, append
from taizhang.journal.models import Log
from taizhang.ledger.models import Ledger
from taizhang.supervision import links, policy
from taizhang.supervision.models import Invitation, Round


def held_ledger(ledger: Ledger) -> Ledger:
    """The ledger, locked until the transaction ends: its rounds are numbered and opened by one person at a time."""
    rows = Ledger.objects.select_for_update(of=("self",)).select_related("body", "pinned", "office_unit", "supervised_by")
    return rows.get(pk=ledger.pk)


def held_round(round_: Round, by: User) -> Round:
    """The round, locked, if ``by`` may work on it. Raises Refused."""
    ledger = held_ledger(round_.ledger)
    if why := policy.why_not_collect(by, ledger):
        raise Refused(why)
    row = Round.objects.select_for_update().get(pk=round_.pk)
    row.ledger = ledger
    return row


def held_link(invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The invitation, locked, if its link still works and ``by`` came by it. Raises Refused."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related(*links.PLACES).get(pk=invitation.pk)
    if why := links.why_dead(row, at):
        raise Refused(why)
    if by.actor != links.guest(row).actor:
        raise Refused(_("填报链接只代表它所属的单位。"))
    return row


def note(ledger: Ledger, entries: Sequence[Entry], by: Actor, at: datetime) -> Log:
    """Leave the events."""
    return append(ledger.log_key, entries, by=by, at=at)
