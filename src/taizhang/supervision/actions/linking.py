"""Links of units: one revoked, one made anew in its place."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry
from taizhang.supervision.actions.opening import invite
from taizhang.supervision.actions.writing import held_round, note
from taizhang.supervision.asked import counted
from taizhang.supervision.models import Invitation, Round


@transaction.atomic
def revoke_link(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The link opens nothing any more, and says so."""
    held_round(invitation.round, by)
    row = Invitation.objects.select_related("unit", "round__ledger").get(pk=invitation.pk)
    if row.revoked_at is None:
        _revoke(row, by, at)
    return row


@transaction.atomic
def renew_link(*, round: Round, unit: Unit, by: User, at: datetime) -> tuple[Invitation, str]:
    """A new link for a unit, with its token; the one before it opens nothing any more."""
    row = held_round(round, by)
    if not row.is_open:
        raise Refused(_("这一轮收集没有在进行，不能发链接。"))
    standing = row.invitations.select_related("unit", "round__ledger").filter(unit=unit, revoked_at=None).first()
    if standing is None and not row.invitations.filter(unit=unit).exists() and unit.pk not in counted(row.ledger, row.as_of):
        raise Refused(_("“%(unit)s”没有正在推进的措施。") % {"unit": unit.name})
    answered = standing.answered_at if standing else None
    if standing:
        _revoke(standing, by, at)
    last = row.invitations.aggregate(last=Max("position"))["last"] or 0
    [(made, token)] = invite(row, [unit], last + 1)
    Invitation.objects.filter(pk=made.pk).update(answered_at=answered)
    note(row.ledger, [Entry("invitation:renew", made.key, {"unit": unit.name})], by.actor, at)
    return made, token


def _revoke(row: Invitation, by: User, at: datetime) -> None:
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    note(row.round.ledger, [Entry("invitation:revoke", row.key, {"unit": row.unit.name})], by.actor, at)
